"""P432: condition."""

from __future__ import annotations

from kaohe.assessment.rules.rule import Doubted, Worded, words
from kaohe.assessment.rules.wording import quote
from kaohe.core.findings import Severity
from kaohe.reason.model import Doubt


@words("P432", Severity.ERROR, Doubt.CONDITION)
def condition(doubted: Doubted) -> Worded:
    """说的是条件或规定

    “如未整改扣1分”“否则扣1分”“细则规定扣1分”说的是什么情况下扣，这个单位是不是这样没有写。得分和名次留空。

    改法：已经发生的，去掉“如”“否则”“规定”等字，写成“原因，扣1分”；没有发生的，删去这一条。

    反例：
        如未整改扣1分
        旷会，扣0.5分；下次检查不合格扣2分
        细则规定迟到扣0.1分

    正例：
        未整改，扣1分
        按规定扣1分：旷会
    """
    said = quote(doubted.clause)
    return Worded(f"{said}写的是条件或规定，不能确定是否已发生。已发生的，请写成“原因，扣1分”；未发生的，请删去。")
