"""P415: sum capped."""

from __future__ import annotations

from collections.abc import Iterator

from kaohe.assessment.rules.rule import Remark, searches
from kaohe.assessment.scoring import plain
from kaohe.assessment.standing import Assessment, Standing
from kaohe.core.findings import Severity


@searches("P415", Severity.INFO)
def sum_capped(standing: Standing, assessment: Assessment) -> Iterator[Remark]:
    """加分或扣分合计超过上限

    加分（或扣分）合计超过“参数设置”里的上限，只按上限计入得分。没有设置上限时不提示。

    改法：一般不用改；上限写错了就改“参数设置”。

    反例：
        被考核单位 | 加扣分原因及分值 | 考核得分
        甲镇 | 获表彰，加3分；获奖，加3分 |
        〔参数设置〕
        加分合计上限 | 5

    正例：
        被考核单位 | 加扣分原因及分值 | 考核得分
        甲镇 | 获表彰，加3分；获奖，加2分 |
        〔参数设置〕
        加分合计上限 | 5
    """
    caps = (assessment.settings.bonus_cap, assessment.settings.deduction_cap)
    if caps == (None, None):
        return
    for unit, tally in enumerate(standing.ledger.tallies):
        if tally is None:
            continue
        for word, points, cap in zip(("加分", "扣分"), (tally.added, tally.deducted), caps, strict=True):
            if cap is not None and points > cap:
                headline = (
                    f"{word}合计{plain(points)}分，超过上限，已按{plain(cap)}分计。上限有误的，请在“参数设置”中修改。"
                )
                yield Remark(unit, standing.score_column, headline)
