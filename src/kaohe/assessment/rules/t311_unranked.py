"""T311: unranked."""

from __future__ import annotations

from kaohe.assessment.rules.rule import Doubted, Worded, words
from kaohe.assessment.rules.wording import quote
from kaohe.core.findings import Severity
from kaohe.reason.model import Doubt


@words("T311", Severity.WARNING, Doubt.UNRANKED)
def unranked(doubted: Doubted) -> Worded:
    """原因里写着不参与排名

    “不参与排名”不是加扣分的原因，写在这里名次照排。得分不受影响。

    改法：不参与排名的，把这句话移到“备注”栏；参与排名的，删去这句话。

    反例：
        不参与排名
        旷会，扣0.5分，不参与排名

    正例：
        旷会，扣0.5分
    """
    return Worded(f"{quote(doubted.said)}写在原因中，名次照排。不参与排名的，请移到备注栏；参与的，请删去。")
