"""R603: ranks against scores."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator

from kaohe.assessment.ranking import rank
from kaohe.assessment.rules.rule import Remark, searches
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
    left = {each.unit for each in standing.exclusions}
    for unit, group in enumerate(standing.groups):
        if unit not in left:
            members[group].append(unit)
    for units in members.values():
        if any(scores.values[unit] is None for unit in units) or not any(
            standing.scores[unit] is None for unit in units
        ):
            continue
        stated = [scores.values[unit] for unit in units]
        ways = [rank(stated, [0] * len(units), method) for method in RankMethod]
        wrong = [[at for at, unit in enumerate(units) if _differs(ranks.values[unit], way[at])] for way in ways]
        best = min(range(len(ways)), key=lambda way: len(wrong[way]))
        for at in wrong[best]:
            unit, written = units[at], ranks.values[units[at]]
            if standing.ranks[unit] is None and written is not None:
                said = f"表中名次为{plain(written)}，按表中得分{plain(stated[at] or 0)}排名应为{ways[best][at]}"  # type: ignore[arg-type]
                yield Remark(unit, ranks.column, f"{said}。请改正名次或得分。")


def _differs(written: object, expected: int | None) -> bool:
    return written is not None and written != expected
