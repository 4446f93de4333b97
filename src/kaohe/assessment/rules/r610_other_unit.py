"""R610: another unit's points."""

from __future__ import annotations

from kaohe.assessment.rules.rule import Doubted, Worded, words
from kaohe.assessment.rules.wording import quote
from kaohe.core.findings import Severity
from kaohe.reason.model import Doubt


@words("R610", Severity.ERROR, Doubt.OTHER_UNIT)
def of_another_unit(doubted: Doubted) -> Worded:
    """分值不一定由本单位承担

    写了分值，又写“与乙村分摊”“应由乙村承担”“非本单位责任”之类的话，不知道这个单位承担多少。得分和名次留空。

    改法：由本单位承担的，写“原因，扣几分”，分值写本单位承担的；不由本单位承担的，删去这一条。

    反例：
        旷会，扣0.5分，与乙村分摊
        应由乙村承担，扣0.5分

    正例：
        旷会，扣0.5分
        未承担联防任务，扣0.5分
    """
    said = quote(doubted.clause)
    return Worded(
        f"{said}是否由本单位承担不能确定。由本单位承担的，请写“原因，扣几分”，分值写本单位承担的；不承担的，请删去这一条。"
    )
