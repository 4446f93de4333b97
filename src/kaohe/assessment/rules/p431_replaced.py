"""P431: replaced."""

from __future__ import annotations

from kaohe.assessment.rules.rule import Doubted, Worded, words
from kaohe.assessment.rules.wording import quote
from kaohe.core.findings import Severity
from kaohe.reason.model import Doubt


@words("P431", Severity.ERROR, Doubt.REPLACED)
def replaced(doubted: Doubted) -> Worded:
    """写了几个分值，不知道以哪个为准

    “初扣”“改扣”“两家意见不同”之类的话说明分值改过，或者还要改，最后是多少没有写清。得分和名次留空。
    “应扣2分，实扣1分”“扣2分，复核后改扣1分”“扣2分，减半执行”写得清楚，按最后的分值计，不出提示。

    改法：只留最后确定的分值，例如“原因，扣1分”。

    反例：
        旷会，初扣2分
        旷会，扣2分，从重处理

    正例：
        旷会，扣1分
        旷会，应扣2分，实扣1分
        旷会，扣2分，减半执行
    """
    return Worded(
        f"{quote(doubted.clause)}的分值有过改动或尚待改动，最终分值不能确定。请只保留最终分值，例如“原因，扣1分”。"
    )
