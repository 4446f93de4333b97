"""T301: no points."""

from __future__ import annotations

from kaohe.assessment.rules.rule import Doubted, Worded, words
from kaohe.assessment.rules.wording import quote
from kaohe.core.findings import Severity
from kaohe.core.patterns import compile_on_use
from kaohe.reason.model import Doubt

#: 同上, 见备注: the words that point elsewhere.
#: The unit takes no part: no points are missing.
_TAKES_NO_PART = compile_on_use(
    r"(?:不|未|没有?|暂不|免于?|免予)(?:参[与加]|列入|纳入)?(?:本?(?:年度?|次|期|季度|月))?(?:的)?(?:考核|考评|评比|评分|考评工作)"
)
_ELSEWHERE = compile_on_use("同上|同前|详?见|另附|附")


@words("T301", Severity.ERROR, Doubt.NO_POINTS, answerable=True)
def no_points(doubted: Doubted) -> Worded:
    """没有写分值

    这一条写了原因，却没有写加扣多少分，得分无从算起。这个单位的得分和名次留空，其他单位照常排名。
    旁边另有“加分”“扣分”数字列并填了数时，以数字为准，不出这条提示。

    改法：在“扣”或“加”后面写上数字，例如“扣0.5分”。

    反例：
        迟报材料，扣分
        迟报材料，加分；会议缺席，扣0.1分
        同上
        见备注
        本年度不参与考核

    正例：
        迟报材料，扣0.5分
        迟报材料，扣半分
        无
    """
    if _ELSEWHERE.match(doubted.clause):
        return Worded(f"{quote(doubted.clause)}没有写原因和分值。请把所指的原因和分值写进本格。")
    if _TAKES_NO_PART.search(doubted.clause):
        return Worded(
            f"{quote(doubted.clause)}不是加扣分的原因。不考核的单位，请移出本表；只是不排名的，请改写“无”，并在备注里写“不参与排名”。"
        )
    sign = next((char for char in reversed(doubted.said) if char in "扣减加奖"), None)
    if sign is None:
        return Worded(f"{quote(doubted.clause)}没有写加扣多少分。请在原因后补写，例如“，扣0.5分”。")
    return Worded(f"{quote(doubted.clause)}没有写分值。请在“{sign}”后写数字，例如“{sign}0.5分”。")
