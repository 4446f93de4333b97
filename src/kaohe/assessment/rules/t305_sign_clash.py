"""T305: sign clash."""

from __future__ import annotations

from kaohe.assessment.rules.rule import Doubted, Worded, words
from kaohe.assessment.rules.wording import quote
from kaohe.core.findings import Severity
from kaohe.reason.model import Doubt


@words("T305", Severity.ERROR, Doubt.SIGN_CLASH)
def sign_clash(doubted: Doubted) -> Worded:
    """“扣”“加”与正负号相反

    写的是“扣”，数字前却是加号；或写的是“加”，数字前却是减号。不知道是加还是扣，得分和名次留空。
    “扣-0.1分”的减号只是重复“扣”字，算扣0.1分，不出提示。

    原因是好事却写“扣”（受到表扬，扣0.5分）、是坏事却写“加”（旷课3节，加1分）的，多半写反了，也问一声。

    改法：去掉数字前的正负号，例如“扣0.1分”；写反了的，改正“加”或“扣”，没有写反的，把原因写清楚。

    反例：
        迟报材料，扣+0.1分
        获表彰，加-0.5分
        旷课3节，加1分

    正例：
        迟报材料，扣0.1分
        迟报材料，-0.1分
        获表彰，+0.5分
    """
    if len(doubted.values) > 1:
        word = quote(doubted.values[1])
        return Worded(
            f"{word}和后面的{quote(doubted.said)}相反，不能确定是加还是扣。请改正“加”或“扣”，没有写反就把原因写清楚。"
        )
    return Worded(f"{quote(doubted.said)}中的文字与正负号相反，不能确定是加还是扣。请去掉正负号，例如“扣0.1分”。")
