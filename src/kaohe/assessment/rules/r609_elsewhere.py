"""R609: counted elsewhere."""

from __future__ import annotations

from kaohe.assessment.rules.rule import Doubted, Worded, words
from kaohe.assessment.rules.wording import quote
from kaohe.core.findings import Severity
from kaohe.reason.model import Doubt


@words("R609", Severity.ERROR, Doubt.ELSEWHERE)
def counted_elsewhere(doubted: Doubted) -> Worded:
    """可能在别处已经计入

    写了分值，又写“与第2项重复”“前面已扣”“同上”“合并计入”之类的话，不知道这一条是不是已经计入。得分和名次留空。

    改法：已经计入的，删去这一条；没有计入的，只写“原因，扣几分”，原因写做了什么事。

    反例：
        旷会，扣0.5分；与第1项重复，扣0.2分
        旷会，扣0.5分（与上条重复）

    正例：
        旷会，扣0.5分
        上报材料重复，扣0.2分
    """
    said = quote(doubted.clause)
    return Worded(f"{said}可能在别处已经计入。已计入的，请删去这一条；未计入的，请只写“原因，扣几分”。")
