"""M503: reason unknown to the catalogue."""

from __future__ import annotations

from kaohe.assessment.appraisal import Concern, Judgement
from kaohe.assessment.rules.rule import Worded, words
from kaohe.assessment.rules.wording import quote
from kaohe.core.findings import Severity
from kaohe.matching.comparison import what_tells_apart


@words("M503", Severity.WARNING, Concern.UNKNOWN)
def unknown(judgement: Judgement) -> Worded:
    """标准目录里没有这一条

    标准目录里没有哪一条说的是这件事。得分照写的分值计算。
    工作簿没有自己的标准目录、而大半原因都不在自带目录里时，自带目录显然不适用，不逐条提示，合为一条 M507。

    改法：核对原因；确实要有这一条，就补进标准目录。

    反例：
        农家书屋开放时间不足，扣0.1分；个别帮扶干部未如实填写帮扶记录，扣0.1分；驻村帮扶干部日常管理不到位，扣0.2分

    正例：
        个别帮扶干部未如实填写帮扶记录，扣0.1分
        无
    """
    said, candidates = quote(judgement.item.reason), judgement.match.candidates
    if not candidates:
        return Worded(f"{said}不在标准目录中。请核对；确为新的原因，请补进标准目录。")
    nearest = candidates[0].entry
    there = f"{quote(nearest.wording)}（{nearest.code}）"
    apart = what_tells_apart(judgement.item.reason, nearest)
    if apart:
        only = "、".join(f"{quote(each.here)}不是{quote(each.there)}" for each in apart)
        return Worded(f"{said}不在标准目录中：最接近的是{there}，但{only}。请核对；确为新的原因，请补进标准目录。")
    return Worded(f"{said}不在标准目录中，字面最接近的是{there}。请核对；确为新的原因，请补进标准目录。")
