"""Sheets of one unit: 被考核单位：清河镇 above rows of items, which are no units."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from kaohe.core.patterns import compile_on_use
from kaohe.core.reading import Role
from kaohe.core.schema import Field
from kaohe.core.text import fold
from kaohe.tables.heading import keys, recognise
from kaohe.tables.row_kinds import is_total
from kaohe.tables.terms import Told
from kaohe.tables.tiles import Tile

_LABELLED = compile_on_use(r"([^:\s()]{1,8}?)\s*:\s*([^:\s]{2,20})(?=\s|$)")
#: Who assesses, and what 单位：分 says.
_NOT_ASSESSED = frozenset({"考核单位", "考评单位", "责任单位", "主管单位"})
_MEASURES = frozenset({"万元", "分值", "百分", "百分制", "得分"})
#: What the full marks of all items come to.
_ROUND = frozenset(map(Decimal, (10, 20, 30, 40, 50, 60, 70, 80, 100, 110, 120, 150, 200, 300, 500, 1000)))
_ITEMS = compile_on_use(r"项目(?:名称|内容)?")


def unit_of_sheet(above: Iterable[Told]) -> str | None:
    """Return the unit that a line above a table names: 被考核单位：清河镇."""
    for told in above:
        if ":" not in (text := fold(told.text)):
            continue
        for label, name in _LABELLED.findall(text):
            heading = recognise(label)
            named = heading is not None and heading.field is Field.UNIT and label not in _NOT_ASSESSED
            if named and name not in _MEASURES and not is_total(name):
                return str(name)
    return None


def find_items(tiles: Sequence[Tile], unit: int | None, owner: str | None) -> Tile | None:
    """Return the column that names the items of one unit's assessment (组织领导, 隐患排查), None where rows are units.

    ``unit`` is the column that was taken for that of units.  A heading that means units says so, but 项目 may head both:
    then a unit that is named above the table, or full marks that differ from row to row and come to a round sum.
    """
    names = (tile for tile in tiles if (tile.profile.names_units if unit is None else tile.column == unit))
    tile = next(names, None)
    if tile is None or tile.answered or (owner is None and not any(map(_are_full_marks, tiles))):
        return None
    known = tile.sense.role is Role.UNIT and not _ITEMS.fullmatch(keys(tile.text)[-1])
    return None if known else tile


def _are_full_marks(tile: Tile) -> bool:
    numbers = [number for number in tile.numbers if number is not None]
    says_base = tile.sense.role is Role.BASE
    return says_base and len(numbers) > 1 and len(set(numbers)) > 1 and sum(numbers) in _ROUND
