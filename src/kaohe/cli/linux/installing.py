"""Puts the entries down for the current user, and takes them away."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from kaohe.cli import messages
from kaohe.cli.linux.entries import TYPES, DesktopFile, Folders, entries
from kaohe.core.problem import FileProblem
from kaohe.files.disk.replacing import replace_file

_LONGEST = 20
#: What desktops call their file managers.
_NAMES = {
    "thunar": "Thunar", "nautilus": "Nautilus", "nemo": "Nemo", "caja": "Caja", "pcmanfm": "PCManFM",
    "pcmanfm-qt": "PCManFM-Qt", "dolphin": "Dolphin", "dde-file-manager": "深度文件管理器",
}  # fmt: skip


def install() -> str:
    """Put the entries of this PC's file managers down; return what a person is told.

    A double click goes on opening workbooks with the program that it opens them with now.

    Raises:
        FileProblem: A file can't be written.
    """
    folders = folders_of_user()
    usual = {kind: _opens(kind) for kind in TYPES}
    listed = all(usual.values())  # else double clicks would go to Kaohe
    found = [each for each in entries(folders, sys.executable, listed=listed) if _is_wanted(each)]
    for each in found:
        _put(each)
    _refresh(folders)
    _keep_double_clicks(folders, usual)
    managers = [name for program, name in _NAMES.items() if any(each.program == program for each in found)]
    return messages.DESKTOP_INSTALLED.format(
        where="、".join([*([messages.DESKTOP_LISTED] if listed else []), *managers]) or messages.DESKTOP_NOWHERE
    ) + (messages.DESKTOP_FOLDER if folders.desktop else "")


def uninstall() -> str:
    """Take away whatever :func:`install` may have put down, and folders that are empty then; return what is told."""
    folders = folders_of_user()
    for each in entries(folders, sys.executable):
        with suppress(OSError):
            each.path.unlink(missing_ok=True)
            _remove_empty(each.path.parent, (folders.data, folders.config, folders.desktop))
    _refresh(folders)
    _forget_double_clicks(folders)
    return messages.DESKTOP_UNINSTALLED


def folders_of_user() -> Folders:
    """Return where this person's desktop looks (XDG Base Directory Specification, xdg-user-dirs)."""
    home = Path.home()
    data = Path(os.environ.get("XDG_DATA_HOME") or home / ".local" / "share")
    config = Path(os.environ.get("XDG_CONFIG_HOME") or home / ".config")
    said = _run("xdg-user-dir", "DESKTOP")
    desktops = [*([Path(said)] if said else []), home / "Desktop", home / "桌面"]
    return Folders(data, config, next((each for each in desktops if each.is_dir() and each != home), None))


def _is_wanted(each: DesktopFile) -> bool:
    return not each.program or shutil.which(each.program) is not None


def _put(each: DesktopFile) -> None:
    try:
        each.path.parent.mkdir(parents=True, exist_ok=True)
        each.path.write_text(each.text, encoding="utf-8")
        each.path.chmod(0o755 if each.is_run else 0o644)
    except OSError as problem:
        raise FileProblem(messages.DESKTOP_NOT_WRITTEN.format(path=each.path, why=problem.strerror)) from None
    if each.is_run and each.path.suffix == ".desktop":
        _run("gio", "set", str(each.path), "metadata::trusted", "true")  # GNOME asks about icons otherwise


def _remove_empty(folder: Path, stays: tuple[Path | None, ...]) -> None:
    while folder not in stays and folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent


def _refresh(folders: Folders) -> None:
    """Let desktops read the entries anew."""
    if folders.applications.is_dir():
        _run("update-desktop-database", "-q", str(folders.applications))
        cache = folders.applications / "mimeinfo.cache"
        if cache.exists() and [*folders.applications.iterdir()] == [cache]:  # nothing but our own was there
            cache.unlink()
            _remove_empty(folders.applications, (folders.data,))


def _keep_double_clicks(folders: Folders, usual: Mapping[str, str]) -> None:
    """Say which program opens workbooks where nothing had said so: a person's own entries come before the system's."""
    said = [f"{kind}={program}" for kind, program in usual.items() if program and _opens(kind) != program]
    for line in said:
        kind, _, program = line.partition("=")
        _run("xdg-mime", "default", program, kind)
    if said:
        _record(folders).write_text("\n".join(said), encoding="utf-8")


def _forget_double_clicks(folders: Folders) -> None:
    """Take away what :func:`_keep_double_clicks` said, as far as it still stands."""
    record, settings = _record(folders), folders.config / "mimeapps.list"
    with suppress(OSError):
        said = record.read_text("utf-8").splitlines() if record.exists() else []
        record.unlink(missing_ok=True)
        _remove_empty(record.parent, (folders.data,))
        if said and settings.exists():
            lines = settings.read_text("utf-8").splitlines()
            kept = [line for line in lines if line.strip().rstrip(";") not in said]
            if any(line.strip() and not line.startswith("[") for line in kept):
                replace_file(settings, ["\n".join([*kept, ""]).encode()])
            elif kept != lines:
                settings.unlink()


def _record(folders: Folders) -> Path:
    return folders.runner.with_name("double-clicks")


def _opens(kind: str) -> str:
    """Return the program that a double click on a file of this kind starts; "" where none is known."""
    return _run("xdg-mime", "query", "default", kind)


def _run(*command: str) -> str:
    """Run a tool of the desktop's, if it is there; return what it says."""
    if shutil.which(command[0]) is None:
        return ""
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=_LONGEST)  # noqa: S603
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""
