"""R603: ranks against scores."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from decimal import Decimal

from kaohe.assessment.ranking import rank
from kaohe.assessment.rules.rule import Remark, searches
from kaohe.assessment.rules.wording import quote
from kaohe.assessment.scoring import plain
from kaohe.assessment.standing import Assessment, Standing
from kaohe.core.findings import Severity
from kaohe.core.settings import RankMethod
from kaohe.core.table import Layout


@searches("R603", Severity.ERROR)
def ranks_against_scores(standing: Standing, assessment: Assessment) -> Iterator[Remark]:
    """写的名次与写的得分对不上

    原因里没有分值，得分算不出来，但写的得分和写的名次也要对得上：得分高的名次在前，得分相同名次相同。并列后跳号（1、2、2、4）或
    不跳号（1、2、2、3）都可以，整组一致就行。

    改法：改正名次或得分。

    反例：
        被考核单位 | 存在问题及扣分原因 | 得分 | 名次
        甲镇 | 迟到 | 90 | 1
        乙镇 | 早退 | 86 | 2
        丙镇 | 缺席 | 85 | 2

    正例：
        被考核单位 | 存在问题及扣分原因 | 得分 | 名次
        甲镇 | 迟到 | 90 | 1
        乙镇 | 早退 | 86 | 2
        丙镇 | 缺席 | 85 | 3
    """
    scores, ranks = standing.stated_scores, standing.stated_ranks
    if scores is None or ranks is None or standing.table.layout is Layout.TEMPLATE:
        return
    members: defaultdict[Hashable, list[int]] = defaultdict(list)
    unsettled = assessment.open_groups
    left = {each.unit for each in standing.exclusions}
    for unit, group in enumerate(standing.groups):
        if unit not in left:
            members[group].append(unit)
    shown = [_shown(standing, unit) for unit in range(len(standing.groups))]
    for units in members.values():
        if not any(standing.scores[unit] is None for unit in units):
            continue
        if any(shown[unit] is None for unit in units):
            yield from _behind(standing, units, shown)
            continue
        stated = [shown[unit] for unit in units]
        ways = [rank(stated, [0] * len(units), method) for method in RankMethod]
        wrong = [[at for at, unit in enumerate(units) if _differs(ranks.values[unit], way[at])] for way in ways]
        best = min(range(len(ways)), key=lambda way: len(wrong[way]))
        for at in wrong[best]:
            unit, written = units[at], ranks.values[units[at]]
            if (standing.ranks[unit] is None or standing.groups[unit] in unsettled) and written is not None:
                said = f"表中名次为{plain(written)}，按表中得分{plain(stated[at] or Decimal(0))}排名应为{ways[best][at]}{_beside(standing, units, shown, unit)}"
                yield Remark(unit, ranks.column, f"{said}。请改正名次或得分。")


def _beside(standing: Standing, units: Sequence[int], shown: Sequence[Decimal | None], unit: int) -> str:
    """Return who else has a unit's rank with another score, in words."""
    values = () if standing.stated_ranks is None else standing.stated_ranks.values
    alike = (other for other in units if values[other] == values[unit] and shown[other] != shown[unit])
    other = next(alike, None)
    if other is None:
        return ""
    return f"（{quote(standing.ledger.tidy_names[other])}得分{plain(shown[other] or Decimal(0))}，名次也是{plain(values[unit] or Decimal(0))}）"


def _shown(standing: Standing, unit: int) -> Decimal | None:
    """Return the score that a unit is ranked by: the typed one, else the computed one."""
    stated, score = standing.stated_scores, standing.scores[unit]
    typed = None if stated is None else stated.values[unit]
    return typed if typed is not None or score is None else score.value


def _behind(standing: Standing, units: Sequence[int], shown: Sequence[Decimal | None]) -> Iterator[Remark]:
    """Yield the units that stand behind one with a lower score: wrong whatever those without a score get."""
    ranks = standing.stated_ranks
    if ranks is None:
        return
    known = sorted(
        ((written, score, unit) for unit in units
         if (written := ranks.values[unit]) is not None and (score := shown[unit]) is not None),
        key=lambda each: (each[0], each[1]),
    )  # fmt: skip
    lowest: tuple[Decimal, Decimal, int] | None = None
    for written, score, unit in known:
        if lowest is not None and score > lowest[1]:
            name = quote(standing.ledger.tidy_names[lowest[2]])
            said = f"表中名次为{plain(written)}，得分{plain(score)}高于{name}的{plain(lowest[1])}，名次却不在前"
            yield Remark(unit, ranks.column, f"{said}。请改正名次或得分。")
        if lowest is None or score < lowest[1]:
            lowest = (written, score, unit)


def _differs(written: object, expected: int | None) -> bool:
    return written is not None and written != expected
