"""Rankings in other sheets: the scores that they state, held against those that were computed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal

from kaohe.assessment.figures import number_in
from kaohe.assessment.outcome import UnitResult
from kaohe.assessment.scoring import plain
from kaohe.core.decimals import is_rounded, places
from kaohe.core.names import tidy_name
from kaohe.core.schema import Field
from kaohe.core.table import Gap, GapKind, Table

#: A ranking of which fewer scores are the computed ones is of something else: another month.
_FEWEST_EQUAL = 2


def ranking_gaps(rankings: Iterable[Table], units: Iterable[UnitResult]) -> Iterator[Gap]:
    """Yield the scores that rankings state otherwise than computed, where most of theirs are the computed ones."""
    rankings = list(rankings)
    if not rankings:
        return
    scores: defaultdict[str, set[Decimal | None]] = defaultdict(set)
    for unit in units:
        scores[tidy_name(unit.unit)].add(unit.score)
    known = {name: next(iter(found)) for name, found in scores.items() if len(found) == 1}
    for table in rankings:
        yield from _differences(table, known)


def _differences(table: Table, known: dict[str, Decimal | None]) -> Iterator[Gap]:
    names, scores = table.column(Field.UNIT), table.column(Field.SCORE)
    if names is None or scores is None:
        return
    equal, gaps = 0, []
    for at, (name, value) in enumerate(zip(names.values, scores.values, strict=True)):
        computed = None if name is None else known.get(tidy_name(str(name)))
        stated = number_in(value)
        if computed is None or stated is None:
            continue
        decimals = places([stated])
        if is_rounded(stated, computed, decimals) if decimals else stated == computed:
            equal += 1
        else:
            values = (str(name).strip(), plain(stated), plain(computed))
            gaps.append(Gap(GapKind.OTHER_SCORE, table.where(scores, at), values))
    if equal >= max(_FEWEST_EQUAL, len(gaps)):
        yield from gaps
