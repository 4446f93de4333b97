"""Items whose reason speaks of their points, says nothing at all, or is struck out by marks."""

from __future__ import annotations

from collections.abc import Iterable

from kaohe.core.patterns import compile_on_use
from kaohe.reason.entries.clauses import Draft
from kaohe.reason.model import Doubt
from kaohe.reason.phrases.proceedings import Told, speaks_why
from kaohe.reason.phrases.talk import speaks_in, speaks_of_merit
from kaohe.reason.phrases.wording import is_net_label, is_total_wording

#: A reason that is but figures may be points that were not read: -1+2 -1.
_FIGURES = compile_on_use(r"[0-9 .]*[-+][0-9][-+0-9 .]*")
#: ~~…~~, <del>…</del>
_STRUCK = compile_on_use("~~[^~]{1,200}~~|<(?P<tag>del|s|strike)>[^<]{0,200}</(?P=tag)>")


def hear(plain: str, draft: Draft) -> None:
    """Leave points open whose reason speaks of them instead of what somebody did: 与第2项重复，扣1分."""
    words = plain[draft.reason.start : draft.reason.end]
    if not draft.points or is_net_label(words) or is_total_wording(words[:40]):
        return
    if _FIGURES.fullmatch(words):
        draft.points, draft.doubt = None, Doubt.UNCLEAR
    elif (told := _told(plain, draft, words)) is not None:
        draft.points, draft.doubt, draft.cause = None, told.doubt, told.words


def _told(plain: str, draft: Draft, words: str) -> Told | None:
    told = speaks_in(words)
    if told is None and draft.points is not None and draft.points > 0:
        told = speaks_of_merit(words)
    if told is None and draft.forward and plain[draft.reason.start - 1] in ",(":
        told = speaks_why(words.partition(",")[0])
    return told


def strike(plain: str, drafts: Iterable[Draft]) -> None:
    """Leave open what is struck out by marks: ~~迟到扣0.5分~~."""
    for struck in _STRUCK.finditer(plain):
        for draft in drafts:
            if draft.points and draft.start < struck.end() and draft.end > struck.start():
                draft.points, draft.doubt, draft.cause = None, Doubt.TAKEN_BACK, struck[0]
