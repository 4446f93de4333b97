"""M506: the same entry twice in one unit."""

from __future__ import annotations

from kaohe.appraisal import Concern, Judgement
from kaohe.findings import Severity
from kaohe.rules.rule import Worded, words
from kaohe.rules.wording import quote


@words("M506", Severity.WARNING, Concern.REPEATED)
def repeated(judgement: Judgement) -> Worded:
    """同一条原因写了两次

    一个单位里同一条标准原因（或一字不差的同一句话）出现了两次以上，可能重复加扣。得分照写的计算。

    改法：重复的删去一条；确实发生两次的，写明次数，例如“2次，每次扣0.1分”。

    反例：
        个别帮扶干部未如实填写帮扶记录，扣0.1分；个别帮扶干部未如实填写帮扶记录，扣0.1分

    正例：
        个别帮扶干部未如实填写帮扶记录，扣0.1分；对驻村工作队考勤不规范，扣0.2分
    """
    said = quote(judgement.item.reason)
    code = f"（{judgement.match.entries[0].code}）" if judgement.identity != judgement.item.reason else ""
    return Worded(f"{said}{code}在本单位前面已经写过，可能重复加扣。请核对。")
