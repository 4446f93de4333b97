"""The texts around a table, and what they, its headings and its formulas say of how scores are made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from kaohe.core.reading import COUNTED, Role
from kaohe.core.records import replace
from kaohe.core.schema import OWN_NOTE
from kaohe.core.table import PointsLimit
from kaohe.tables.bases import bases_of_kinds
from kaohe.tables.formulas import ColumnFormula
from kaohe.tables.grid import SheetGrid
from kaohe.tables.header import Header
from kaohe.tables.heading_numbers import full_mark
from kaohe.tables.making import Making
from kaohe.tables.terms import Told, base_told, limits_in_heading, limits_told, rules_told
from kaohe.tables.tiles import Tile
from kaohe.tables.witness import scores_agree


def take_terms(
    tiles: Sequence[Tile], making: Making, around: Sequence[Told], bands: Sequence[Told], header_row: int
) -> None:
    """Take from the texts around the table what scores start from and are limited to, unless a formula or a person says it."""
    score = next((tile for tile in tiles if tile.role is Role.SCORE), None)
    answered = any(tile.answered and tile.role in (Role.SCORE, Role.UNIT) for tile in tiles)
    making.limits = tuple(_limits_of_columns(tiles))
    if answered or (score is not None and score.formula is not None and score.fixed):
        return
    if score is not None and score.formula is not None and _is_riddle(score, score.formula):
        making.rules += (Told(score.formula.row, score.column, score.formula.text),)
    told = base_told(around)
    has_base = making.base is not None or any(tile.role in (Role.BASE, Role.MARKS) for tile in tiles)
    if told is not None and not has_base and making.asked_base in (None, told[0]):
        making.asked_base, making.base_told = told
    making.kinds = () if has_base else tuple(bases_of_kinds(around, bands))
    if making.kinds:
        making.asked_base, making.base_told = None, None
    making.limits += tuple(limits_told(around))
    if score is not None and not (
        making.shared_by > 1 or making.coefficient is not None or scores_agree(tiles, making)
    ):
        making.rules += tuple(rules_told([Told(header_row, score.column, score.text)]))
    making.rules += tuple(rules_told(around))
    making.rules = tuple(told for told in making.rules if told.text != making.explained)


def _limits_of_columns(tiles: Sequence[Tile]) -> Iterator[PointsLimit]:
    """Yield the limits that headings, and the groups above them, name for the points below them."""
    seen: dict[tuple[str, ...], set[int]] = {}
    for tile in tiles:
        if tile.sure and tile.role in COUNTED and tile.role is not Role.MARKS:
            for depth in range(len(tile.parts)):
                seen.setdefault(tile.parts[: depth + 1], set()).add(tile.column)
            if tile.sense.full is not None and tile.factor is None and not full_mark(tile.parts[-1]):
                yield PointsLimit(tile.role.sign, tile.sense.full, tile.text, frozenset({tile.column}))
    by_column = {tile.column: tile for tile in tiles}
    for parts, columns in seen.items():
        signs = {by_column[column].role.sign for column in columns}
        sign = next(iter(signs)) if len(signs) == 1 else None
        for limit in limits_in_heading(parts[-1]):
            yield replace(limit, sign=sign if limit.sign is None else limit.sign, columns=frozenset(columns))
        if (full := full_mark(parts[-1])) is not None:
            yield PointsLimit(sign, full, parts[-1], frozenset(columns))


def _is_riddle(score: Tile, formula: ColumnFormula) -> bool:
    """Say whether an office's formula of scores is not understood and, never calculated, has no results to compare with."""
    return formula.relation is None and not score.profile.numbers and "SCORE_UNIT" not in formula.text.upper()


def texts_above(grid: SheetGrid, header: Header) -> list[Told]:
    """Return the texts above a header (titles, explanations of the rules), and the sheet's name."""
    name = Told(header.last_row, header.cells[0].column, grid.name)
    return [*texts_in(grid, range(max(grid.first_row, header.first_row - 8), header.first_row)), name]


def texts_beside(grid: SheetGrid, header: Header) -> list[Told]:
    """Return what stands in text boxes and page headers, and comments on headings."""
    first, last = header.cells[0].column, header.last_row
    texts = [(cell or (last, first), text.partition("：")[2] or text) for cell, text in grid.remarks]
    return [Told(*cell, text) for cell, text in texts if cell[0] <= last and OWN_NOTE not in text]


def texts_in(grid: SheetGrid, rows: Iterable[int]) -> list[Told]:
    """Return the texts in some rows."""
    return [Told(row, column, value) for row in rows for column, value in grid.filled(row) if type(value) is str]
