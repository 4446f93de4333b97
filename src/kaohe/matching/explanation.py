"""Why a reason got its verdict, as plain data; the words for it are elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum

from kaohe.core.letters import MARKS, letters, without_list_number
from kaohe.core.records import dataclass
from kaohe.matching.catalogue import Catalogue, Entry
from kaohe.matching.look import Likeness
from kaohe.matching.matcher import Matcher
from kaohe.matching.model import Conflict, Match, Verdict
from kaohe.matching.profile import Profile
from kaohe.matching.verdict import fits_both
from kaohe.matching.vocabulary import CONTENT, WordKind

#: A concept counts as said from this nearness on.
_SAID = 0.5
_TURNING = (WordKind.NOT, WordKind.DENIAL, WordKind.REFUTAL, WordKind.MENDED, WordKind.PRAISE, WordKind.AFFIRMATION)


class Signal(StrEnum):
    """What spoke for or against an entry; in brackets what ``here`` and ``there`` of the evidence hold."""

    SAME_LETTERS = "same_letters"  # the standard wording, typography aside
    CONFIRMED = "confirmed"  # a confirmed alias (there: the alias)
    TWICE = "twice"  # the catalogue has this wording twice
    SLIP = "slip"  # mistyped (here: as typed, there: as meant; one of them may be empty)
    SAME_MEANING = "same_meaning"  # other words for the same (here, there)
    UNSAID = "unsaid"  # only the standard says it (there)
    BESIDE = "beside"  # only the reason says it (here)
    OPPOSITE = "opposite"  # the words that decide which way it points (here, there)
    ALSO = "also"  # the reason holds this entry as well
    TOO_FAR = "too_far"  # too little is said, or too much besides
    AS_NEAR = "as_near"  # another entry fits as well
    REJECTED = "rejected"  # a person said that this wording is not this entry


@dataclass(frozen=True, slots=True)
class Evidence:
    """One signal about one entry, with the words that it rests on."""

    signal: Signal
    entry: Entry
    here: tuple[str, ...] = ()
    there: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Explanation:
    """A match with its reasons.

    ``said`` is the share of the best entry that the reason says, ``beside`` the share of the
    reason that this entry does not say (0 to 1); both None where no entry came near.
    """

    match: Match
    evidence: tuple[Evidence, ...] = ()
    said: float | None = None
    beside: float | None = None


def explain(matcher: Matcher, reason: str) -> Explanation:
    """Return the match of a reason with what it rests on."""
    match = matcher.match(reason)
    if match.verdict is Verdict.STANDARD or match.conflict is Conflict.DUPLICATE:
        return Explanation(match, tuple(_exact(match, entry, reason) for entry in match.entries), 1.0, 0.0)
    evidence = list(_rejections(matcher.catalogue, reason))
    looks = matcher.looks(reason)
    if not looks:
        return Explanation(match, tuple(evidence))
    evidence += _also(match) if match.conflict is Conflict.MERGED else _words(looks[0])
    best = looks[0]
    if match.conflict is Conflict.OPPOSITE:
        evidence.append(Evidence(Signal.OPPOSITE, best.entry, _turning(best.reason), _turning(best.standard.profile)))
    if match.verdict is Verdict.UNKNOWN:
        evidence += _shortfall(looks)
    return Explanation(match, tuple(evidence), best.said, best.beside)


def _exact(match: Match, entry: Entry, reason: str) -> Evidence:
    if match.conflict is Conflict.DUPLICATE:
        return Evidence(Signal.TWICE, entry)
    bare = letters(without_list_number(reason))
    alias = next((alias for alias in entry.aliases if letters(alias) in (bare, letters(reason))), None)
    return Evidence(Signal.CONFIRMED, entry, there=(alias,)) if alias else Evidence(Signal.SAME_LETTERS, entry)


def _rejections(catalogue: Catalogue, reason: str) -> Iterator[Evidence]:
    bare = letters(without_list_number(reason))
    for entry in catalogue.entries:
        if any(letters(rejected) == bare for rejected in entry.rejected):
            yield Evidence(Signal.REJECTED, entry)


def _also(match: Match) -> Iterator[Evidence]:
    return (Evidence(Signal.ALSO, entry) for entry in match.entries)


def _shortfall(looks: Sequence[Likeness]) -> Iterator[Evidence]:
    best = looks[0]
    rivals = [one for one in looks[1:] if one.entry is not best.entry and fits_both(best, one)]
    if not rivals:
        yield Evidence(Signal.TOO_FAR, best.entry)
    for one in (best, *rivals) if rivals else ():
        yield Evidence(Signal.AS_NEAR, one.entry)


def _words(one: Likeness) -> Iterator[Evidence]:
    entry, here, there = one.entry, one.reason, one.standard.profile
    for slip in one.slips:
        yield Evidence(Signal.SLIP, entry, (slip.typed,), (slip.meant,))
    for ours, theirs in _pairs(here, there):
        yield Evidence(Signal.SAME_MEANING, entry, ours, theirs)
    beside = tuple(
        text for text, concepts in _pieces(here) if not _is_said(text, concepts, there, one.standard.affinity)
    )
    if beside:
        yield Evidence(Signal.BESIDE, entry, here=beside)
    unsaid = tuple(text for text, concepts in _pieces(there) if not _is_said(text, concepts, here, here.affinity))
    if unsaid:
        yield Evidence(Signal.UNSAID, entry, there=unsaid)


def _pairs(here: Profile, there: Profile) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Yield other words for the same concept: here, there."""
    ours, theirs = _by_concept(here), _by_concept(there)
    for concept, texts in ours.items():
        others = theirs.get(concept)
        if others and set(texts).isdisjoint(others):
            yield texts, others


def _by_concept(profile: Profile) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for text, concepts in _pieces(profile):
        for concept in concepts:
            found[concept] = (*found.get(concept, ()), text)
    return found


def _pieces(profile: Profile) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield the words with content, each with its concepts, and the runs of characters that are no word, with none."""
    run = ""
    for start, end, senses in profile.tokens:
        text = profile.line[start:end]
        if senses is None and text not in MARKS:
            run += text
            continue
        if run:
            yield run, frozenset()
            run = ""
        concepts = frozenset(sense.concept for sense in senses or () if sense.kind in CONTENT)
        if concepts:
            yield text, concepts
    if run:
        yield run, frozenset()


def _is_said(text: str, concepts: frozenset[str], other: Profile, affinity: Mapping[str, float]) -> bool:
    if concepts:
        return any(affinity.get(concept, 0.0) >= _SAID for concept in concepts)
    return text in other.letters


def _turning(profile: Profile) -> tuple[str, ...]:
    """Return the words that decide which way a wording points."""
    return tuple(
        profile.line[start:end]
        for start, end, senses in profile.tokens
        if senses and any(sense.sign or sense.kind in _TURNING for sense in senses)
    )
