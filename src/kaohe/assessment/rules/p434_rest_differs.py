"""P434: what is left differs."""

from __future__ import annotations

from decimal import Decimal

from kaohe.assessment.rules.rule import Doubted, Worded, words
from kaohe.assessment.rules.wording import quote
from kaohe.assessment.scoring import plain
from kaohe.core.findings import Severity
from kaohe.reason.model import Doubt


@words("P434", Severity.ERROR, Doubt.REST_DIFFERS)
def rest_differs(doubted: Doubted) -> Worded:
    """写的得分与扣分对不上

    原因里写着满分、扣几分、还剩几分，三个数对不上，不知道哪个写错了。没有写满分的，按整数的满分（100、50、10分等）核对。得分和名次留空。

    改法：改正写错的数，或者只留“原因，扣几分”。

    反例：
        台账不全，本项满分5分，扣1分，得3分
        台账不全，扣0.5分后得99.4分

    正例：
        台账不全，本项满分5分，扣1分，得4分
        台账不全，扣0.5分后得99.5分
    """
    left = plain(Decimal(doubted.values[0]))
    return Worded(
        f"写的是得{left}分，与前面的满分和加扣分不符（{quote(doubted.text)}）。请改正有误的数，或只写“原因，扣几分”。"
    )
