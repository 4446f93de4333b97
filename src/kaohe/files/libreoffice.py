"""LibreOffice as a converter: found where it is, run without a window, ended where it takes too long."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

PLACES = (
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)


class ConversionError(Exception):
    """LibreOffice is there but did not convert; the text says why, as far as it said so itself."""


class TooLongError(ConversionError):
    """LibreOffice took longer than it was given."""


def find_program() -> str | None:
    """Return where LibreOffice is on this computer, None where it is not."""
    return shutil.which("soffice") or next((place for place in PLACES if Path(place).exists()), None)


def convert(
    program: str, source: Path, target: str, *, seconds: float, environment: Mapping[str, str] | None = None
) -> Path:
    """Convert a file that lies in a folder of its own into another format beside it; return the result.

    LibreOffice has a profile of its own there, so that one that a person has open is neither used nor disturbed.
    ``target`` is the suffix of the format, without the dot.

    Raises:
        ConversionError: It takes longer than ``seconds``, can't be started, or gives no result.
    """
    profile = f"-env:UserInstallation={(source.parent / 'profile').as_uri()}"
    command = [program, profile, "--headless", "--convert-to", target, "--outdir", str(source.parent), str(source)]
    try:
        process = subprocess.Popen(  # noqa: S603 - a program found on this computer, file names of our own
            command,
            env=os.environ | dict(environment or {}),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
    except OSError as error:
        raise ConversionError(error.strerror) from None
    try:
        said = process.communicate(timeout=seconds)[1]
    except subprocess.TimeoutExpired:
        _end(process)
        raise TooLongError from None
    except BaseException:
        _end(process)
        raise
    result = source.with_suffix(f".{target}")
    if not result.exists():
        raise ConversionError(said.decode(errors="replace").strip().rpartition("\n")[2])
    return result


def _end(process: subprocess.Popen[bytes]) -> None:
    """End LibreOffice with the process that it starts itself, which does the work."""
    if sys.platform == "win32":
        command = ["taskkill", "/F", "/T", "/PID", str(process.pid)]
        subprocess.run(command, check=False, capture_output=True)  # noqa: S603 - a part of Windows
    else:
        os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
