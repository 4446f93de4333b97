"""Reasons and remarks that speak of points, clause by clause."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from kaohe.core.patterns import compile_on_use
from kaohe.reason.model import Doubt
from kaohe.reason.phrases.pieces import may_tell
from kaohe.reason.phrases.proceedings import Clause, Force, Told, netted, speaks, speaks_behind, speaks_why

_CLAUSES = compile_on_use('[,;。:、()"?!\n]+')
#: 【作废】迟到, 暂定：迟到
_LABEL = compile_on_use(r"[(\[]([^()\[\],;。:]{1,8})[)\]](?=.)|([^()\[\],;。:]{1,8}):(?=.)")
_HEADED = compile_on_use(r"[^;。:()\[\]]{1,30},(?P<last>[^,;。:()\[\]]{1,12}):")
_RULELIKE = compile_on_use("[期次时]的?\\Z")
#: 迟到累计满3次扣0.3分, 发现乱堆时扣1分: what a rule says
_RULED = compile_on_use(
    "(?:累计)?(?:满|超过|达到?|超)[0-9两三四五六七八九十]{1,2}次(?:及?以上)?的?\\Z|(?:发现|出现|发生|存在|遇到?)[^,]{1,12}时\\Z|[0-9一二两三四五六七八九十](?:个?(?:工作)?[日天月周]|个?小时|分钟)内[仍再]?不[^,]{1,6}\\Z"
)
#: 限5日内更换，逾期扣0.5分
_OVERDUE = ("逾期", "超期", "到期", "过期", "逾期的")
#: 限3日内整改，未整改扣1分
_UNDONE = ("未", "不", "没", "仍", "逾期", "到期")
_TERM = compile_on_use("限[^,;。]{0,12}(?:[内前]|整改)")
#: What tells that something was won, or done.
_WON = compile_on_use(
    "[获荣受夺0-9]|入选|成功|采[用纳]|批[准示]|获批|通过|评为|评上|落地|中标|完成|到位|立项|达成|推广|肯定"
)
#: Words that say that it is not won yet, whatever follows.
_AHEAD = ("有望", "预计", "预期", "可望", "拟", "将", "力争", "冲刺", "争创", "待", "等", "打算", "准备", "即将")
_UNWON = (Doubt.PENDING, Doubt.OTHER_PERIOD, Doubt.OTHER_UNIT, Doubt.ELSEWHERE)
#: 扣1分（×2）
_TIMES = compile_on_use("[x×*✕✖][0-9]{1,2}(?:\\.[0-9])?|[0-9]{1,2}[x×*✕✖]")
#: Marks that a reason begins, so that the words are read like those before points.
_BECAUSE = compile_on_use("(?:主要)?(?:是|系)?(?:因为?|由于|原因(?:是|为)?|理由(?:是|为)?)")


@lru_cache(maxsize=8192)
def speaks_in(reason: str) -> Told | None:
    """Return what a reason leaves open: a clause that speaks of points, or a last one that names nothing that was done."""
    if not (may_tell(reason) or _RULELIKE.search(reason)):
        return None
    clauses = [clause for clause in _CLAUSES.split(reason) if clause]
    if not clauses:
        return None
    return _labelled(reason) or _ruled(clauses) or _spoken(clauses) or netted(clauses[-1])


def _labelled(reason: str) -> Told | None:
    """Return what a label before a reason leaves open: 【作废】迟到."""
    label = _LABEL.match(reason)
    words = label[0].strip("()[]:") if label else ""
    told = speaks(words) or netted(words)
    if told is None and (headed := _HEADED.match(reason)) and (told := speaks_behind(headed["last"])) is not None:
        return told  # 除迟到外，其余均撤销：迟到扣0.1分
    return told if told is not None and told.force is not Force.ALONE else None


def _ruled(clauses: Sequence[str]) -> Told | None:
    """Return the clause before the points that says when a rule takes them."""
    last = clauses[-1]
    overdue = (last in _OVERDUE and any("限" in clause for clause in clauses[:-1])) or (
        last.startswith(_UNDONE) and any(_TERM.search(clause) for clause in clauses[:-1])
    )
    return Told(Doubt.CONDITION, last, Force.ALWAYS) if overdue or _RULED.search(last) else None


def _spoken(clauses: Sequence[str]) -> Told | None:
    """Return the last clause that speaks of points; a reason behind it lets only the surest do so."""
    reasoned = False
    for clause in reversed(clauses):
        told = speaks(clause)
        if told is None:
            reasoned = True
        elif told.force is Force.ALONE:
            if len(clauses) == 1:
                return told
        elif not reasoned or (told.force is Force.ALWAYS and told.doubt is not Doubt.OTHER_PERIOD):
            return told
    return None


def speaks_of_merit(reason: str) -> Told | None:
    """Return what the reason of a bonus leaves open: what is not won yet, or by somebody else (有望获评先进, 去年先进)."""
    for clause in _CLAUSES.split(reason):
        read = Clause(clause)
        for number in read.speaking:
            piece = read.pieces[number]
            told = read.told(number)
            won = _WON.search(clause, piece.end) is not None and not clause.startswith(_AHEAD, piece.start)
            if told.doubt in _UNWON and not won:
                return told
    return None


def speaks_after(words: str) -> Told | None:
    """Return what words behind points leave open, clause by clause."""
    if _TIMES.fullmatch(words):
        return Told(Doubt.REPLACED, words, Force.ALWAYS)
    if not may_tell(words):
        return None
    for clause in _CLAUSES.split(words):
        because = _BECAUSE.match(clause)
        told = speaks(clause) or speaks_why(clause[because.end() :]) if because else speaks_behind(clause)
        if told is not None and told.force is not Force.ALONE:
            return told
    return None
