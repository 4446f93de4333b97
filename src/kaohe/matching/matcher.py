"""Resolve reasons on the catalogue."""

from __future__ import annotations

from kaohe.catalogue import Catalogue, Entry
from kaohe.letters import clauses, letters, without_list_number
from kaohe.matching.evidence import Frequency, Standard
from kaohe.matching.index import Index
from kaohe.matching.look import Look, look, may_have_slips
from kaohe.matching.model import Candidate, Conflict, Match, Verdict
from kaohe.matching.profile import Profile
from kaohe.matching.verdict import contradicts, find_several, pick
from kaohe.matching.words import Lexicon, lexicon

#: How many wordings are looked at closely, and how many candidates are named.
_CLOSE, _NAMED = 6, 3
#: What shares less than this of a wording (or its lightest telling clause) is not looked at.
_LEAST_SHARE = 0.35
#: A candidate below this score helps nobody.
_LEAST_SCORE = 15.0
#: What is longer than this is no one reason; every wording is looked for in it as it stands, and no more.
_LONGEST = 1_000


class Matcher:
    """Matches reasons on one catalogue; made once, asked often.

    :meth:`match` is pure: the same reason always gives the same match.
    """

    def __init__(self, catalogue: Catalogue, words: Lexicon | None = None) -> None:
        self._lexicon = words or lexicon()
        self._standards = [
            Standard(entry, wording, self._lexicon)
            for entry in catalogue.entries
            for wording in (entry.wording, *entry.aliases)
            if letters(wording)
        ]
        frequency = Frequency(self._standards)
        for standard in self._standards:
            standard.weigh(frequency)
        self._index = Index(self._standards, frequency)
        self._exact: dict[str, Match] = _exact_matches(self._standards)
        self._verbatim = {
            wording: self._exact[letters(wording)]
            for entry in catalogue.entries
            for wording in (entry.wording, *entry.aliases)
            if letters(wording)
        }

    def match(self, reason: str) -> Match:
        """Return the verdict on one reason, given without its points."""
        found = self._verbatim.get(reason) or self._exact.get(letters(reason))
        if found is not None:
            return found
        bare = without_list_number(reason)
        found = self._exact.get(letters(bare)) if bare is not reason else None
        return found or self._judge(Profile(clauses(bare), self._lexicon))

    def _judge(self, reason: Profile) -> Match:
        looks = self._looks(reason)
        if not looks:
            return Match(Verdict.UNKNOWN)
        candidates = _candidates(looks)
        several = find_several(reason, looks, self._looks)
        if several:
            return Match(Verdict.CONFLICT, tuple(one.entry for one in several), candidates, Conflict.MERGED)
        if contradicts(looks[0]):
            return Match(Verdict.CONFLICT, (looks[0].entry,), candidates, Conflict.OPPOSITE)
        best = pick(looks)
        if best is None:
            return Match(Verdict.UNKNOWN, (), candidates)
        return Match(Verdict.VARIANT, (best.entry,), candidates)

    def _looks(self, reason: Profile) -> list[Look]:
        """Return looks at the nearest standard wordings, best first."""
        looks = []
        for number, worth in self._index.nearest(reason, _CLOSE):
            standard = self._standards[number]
            if worth < _LEAST_SHARE * standard.least_weight and not may_have_slips(reason, standard.profile):
                continue
            if reason.letters not in standard.rejected:
                looks.append(look(reason, standard))
        looks.sort(key=_score, reverse=True)
        return looks


def _score(one: Look) -> float:
    return one.score


def _exact_matches(standards: list[Standard]) -> dict[str, Match]:
    """Return the matches of the standard wordings themselves; two entries of one wording are a conflict."""
    owners: dict[str, dict[int, Entry]] = {}
    for standard in standards:
        owners.setdefault(standard.profile.letters, {})[id(standard.entry)] = standard.entry
    return {wording: _exact_match(tuple(entries.values())) for wording, entries in owners.items()}


def _exact_match(entries: tuple[Entry, ...]) -> Match:
    candidates = tuple(Candidate(entry, 100.0) for entry in entries[:_NAMED])
    if len(entries) > 1:
        return Match(Verdict.CONFLICT, entries, candidates, Conflict.DUPLICATE)
    return Match(Verdict.STANDARD, entries, candidates)


def _candidates(looks: list[Look]) -> tuple[Candidate, ...]:
    """Return the best few entries, each once."""
    best: dict[int, Candidate] = {}
    for one in looks:
        if one.score >= _LEAST_SCORE:
            best.setdefault(id(one.entry), Candidate(one.entry, round(one.score, 1)))
    return tuple(best.values())[:_NAMED]
