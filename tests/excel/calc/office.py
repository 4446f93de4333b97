"""One LibreOffice, started for one scenario and ended with it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

#: Where Debian keeps the module by which Python talks to LibreOffice.
_UNO = "/usr/lib/python3/dist-packages"
_DESKTOP = "com.sun.star.frame.Desktop"
_TRIES = 3
#: Threads of its own are what LibreOffice 7.4 breaks down by, on a busy machine more often.
_CALM = {"SC_FORCE_CALCULATION": "core", "MAX_CONCURRENCY": "1", "SAL_USE_VCLPLUGIN": "svp"}
_ATTEMPTS, _PAUSE = 600, 0.05


@dataclass(frozen=True, slots=True)
class Office:
    """A running LibreOffice."""

    context: Any
    desktop: Any

    def make(self, name: str, *arguments: Any) -> Any:
        """Return a new object of a service."""
        manager = self.context.ServiceManager
        if arguments:
            return manager.createInstanceWithArgumentsAndContext(name, arguments, self.context)
        return manager.createInstanceWithContext(name, self.context)

    def load(self, path: str | None, *, as_template: bool = False) -> Any:
        """Open a document, an empty one without a path; nobody sees it."""
        url = "private:factory/scalc" if path is None else Path(path).as_uri()
        given = [setting("Hidden", True)] + ([setting("AsTemplate", True)] if as_template else [])
        for _ in range(_TRIES):
            document = self.desktop.loadComponentFromURL(url, "_blank", 0, tuple(given))
            if hasattr(document, "Sheets"):  # else the bridge did not find out what it is: seen now and then
                return document
        raise OSError(path)


def setting(name: str, value: Any) -> Any:
    """Return a named value as LibreOffice takes it."""
    from com.sun.star.beans import PropertyValue

    return PropertyValue(name, 0, value, 0)


def struct(name: str, **members: Any) -> Any:
    """Return one of LibreOffice's structures."""
    import uno

    made = uno.createUnoStruct(f"com.sun.star.{name}")
    for member, value in members.items():
        setattr(made, member, value)
    return made


def settle_abroad(folder: Path) -> None:
    """Let the LibreOffice with this profile write numbers with a comma, and cells as R1C1."""
    settings = {
        "/org.openoffice.Setup/L10N": ("ooSetupSystemLocale", "de-DE"),
        "/org.openoffice.Office.Calc/Formula/Syntax": ("Grammar", "2"),
    }
    items = "".join(
        f'<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, (name, value) in settings.items()
    )
    target = folder / "profile" / "user" / "registrymodifications.xcu"
    target.parent.mkdir(parents=True)
    target.write_text(f'<oor:items xmlns:oor="http://openoffice.org/2001/registry">{items}</oor:items>', "utf-8")


@contextmanager
def starting_office(folder: Path) -> Iterator[Callable[[], Office]]:
    """Start a LibreOffice with a profile in ``folder``; give what waits for it; end it afterwards."""
    pipe = f"kaohe{time.monotonic_ns()}"
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    accept = f"--accept=pipe,name={pipe};urp;StarOffice.ComponentContext"
    quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    command = ["soffice", profile, "--headless", "--norestore", "--nologo", accept]
    process = subprocess.Popen(
        command, start_new_session=True, env={**os.environ, **_CALM}, **quiet
    )  # soffice is a script that starts others
    try:
        yield partial(_connected, pipe, process)
    finally:
        os.killpg(process.pid, signal.SIGKILL)  # nothing of it is kept: an orderly end takes longer
        process.wait()


def _connected(pipe: str, process: subprocess.Popen[bytes]) -> Office:
    uno = import_uno()
    from com.sun.star.connection import NoConnectException

    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(_ATTEMPTS):
        try:
            context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            if process.poll() is not None:
                break
            time.sleep(_PAUSE)
        else:
            return Office(context, context.ServiceManager.createInstanceWithContext(_DESKTOP, context))
    raise RuntimeError("LibreOffice did not start")


def import_uno() -> Any:
    """Return the module; whatever else lies beside it stays unknown to this Python.

    Raises:
        ImportError: It is not installed, or made for another Python.
    """
    sys.path.append(_UNO)
    try:
        import uno
    finally:
        sys.path.remove(_UNO)
    return uno
