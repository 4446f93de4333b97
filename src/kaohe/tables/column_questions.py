"""What a person is asked about a table's columns and the texts around it, and how the columns are shown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from kaohe.core.cells import CellRef, CellValue
from kaohe.core.points import shows_no_points
from kaohe.core.reading import ColumnAnswer, ColumnReading, Role
from kaohe.core.spreadsheet import column_letters
from kaohe.core.table import Column, Gap, GapKind, OpenColumn
from kaohe.tables.formulas import shown_formula
from kaohe.tables.grid import SheetGrid, is_blank
from kaohe.tables.tiles import Tile
from kaohe.tables.understanding import Understood

#: How many rows a question names.
_SHOWN_ROWS = 3


def open_columns(columns: Sequence[Column], tiles: Sequence[Tile]) -> tuple[OpenColumn, ...]:
    """Return the columns of questions with what is said of each."""
    known = {tile.column: tile for tile in tiles}
    return tuple(OpenColumn(column, "；".join(known[column.index].why), known[column.index].role) for column in columns)


def column_gaps(understood: Understood, grid: SheetGrid, rows: Sequence[int]) -> Iterator[Gap]:
    """Yield the questions about columns; each names the first rows that it leaves open."""
    sheet = grid.name
    row = understood.header.last_row
    for tile in understood.open:
        likely = tile.role if tile.role is not Role.UNKNOWN else Role.DEDUCTED
        answer = ColumnAnswer(sheet, tile.column, tile.text, likely)
        letters = column_letters(tile.column)
        where = CellRef(sheet, row, tile.column)
        touched = [row for row in rows if not _is_nothing(grid.value(row, tile.column))]
        values = (tile.text or f"{letters}列", "；".join(tile.why), likely, _rows_in_words(touched))
        yield Gap(GapKind.OPEN_COLUMN, where, values, answer)
    making = understood.making
    for tile in understood.tiles:
        where = CellRef(sheet, row, tile.column)
        if tile.sure and tile.role is Role.COEFFICIENT and known_coefficient(understood) is not tile:
            answer = ColumnAnswer(sheet, tile.column, tile.text, Role.OUTSIDE)
            if tile.profile.nonzero or tile.profile.percents:
                yield Gap(GapKind.OPEN_COEFFICIENT, where, (tile.text,), answer)
        if tile.sure and tile.role is Role.SCORE and making.asked_base is not None and making.base_told is None:
            answer = ColumnAnswer(sheet, tile.column, tile.text, Role.SCORE, making.asked_base)
            yield Gap(GapKind.OPEN_BASE, where, (tile.text, f"{making.asked_base:f}"), answer)
    yield from _term_gaps(understood, sheet)


def _term_gaps(understood: Understood, sheet: str) -> Iterator[Gap]:
    """Yield the questions about the texts around a table; the answer is one about its scores, else about its units."""
    making = understood.making
    told, base = making.base_told, making.asked_base
    if told is not None and base is not None:
        where = CellRef(sheet, told.row, told.column)
        yield Gap(GapKind.OPEN_BASE, where, (told.text, f"{base:f}"), _score_answer(understood, sheet, base))
    if making.kinds:
        told = making.kinds[0].told
        yield Gap(GapKind.OPEN_BASES, CellRef(sheet, told.row, told.column), (told.text,))
    for rule in making.rules:
        where = CellRef(sheet, rule.row, rule.column)
        yield Gap(GapKind.OPEN_RULE, where, (rule.text,), _score_answer(understood, sheet))


def _score_answer(understood: Understood, sheet: str, base: Decimal | None = None) -> ColumnAnswer | None:
    found = (tile for role in (Role.SCORE, Role.UNIT) for tile in understood.tiles if tile.role is role)
    tile = next(found, None)
    return None if tile is None else ColumnAnswer(sheet, tile.column, tile.text, tile.role, base)


def known_coefficient(understood: Understood) -> Tile | None:
    """Return the one column that scores are multiplied by: as the office's formulas say, or as a person answered."""
    if understood.making.coefficient is not None:
        return understood.making.coefficient
    answered = (t for t in understood.tiles if t.sure and t.role is Role.COEFFICIENT and t.answered)
    return next(answered, None)


def _is_nothing(value: CellValue) -> bool:
    return is_blank(value) or shows_no_points(value) or (not isinstance(value, str) and not value)


def _rows_in_words(rows: Sequence[int]) -> str:
    shown = "、".join(f"第{row}行" for row in rows[:_SHOWN_ROWS])
    return shown if len(rows) <= _SHOWN_ROWS else f"{shown}等{len(rows)}行"


def formula_gaps(grid: SheetGrid, tiles: Sequence[Tile]) -> Iterator[Gap]:
    """Yield the cells that were typed over the formula of their column, or hold another formula."""
    for tile in tiles:
        if tile.formula is None or tile.formula.relation is None or tile.role is Role.OUTSIDE:
            continue
        quoted = shown_formula(tile.column, tile.formula)
        for row in tile.formula.typed:
            values = (tile.text, f"{grid.value(row, tile.column)}", quoted)
            yield Gap(GapKind.TYPED_OVER, CellRef(grid.name, row, tile.column), values)
        for row in tile.formula.other:
            values = (tile.text, grid.formulas[row, tile.column], quoted)
            yield Gap(GapKind.OTHER_FORMULA, CellRef(grid.name, row, tile.column), values)


def column_readings(understood: Understood, sheet: str) -> tuple[ColumnReading, ...]:
    """Return the columns as a person is shown them."""
    making = understood.making
    return tuple(
        ColumnReading(
            sheet,
            tile.column,
            tile.text,
            tile.role,
            tile.role.sign,
            tuple(tile.why),
            tile.sure and not (tile.role is Role.COEFFICIENT and making.coefficient is not tile and not tile.answered)
            and not (tile.role is Role.SCORE and making.asked_base is not None),
            understood.header.last_row,
            tile.answered,
        )
        for tile in understood.tiles
    )  # fmt: skip
