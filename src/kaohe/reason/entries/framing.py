"""What the sentence around points makes of them: a wish, a rule that is quoted, something general."""

from __future__ import annotations

import re

from kaohe.core.patterns import compile_on_use
from kaohe.reason.entries.clauses import Draft
from kaohe.reason.model import Doubt
from kaohe.reason.phrasebook import BOOK, Effect
from kaohe.reason.phrases.lexicon import NUMBER
from kaohe.reason.phrases.phrase import Kind, Phrase
from kaohe.reason.phrases.proceedings import gives_matter
from kaohe.reason.phrases.surroundings import doubt_of, effects, glued, within
from kaohe.reason.phrases.tails import turns

_PARTS = compile_on_use("[,;。:()\\n]")
_WORDS = compile_on_use("[\u4e00-\u9fff]{2}")
_STATED = (Kind.POINTS, Kind.TOTAL)
#: 不扣分 may be held off or conditional, but there is nothing in it to take back.
_OF_NOTHING = (Doubt.PENDING, Doubt.CONDITION)
#: 根据考核办法第三条，… leads to a rule where several things follow and none of them tells who, when or how often.
_RULES = compile_on_use(
    f"(?:根据|依据|按照?|依照|参照|对照)?[^,;。:]{{0,16}}?(?:办法|细则|制度|规定|条例|标准|方案|手册|规范|守则|公约|合同|协议)[^,;。:]{{0,4}}?"
    f"(?:第{NUMBER}[条款项章])*(?:的?规定|要求|明确)?[,:]|(?:根据|依据|按照?|依照)[^,;。:]{{0,12}}第{NUMBER}条(?:第{NUMBER}[款项])*(?:的?规定)?[,:]"
)
_LONGEST_RULE = 8
_FACT = compile_on_use("[0-9]|某|[两三四五六七八九十][次人名户件处]")
#: 首次提醒，再次扣0.5分
_STEPS = compile_on_use(
    "(?:首次|初次|第一次|初犯|头一次)[^,;。]{0,12}[,;](?:再次|第二次|二次|再犯|再有|屡次|屡犯|多次|下次)[^,;。0-9]{0,4}[扣减罚]"
)
#: 3次×0.1分=扣0.3分 is a sum, 通报1次=扣2分 a price list.
_CALCULATED = compile_on_use("[x×*✕✖+]")
_BOTH_WAYS = ("加减", "减加", "扣加", "扣奖", "罚奖")
_DONE = compile_on_use("已(?:经|被)?[扣减加罚奖][^,;。:]{0,8}\\Z")
_NOW = compile_on_use("[,;](?:今|本[次月周季年]|此次|这次|现又|又|再)")
_CASES = "(?:[0-9一二两三四五六七八九十]{1,3}[次个人名面封项件起节])?"
#: What a reason ends in that nobody takes points for.
MERIT = compile_on_use(
    "(?P<word>表扬|表彰|嘉奖|[一二三特]等奖|优秀|优异|良好|一切正常|无异常|未见异常|无问题|未发现问题|超额完成(?:任务)?|锦旗|感谢信|无事故|无违规|\\A无)"
    f"{_CASES}\\Z"
)
_TURNED = compile_on_use("[未没缺不倒漏迟少差错假失非虚骗争无]")
#: What a reason ends in that nobody gives points for.
_FAULT = compile_on_use(
    f"(?P<word>迟到|早退|旷课|旷工|缺席|缺勤|脱岗|空岗|不合格|不达标|通报批评|受处分|安全事故|漏报|迟报){_CASES}\\Z"
)
_AGAINST = compile_on_use("[无未没零防止举阻降减消除查纠抓替顶]|发现|处置|整改|解决")
_SCORED = compile_on_use("[扣减加罚奖]分")
_FIRST_STAGE = compile_on_use("期|首|初|第一|[以之]?内|之?前|暂|试|年内")
_NEXT_STAGE = compile_on_use("后|逾|超|再|起|正式|第二|次[月年]|下")
_ENDS = frozenset("分,;:。")
_TO_DATE = compile_on_use(
    "(?:今年|本年度?|当年)?(?:至今|以来|累计|累)|(?:全年度?|今年以来|年初至今|年内)(?:累计|共|合计|总共|已)?"
)
_HELD = frozenset({Effect.CANCEL, Effect.HOLD})


def frame(plain: str, draft: Draft, phrase: Phrase) -> Doubt | None:
    """Return what the sentence that ends in points, or goes on behind them, leaves open; the word goes into ``cause``."""
    if phrase.kind not in _STATED and phrase.kind is not Kind.ZERO:
        return None
    words = plain[draft.start : phrase.end]
    if BOOK.alone(plain[draft.reason.start : draft.reason.end]) is Effect.SAMPLE:
        return Doubt.CONDITION  # 原因，扣0.1分: a form that nobody filled in
    if '"' in plain and _is_cited(plain, draft, phrase):
        return Doubt.CONDITION
    doubt = within(_PARTS.split(words)[-1])
    if phrase.kind is Kind.ZERO:
        return doubt if doubt in _OF_NOTHING else None
    if doubt is None and draft.tail.end == phrase.end and (word := glued(plain, phrase.end)):
        draft.cause, doubt = plain[word.start : word.end], doubt_of(word)
    if doubt is None and plain[phrase.start - 1 : phrase.start + 1] in _BOTH_WAYS:
        doubt = Doubt.UNCLEAR  # 加减0.5分
    if doubt is None and _DONE.search(words) and _NOW.match(plain, phrase.end):
        doubt = Doubt.OTHER_PERIOD  # 昨天已扣0.5分，今天又迟到扣0.5分
    if doubt is None and (_is_equated(plain, phrase, words) or _STEPS.search(words) or _quotes(plain, draft)):
        doubt = Doubt.CONDITION
    if doubt is None and not draft.forward:
        doubt = _held_before(plain[draft.reason.start : draft.reason.end])
    return doubt


def _is_cited(plain: str, draft: Draft, phrase: Phrase) -> bool:
    """Tell points that stand in quotation marks with words of the same entry around them: “迟到扣1分”未上墙."""
    start, end = draft.segment.start, draft.segment.end
    before, after = plain.count('"', start, phrase.start), plain.count('"', phrase.end, end)
    if before % 2 == 0 or after % 2 == 0:
        return False
    opened, closed = plain.rfind('"', start, phrase.start), plain.find('"', phrase.end, end)
    return _WORDS.search(plain, opened, phrase.start) is not None and _WORDS.search(plain, closed, end) is not None


def _is_equated(plain: str, phrase: Phrase, words: str) -> bool:
    """Tell a price list, 通报1次=扣2分, from a sum (3次×0.1分=扣0.3分)."""
    equated = plain[phrase.start - 1 : phrase.start] == "=" and plain[phrase.start] not in "+-"
    return equated and _CALCULATED.search(words) is None


def clashes(reason: str, sign: int) -> str | None:
    """Return the word that a reason ends in where the points say the opposite: 表扬，扣0.5分; 旷课3节，加1分."""
    clause = _PARTS.split(reason)[-1]
    told = (MERIT if sign < 0 else _FAULT).search(clause)
    if told is None or (_TURNED if sign < 0 else _AGAINST).search(clause, 0, told.start()):
        return None
    return told["word"]


def _quotes(plain: str, draft: Draft) -> bool:
    """Tell whether an entry quotes a rule: 根据办法第3条，旷工扣2分，迟到扣0.5分."""
    segment = draft.segment
    rule = _RULES.match(plain, segment.start, segment.end) if len(segment.phrases) > 1 else None
    if rule is None or draft.start >= rule.end():
        return False
    told = [phrase for phrase in segment.phrases if phrase.kind in _STATED]
    if len(told) < 2 or any(phrase.rate is not None for phrase in told):
        return False
    starts = [rule.end(), *(phrase.end for phrase in told)]
    pieces = [plain[start : phrase.start].strip(",、") for start, phrase in zip(starts, told, strict=False)]
    return all(len(piece) <= _LONGEST_RULE and not _FACT.search(piece) for piece in pieces)


def _held_before(reason: str) -> Doubt | None:
    """Return what a clause about points before the last one leaves open: 试运行期间扣分不计入，扣0.5分."""
    if not _SCORED.search(reason):
        return None
    clauses = re.split("[,;。]", reason)
    held = any(_SCORED.search(clause) and effects(clause) & _HELD for clause in clauses)
    return Doubt.TAKEN_BACK if held else None


def is_staged(plain: str, before: Draft, current: Draft) -> bool:
    """Tell 试用期不扣分，转正后扣0.5分: which of the two stages is it?"""
    zero = before.phrase is not None and before.phrase.kind is Kind.ZERO and before.segment is current.segment
    if not zero or current.points is None:
        return False
    first, second = plain[before.reason.start : before.reason.end], plain[current.reason.start : current.reason.end]
    return _FIRST_STAGE.search(first) is not None and _NEXT_STAGE.search(second) is not None


def is_bracketed(plain: str, draft: Draft) -> bool:
    """Tell points that a bracket quotes with a reason of theirs, in a sentence that ends in its own: 并非倒数第一（倒数第一扣2分），列倒数第三，扣1分."""
    place, segment = draft.reason.start, draft.segment
    if plain[place - 1 : place] != "(" or plain[draft.end : draft.end + 2] != "),":
        return False
    after = segment.phrases[-1]
    if after is draft.phrase or place - 1 <= segment.start or draft.forward:
        return False
    return plain[place - 2] not in _ENDS and ")" not in plain[after.start : segment.end]


def is_to_date(words: str) -> bool:
    """Tell whether points beside others are those of a longer time: 本月扣0.5分，全年扣2.5分."""
    return len(words) < _LONGEST_RULE and _TO_DATE.fullmatch(words) is not None


def is_remarked(plain: str, last: Draft, current: Draft) -> bool:
    """Tell points in words that go on with those before: 扣0.1分（个人已扣0.5分）, 扣1分已由公司执行，部门扣0.2分."""
    place, words = current.reason.start, plain[current.reason.start : current.reason.end]
    if not words or last.phrase is None or current.forward:
        return False
    if place == last.phrase.end:
        return turns(words)
    bracketed = plain[place - 1] == "(" and place - 1 == last.phrase.end
    return bracketed and last.points is not None and not gives_matter(words) and not last.phrase.whole
