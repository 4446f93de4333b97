"""Points that speak of the points before them: replaced, added to, given back, taken back."""

from __future__ import annotations

from decimal import Decimal

from kaohe.core.patterns import compile_on_use
from kaohe.reason.entries.clauses import Draft
from kaohe.reason.model import Doubt
from kaohe.reason.phrasebook import Effect
from kaohe.reason.phrases.lexicon import MEASURE, NUMBER
from kaohe.reason.phrases.phrase import Kind, Phrase
from kaohe.reason.phrases.proceedings import gives_matter
from kaohe.reason.phrases.surroundings import (
    counts_off,
    has_matter,
    is_known,
    looks_back,
    names_body,
    names_whom,
    reviewed,
    speaks_back,
    split_between,
)

_ZERO = Decimal(0)
_REVIEWED = compile_on_use("经?(?:复[查核议评检]|申诉|异议|核实)")
_REVERSED = compile_on_use("经?(?:复[查核议评检]|申诉|异议|核实|整改|改正|重新|返工)")
#: 扣0.2分，整改及时加0.1分: a bonus of its own.
#: 区里扣1分，我镇不扣
_OWN = compile_on_use("(?:我|本|该)(?:镇|村|乡|区|县|单位|部门|科室?|班级?|组|队|局|街道|社区|公司|院)")
#: 前者因公务冲突不予扣分, 其中一项申诉成功不扣, 单位不扣
_OF_THEM = compile_on_use(
    "前[者项条]|后者|两者|其中|以上|上述|第[一二三四1-4][项条]|(?:本|该|我)?单位|集体|本次|此次|这次|本人|个人|(?:本[月季年]度?|经.{0,8}(?:研究|决定|同意|批准)|最终|综上|综合考虑|现|视[为同作]|申报|申请|要求|请求|报请|建议|提议)\\Z"
)
#: 迟到扣0.1分，其他无扣分
_THE_REST = compile_on_use(
    "(?:除此之?外|除上述外|此外|另外|其[他它余]|别的|剩下|余|均|都|皆|的|方面|事项|情况|人员?|项目?|科室|部门|单位|各|所有|,)*(?:其[他它余]|外|别的|剩下|余)(?:均|都|皆|的|方面|事项|情况|人员?|项目?|科室|部门|单位|,)*"
)
#: 扣0.3分，误，应扣0.2分
_WRONG = compile_on_use("(?:有|系|笔|写|录|登|算)?[误错]误?,?")
_CASES = compile_on_use(f"{NUMBER}{MEASURE}")
_MERELY = compile_on_use("(?:仅|只|先)?(?:作|做)?(?:记录|登记|提醒|警告|教育|批评|警示)")
_WHY = ("因", "由于", "经", "鉴于", "考虑", "申诉", "扣")
#: What tells why the points before are not taken: 应扣0.5分，因主动消除影响免于扣分.
_BECAUSE = ("因", "由于", "鉴于", "考虑到", "念在", "念其")
_MENDED = ("整改", "改正")
#: 整改后可返还0.5分
_AHEAD = compile_on_use(
    "(?:可以?|拟|将|再|能|方|才|申请|建议|应|请|的)(?:酌情|予以|按)?\\Z|(?:\\A|,)(?:如|若|待|经.{0,6}后可)"
)
#: 取消扣分, 暂缓扣分
_HELD = (Doubt.TAKEN_BACK, Doubt.PENDING)
_HALF = ("减半", "折半")
_ADDS, _DEDUCTS = "加奖", "扣减罚"


def relate(plain: str, current: Draft, last: Draft | None) -> bool:
    """Settle what ``current`` does to ``last``; tell whether it is taken into it, and so no item of its own.

    Both are settled.  ``last`` is None where nothing stands before ``current`` that it could speak of.
    """
    phrase = current.phrase
    if phrase is None or (last is None and phrase.relation is None):
        return False
    words = plain[current.reason.start : current.reason.end]
    if phrase.kind is Kind.EMPTY and last is not None and is_figure(last) and not current.forward:
        if phrase.relation is not None and not has_matter(words):
            _alter(plain[phrase.start : phrase.end], current, last)
            return True
        kept = words and is_known(words) and not names_whom(words)
        if kept and phrase.relation is None and phrase.doubt is Doubt.NO_POINTS:
            return True  # 申诉不成立，维持扣分
    zero = phrase.kind is Kind.ZERO
    if zero and _THE_REST.fullmatch(words):
        last = None
    sees = (
        zero
        and _is_of(plain[phrase.start : phrase.end], last)
        and (
            _stands_apart(plain, current, last)
            or _OWN.fullmatch(words) is not None
            or names_some(plain, current)
            or speaks_back(words)
            or names_body(words)
            or "不再" in plain[phrase.start : phrase.end]
            or (words.startswith(_BECAUSE) and last is not None and plain[last.end : current.start].strip() == ",")
        )
    )
    spared = zero and last is not None and _spares(words, last, plain[phrase.start : phrase.end])
    sees = sees or spared
    split = last is not None and split_between(words, _last_clause(plain, last))
    sees = sees or (last is not None and is_figure(last) and _turns(plain, words, current, last))
    if (
        last is not None
        and (current.forward or (has_matter(words) and not names_body(words) and not split))
        and not sees
    ):
        last = None
    if zero or (phrase.kind is Kind.EMPTY and phrase.doubt in _HELD):
        return last is not None and _take_back(words, plain, current, last)
    if phrase.kind not in (Kind.POINTS, Kind.TOTAL) or (phrase.relation is Effect.FURTHER and phrase.rate is not None):
        return False
    corrected = phrase.relation is Effect.DUE and _WRONG.fullmatch(words) is not None
    act = _replace if corrected else _ACTS.get(phrase.relation) if phrase.relation else _ACTS[None]
    return act is not None and act(plain, current, last)


def names_some(plain: str, current: Draft) -> bool:
    """Tell whether 不扣分 is of some of the points before, or of somebody: 前者不扣, 其中一项不扣, 已整改的不扣, 单位不扣."""
    clause = plain[current.reason.start : current.reason.end].rpartition(",")[2]
    told = _OF_THEM.match(clause) is not None or clause.endswith(("的", "应", "可", "该", "宜", "拟"))
    return told or plain.endswith("其中", 0, current.reason.start)


def is_figure(draft: Draft | None) -> bool:
    """Tell whether a draft has points that may be replaced."""
    return draft is not None and draft.phrase is not None and bool(draft.phrase.amount) and draft.phrase.sign != 0


def _replace(plain: str, current: Draft, last: Draft | None) -> bool:
    """实扣1分, 改扣1分: the points before are void."""
    if last is None or not is_figure(last):
        current.points, current.doubt = None, current.doubt or Doubt.REPLACED
        return False
    return _supersede(plain, current, last)


def _finish(plain: str, current: Draft, last: Draft | None) -> bool:
    """从轻扣1分: the points before are void, where there are any."""
    return last is not None and is_figure(last) and _supersede(plain, current, last)


def _supersede(plain: str, current: Draft, last: Draft) -> bool:
    before, now = last.phrase, current.phrase
    if before is None or now is None:
        return False
    said = plain[now.start : now.end]
    halved = any(word in said for word in _HALF)
    fits = not halved or (now.amount is not None and before.amount == 2 * now.amount)
    if not now.sign and now.amount is not None and now.doubt is None:
        now.sign, current.points, current.doubt = before.sign, now.amount * before.sign, None
    same = before.sign == now.sign and before.rate is None and now.rate is None and _is_worded(said)
    last.end = current.end
    if current.points is None or not fits or not same:
        last.points, last.doubt = None, current.doubt or Doubt.REPLACED
    else:
        last.points, last.doubt, last.phrase = current.points, None, now
    return True


def _last_clause(plain: str, draft: Draft) -> str:
    return plain[draft.reason.start : draft.reason.end].rpartition(",")[2]


def _spares(words: str, last: Draft, said: str) -> bool:
    """Tell 每笔扣0.2分，找回2笔不扣 (some of the cases that were counted), 学生处同意不扣, 仅记录不扣."""
    priced = last.phrase is not None and last.phrase.rate is not None
    agreed = last.segment is not None and any(word in said for word in ("同意", "批准"))
    return (priced and _CASES.search(words) is not None) or agreed or _MERELY.fullmatch(words) is not None


def _is_worded(said: str) -> bool:
    """Tell 复查后扣1分, which replaces, from 复查后-1, which may as well come on top."""
    return "-" not in said and "+" not in said


def _alter(said: str, current: Draft, last: Draft) -> None:
    """减半扣分 says what is left of the points before; 加重扣分 does not."""
    last.end = current.end
    if any(word in said for word in _HALF) and last.points is not None:
        last.points /= 2
    else:
        last.points, last.doubt = None, Doubt.REPLACED


def _put_earlier(plain: str, current: Draft, last: Draft | None) -> bool:
    """初扣2分: what holds now is not said yet."""
    if last is not None and is_figure(last):
        last.points, last.doubt, last.end = None, Doubt.REPLACED, current.end
        return True
    current.points, current.doubt = None, current.doubt or Doubt.REPLACED
    return False


def _add(plain: str, current: Draft, last: Draft | None) -> bool:
    """追加0.2分: as much more of the same."""
    phrase = current.phrase
    if last is None or last.points is None or phrase is None or phrase.amount is None:
        if phrase is not None and last is None and phrase.sign < 0 and current.doubt is None:
            return False
        current.points, current.doubt = None, current.doubt or Doubt.REPLACED
        return False
    last.points += phrase.amount if last.points > 0 else -phrase.amount
    last.end = current.end
    return True


def _give_back(plain: str, current: Draft, last: Draft | None) -> bool:
    """退回0.2分: less of what was deducted."""
    phrase = current.phrase
    if phrase is not None and _deducts(plain, current, phrase):
        phrase.sign, current.points, current.doubt = -1, -(phrase.amount or _ZERO), None
        return False
    if (
        last is None
        or last.points is None
        or phrase is None
        or phrase.amount is None
        or last.points >= 0
        or _AHEAD.search(plain, current.reason.start, current.reason.end)
        or phrase.amount > -last.points
    ):
        current.points, current.doubt = None, Doubt.TAKEN_BACK
        return False
    last.points, last.end = last.points + phrase.amount, current.end
    return True


def _deducts(plain: str, current: Draft, phrase: Phrase) -> bool:
    """Tell 课后服务不落实，核减0.3分 at the start of a text, where there is nothing to give back."""
    first = current.segment.lead == "" and current.segment.phrases[0] is phrase and not current.forward
    deducts = first and phrase.rate is None and plain.startswith("核减", phrase.start)
    words = plain[current.reason.start : current.reason.end]
    return deducts and not words.startswith(_WHY) and looks_back(words) is not Effect.CANCEL and gives_matter(words)


def _follow(plain: str, current: Draft, last: Draft | None) -> bool:
    """Tell points that follow 应扣2分 or 初扣2分 without a word that says which of them holds."""
    words = plain[current.reason.start : current.reason.end]
    if last is not None and is_figure(last) and _turns(plain, words, current, last):
        last.points, last.doubt, last.end = None, Doubt.REPLACED, current.end
        return True
    if last is not None and split_between(words, _last_clause(plain, last)):
        last.points, last.doubt, last.end = None, Doubt.UNCLEAR, current.end  # 单位扣1分，个人扣2分
        return True
    against = current.phrase is not None and current.phrase.sign < 0
    if last is not None and against and names_body(words) and names_body(_last_clause(plain, last)):
        last.points, last.doubt, last.end = None, Doubt.REPLACED, current.end
        return True
    before = last.phrase if last is not None else None
    if before is None or last is None:
        return False
    rewarded = current.phrase is not None and current.phrase.sign > before.sign and words.startswith(_MENDED)
    if before.relation not in (Effect.EARLIER, Effect.DUE) and not (
        is_figure(last) and reviewed(words) and not rewarded
    ):
        return False
    # What has no reason of its own is about the same thing: 扣2分，经考核组复核，扣1分.
    last.points, last.doubt, last.end = None, Doubt.REPLACED, current.end
    return True


_ACTS = {
    None: _follow,
    Effect.REPLACE: _replace,
    Effect.FINAL: _finish,
    Effect.EARLIER: _put_earlier,
    Effect.FURTHER: _add,
    Effect.REFUND: _give_back,
}


def _take_back(words: str, plain: str, current: Draft, last: Draft) -> bool:
    """…，申诉成立，不予扣分: nothing is left of the points before; without such words, it is asked about."""
    phrase = current.phrase
    if not is_figure(last) or phrase is None or not _is_of(plain[phrase.start : phrase.end], last):
        return False
    said = plain[phrase.start : phrase.end]
    sure = looks_back(words) is Effect.CANCEL and phrase.doubt is None and "不再" not in said
    sure = sure and not names_some(plain, current) and not counts_off(words) and not _counts_others(words, plain, last)
    last.end = current.end
    if sure and last.points is not None:
        last.points = _ZERO
    else:
        last.points, last.doubt = None, last.doubt or phrase.doubt or Doubt.TAKEN_BACK
    return True


def _counts_others(words: str, plain: str, last: Draft) -> bool:
    """Tell 有责投诉1件扣2分，无责投诉3件不扣分: other cases than those that points were taken for."""
    return not {*_CASES.findall(words)} <= {*_CASES.findall(plain[last.reason.start : last.reason.end])}


def _turns(plain: str, words: str, current: Draft, last: Draft) -> bool:
    """Tell 卫生-2，复查合格+2: is the second figure for the first, or for something else?"""
    phrase = current.phrase
    if phrase is None or last.phrase is None or last.segment is not current.segment or not phrase.sign:
        return False
    signed = not _is_worded(plain[phrase.start : phrase.end])
    told = (_REVERSED if signed else _REVIEWED).match(words)
    return phrase.sign != last.phrase.sign and told is not None and not current.forward


def _is_of(said: str, last: Draft | None) -> bool:
    """Tell whether 不加分 or 不扣分 can speak of the points before it."""
    if last is None or last.phrase is None:
        return False
    adds, deducts = any(char in said for char in _ADDS), any(char in said for char in _DEDUCTS)
    return adds == deducts or adds == (last.phrase.sign > 0)


def _stands_apart(plain: str, current: Draft, last: Draft | None) -> bool:
    """Tell whether 不扣分 is a clause of its own behind one clause that may excuse what was before: 扣1分，有假条，不扣分; not 二组不扣分."""
    phrase = current.phrase
    if last is None or phrase is None or last.segment is not current.segment or not current.has_reason:
        return False
    return plain[phrase.start - 1 : phrase.start] == "," and "," not in plain[current.reason.start : current.reason.end]
