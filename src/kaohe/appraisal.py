"""One reason text, read, matched and added up; each distinct text only once.

Tables repeat themselves: of 100,000 cells a few thousand differ, and those share their
segments between ``；``.  So a known text costs a look-up, a new text the look-ups of its
segments, and only a new segment is read and matched.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from kaohe.findings import Span
from kaohe.matching import Matcher
from kaohe.matching.model import Conflict, Match, Verdict
from kaohe.reason import parse, plain_segment
from kaohe.reason.model import HARMLESS, Clause, Doubt, Item, Note, Reading
from kaohe.scoring import Tally, sum_points, tally
from kaohe.text import fold

_SEPARATOR = "；"


class Concern(StrEnum):
    """What matching leaves to be said about an item."""

    POINTS_DIFFER = "points_differ"  # the catalogue gives the entry other points
    VARIANT = "variant"  # means an entry, in other words
    UNKNOWN = "unknown"  # no entry says this
    OPPOSITE = "opposite"  # says the contrary of an entry
    MERGED = "merged"  # holds several entries at once
    REPEATED = "repeated"  # the same entry, or the same words, a second time in one text


@dataclass(frozen=True, slots=True, eq=False)
class Judgement:
    """An item with its match; spans count from the start of the segment it was read in.

    ``wording_span`` is where ``item.reason`` stands, without the list marks and blanks around
    it.  Two judgements of the same ``identity`` say the same thing.  ``clash`` is the points
    written and those in the catalogue, empty where they don't contradict each other.
    """

    item: Item | Clause
    match: Match
    wording_span: Span
    identity: str
    clash: tuple[Decimal, ...]
    concerns: tuple[Concern, ...]


@dataclass(frozen=True, slots=True)
class Concerned:
    """One concern about one item; ``offset`` is where its segment starts in the text."""

    concern: Concern
    offset: int
    judgement: Judgement


@dataclass(frozen=True, slots=True, eq=False)
class Appraisal:
    """All that is known of one reason text.  Compared by identity: one text, one appraisal.

    ``tally`` is None where the points stay open.  ``judgements`` run in the order of the
    text.  ``blank`` says that the text shows nothing at all.  ``sign`` is that of the
    column's heading (扣分原因 is -1), 0 where it has none.
    """

    text: str
    tally: Tally | None
    judgements: tuple[Judgement, ...]
    notes: tuple[Note, ...] = ()
    concerned: tuple[Concerned, ...] = ()
    blank: bool = False
    sign: int = 0

    @property
    def reading(self) -> Reading:
        """The text, read (again: keeping every reading of a long table would cost more than it saves)."""
        return parse(self.text, sign=self.sign)

    @property
    def matches(self) -> tuple[Match, ...]:
        """The matches of the items and clauses, in order."""
        return tuple(judgement.match for judgement in self.judgements)

    @property
    def pointless(self) -> bool:
        """Whether the text gives reasons but not one number of points."""
        blocking = {note.doubt for note in self.notes} - HARMLESS
        return blocking == {Doubt.NO_POINTS} and not any(isinstance(each.item, Item) for each in self.judgements)


class Appraiser(dict[str, Appraisal]):
    """Appraisals by text: a text that was not asked for before is read and matched now.

    ``sign`` is what the heading of the texts' column says: -1 under 扣分原因, 1 under 加分原因.
    """

    def __init__(self, matcher: Matcher, sign: int = 0) -> None:
        super().__init__()
        self._matcher = matcher
        self._sign = sign
        self._segments: dict[str, Judgement | None] = {}
        self._matches: dict[str, Match] = {}
        self._signed: dict[int, Appraiser] = {sign: self}

    def under(self, sign: int | None) -> Appraiser:
        """Return the appraiser for columns whose heading has this sign; it shares all matches."""
        other = self._signed.get(sign or 0)
        if other is None:
            other = self._signed[sign or 0] = Appraiser(self._matcher, sign or 0)
            other._matches, other._signed = self._matches, self._signed
        return other

    def __missing__(self, text: str) -> Appraisal:
        appraisal = self[text] = self._join_segments(text) or self._read(text)
        return appraisal

    def match(self, reason: str) -> Match:
        """Return the match of one reason."""
        match = self._matches.get(reason)
        if match is None:
            match = self._matches[reason] = self._matcher.match(reason)
        return match

    def _join_segments(self, text: str) -> Appraisal | None:
        """Appraise a text whose every segment is plain; None for any other."""
        offset, offsets, judgements = 0, [], []
        for segment in text.split(_SEPARATOR):
            judgement = self._segment(segment)
            if judgement is None:
                return None
            offsets.append(offset)
            judgements.append(judgement)
            offset += len(segment) + 1
        points = sum_points([judgement.item.points for judgement in judgements])  # type: ignore[union-attr]
        return Appraisal(text, points, tuple(judgements), (), _concerned(judgements, offsets), False, self._sign)

    def _segment(self, segment: str) -> Judgement | None:
        try:
            return self._segments[segment]
        except KeyError:
            item = plain_segment(segment)
            judgement = None if item is None else _judge(item, self.match(item.reason), segment)
            self._segments[segment] = judgement
            return judgement

    def _read(self, text: str) -> Appraisal:
        reading = parse(text, sign=self._sign)
        judgements = [_judge(item, self.match(item.reason), text) for item in reading.items]
        concerned = _concerned(judgements, [0] * len(judgements))
        blank = not fold(text).strip()
        return Appraisal(
            text, tally(reading), tuple(judgements), reading.notes, concerned, blank=blank, sign=self._sign
        )


def _judge(item: Item | Clause, match: Match, source: str) -> Judgement:
    identity = match.entries[0].wording if match.verdict in _ONE_ENTRY else item.reason
    clash = _clash(item, match)
    return Judgement(item, match, _wording_span(item, source), identity, clash, _concerns(item, match, clash))


def _wording_span(item: Item | Clause, source: str) -> Span:
    start, end = item.reason_span
    found = source.find(item.reason, start, end)
    return Span(found, found + len(item.reason)) if found >= 0 else item.reason_span


_ONE_ENTRY = (Verdict.STANDARD, Verdict.VARIANT)


def _clash(item: Item | Clause, match: Match) -> tuple[Decimal, ...]:
    if match.verdict not in _ONE_ENTRY or isinstance(item, Clause):
        return ()
    expected = match.entries[0].points
    return () if expected is None or expected == item.points else (item.points, expected)


def _concerns(item: Item | Clause, match: Match, clash: tuple[Decimal, ...]) -> tuple[Concern, ...]:
    if match.verdict in _ONE_ENTRY:
        of_wording = (Concern.VARIANT,) if match.verdict is Verdict.VARIANT else ()
        return (*of_wording, Concern.POINTS_DIFFER) if clash else of_wording
    if not item.reason:
        return ()
    if match.verdict is Verdict.UNKNOWN:
        return (Concern.UNKNOWN,)
    return (Concern.MERGED if match.conflict is Conflict.MERGED else Concern.OPPOSITE,)


def _concerned(judgements: list[Judgement], offsets: list[int]) -> tuple[Concerned, ...]:
    found = [
        Concerned(concern, offset, judgement)
        for judgement, offset in zip(judgements, offsets, strict=True)
        for concern in judgement.concerns
    ]
    identities = [judgement.identity for judgement in judgements]
    if len(set(identities)) < len(identities):
        found += [
            Concerned(Concern.REPEATED, offset, judgement)
            for at, (judgement, offset) in enumerate(zip(judgements, offsets, strict=True))
            if judgement.identity and judgement.identity in identities[:at]
        ]
    return tuple(found)
