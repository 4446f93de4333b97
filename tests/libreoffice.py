"""LibreOffice as a second spreadsheet program: opens, recalculates, converts."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path

#: Comma, double quotes, UTF-8, from the first line, cells as shown.
_FILTERS = {"csv": "csv:Text - txt - csv (StarCalc):44,34,76,1"}


def convert(path: Path, kind: str, folder: Path) -> Path:
    """Return ``path`` converted to ``kind`` (xlsx, pdf; csv of the first sheet) in ``folder``; the calling test bears ``libreoffice``.

    Cells with a cached value keep it, formulas without one are calculated.  The profile is
    private, as one profile serves one LibreOffice at a time.
    """
    return convert_all([path], kind, folder)[0]


def convert_all(paths: Sequence[Path], kind: str, folder: Path) -> list[Path]:
    """Return several files converted by one LibreOffice, which takes most of its time to start; see :func:`convert`."""
    folder.mkdir(parents=True, exist_ok=True)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    output = _FILTERS.get(kind, kind)
    command = ["soffice", profile, "--headless", "--convert-to", output, "--outdir", str(folder), *map(str, paths)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return [folder / f"{path.stem}.{kind}" for path in paths]
