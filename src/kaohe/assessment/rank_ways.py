"""How an office ranks: with or without gaps behind equal ranks, within categories or over all, as its own typed ranks show."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from decimal import Decimal
from typing import NamedTuple

from kaohe.assessment.ranking import rank
from kaohe.core.settings import RankMethod, Settings
from kaohe.core.table import Layout, Table

#: Fewer ranks are alike by chance.
_FEWEST = 3
#: One rank in so many may be a slip.
_SLIPS = 5


class RankWay(NamedTuple):
    """How the units of one table are ranked: by which method, and whether all together, whatever their categories."""

    method: RankMethod
    together: bool


def way_of(
    table: Table,
    settings: Settings,
    groups: Sequence[Hashable],
    scores: Sequence[Decimal | None],
    typed: Sequence[Decimal | None] | None,
) -> RankWay:
    """Return how a table is ranked: as typed ranks show where they (nearly) all do, else as its headings and the settings say.

    ``groups`` are None for units that take no part.  ``scores`` are what the office ranked by.
    """
    units = [unit for unit, group in enumerate(groups) if group is not None]
    own = (table.sheet, table.header_row)
    if not all(isinstance(group, tuple) and group[0] == own for group in groups if group is not None):
        return RankWay(settings.method, together=False)  # ranked with units of other tables, as the settings say
    said = RankWay(settings.method, table.ranked_together)
    if table.layout is Layout.TEMPLATE or typed is None or len(units) < _FEWEST:
        return said
    if any(typed[unit] is None or scores[unit] is None for unit in units):
        return said
    methods = [settings.method] if settings.method_stated else [settings.method, *RankMethod]
    apart = [False] if len({groups[unit] for unit in units}) == 1 else [False, True]
    ways = dict.fromkeys([said, *(RankWay(method, together) for together in apart for method in methods)])
    wrong = {
        way: _slips(
            way, [groups[unit] for unit in units], [scores[unit] for unit in units], [typed[unit] for unit in units]
        )
        for way in ways
    }
    best = min(ways, key=lambda way: wrong[way])
    shown = wrong[best] + 1 < wrong[said] or wrong[best] == 0
    return best if shown and wrong[best] * _SLIPS <= len(units) else said


def _slips(
    way: RankWay, groups: Sequence[Hashable], scores: Sequence[Decimal | None], typed: Sequence[Decimal | None]
) -> int:
    made = rank(scores, [0] * len(groups) if way.together else groups, way.method)
    return sum(stated != own for stated, own in zip(typed, made, strict=True))
