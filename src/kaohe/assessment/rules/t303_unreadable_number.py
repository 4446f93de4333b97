"""T303: unreadable number."""

from __future__ import annotations

from kaohe.assessment.rules.rule import Doubted, Worded, words
from kaohe.assessment.rules.wording import quote
from kaohe.core.findings import Severity
from kaohe.reason.model import Doubt


@words("T303", Severity.ERROR, Doubt.UNREADABLE)
def unreadable_number(doubted: Doubted) -> Worded:
    """数字写错

    分值里的数字无法识别，例如多了小数点。不猜它是多少，得分和名次留空。

    改法：写成一个普通的数，例如“扣0.1分”。

    反例：
        迟报材料，扣0.1.2分

    正例：
        迟报材料，扣0.12分
        迟报材料，扣０．１分
    """
    return Worded(f"{quote(doubted.said)}中的数字无法识别。请写成普通的数，例如“扣0.1分”。")
