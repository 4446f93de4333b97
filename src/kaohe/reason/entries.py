"""The entries of a text in order: those with points, those that lack them, and those that only remark."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from kaohe.reason.clauses import Draft, draft, trim
from kaohe.reason.model import Doubt
from kaohe.reason.phrases import Kind
from kaohe.reason.script import Script
from kaohe.reason.segments import Segment
from kaohe.reason.settling import settle
from kaohe.reason.tails import Tail
from kaohe.reason.totals import is_check, resolve
from kaohe.reason.wording import (
    continues,
    holds_remark,
    is_norm,
    is_remark,
    is_stated_score,
    is_wordless,
    label_end,
    leaves_open,
    says_nothing,
    takes_back,
)

#: A line above a list that is no longer than this is its heading.
_LONGEST_HEADING = 20


@dataclass(slots=True)
class Ledger:
    """What was read: drafts of items, stated totals with their place among them, and remarks left over."""

    drafts: list[Draft] = field(default_factory=list)
    checks: list[tuple[int, Draft]] = field(default_factory=list)
    leftovers: list[tuple[int, int]] = field(default_factory=list)


@dataclass(slots=True)
class _Reader:
    """Reads entries one by one; ``pending`` are those that have no points so far."""

    script: Script
    ledger: Ledger
    pending: list[Segment] = field(default_factory=list)

    def words(self, segment: Segment) -> str:
        start, end = trim(self.script.plain, segment.start, segment.end)
        return self.script.plain[start:end]


def read_entries(script: Script, segments: Sequence[Segment]) -> Ledger:
    """Return drafts, totals and remarks of all entries."""
    reader = _Reader(script, Ledger())
    for number, segment in enumerate(segments):
        following = segments[number + 1] if number + 1 < len(segments) else None
        drafts = draft(script.plain, segment)
        if drafts:
            _take_points(reader, segment, drafts)
        elif not segment.label:
            _take_words(reader, segment, following)
    _give_up(reader, reader.pending)
    _rescue(reader)
    _unlabel(script.plain, reader.ledger.drafts)
    return reader.ledger


def _rescue(reader: _Reader) -> None:
    """Let totals be the items where there are no others, and a remark that stands alone lack its points."""
    ledger = reader.ledger
    if ledger.drafts:
        return
    checks, ledger.checks = ledger.checks, []
    for _, check in checks:
        settle(reader.script.plain, check)
        ledger.drafts.append(check)
    if not checks:
        alone, ledger.leftovers = ledger.leftovers, []
        ledger.drafts = [Draft(None, words, words[1], Tail(words[1]), Segment(*words, ""), doubt=Doubt.NO_POINTS) for words in alone]


def _unlabel(plain: str, drafts: Sequence[Draft]) -> None:
    """Leave out a label before the first of several items (时效性：…)."""
    if len(drafts) > 1 and drafts[0].segment.lead == "":
        start, end = drafts[0].reason
        drafts[0].reason = (start + label_end(plain[start:end]), end)


def _take_points(reader: _Reader, segment: Segment, drafts: list[Draft]) -> None:
    plain, ledger = reader.script.plain, reader.ledger
    _join_pending(reader, segment, drafts[0])
    for number, current in enumerate(drafts):
        if is_check(plain, current) and (ledger.drafts or number + 1 < len(drafts) or not _has_reason(current)):
            _take_check(ledger, current)
        else:
            settle(plain, current)
            ledger.drafts.append(current)
    _take_rest(reader, segment, drafts[-1])


def _has_reason(draft: Draft) -> bool:
    return draft.reason[0] < draft.reason[1]


def _take_check(ledger: Ledger, check: Draft) -> None:
    last = ledger.drafts[-1] if ledger.drafts else None
    if last is not None and last.segment is check.segment and resolve(check, last):
        return
    ledger.checks.append((len(ledger.drafts), check))


def _take_rest(reader: _Reader, segment: Segment, last: Draft) -> None:
    """Judge what follows the last points of an entry: a remark, or a reason that lacks its points."""
    plain, ledger = reader.script.plain, reader.ledger
    start, end = trim(plain, last.end, segment.end)
    words = plain[start:end]
    if not words:
        return
    if plain[last.end : last.end + 1] == ":" or is_wordless(words) or holds_remark(words) or says_nothing(words):
        ledger.leftovers.append((start, end))
    else:
        ledger.drafts.append(Draft(None, (start, end), end, Tail(end), segment, doubt=Doubt.NO_POINTS))


def _take_words(reader: _Reader, segment: Segment, following: Segment | None) -> None:
    """Judge an entry without words about points."""
    start, end = trim(reader.script.plain, segment.start, segment.end)
    words = reader.script.plain[start:end]
    ledger = reader.ledger
    if not words or says_nothing(words):
        return
    if ledger.drafts and (takes_back(words) or leaves_open(words)):
        ledger.drafts[-1].points, ledger.drafts[-1].doubt = None, Doubt.UNCLEAR if takes_back(words) else Doubt.PENDING
        ledger.leftovers.append((start, end))
    elif is_remark(words) or is_stated_score(words) or (is_wordless(words) and ledger.drafts):
        ledger.leftovers.append((start, end))
    elif not _is_heading(reader, segment, following, words):
        reader.pending.append(segment)


def _is_heading(reader: _Reader, segment: Segment, following: Segment | None, words: str) -> bool:
    plain = reader.script.plain
    if plain[segment.end - 1 : segment.end] == ":":
        return True
    if following is None or following.mark is None or following.mark == segment.mark:
        return False
    return len(words) <= _LONGEST_HEADING and segment.lead != ";" and (segment.mark is not None or not reader.ledger.drafts)


def _join_pending(reader: _Reader, segment: Segment, first: Draft) -> None:
    """Let entries without points be part of the reason that follows, or lack their points."""
    pending, reader.pending = reader.pending, []
    if segment.mark == "stray":  # the column of figures that a paste left tells a standard from what breaks it
        reader.ledger.leftovers.extend(trim(reader.script.plain, before.start, before.end) for before in pending)
        return
    joined = _joined_from(reader, pending, segment, first)
    _give_up(reader, pending[:joined])
    if joined < len(pending):
        start, _ = trim(reader.script.plain, pending[joined].start, pending[joined].end)
        _, end = first.reason if _has_reason(first) else trim(reader.script.plain, pending[-1].start, pending[-1].end)
        first.reason = (start, end)


def _joined_from(reader: _Reader, pending: Sequence[Segment], segment: Segment, first: Draft) -> int:
    """Return from which pending entry on they belong to the reason of ``first``."""
    if not pending or first.phrase is None:
        return len(pending)
    if is_check(reader.script.plain, first):
        return len(pending) if reader.ledger.drafts else 0
    joined, lead, mark = len(pending), segment.lead, segment.mark
    forward = _has_reason(first) and first.reason[0] > first.phrase.start
    while joined and mark is None and (lead in ("。", "\n", ".", "!") or (lead == ";" and not _has_reason(first) and joined == len(pending))) and not forward and _goes_on(reader, pending[joined - 1], segment, first, lead):
        joined -= 1
        lead, mark = pending[joined].lead, pending[joined].mark
    return joined


def _goes_on(reader: _Reader, before: Segment, segment: Segment, first: Draft, lead: str) -> bool:
    words = reader.script.plain[first.reason[0] : first.reason[1]]
    if not words or continues(words) or is_norm(reader.words(before)):
        return True
    return lead != "\n" and not reader.ledger.drafts


def _give_up(reader: _Reader, pending: Sequence[Segment]) -> None:
    """Note that entries lack their points."""
    for segment in pending:
        start, end = trim(reader.script.plain, segment.start, segment.end)
        reader.ledger.drafts.append(Draft(None, (start, end), end, Tail(end), segment, doubt=Doubt.NO_POINTS))
