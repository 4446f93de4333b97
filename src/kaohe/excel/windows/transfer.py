"""A new version into the place of the old one: copied beside it, compiled, tried, then exchanged."""

from __future__ import annotations

import compileall
import subprocess
from collections.abc import Callable
from contextlib import suppress
from py_compile import PycInvalidationMode

from kaohe.core.problem import FileProblem
from kaohe.excel.windows import messages, tree
from kaohe.excel.windows.manifest import Manifest, read_manifest, read_whole
from kaohe.excel.windows.place import PACKAGES, ROOT, Place

#: Told, in a sentence, what is being done.
Report = Callable[[str], None]

#: Not with -B: what it keeps is to be compiled.
_TRIAL = "from kaohe.excel.windows.trial import run; run()"
_TRIAL_SECONDS = 180


def transfer(source: Place, target: Place, manifest: Manifest, report: Report) -> None:
    """Put the bundle's files into the place, and take away those of the version before.

    Raises:
        FileProblem: A file of the bundle is missing or changed, the new Python does not start, a file is in
            use, or the disk is full.  What was there before is still there.
    """
    new = Place(target.root / tree.NEW)
    _clear(target)
    try:
        report(messages.COPYING)
        _copy(source, new, manifest)
        report(messages.PREPARING)
        _compile(new)
        _try(new)
        present = read_manifest(target.manifest)
        tree.exchange(target.root, present.top_names if present else ())
    except OSError as error:
        raise FileProblem(messages.NOT_WRITTEN.format(folder=target.root, why=error.strerror)) from error
    finally:
        _clear(target)
        with suppress(OSError):  # only a place in which nothing was installed is empty
            target.root.rmdir()


def _clear(target: Place) -> None:
    """Remove what an installation leaves when it ends, or when it is cut off."""
    for name in (tree.NEW, tree.OLD):
        tree.remove(target.root / name)


def _copy(source: Place, new: Place, manifest: Manifest) -> None:
    for name, content in read_whole(manifest, source.root):
        if content is None:
            there = (source.root / name).exists()
            raise FileProblem(
                (messages.FILE_CHANGED if there else messages.FILE_MISSING).format(name=source.root / name)
            )
        tree.write_file(new.root / name, content)
    tree.write_file(new.manifest, source.manifest.read_bytes())


def _compile(new: Place) -> None:
    """Compile the packages, for the place where they will soon be.

    Here and not in the bundle: byte code is of one Python version, and whoever makes a bundle may have
    another.  "Unchecked", because nobody edits these files, and asking for each one's time costs at each start.
    """
    compileall.compile_dir(
        new.packages,
        stripdir=str(new.packages),
        prependdir=str(ROOT / PACKAGES),
        quiet=2,
        invalidation_mode=PycInvalidationMode.UNCHECKED_HASH,
    )


def _try(new: Place) -> None:
    command = [str(new.python / "python.exe"), "-I", "-c", _TRIAL]
    nowhere = subprocess.DEVNULL  # no pipe: Windows' own services, started for the first time, would keep it open
    try:
        subprocess.run(command, stdin=nowhere, stdout=nowhere, stderr=nowhere, timeout=_TRIAL_SECONDS, check=True)  # noqa: S603
    except (OSError, subprocess.SubprocessError) as error:
        raise FileProblem(messages.DOES_NOT_START.format(why=_reason(error))) from error


def _reason(error: Exception) -> str:
    """Return Windows' number of what went wrong (0xC0000135: a library is missing), or the system's words."""
    return f"{error.returncode:#x}" if isinstance(error, subprocess.CalledProcessError) else str(error)
