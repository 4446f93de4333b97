"""M505: several entries in one item."""

from __future__ import annotations

from kaohe.assessment.appraisal import Concern, Judgement
from kaohe.assessment.rules.rule import Worded, words
from kaohe.assessment.rules.wording import quote
from kaohe.core.findings import Severity


@words("M505", Severity.WARNING, Concern.MERGED)
def merged(judgement: Judgement) -> Worded:
    """一条里写了几条标准原因

    一条原因里含有标准目录里的两条以上，却只有一个分值，不知道分值归哪一条。得分照写的分值计算。

    改法：分开写，各写各的分值。

    反例：
        个别帮扶干部未如实填写帮扶记录、对驻村工作队考勤不规范，扣0.2分

    正例：
        个别帮扶干部未如实填写帮扶记录，扣0.1分；对驻村工作队考勤不规范，扣0.2分
    """
    held = "、".join(f"{quote(entry.wording)}（{entry.code}）" for entry in judgement.match.entries)
    return Worded(f"{quote(judgement.item.reason)}中含有几条标准原因：{held}。请分开写，各写分值。")
