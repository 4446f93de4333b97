"""Drafts laid over the ORIGINAL text, with filler between them, and the notes on both."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from kaohe.core.findings import Span
from kaohe.core.numerals import tidy
from kaohe.core.patterns import compile_on_use
from kaohe.reason.entries.clauses import Draft
from kaohe.reason.entries.totals import Discord
from kaohe.reason.model import Clause, Doubt, Filler, Item, Note, Part, Reading
from kaohe.reason.phrases.wording import UNRANKED
from kaohe.reason.text.script import UNSEEN, Script

_TRAILING = compile_on_use(r"[；;，,、][；;，,、\s]*\Z")
_SEPARATORS = frozenset("；;，,、")
_UNSEEN = compile_on_use(f"[{re.escape(''.join(sorted(UNSEEN)))}]+")


def lay(
    script: Script,
    drafts: Sequence[Draft] = (),
    leftovers: Sequence[Span] = (),
    *,
    discords: Sequence[Discord] = (),
    exclusive: Sequence[Draft] = (),
) -> Reading:
    """Return the reading of ``script``: parts that tile its text, notes in order, and the total."""
    shown = [
        draft for draft in sorted(drafts, key=lambda draft: draft.start) if draft.doubt or draft.points or exclusive
    ]
    laid = [_part(script, draft) for draft in shown]
    notes = [*_notes(script, shown, laid), *_remarks(script, leftovers, discords, exclusive)]
    open_total = bool(discords or exclusive) or any(isinstance(part, Clause) for part in laid)
    total = None if open_total else tidy(sum((part.points for part in laid if isinstance(part, Item)), Decimal(0)))
    return Reading(
        script.text, tuple(_tiled(script.text, laid)), tuple(sorted(notes, key=lambda note: note.span)), total
    )


def _part(script: Script, draft: Draft) -> Item | Clause:
    span = script.origin(draft.start, max(draft.end, draft.start))
    reason_span = script.origin(*draft.reason) if draft.has_reason else Span(span.start, span.start)
    reason = script.text[reason_span.start : reason_span.end]
    points_span = script.origin(draft.phrase.start, draft.phrase.end) if draft.phrase else None
    if points_span is not None and draft.doubt is None and draft.points is not None:
        return Item(reason, tidy(draft.points), span, reason_span, points_span)
    return Clause(reason, span, reason_span, points_span, draft.doubt or Doubt.UNCLEAR)


def _tiled(text: str, laid: Sequence[Item | Clause]) -> Iterator[Part]:
    cursor = 0
    for part in laid:
        if part.span.start > cursor:
            yield Filler(Span(cursor, part.span.start))
        yield part
        cursor = part.span.end
    if cursor < len(text):
        yield Filler(Span(cursor, len(text)))


def _notes(script: Script, drafts: Sequence[Draft], laid: Sequence[Item | Clause]) -> Iterator[Note]:
    """Yield what is to be said of each item or clause."""
    for draft, part in zip(drafts, laid, strict=True):
        where = part.points_span or part.span
        said = script.text[where.start : where.end]
        if isinstance(part, Clause):
            yield Note(part.doubt, where, (said, draft.cause) if draft.cause else (said,))
        if draft.phrase is not None and not draft.phrase.unit and draft.phrase.sign and _is_verbal(said):
            yield Note(Doubt.NO_UNIT, where, (said,))
        if not part.reason:
            yield Note(Doubt.NO_REASON, where, (said,))


def _is_verbal(said: str) -> bool:
    return said[:1] not in "+-－−—﹣＋"


def _remarks(
    script: Script, leftovers: Sequence[Span], discords: Sequence[Discord], exclusive: Sequence[Draft]
) -> Iterator[Note]:
    """Yield what is to be said of the text as a whole and of what is left over."""
    for start, end in leftovers:
        span = script.origin(start, end)
        yield Note(Doubt.RESIDUE, span, (script.text[span.start : span.end],))
    for discord in discords:
        yield Note(
            Doubt.REST_DIFFERS if discord.rest else Doubt.TOTAL_DIFFERS,
            script.origin(discord.start, discord.end),
            (str(tidy(discord.stated)), str(tidy(discord.computed))),
        )
    if exclusive:
        span = script.origin(exclusive[0].start, exclusive[-1].end)
        said = [script.origin(draft.start, draft.end) for draft in exclusive]
        yield Note(Doubt.ALTERNATIVES, span, tuple(script.text[one.start : one.end] for one in said))
    if "排" in script.plain or "名次" in script.plain:
        for unranked in UNRANKED.finditer(script.plain):
            span = script.origin(*unranked.span())
            yield Note(Doubt.UNRANKED, span, (script.text[span.start : span.end],))
    if trailing := _trailing(script.text):
        yield Note(Doubt.TRAILING_SEPARATOR, Span(*trailing.span()), (trailing[0],))
    if not script.text.isprintable():
        yield from (Note(Doubt.INVISIBLE, Span(*unseen.span())) for unseen in _UNSEEN.finditer(script.text))


def _trailing(text: str) -> re.Match[str] | None:
    """Return the separators that a text ends in; blanks may stand between and behind them."""
    last = text[-1:]
    ended = last in _SEPARATORS or last.isspace()
    return _TRAILING.search(text, max(0, len(text) - 200)) if ended else None
