"""One reason text, read, matched and added up; each distinct text only once.

Tables repeat themselves: of 100,000 cells a few thousand differ, and those share their
segments between ``；``.  So a known text costs a look-up, a new text the look-ups of its
segments, and only a new segment is read and matched.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from enum import StrEnum
from itertools import accumulate, repeat
from operator import attrgetter

from kaohe.assessment.adoption import keeps_points, standard_wording
from kaohe.assessment.scoring import Tally, sum_points, tally
from kaohe.core.findings import Edit, Span
from kaohe.core.records import dataclass
from kaohe.core.text import fold
from kaohe.matching import Matcher
from kaohe.matching.model import Conflict, Match, Verdict
from kaohe.matching.occasion import counts_in
from kaohe.reason import join_plain, notes_of, parse, plain_segment, segments_of
from kaohe.reason.model import HARMLESS, Clause, Doubt, Filler, Item, Note, Reading


class Concern(StrEnum):
    """What matching leaves to be said about an item."""

    POINTS_DIFFER = "points_differ"  # the catalogue gives the entry other points
    VARIANT = "variant"  # means an entry, in other words
    UNKNOWN = "unknown"  # no entry says this
    OPPOSITE = "opposite"  # says the contrary of an entry
    MERGED = "merged"  # holds several entries at once
    AMBIGUOUS = "ambiguous"  # the catalogue has this wording more than once
    REPEATED = "repeated"  # the same entry, or the same words, a second time in one text


@dataclass(frozen=True, slots=True, eq=False)
class Judgement:
    """An item with its match; spans count from the start of the segment it was read in.

    ``wording_span`` is where ``item.reason`` stands, without the list marks and blanks around
    it.  Two judgements of the same ``identity`` say the same thing.  ``clash`` is the points
    written and those in the catalogue, empty where they don't contradict each other.  ``standard`` is what a
    variant may be changed to, empty where that would change the points.
    """

    item: Item | Clause
    match: Match
    wording_span: Span
    identity: str
    clash: tuple[Decimal, ...]
    concerns: tuple[Concern, ...]
    standard: str = ""


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
    text.  ``noisy`` says that there is anything to remark on.  ``whole`` is the text's reading; None where the text is
    made of plain segments, each of which has one judgement.  ``sign`` is that of the column's heading (扣分原因 is -1), 0
    where it has none.
    """

    text: str
    tally: Tally | None
    judgements: tuple[Judgement, ...]
    notes: tuple[Note, ...] = ()
    noisy: bool = True
    whole: Reading | None = None
    sign: int = 0

    @property
    def blank(self) -> bool:
        """Whether the text shows nothing at all."""
        return not self.judgements and not fold(self.text).strip()

    @property
    def reading(self) -> Reading:
        """The text, read; put together of its segments where these were read."""
        if self.whole is not None:
            return self.whole
        return join_plain(self.text, (each.item for each in self.judgements if isinstance(each.item, Item)))

    @property
    def matches(self) -> tuple[Match, ...]:
        """The matches of the items and clauses, in order."""
        return tuple(judgement.match for judgement in self.judgements)

    @property
    def pointless(self) -> bool:
        """Whether the text gives reasons but not one number of points."""
        blocking = {note.doubt for note in self.notes} - HARMLESS
        return blocking == {Doubt.NO_POINTS} and not any(isinstance(each.item, Item) for each in self.judgements)

    @property
    def concerned(self) -> Iterator[Concerned]:
        """What matching left to be said, item by item."""
        segments = segments_of(self.text) if self.whole is None else ()
        offsets = accumulate((len(segment) + 1 for segment in segments), initial=0) if segments else repeat(0)
        seen: set[str] = set()
        for judgement, offset in zip(self.judgements, offsets, strict=False):
            yield from (Concerned(concern, offset, judgement) for concern in judgement.concerns)
            if judgement.identity in seen:
                yield Concerned(Concern.REPEATED, offset, judgement)
            if judgement.identity:
                seen.add(judgement.identity)


def no_pulse() -> None:
    """Nobody is waiting."""


#: What reading an item, and matching a wording that was not asked for before, cost beside reading a character.
_ITEM, _WORDING = 10, 50
#: What may be spent on a file however small it is, and on each byte of a larger one.  Texts that people write take
#: less than a quarter of that; a package of a few kilobytes can hold millions of characters, which would take minutes.
_LEAST, _A_BYTE = 1_500_000, 10


@dataclass(slots=True)
class Allowance:
    """How much may still be spent on texts that were not read before."""

    left: float = float("inf")

    @classmethod
    def of(cls, size: int) -> Allowance:
        """Return the allowance for a file of so many bytes, 0 for no file: who gives texts themselves may give any."""
        return cls(max(_LEAST, size * _A_BYTE)) if size else cls()


class _Matches(dict[str, Match]):
    """Matches by reason."""

    def __init__(self, matcher: Matcher, allowance: Allowance) -> None:
        super().__init__()
        self._matcher = matcher
        self._allowance = allowance

    def __missing__(self, reason: str) -> Match:
        self._allowance.left -= _WORDING + len(reason)
        match = self[reason] = self._matcher.match(reason)
        return match

    def is_settled(self, reason: str) -> bool:
        """Tell whether a person has said already that a reason is none of the catalogue's."""
        return self[reason].verdict is Verdict.UNKNOWN and self._matcher.is_verified(reason)


class _Segments(dict[str, Judgement | None]):
    """Judgements by segment; None for a segment that can't be read by itself."""

    def __init__(self, matches: _Matches, sign: int) -> None:
        super().__init__()
        self._matches = matches
        self._sign = sign

    def __missing__(self, segment: str) -> Judgement | None:
        item = plain_segment(segment)
        judgement = self[segment] = None if item is None else _judge(item, self._matches, segment, self._sign)
        return judgement


class _Tallies(dict[tuple[Decimal, Decimal], Tally]):
    """One tally for each pair of sums: thousands of units share a few dozen."""

    def __missing__(self, sums: tuple[Decimal, Decimal]) -> Tally:
        tally = self[sums] = Tally(*sums)
        return tally


class Appraiser(dict[str, Appraisal]):
    """Appraisals by text: a text that was not asked for before is read and matched now.

    ``sign`` is what the heading of the texts' column says: -1 under 扣分原因, 1 under 加分原因.
    ``pulse`` is called before each such text.  Where the allowance is spent, such a text is not read, and says so.
    """

    def __init__(
        self,
        matcher: Matcher,
        pulse: Callable[[], None] = no_pulse,
        sign: int = 0,
        allowance: Allowance | None = None,
    ) -> None:
        super().__init__()
        self._sign = sign
        self._matcher = matcher
        self._pulse = pulse
        self._allowance = allowance or Allowance()
        self._matches = _Matches(matcher, self._allowance)
        self._segments = _Segments(self._matches, sign)
        self._tallies = _Tallies()
        self._signed: dict[int, Appraiser] = {sign: self}

    def under(self, sign: int | None) -> Appraiser:
        """Return the appraiser for columns whose heading has this sign."""
        wanted = sign or 0
        if wanted not in self._signed:
            self._signed[wanted] = Appraiser(self._matcher, self._pulse, wanted, self._allowance)
        return self._signed[wanted]

    def __missing__(self, text: str) -> Appraisal:
        self._pulse()
        if self._allowance.left > 0:
            appraisal = self[text] = self._join_segments(text) or self._read(text)
        else:
            appraisal = self[text] = _unread(text, self._sign)
        return appraisal

    def _join_segments(self, text: str) -> Appraisal | None:
        """Appraise a text whose every segment is plain; None for any other."""
        segments = segments_of(text)
        judgements = [*filter(None, map(self._segments.__getitem__, segments))]
        if len(judgements) < len(segments):
            return None
        points = sum_points([judgement.item.points for judgement in judgements])  # type: ignore[union-attr]
        shared, notes = self._tallies[points.added, points.deducted], notes_of(text)
        return Appraisal(text, shared, tuple(judgements), notes, bool(notes) or _is_noisy(judgements), None, self._sign)

    def _read(self, text: str) -> Appraisal:
        reading = parse(text, sign=self._sign)
        self._allowance.left -= len(text) + _ITEM * len(reading.parts)
        judgements = [_judge(item, self._matches, text, self._sign) for item in reading.items]
        noisy = reading.total is None or bool(reading.notes) or _is_noisy(judgements)
        return Appraisal(text, tally(reading), tuple(judgements), reading.notes, noisy, reading, self._sign)


def _unread(text: str, sign: int) -> Appraisal:
    whole = Span(0, len(text))
    notes = (Note(Doubt.UNREAD, whole),)
    return Appraisal(text, None, (), notes, True, Reading(text, (Filler(whole),), notes, None), sign)


def _is_noisy(judgements: Sequence[Judgement]) -> bool:
    if any(map(_CONCERNS, judgements)):
        return True
    return len(judgements) > 1 and len(set(map(_IDENTITY, judgements))) < len(judgements)


_CONCERNS, _IDENTITY = attrgetter("concerns"), attrgetter("identity")


def _judge(item: Item | Clause, matches: _Matches, source: str, sign: int) -> Judgement:
    match = matches[item.reason]
    identity = match.entries[0].wording if match.verdict in _ONE_ENTRY else item.reason
    clash, span = _clash(item, match, source), _wording_span(item, source)
    standard = standard_wording(item.reason, match.entries[0]) if match.verdict is Verdict.VARIANT else ""
    if standard and not keeps_points(source, Edit(span, standard), sign):
        standard = ""
    concerns = () if matches.is_settled(item.reason) else _concerns(item, match, clash)
    return Judgement(item, match, span, identity, clash, concerns, standard)


def _wording_span(item: Item | Clause, source: str) -> Span:
    start, end = item.reason_span
    if end - start == len(item.reason):
        return item.reason_span
    found = source.find(item.reason, start, end)
    return Span(found, found + len(item.reason)) if found >= 0 else item.reason_span


_CONFLICTS = {
    Conflict.OPPOSITE: Concern.OPPOSITE,
    Conflict.MERGED: Concern.MERGED,
    Conflict.DUPLICATE: Concern.AMBIGUOUS,
}
_ONE_ENTRY = (Verdict.STANDARD, Verdict.VARIANT)


def _clash(item: Item | Clause, match: Match, source: str) -> tuple[Decimal, ...]:
    if match.verdict not in _ONE_ENTRY or isinstance(item, Clause):
        return ()
    expected = match.entries[0].points
    if expected is None or expected == item.points or _is_of_several(item, expected, source):
        return ()
    return (item.points, expected)


def _is_of_several(item: Item, expected: Decimal, source: str) -> bool:
    """Tell whether the points are those of an entry as often as the item says: 2人，每人扣0.2分 for an entry of 0.2."""
    if not expected or item.points % expected:
        return False
    times = int(item.points / expected)
    return times > 1 and times in counts_in(source[item.span.start : item.span.end])


def _concerns(item: Item | Clause, match: Match, clash: tuple[Decimal, ...]) -> tuple[Concern, ...]:
    if match.verdict in _ONE_ENTRY:
        of_wording = (Concern.VARIANT,) if match.verdict is Verdict.VARIANT else ()
        return (*of_wording, Concern.POINTS_DIFFER) if clash else of_wording
    if not item.reason:
        return ()
    if match.verdict is Verdict.UNKNOWN:
        return (Concern.UNKNOWN,)
    return (_CONFLICTS[match.conflict or Conflict.OPPOSITE],)
