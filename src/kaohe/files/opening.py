"""A file that may hold an assessment table: which reader takes it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kaohe.core.problem import FileProblem
from kaohe.core.spreadsheet import LONGEST_TEXT
from kaohe.core.table import GapKind, Sheets
from kaohe.files import messages
from kaohe.files.disk.source import Original, read_original
from kaohe.tables import SheetGrid, find_tables

WORKBOOKS = (".xlsx", ".xlsm")
OTHER_TABLES = (".docx", ".csv", ".txt", ".xls", ".et", ".ods", ".xlsb", ".doc", ".wps", ".rtf", ".odt")


@dataclass(frozen=True, slots=True)
class Opened:
    """What a file shows, and what was found in it."""

    grids: Sequence[SheetGrid]
    sheets: Sheets


def open_file(source: Path | Original) -> Opened:
    """Open a file that must hold a whole assessment table; a missing column is named.

    Raises:
        FileProblem: It can't be read, or holds no such table.
    """
    opened, path = _open(source)
    if not opened.sheets.tables:
        missing = (gap.values[0] for gap in opened.sheets.gaps if gap.kind is GapKind.MISSING_COLUMN)
        sentence = messages.NO_COLUMN if (column := next(missing, "")) else messages.NO_TABLE
        raise FileProblem(sentence.format(name=path.name, column=column))
    return opened


def open_any(source: Path | Original) -> Opened:
    """Open a file whatever it holds.

    Raises:
        FileProblem: It can't be read.
    """
    return _open(source)[0]


def read_tables(source: Path | Original) -> Sheets:
    """Read a file that must hold a whole assessment table; see :func:`open_file`."""
    return open_file(source).sheets


def read_sheets(source: Path | Original) -> Sheets:
    """Read any file that can hold an assessment table; one that shows no trace of it is a problem."""
    opened, path = _open(source)
    sheets = opened.sheets
    if not sheets.tables and not sheets.gaps:
        raise FileProblem(messages.NO_TABLE.format(name=path.name))
    return sheets


def is_same_file(one: Path, other: Path) -> bool:
    """Say whether two names are the same existing file."""
    return one.exists() and other.exists() and one.samefile(other)


def _open(source: Path | Original) -> tuple[Opened, Path]:
    original = read_original(source)
    opener = _OPENERS.get(original.path.suffix.lower(), _open_workbook)
    opened = opener(original)
    return replace(opened, sheets=replace(opened.sheets, fingerprint=original.fingerprint)), original.path


def _open_old_workbook(source: Original) -> Opened:
    """Open what is called .xls or .et: often it is a workbook of today's under that name."""
    from kaohe.files.legacy import is_old_workbook, read_old_workbook

    return _found(source.path, read_old_workbook(source)) if is_old_workbook(source.content) else _open_workbook(source)


def _open_converted(source: Original) -> Opened:
    from tempfile import TemporaryDirectory

    from kaohe.files.converting import converted

    with TemporaryDirectory(prefix="kaohe-", ignore_cleanup_errors=True) as folder:
        return _open(converted(source, folder))[0]


def _open_workbook(source: Original) -> Opened:
    from kaohe.files.xlsx.reader import read_with_grids

    return Opened(*read_with_grids(source))


def _open_document(source: Original) -> Opened:
    from kaohe.files.docx import read_grid

    return _found(source.path, (read_grid(source),))


def _open_csv(source: Original) -> Opened:
    from kaohe.files.plaintext import grids_from_csv

    return _found(source.path, grids_from_csv(source.content, source.path.name))


def _open_text(source: Original) -> Opened:
    from kaohe.files.plaintext import grids_from_text

    return _found(source.path, grids_from_text(source.content, source.path.name))


def _found(path: Path, grids: Sequence[SheetGrid]) -> Opened:
    for grid in grids:
        for number, row in enumerate(grid.cells, start=1):
            if any(isinstance(value, str) and len(value) > LONGEST_TEXT for value in row):
                raise FileProblem(messages.TOO_LONG.format(name=path.name, row=number, most=LONGEST_TEXT))
    return Opened(grids, find_tables(grids))


_OPENERS: dict[str, Callable[[Original], Opened]] = {
    ".docx": _open_document,
    ".csv": _open_csv,
    ".txt": _open_text,
    ".xls": _open_old_workbook,
    ".et": _open_old_workbook,
    **dict.fromkeys((".ods", ".xlsb", ".doc", ".wps", ".rtf", ".odt"), _open_converted),
}
