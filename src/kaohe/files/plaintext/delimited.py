"""Rows of cells set apart by commas, semicolons or tabs."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import Literal

from kaohe.core.cells import CellValue
from kaohe.core.problem import FileProblem
from kaohe.files.plaintext.decode import decode, typed
from kaohe.files.plaintext.formulas import unguarded
from kaohe.tables import SheetGrid
from kaohe.tables.heading import recognise

DELIMITERS = (",", "\t", ";")
#: How many rows are looked at to tell what sets cells apart.
_SAMPLE = 60


def grids_from_csv(data: bytes, name: str = "CSV") -> tuple[SheetGrid, ...]:
    """Return the one sheet of a CSV file; ``name`` is what it is called in messages and findings.

    Raises:
        FileProblem: It is no text, or no CSV.
    """
    text = decode(data, name)
    try:
        rows = split(text, delimiter_of(text) or _commonest(text))
    except csv.Error:
        raise FileProblem(f"无法读取“{name}”：CSV 格式不对。请用 Excel 打开，另存为 .xlsx 后再试。") from None
    return (SheetGrid(name, [[_value(cell) for cell in row] for row in rows]),)


def _value(cell: str) -> CellValue:
    """Return a cell's value; what an apostrophe marks as text stays text, even where it looks like a number."""
    text = unguarded(cell)
    return text if text != cell else typed(cell)


def delimiter_of(text: str) -> str | None:
    """Return what sets the cells apart in the row with most headings that Kaohe knows; None where no row has two."""
    lines = text.splitlines()[:_SAMPLE]
    best = max(DELIMITERS, key=lambda delimiter: _most_headings(lines, delimiter))
    return best if _most_headings(lines, best) > 1 else None


def _commonest(text: str) -> str:
    lines = text.splitlines()[:_SAMPLE]
    return max(DELIMITERS, key=lambda delimiter: sum(line.count(delimiter) for line in lines))


def _most_headings(lines: Iterable[str], delimiter: str) -> int:
    return max((sum(_is_heading(cell) for cell in line.split(delimiter)) for line in lines), default=0)


def _is_heading(cell: str) -> bool:
    return recognise(cell.strip().strip('"')) is not None


def split(text: str, delimiter: str) -> list[list[str]]:
    """Return the rows of delimited text; quoted cells may hold delimiters and line ends.

    Quotes that don't pair are taken as characters, or one of them would swallow the rest of the file.
    """
    quoting: Literal[0, 3] = csv.QUOTE_NONE if text.count('"') % 2 else csv.QUOTE_MINIMAL
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, quoting=quoting))
