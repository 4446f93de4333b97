"""T310: unknown word."""

from __future__ import annotations

from kaohe.assessment.rules.rule import Doubted, Worded, words
from kaohe.assessment.rules.wording import quote
from kaohe.core.findings import Severity
from kaohe.reason.model import Doubt


@words("T310", Severity.ERROR, Doubt.UNKNOWN_WORD)
def unknown_word(doubted: Doubted) -> Worded:
    """分值旁边有无法识别的词，或没有写做了什么

    “扣”字前面或分值后面有词语不知道会不会改变分值，或者原因里只有“情况特殊”“见附件”“略”之类的话，没有写做了什么。
    不猜，得分和名次留空。

    改法：改写成“原因，扣0.1分”，原因只写做了什么，其他说明移到备注；经常要用的词，可以请管理员加到词语表里。

    反例：
        旷会，甲乙扣0.5分
        旷会，扣0.5分（免）
        情况特殊，扣0.5分

    正例：
        旷会，扣0.5分
        旷会，督查组扣0.5分
        口头传达会议精神，扣0.5分
    """
    said = quote(doubted.clause)
    word = f"{quote(doubted.values[1])}" if len(doubted.values) > 1 else "分值旁边的词"
    return Worded(
        f"{said}中，{word}是否影响分值不能确定。请改写成“原因，扣0.1分”，原因只写做了什么，其他说明移到备注。"
    )
