"""P401: per count."""

from __future__ import annotations

from kaohe.assessment.rules.rule import Doubted, Worded, words
from kaohe.assessment.rules.wording import quote
from kaohe.core.findings import Severity
from kaohe.reason.model import Doubt


@words("P401", Severity.ERROR, Doubt.PER_COUNT)
def per_count(doubted: Doubted) -> Worded:
    """写了每次多少分，次数没有写明

    每次、每处、每人扣多少分是规定；这个单位实际几次没有写，或者写了几个数、不知道按哪个算，扣多少分就不能确定。
    得分和名次留空。
    同一条里写了次数的（迟到2次，每次扣0.1分）会自动相乘。

    改法：写明次数，或直接写明合计扣多少分。

    反例：
        迟到，每次扣0.1分

    正例：
        迟到2次，每次扣0.1分
        迟到，扣0.2分
    """
    return Worded(
        f"{quote(doubted.clause)}写了每次、每人或每处的分值，数量不能确定。"
        "请写明数量，例如“迟到2次，每次扣0.1分”，或直接写明合计分值。"
    )
