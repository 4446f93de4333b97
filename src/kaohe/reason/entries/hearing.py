"""Items whose reason or label speaks of their points, whose reason says nothing at all, or which are struck out by marks."""

from __future__ import annotations

from collections.abc import Iterable

from kaohe.core.patterns import compile_on_use
from kaohe.reason.entries.clauses import Draft
from kaohe.reason.model import Doubt
from kaohe.reason.phrasebook import BOOK, Slot
from kaohe.reason.phrases.proceedings import Told, gives_matter, speaks_why
from kaohe.reason.phrases.tails import is_detail, turns
from kaohe.reason.phrases.talk import speaks_in, speaks_of_merit
from kaohe.reason.phrases.wording import is_net_label, is_setting, is_total_wording

#: A reason that is but figures may be points that were not read: -1+2 -1.
_FIGURES = compile_on_use(r"[0-9 .]*[-+][0-9][-+0-9 .]*")
#: A title of no more characters is no sentence: 【后勤】.
_SHORTEST = 2
#: （算三班）迟到
_BRACKETED = compile_on_use(r"[(\[]([^()\[\]]{1,20})[)\]](?=.)")
_WORDS = compile_on_use("[\u4e00-\u9fff]")
#: ~~…~~, <del>…</del>
_STRUCK = compile_on_use("~~[^~]{1,200}~~|<(?P<tag>del|s|strike)>[^<]{0,200}</(?P=tag)>")
#: 格式示例（勿计）：, 【示例】
_LABEL = compile_on_use(r"[^,;。:()\[\]\n]{0,20}(?:[(\[][^,;。:()\[\]\n]{1,20}[)\]])?:|\[[^,;。:()\[\]\n]{1,20}\]")


def hear(plain: str, draft: Draft) -> None:
    """Leave points open whose reason speaks of them instead of what somebody did: 与第2项重复，扣1分."""
    words = plain[draft.reason.start : draft.reason.end]
    if not draft.points or is_net_label(words) or is_total_wording(words[:40]):
        return
    if _FIGURES.fullmatch(words):
        draft.points, draft.doubt = None, Doubt.UNCLEAR
    elif (told := _told(plain, draft, words)) is not None:
        draft.points, draft.doubt, draft.cause = None, told.doubt, told.words
    elif words[0] in "([" and (label := _BRACKETED.match(words)) is not None and not _is_title(label[1]):
        draft.points, draft.doubt, draft.cause = None, Doubt.UNKNOWN_WORD, label[1]


def _told(plain: str, draft: Draft, words: str) -> Told | None:
    told = speaks_in(words)
    if told is None and draft.points is not None and draft.points > 0:
        told = speaks_of_merit(words)
    if told is None and draft.forward and plain[draft.reason.start - 1] in ",(":
        told = speaks_why(words.partition(",")[0])
    return told


def _is_title(label: str) -> bool:
    """Tell whether a bracket before a reason only says what it is about, who, where or when: （3月5日）, 【考勤】."""
    if not _WORDS.search(label) or is_detail(label) or is_setting(label):
        return True
    if len(label) <= _SHORTEST and not turns(label):
        return True
    topics = sum(word.end - word.start for word in BOOK.scan(Slot.TOPIC, label))
    return 2 * topics >= len(label)


def heed_label(plain: str, drafts: Iterable[Draft]) -> None:
    """Leave open what stands under a label that says what it is for, not what it is about: 格式示例（勿计）：迟到扣0.1分."""
    if ":" not in plain and "[" not in plain[:1]:
        return
    label = _LABEL.match(plain)
    if label is None or gives_matter(label[0]) or not any(True for _ in BOOK.scan(Slot.LABEL, label[0])):
        return
    for draft in drafts:
        if draft.points:
            draft.points, draft.doubt, draft.cause = None, Doubt.UNKNOWN_WORD, label[0].strip("()[]:")
            return


def strike(plain: str, drafts: Iterable[Draft]) -> None:
    """Leave open what is struck out by marks: ~~迟到扣0.5分~~."""
    for struck in _STRUCK.finditer(plain):
        for draft in drafts:
            if draft.points and draft.start < struck.end() and draft.end > struck.start():
                draft.points, draft.doubt, draft.cause = None, Doubt.TAKEN_BACK, struck[0]
