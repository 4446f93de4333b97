"""A file that may hold an assessment table: which reader takes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from kaohe.core.cells import CellValue
from kaohe.core.problem import FileProblem
from kaohe.core.reading import NO_ANSWERS, Answers
from kaohe.core.records import dataclass, field, replace
from kaohe.core.spreadsheet import LAST_COLUMN, LONGEST_TEXT
from kaohe.core.table import GapKind, Sheets
from kaohe.files import messages
from kaohe.files.disk.source import Original, read_original
from kaohe.tables import SheetGrid, find_tables

WORKBOOKS = (".xlsx", ".xlsm")
OTHER_TABLES = (".docx", ".csv", ".txt", ".xls", ".et", ".ods", ".xlsb", ".doc", ".wps", ".rtf", ".odt")


@dataclass(frozen=True, slots=True)
class Opened:
    """What a file shows, and what was found in it.

    ``answers`` are those that the file keeps, ``names`` the values of its named cells; with both, what was found
    can be found again (:func:`reread`).
    """

    grids: Sequence[SheetGrid]
    sheets: Sheets
    names: Mapping[str, CellValue] = field(default_factory=dict)
    answers: Answers = NO_ANSWERS


def reread(opened: Opened, answers: Answers) -> Opened:
    """Return what is found with other answers in the cells that were read already."""
    sheets = find_tables(opened.grids, names=opened.names, answers=answers)
    sheets = replace(sheets, fingerprint=opened.sheets.fingerprint, size=opened.sheets.size)
    return replace(opened, sheets=sheets, answers=answers)


def open_file(source: Path | Original, only: Sequence[str] = ()) -> Opened:
    """Open a file that must hold a whole assessment table; a missing column is named.

    ``only`` are the names of the sheets to be read; without any, all that can be seen are.

    Raises:
        FileProblem: It can't be read, has no sheet of such a name, or holds no such table.
    """
    opened = open_any(source, only)
    if not opened.sheets.tables:
        raise FileProblem(why_nothing(_name(source), opened.sheets))
    return opened


def _name(source: Path | Original) -> str:
    return (source if isinstance(source, Path) else source.path).name


def why_nothing(name: str, sheets: Sheets) -> str:
    """Return the sentence on a file without tables: what it lacks, or where its table is hidden."""
    found = {gap.kind: gap.values[0] for gap in reversed(sheets.gaps) if gap.values}
    if column := found.get(GapKind.MISSING_COLUMN):
        return messages.NO_COLUMN.format(name=name, column=column)
    if sheet := found.get(GapKind.HIDDEN_SHEET):
        return messages.ONLY_HIDDEN.format(name=name, sheet=sheet)
    if sheet := found.get(GapKind.LYING):
        return messages.LYING.format(name=name, sheet=sheet)
    return messages.NO_TABLE.format(name=name)


def read_tables(source: Path | Original, only: Sequence[str] = ()) -> Sheets:
    """Read a file that must hold a whole assessment table; see :func:`open_file`."""
    return open_file(source, only).sheets


def read_sheets(source: Path | Original, only: Sequence[str] = ()) -> Sheets:
    """Read any file that can hold an assessment table; one that shows no trace of it is a problem."""
    sheets = open_any(source, only).sheets
    if not sheets.tables and not sheets.gaps:
        raise FileProblem(messages.NO_TABLE.format(name=_name(source)))
    return sheets


def open_any(source: Path | Original, only: Sequence[str] = ()) -> Opened:
    """Open a file, whatever it holds.

    Raises:
        FileProblem: It can't be read, or has no sheet of such a name.
    """
    original = read_original(source)
    opened = _OPENERS.get(original.path.suffix.lower(), _open_workbook)(original)
    sheets = replace(opened.sheets, fingerprint=original.fingerprint, size=len(original.content))
    opened = replace(opened, sheets=sheets)
    if not only:
        return opened
    known = {grid.name.strip(): grid.name for grid in opened.grids}
    if missing := next((name for name in only if name.strip() not in known), None):
        names = "、".join(known)
        raise FileProblem(messages.NO_SUCH_SHEET.format(name=original.path.name, sheet=missing, sheets=names))
    return reread(opened, replace(opened.answers, only=frozenset(known[name.strip()] for name in only)))


def is_same_file(one: Path, other: Path) -> bool:
    """Say whether two names are the same existing file."""
    return one.exists() and other.exists() and one.samefile(other)


def _open_old_workbook(source: Original) -> Opened:
    """Open what is called .xls or .et: often it is a workbook of today's under that name."""
    from kaohe.files.legacy import is_old_workbook, read_old_workbook

    return _found(source.path, read_old_workbook(source)) if is_old_workbook(source.content) else _open_workbook(source)


def _open_converted(source: Original) -> Opened:
    from tempfile import TemporaryDirectory

    from kaohe.files.converting import converted

    with TemporaryDirectory(prefix="kaohe-", ignore_cleanup_errors=True) as folder:
        return open_any(converted(source, folder))


def _open_workbook(source: Original) -> Opened:
    from kaohe.files.xlsx.reader import read_found

    content, found = read_found(source)
    return Opened(content.grids, found, content.names, content.answers)


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
            if any(value is not None for value in row[LAST_COLUMN:]):
                raise FileProblem(messages.TOO_WIDE.format(name=path.name, row=number, most=LAST_COLUMN))
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
