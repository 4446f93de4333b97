"""Resolve reasons on the catalogue."""

from __future__ import annotations

from kaohe.core.letters import clauses, letters, without_list_number
from kaohe.matching.catalogue import Catalogue, Entry
from kaohe.matching.index import Index
from kaohe.matching.look import Look, mended, overlap
from kaohe.matching.model import Candidate, Conflict, Match, Verdict
from kaohe.matching.profile import Profile
from kaohe.matching.standard import Frequency, Standard
from kaohe.matching.verdict import contradicts, find_several, find_telling_piece, pick
from kaohe.matching.vocabulary import Lexicon, lexicon

#: How many wordings are looked at closely, and how many candidates are named.
_CLOSE, _NAMED = 6, 3
#: Against how many wordings slips are mended.
_MENDED = 2
#: What shares less than this of a wording (or its lightest telling clause) is not looked at.
_LEAST_SHARE = 0.35
#: A candidate below this score helps nobody.
_LEAST_SCORE = 15.0
#: What has more letters than this is no one reason and is not looked at.
_LONGEST = 1_000

_UNKNOWN = Match(Verdict.UNKNOWN)


class Matcher:
    """Matches reasons on one catalogue; made once, asked often.

    :meth:`match` is pure: the same reason always gives the same match.
    """

    def __init__(self, catalogue: Catalogue, words: Lexicon | None = None) -> None:
        self.catalogue = catalogue
        self._lexicon = words or lexicon()
        wordings = [(entry, wording) for entry in catalogue.entries for wording in (entry.wording, *entry.aliases)]
        self._standards = [Standard(entry, wording, self._lexicon) for entry, wording in wordings if letters(wording)]
        frequency = Frequency(self._standards)
        for standard in self._standards:
            standard.weigh(frequency)
        self._index = Index(self._standards, frequency)
        self._exact = _exact_matches(self._standards)
        self._verbatim = {wording: self._exact[letters(wording)] for _, wording in wordings if letters(wording)}

    def match(self, reason: str) -> Match:
        """Return the verdict on one reason, given without its points."""
        found = self._verbatim.get(reason) or self._exact.get(letters(reason))
        if found is not None:
            return found
        bare = without_list_number(reason)
        found = self._exact.get(letters(bare)) if bare is not reason else None
        return found or self._judge(bare)

    def looks(self, reason: str) -> list[Look]:
        """Return looks at the wordings nearest to a reason, best first."""
        line = clauses(without_list_number(reason))
        return self._search(Profile(line, self._lexicon)) if len(line) <= _LONGEST else []

    def _judge(self, reason: str) -> Match:
        line = clauses(reason)
        if len(line) > _LONGEST:
            return _UNKNOWN
        profile = Profile(line, self._lexicon)
        looks = self._search(profile)
        if not looks:
            return _UNKNOWN
        candidates = _candidates(looks)
        several = find_several(profile, looks, self._search)
        if several:
            return Match(Verdict.CONFLICT, tuple(one.entry for one in several), candidates, Conflict.MERGED)
        if contradicts(looks[0]):
            return Match(Verdict.CONFLICT, (looks[0].entry,), candidates, Conflict.OPPOSITE)
        best = pick(looks) or find_telling_piece(profile, looks, self._search)
        if best is None:
            return Match(Verdict.UNKNOWN, (), candidates)
        return Match(Verdict.VARIANT, (best.entry,), candidates)

    def _search(self, reason: Profile) -> list[Look]:
        """Return looks at the nearest wordings, best first; slips are mended against the most alike ones only."""
        looks: list[Look] = []
        alike: list[tuple[int, int]] = []
        for number, worth in self._index.nearest(reason, _CLOSE):
            standard = self._standards[number]
            shared = overlap(reason, standard.profile)
            if (shared or worth >= _LEAST_SHARE * standard.least_weight) and reason.letters not in standard.rejected:
                alike.append((-shared, len(looks)))
                looks.append(Look(reason, standard))
        for shared, number in sorted(alike)[:_MENDED]:
            if shared:
                looks[number] = mended(looks[number])
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
