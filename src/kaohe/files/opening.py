"""A file that may hold an assessment table: which reader takes it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from kaohe.core.problem import FileProblem
from kaohe.core.table import GapKind, Sheets
from kaohe.files import messages
from kaohe.files.disk.source import read_file
from kaohe.tables import SheetGrid, find_tables

WORKBOOKS = (".xlsx", ".xlsm")
OTHER_TABLES = (".docx", ".csv", ".txt")


@dataclass(frozen=True, slots=True)
class Opened:
    """What a file shows, and what was found in it."""

    grids: Sequence[SheetGrid]
    sheets: Sheets


def open_file(path: Path) -> Opened:
    """Open a file that must hold a whole assessment table; a missing column is named.

    Raises:
        FileProblem: It can't be read, or holds no such table.
    """
    opened = _open(path)
    if not opened.sheets.tables:
        missing = (gap.values[0] for gap in opened.sheets.gaps if gap.kind is GapKind.MISSING_COLUMN)
        sentence = messages.NO_COLUMN if (column := next(missing, "")) else messages.NO_TABLE
        raise FileProblem(sentence.format(name=path.name, column=column))
    return opened


def read_tables(path: Path) -> Sheets:
    """Read a file that must hold a whole assessment table; see :func:`open_file`."""
    return open_file(path).sheets


def read_sheets(path: Path) -> Sheets:
    """Read any file that can hold an assessment table; one that shows no trace of it is a problem."""
    sheets = _open(path).sheets
    if not sheets.tables and not sheets.gaps:
        raise FileProblem(messages.NO_TABLE.format(name=path.name))
    return sheets


def is_same_file(one: Path, other: Path) -> bool:
    """Say whether two names are the same existing file."""
    return one.exists() and other.exists() and one.samefile(other)


def _open(path: Path) -> Opened:
    opener = _OPENERS.get(path.suffix.lower(), _open_workbook)
    return opener(path)


def _open_workbook(path: Path) -> Opened:
    from kaohe.files.xlsx.reader import read_with_grids

    return Opened(*read_with_grids(path))


def _open_document(path: Path) -> Opened:
    from kaohe.files.docx import read_grid

    return _found((read_grid(path),))


def _open_csv(path: Path) -> Opened:
    from kaohe.files.plaintext import grids_from_csv

    return _found(grids_from_csv(read_file(path), path.name))


def _open_text(path: Path) -> Opened:
    from kaohe.files.plaintext import grids_from_text

    return _found(grids_from_text(read_file(path), path.name))


def _found(grids: Sequence[SheetGrid]) -> Opened:
    return Opened(grids, find_tables(grids))


_OPENERS: dict[str, Callable[[Path], Opened]] = {".docx": _open_document, ".csv": _open_csv, ".txt": _open_text}
