"""Office layouts as small files: what stands in the sheets, and what must be read from them.

A ``.toml`` file beside this module is one layout.  ``rows`` are the cells ("" is blank);
``{f = "=…", v = 3}`` is a formula with its value, ``{e = "#N/A"}`` an error cell.  Expected
are, table by table, the units as [row, name, category], the columns by letter (a sign behind
the field where the heading gives one, a number behind the letter for a unit's further lines),
values of some columns, and all gaps.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from kaohe.core.cells import CellValue, ExcelError, number
from kaohe.core.spreadsheet import column_letters
from kaohe.core.table import Column, Gap, Sheets, Table
from kaohe.tables import SheetGrid
from kaohe.tables.grid import Visibility

FOLDER = Path(__file__).parent
SIGNS = {None: "", 1: "+", -1: "-"}


@dataclass(frozen=True)
class LayoutCase:
    """One layout file."""

    name: str
    sheets: list[dict[str, Any]]
    tables: list[dict[str, Any]]
    gaps: list[str]


def load_cases() -> list[LayoutCase]:
    """Return every layout file, by name."""
    files = sorted(FOLDER.glob("*.toml"))
    loaded = [(file.stem, tomllib.loads(file.read_text(encoding="utf-8"))) for file in files]
    return [LayoutCase(name, case["sheets"], case.get("tables", []), case.get("gaps", [])) for name, case in loaded]


def area(reference: str) -> tuple[int, int, int, int]:
    """Return (row1, column1, row2, column2) of ``A1:C3``."""
    (column1, row1), (column2, row2) = map(_place, reference.split(":"))
    return row1, column1, row2, column2


def _place(address: str) -> tuple[int, int]:
    letters = address.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return column, int(address[len(letters) :])


def cell(written: Any) -> tuple[CellValue, str | None]:
    """Return the value and the formula of a cell as a layout file writes it."""
    if isinstance(written, dict):
        if "e" in written:
            return ExcelError(written["e"]), None
        return cell(written["v"])[0], written["f"]
    if isinstance(written, int | float):
        return number(written), None
    return written or None, None


def grids(case: LayoutCase) -> list[SheetGrid]:
    """Return the sheets of a layout as a reader would, without any file."""
    return [_grid(sheet) for sheet in case.sheets]


def _grid(sheet: dict[str, Any]) -> SheetGrid:
    cells = [[cell(written) for written in row] for row in sheet["rows"]]
    formulas = {
        (row, column): formula
        for row, values in enumerate(cells, 1)
        for column, (_, formula) in enumerate(values, 1)
        if formula
    }
    merged = [area(reference) for reference in sheet.get("merged", [])]
    return SheetGrid(
        sheet["name"],
        [[value for value, _ in row] for row in cells],
        merged=merged,
        formulas=formulas,
        hidden_rows=set(sheet.get("hidden_rows", ())),
        hidden_columns=set(sheet.get("hidden_columns", ())),
        state=Visibility.HIDDEN if sheet.get("hidden") else Visibility.VISIBLE,
    )


def expected(case: LayoutCase) -> dict[str, Any]:
    """Return what the file says must be read, in the shape of :func:`found`."""
    return {
        "tables": [{**table, "values": table.get("values", {})} for table in case.tables],
        "gaps": case.gaps,
    }


def found(case: LayoutCase, sheets: Sheets) -> dict[str, Any]:
    """Return what was read in the shape that layout files are written in."""
    values = [set(table.get("values", {})) for table in case.tables]
    values += [set()] * (len(sheets.tables) - len(values))
    return {
        "tables": [_table(table, wanted) for table, wanted in zip(sheets.tables, values, strict=False)],
        "gaps": [_gap(gap) for gap in sheets.gaps],
    }


def _table(table: Table, wanted: set[str]) -> dict[str, Any]:
    units = _values(table, "被考核单位")
    columns = _lettered(table)
    return {
        "sheet": table.sheet,
        "header_row": table.header_row,
        "units": [
            [row, plain(unit), category or ""]
            for row, unit, category in zip(table.rows, units, table.categories, strict=True)
        ],
        "columns": {letters: f"{column.field}{SIGNS[column.sign]}" for letters, column in columns.items()},
        "values": {letters: [plain(value) for value in columns[letters].values] for letters in wanted},
    }


def _values(table: Table, field: str) -> list[CellValue]:
    return next(list(column.values) for column in table.columns if column.field == field)


def _lettered(table: Table) -> dict[str, Column]:
    lettered: dict[str, Column] = {}
    for column in table.columns:
        letters = name = column_letters(column.index)
        line = 1
        while name in lettered:
            line += 1
            name = f"{letters}{line}"
        lettered[name] = column
    return lettered


def plain(value: CellValue) -> Any:
    """Return a value as a layout file writes it."""
    if value is None:
        return ""
    if isinstance(value, ExcelError):
        return {"e": str(value)}
    if isinstance(value, Decimal):
        return int(value) if value == int(value) else float(value)
    return value


def _gap(gap: Gap) -> str:
    where = f"{gap.where.sheet}!{gap.where.a1}" if gap.where else "-"
    return " ".join([gap.kind, where, *gap.values])
