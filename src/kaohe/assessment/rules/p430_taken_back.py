"""P430: taken back."""

from __future__ import annotations

from kaohe.assessment.rules.rule import Doubted, Worded, words
from kaohe.assessment.rules.wording import quote
from kaohe.core.findings import Severity
from kaohe.reason.model import Doubt


@words("P430", Severity.ERROR, Doubt.TAKEN_BACK)
def taken_back(doubted: Doubted) -> Worded:
    """写了分值，又说不扣或退还

    分值前后有“不予扣分”“已撤销”“不计入”“退还”之类的话，不知道这一条最后算不算。得分和名次留空。
    申诉成立、查明不属实之后紧接着说不扣分的，只有一条时按不扣分计，不出提示。

    改法：算数的，删去“撤销”“不扣”等话，只留“原因，扣几分”；不算的，删去分值，写“原因，不扣分”。

    反例：
        旷会，扣0.5分，已撤销
        旷会，扣0.5分（不计入本次）
        旷会，不宜扣0.5分

    正例：
        旷会，扣0.5分
        旷会，不扣分
        旷会，扣0.5分，申诉成立，不予扣分
    """
    said = quote(doubted.clause)
    return Worded(
        f"{said}写了分值，又写了不扣或退还，不能确定是否计入。计入的，请只写“原因，扣几分”；不计入的，请写“原因，不扣分”。"
    )
