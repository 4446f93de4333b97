"""Files named on the command line: which reader takes them, and what happens to what a target held."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import click

from kaohe.cli import words
from kaohe.disk.source import read_file
from kaohe.problem import FileProblem
from kaohe.table import GapKind, Sheets

WORKBOOKS = (".xlsx", ".xlsm")
OTHER_TABLES = (".docx", ".csv", ".txt")


def read_sheets(path: Path) -> Sheets:
    """Read any file that can hold an assessment table; one that shows no trace of it is a problem."""
    sheets = _reader(path)(path)
    if not sheets.tables and not sheets.gaps:
        raise FileProblem(words.NO_TABLE.format(name=path.name))
    return sheets


def read_tables(path: Path) -> Sheets:
    """Read a file that must hold a whole assessment table; a missing column is named."""
    sheets = read_sheets(path)
    if not sheets.tables:
        missing = (gap.values[0] for gap in sheets.gaps if gap.kind is GapKind.MISSING_COLUMN)
        sentence = words.NO_COLUMN if (column := next(missing, "")) else words.NO_TABLE
        raise FileProblem(sentence.format(name=path.name, column=column))
    return sheets


def _reader(path: Path) -> Callable[[Path], Sheets]:
    suffix = path.suffix.lower()
    if suffix == ".csv":
        return _read_csv
    if suffix == ".txt":
        return _read_text
    if suffix == ".docx":
        from kaohe.docx import read_document

        return read_document
    from kaohe.xlsx.reader import read_workbook

    return read_workbook


def _read_csv(path: Path) -> Sheets:
    from kaohe.layout import find_tables
    from kaohe.plaintext import grids_from_csv

    return find_tables(grids_from_csv(read_file(path), path.name))


def _read_text(path: Path) -> Sheets:
    from kaohe.layout import find_tables
    from kaohe.plaintext import grids_from_text

    return find_tables(grids_from_text(read_file(path), path.name))


def require_workbook(path: Path) -> None:
    """Raise unless scores can be written into a file of this kind."""
    suffix = path.suffix.lower()
    if suffix not in WORKBOOKS:
        sentence = words.TABLE_WITHOUT_CELLS if suffix in OTHER_TABLES else words.NOT_A_WORKBOOK
        raise FileProblem(sentence.format(name=path.name))


def require_suffix(path: Path, suffix: str = ".xlsx") -> None:
    """Raise unless a target's name says to Excel what is in it."""
    if path.is_dir():
        raise FileProblem(words.IS_FOLDER.format(name=path))
    if path.suffix.lower() != suffix.lower():
        raise FileProblem(words.TARGET_SUFFIX.format(name=path.name, suffix=suffix))


def target_of(file: Path, out: Path | None, *, in_place: bool) -> Path:
    """Return the workbook to write: another one, or the file itself; exactly one of the two must be asked for."""
    if (out is not None) == in_place:
        raise click.UsageError(words.OUT_OR_IN_PLACE)
    require_workbook(file)
    if out is None:
        return file
    if is_same_file(file, out):
        raise click.UsageError(words.SAME_FILE.format(name=out.name))
    require_suffix(out, file.suffix)
    return out


def save(target: Path, content: bytes) -> Path | None:
    """Write a file whole or not at all; return where its former content is kept, None where there was none."""
    from kaohe.disk.atomic import back_up, replace_file
    from kaohe.disk.target import check_target

    check_target(target)
    if target.exists() and target.read_bytes() == content:
        return None
    kept = back_up(target, datetime.now()) if target.exists() else None
    replace_file(target, [content])
    return kept


def is_same_file(one: Path, other: Path) -> bool:
    """Say whether two names are the same existing file."""
    return one.exists() and other.exists() and one.samefile(other)
