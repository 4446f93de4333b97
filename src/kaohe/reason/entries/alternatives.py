"""Points of which only one can hold: 完成加3分，未完成扣3分, bands of scores, grades, degrees."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from kaohe.core.numerals import CHINESE_DIGITS, read
from kaohe.core.patterns import compile_on_use
from kaohe.reason.entries.clauses import Draft

_QUANTITY = compile_on_use(
    rf"(?<![0-9年月第])(?:超过?|不足|不到|未达到?|达到?|低于|高于|少于|多于|大于|小于|满|"
    rf"[<>≤≥]=?)?(?:[0-9]{{1,6}}(?:\.[0-9]{{1,4}})?|[{CHINESE_DIGITS}]{{1,4}})"
    rf"(?:分钟|小时|万元|公里|个百分点|"
    rf"[%分天日次名个人户件项例处元张篇条期起支家])?(?:[-~至到](?:[0-9]{{1,6}}(?:\.[0-9]{{1,4}})?|"
    rf"[{CHINESE_DIGITS}]{{1,4}}))?(?:分钟|小时|万元|公里|个百分点|"
    rf"[%分天日次名个人户件项例处元张篇条期起支家])(?!月|年|期|届)(?:[(]?(?:不)?含\)?)?(?:以上|以下|以内|"
    rf"以外|及以上|及以下|之间|内)?"
)
_DATE = compile_on_use(r"[0-9]{4}[年.\-/][0-9]{1,2}|[0-9]{1,2}[月日号]|第[0-9一二三四五六七八九十]")
_GRADE = compile_on_use(
    "(?:第?[一二三四五六七八九十0-9]{1,3}(?:等奖?|名|级|档|类|次|个工作日|日|天)|第[一二三四五六七八九十](?=#|的|者|$)|特等奖?|(?:重点|普通|一般)?(?:本科|专科|大专)|硕士|博士|研究生|[初再屡累首]犯|[a-e]{1,3}(?:级|"
    "等|档|类)?|[1-5]a级|[一二三四五]星级?|优秀|良好|合格|基本合格|不合格|达标|不达标|较好|良|优|好|一般|"
    "较差|很差|差|中|"
    "轻微|较轻|轻度|中度|重度|较重|严重|特别严重|恶劣|较大|重大|特大|首次|初次|再次|多次|屡次|当日|当天|"
    "次日|隔日|红色?|橙色?|黄色?|绿色?|蓝色?|前[一二三四五六七八九十0-9]{1,2}名?|"
    "后[一二三四五六七八九十0-9]{1,2}名?|末位|其他|其余)"
)
#: Levels alone (国家级加5分，省级加3分); with what was won, one may win at several levels.
_LEVEL = compile_on_use("(?:国家|省部?|市|县|区|乡镇?|镇|村|全国|全省|全市|全县|全区|中央)级?的?")
_FRAME = compile_on_use(
    "情节|造成|性质|后果|影响|考核|测评|评定|评为|被评为|评级|等次|结果|考[上取入]|录取|获得?|荣获|受到|排名|位列|位居|"
    '列|为|是|的|者|表彰|奖励|违反|违规|发现|等级|在|和|及|以上|以下|,|、|:|"'
)
_NEGATED = compile_on_use("(?:凡|若|如|对|但|而)?(?:未能?|没有|没|不能?|拒不|逾期未?|超期未?|未按时|未按期|未及时)")
_OTHERWISE = compile_on_use(
    "(?:否则|反之|其他|其余|无则|无的|没有的|未|没|不|逾期|超期|超时)(?:的|者|情况|情形|完成|达标|达到|通过|合格|到位|落实)*\\Z"
)
_FILLING = compile_on_use('的|者|按时|按期|按要求|及时|全部|如期|,|、|"|任务|要求|已|能|且|并')
_TIMELY = compile_on_use("按时|按期|及时|当日|当天|如期|准时|提前|[时日天前]{1,2}(?:前|内)")
_LATE = compile_on_use("逾期|超期|超时|迟|晚|次日|隔日|漏|未|补|没")
_ANTONYM = compile_on_use(
    "正确|错误|成功|失败|合格|不合格|达标|不达标|胜|负|对|错|好|差|坏|高|低|多|少|快|慢|增|减|升|降|有|"
    "无|是|否|前|后|优|劣|进|退|能|不能|上|下"
)
_MERIT = compile_on_use("(?:优秀|良好|合格|达标|较好|较差|先进|落后)(?:者|的|等次)")
_THRESHOLD = compile_on_use(
    r"[<>≤≥]|(?:超过|不足|不到|未达到?|低于|高于|少于|多于|大于|小于)[0-9零一二两三四五六七八九十百半]|"
    r"以[上下内外]|达到?[0-9]|[0-9]%?[\-~至到][0-9]"
)
_SCALE = compile_on_use(
    rf"{_QUANTITY.pattern}|[<>=≤≥]|超过|不足|不到|未达到?|达到?|低于|高于|少于|多于|大于|小于|以[上下内外]|的|者|,"
)
_BELOW = compile_on_use("未达|不达|低于|不足|未到|下降|少于|后[0-9一二三四五六七八九十]")
_ABOVE = compile_on_use("(?<!未)(?<!不)达[^标]|超过|高于|以上|上升|增长|多于|前[0-9一二三四五六七八九十]")
_SHORT = 10
_GRAVER = compile_on_use(
    "(?:情节|性质|后果|影响|造成|引发|引起|屡教|拒不)[^,;。]{0,14}(?:严重|恶劣|较大|重大|不良|后果|影响|"
    "不改|整改|伤亡|死亡|损失)[^,;。]{0,6}(?:的|者)\\Z"
)
_LONGEST_GRADE = 14
#: The frame of a reason that is a grade or a quantity and nothing else.
_BARE_GRADE = "#"
_ORDINAL = compile_on_use(
    r"\A(?P<ordinal>第[一二三四五六七八九十0-9]{1,2}次|首次|初次|再次|多次|屡次|[三四]次(?:及)?以上)"
)
#: 着装不整扣1分，第二次（扣2分）
_LATER = compile_on_use("(?:第[二三四五六]次|再次|多次|屡次)(?:及?以上)?(?:违反|违规|发生|发现|出现)?[的者]?")
#: Only the highest of several additions counts.
_HIGHEST = compile_on_use(
    "(?<!事项)(?<!事)(?<!内容)(?<!项目)(?<!奖项)不(?:再|得|予)?(?:重复|累计|叠加|累加)(?:加|奖|计)|就高|(?:取|按)最高"
)
#: After an ordinal, these tell one of several occasions, not how often something was done.
_OCCASION = compile_on_use(
    "[^,]{0,8}(?:检查|抽查|督查|巡查|暗访|考核|测评|会议|例会|调度|会|报送|月|季|通报|培训|演练|活动)"
)
#: 2次未在岗，第一次…，第二次…
_TIMES = compile_on_use(r"(?<![第0-9])(?P<number>[0-9]{1,2}|[二两三四五六七八九])次")
_STEP = compile_on_use("第[一二三四五六七八九1-9]次|首次|再次")
_ONCE = compile_on_use("(?<![0-9第])一次")
_FOUND_ONCE = compile_on_use("(?:每|凡|若|如)?(?:出现|发现|发生|查实|有)一次")
_LAST_PIECE = compile_on_use("[,;。:]")
#: Reasons up to this length (in characters) with a quantity may be steps of a scale: 迟到1次, 迟到2次.
_SHORTEST_RESULT = 7


def find_alternatives(plain: str, drafts: Sequence[Draft]) -> list[Draft]:
    """Return drafts that exclude each other, so that their points must not be added up."""
    scored = [draft for draft in drafts if draft.phrase is not None]
    if len(scored) < 2:
        return []
    words = [plain[draft.reason.start : draft.reason.end] for draft in scored]
    if _tells_number(words, len(scored)) or (len(scored) == 2 and _is_further(plain, scored[1])):
        return []
    chosen = _graded(scored, words) | _stepped(scored, words) | _priced(scored, words)
    added = [id(draft) for draft in scored if _sign(draft) == 1]
    if len(added) > 1 and _HIGHEST.search(plain):
        chosen.update(added)
    for (one, first), (other, second) in pairwise(zip(scored, words, strict=True)):
        if _excludes(plain, one, first, other, second):
            chosen.update((id(one), id(other)))
    return [draft for draft in scored if id(draft) in chosen]


def _graded(drafts: Sequence[Draft], words: Sequence[str]) -> set[int]:
    """Return the drafts whose reasons differ only in a quantity or a grade."""
    groups: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    last = None
    for number, (draft, reason) in enumerate(zip(drafts, words, strict=True)):
        frame = _frame(reason)
        if frame == _BARE_GRADE and last is not None:
            frame = last  # 迟到10分钟以内…，10-30分钟…
        elif frame is None and _ends_in_grade(reason):
            frame = f"{_BARE_GRADE}{number}"  # 乱倒垃圾，首次…，再次…
        if frame is not None:
            groups[frame][reason].append(id(draft))
        last = frame
    return {member for group in groups.values() if len(group) > 1 for members in group.values() for member in members}


def _stepped(drafts: Sequence[Draft], words: Sequence[str]) -> set[int]:
    """Return the drafts that are steps of one scale by ordinal: 首次迟到…, 再次迟到….

    Facts of several checks or meetings (第一次检查…, 第二次检查…) are no steps.
    """
    groups: dict[str, dict[str, int]] = defaultdict(dict)
    steps: set[int] = set()
    for number, (draft, reason) in enumerate(zip(drafts, words, strict=True)):
        if number and _LATER.fullmatch(reason):
            steps.update((id(drafts[number - 1]), id(draft)))
        ordinal = _ORDINAL.search(reason)
        if ordinal is not None and not _OCCASION.match(reason, ordinal.end()):
            rest = re.sub("的|者|,|:", "", reason[ordinal.end() :])
            groups[rest][ordinal["ordinal"]] = id(draft)
    return steps.union(*(group.values() for group in groups.values() if len(group) > 1))


def _tells_number(words: Sequence[str], number: int) -> bool:
    """Tell whether the first reason says how often: 2次未在岗，第一次…，第二次…."""
    told = _TIMES.search(words[0])
    return told is not None and read(told["number"]) == number and all(map(_STEP.search, words))


def _priced(drafts: Sequence[Draft], words: Sequence[str]) -> set[int]:
    """Return all drafts of a price list: every one for 一次, in whole points, one as 出现一次…."""
    whole = all(draft.points is not None and draft.points == draft.points.to_integral_value() for draft in drafts)
    if not whole or not all(_ONCE.search(reason) for reason in words):
        return set()
    return {id(draft) for draft in drafts} if any(_FOUND_ONCE.match(reason) for reason in words) else set()


def _ends_in_grade(reason: str) -> bool:
    piece = _LAST_PIECE.split(reason)[-1]
    return len(piece) <= _SHORT and _frame(piece) == _BARE_GRADE


def _frame(reason: str) -> str | None:
    """Return a reason with its quantities or its grade left out; None where it has none."""
    if _LEVEL.fullmatch(_LAST_PIECE.split(reason)[-1]):
        return _BARE_GRADE
    if len(reason) <= _LONGEST_GRADE:
        frame, grades = _GRADE.subn("#", _FRAME.sub("", reason))
        if grades and not frame.replace("#", ""):
            return _BARE_GRADE
    if _DATE.search(reason):
        return None
    if len(reason) > _SHORTEST_RESULT and not reason.endswith(("的", "者")) and not _THRESHOLD.search(reason):
        return None  # 驻村队员迟到2次: what was found, not a step of a scale
    frame, quantities = _QUANTITY.subn("#", reason)
    return re.sub("\\A(?:凡|若|如)?(?:有|出现|发现|发生)|的|者|,|[<>=≤≥]", "", frame) if quantities else None


def holds_grade(reason: str) -> bool:
    """Tell whether a short reason holds a word of grades, so that it may be one of several alternatives."""
    return _GRADE.search(reason) is not None


def _excludes(plain: str, one: Draft, first: str, other: Draft, second: str) -> bool:
    """Tell whether two neighbours are the two ends of one measure."""
    signs = (_sign(one), _sign(other))
    if 0 in signs and signs != (0, 0):
        timely, late = (first, second) if signs[0] == 0 else (second, first)
        return len(late) <= 10 and bool(_TIMELY.search(timely)) and bool(_LATE.search(late))
    if signs[0] * signs[1] < 0:
        return any(opposed(first, second) for opposed in (_complement, _straddle, _antonyms, _rated))
    if _same_scale(first, second) or _next_step(first, second):
        return True
    return bool(_GRAVER.search(second)) and not _is_further(plain, other)


def _is_further(plain: str, draft: Draft) -> bool:
    """Tell whether points come on top of others: 再扣2分."""
    return (
        draft.phrase is None or re.search("再|另|加扣|补|追", plain[draft.phrase.start : draft.phrase.end]) is not None
    )


def _sign(draft: Draft) -> int:
    if draft.phrase is None:
        return 2
    return 0 if draft.points == Decimal(0) else draft.phrase.sign


def _complement(first: str, second: str) -> bool:
    return _complements(first, second) or _complements(second, first)


def _rated(first: str, second: str) -> bool:
    """Tell whether both reasons name who got which grade (优秀者, 不合格者)."""
    return _MERIT.search(first) is not None and _MERIT.search(second) is not None


def _antonyms(first: str, second: str) -> bool:
    """Tell whether two short reasons differ in one word and its opposite (答对, 答错)."""
    return (
        max(len(first), len(second)) <= _SHORT
        and first != second
        and _ANTONYM.sub("#", first) == _ANTONYM.sub("#", second)
    )


def _same_scale(first: str, second: str) -> bool:
    """Tell whether two reasons are two stretches of one scale (合格率≤70%, 85%≥合格率≥71%)."""
    if not (_THRESHOLD.search(first) and _THRESHOLD.search(second)) or first == second:
        return False
    one, other = (_SCALE.sub("", reason) for reason in (first, second))
    return min(len(one), len(other)) >= 2 and (one.endswith(other) or other.endswith(one))


def _next_step(first: str, second: str) -> bool:
    """Tell whether the second reason is the first with another number: 巡检缺1次…，缺2次…."""
    if len(second) > _SHORT or first.endswith(second):
        return False
    (one, count), (other, again) = (_QUANTITY.subn("#", reason) for reason in (first, second))
    return 1 == again <= count and len(other) > 1 and one.endswith(other) and one != other


def _straddle(first: str, second: str) -> bool:
    """Tell whether one reason is short of a mark and the other, told in few words, is above one."""
    return len(second) <= _SHORT and any(
        _BELOW.search(one) and _ABOVE.search(other) for one, other in ((first, second), (second, first))
    )


def _complements(whole: str, part: str) -> bool:
    """Tell whether ``part`` is the opposite of ``whole``: 未完成的 of 按期完成任务的."""
    if _OTHERWISE.match(part) and len(part) <= 8:
        return True
    negated = _NEGATED.match(part)
    core = _FILLING.sub("", part[negated.end() :]) if negated else ""
    return negated is not None and core in _FILLING.sub("", whole)
