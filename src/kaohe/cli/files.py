"""Files named on the command line: what may be written, and what happens to what a target held."""

from __future__ import annotations

from pathlib import Path

from kaohe.cli import messages
from kaohe.core.problem import FileProblem
from kaohe.files.opening import OTHER_TABLES, WORKBOOKS, is_same_file


def require_workbook(path: Path) -> None:
    """Raise unless scores can be written into a file of this kind."""
    suffix = path.suffix.lower()
    if suffix not in WORKBOOKS:
        sentence = messages.TABLE_WITHOUT_CELLS if suffix in OTHER_TABLES else messages.NOT_A_WORKBOOK
        raise FileProblem(sentence.format(name=path.name))


def require_suffix(path: Path, suffix: str = ".xlsx") -> None:
    """Raise unless a target's name says to Excel what is in it."""
    if path.is_dir():
        raise FileProblem(messages.IS_FOLDER.format(name=path))
    if path.suffix.lower() != suffix.lower():
        raise FileProblem(messages.TARGET_SUFFIX.format(name=path.name, suffix=suffix))


def target_of(file: Path, out: Path | None, *, in_place: bool) -> Path:
    """Return the workbook to write: another one, or the file itself; exactly one of the two must be asked for."""
    if (out is not None) == in_place:
        raise FileProblem(messages.OUT_OR_IN_PLACE)
    require_workbook(file)
    if out is None:
        return file
    if is_same_file(file, out):
        raise FileProblem(messages.SAME_FILE.format(name=out.name))
    require_suffix(out, file.suffix)
    return out
