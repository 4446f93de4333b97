"""P408: money."""

from __future__ import annotations

from kaohe.assessment.rules.rule import Doubted, Worded, words
from kaohe.assessment.rules.wording import quote
from kaohe.core.findings import Severity
from kaohe.reason.model import Doubt


@words("P408", Severity.ERROR, Doubt.MONEY)
def money(doubted: Doubted) -> Worded:
    """写的是金额或比例

    “扣100元”“罚款500元”是金额，不是分值，不能计入得分。得分和名次留空。

    改法：要扣分就写明扣多少分；不扣分就另记在备注里。

    反例：
        迟报材料，扣100元

    正例：
        迟报材料，扣0.2分
        挪用资金100元，扣0.2分
    """
    kind = "比例" if any(sign in doubted.said for sign in "%％‰折") else "金额"
    return Worded(
        f"{quote(doubted.clause)}是{kind}，不是分值。要扣分，请写明分值，例如“扣0.2分”；不扣分的，请写“不扣分”。"
    )
