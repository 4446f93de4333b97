"""What a reason that is no standard wording comes to: looked at beside the wordings that are nearest to it."""

from __future__ import annotations

from operator import itemgetter

from kaohe.core.letters import CLAUSE_MARK, LIST_MARK, letters
from kaohe.matching.canonical import Canonical
from kaohe.matching.catalogue import LONGEST_WORDING, Catalogue, Entry, is_long
from kaohe.matching.contrasts import contrasts, differences
from kaohe.matching.essence import Essence, bare, essence
from kaohe.matching.index import Index
from kaohe.matching.look import Likeness, mended, overlap
from kaohe.matching.model import Candidate, Conflict, Match, Verdict
from kaohe.matching.profile import Profile
from kaohe.matching.sameness import is_opposite, likeness, tells_apart
from kaohe.matching.standard import Frequency, Standard
from kaohe.matching.verdict import contradicts, find_several, find_telling_piece, pick, says_otherwise
from kaohe.matching.vocabulary import Lexicon, office_words

#: How many wordings are looked at closely, and how many candidates are named.
_CLOSE, _NAMED = 6, 3
#: Against how many wordings slips are mended.
_MENDED = 2
#: What shares less than this of a wording (or its lightest telling clause) is not looked at.
_LEAST_SHARE = 0.35
#: A candidate below this score helps nobody.
_LEAST_SCORE = 15.0
#: A reason of one word says too little to mean an entry, unless the word is longer than this.
_SHORT_NOTION = 3
#: From such a share of wordings with unknown characters on, a catalogue is of another field than words.csv.
_FOREIGN = 0.1
#: So few wordings don't show what field a catalogue is of.
_FEW = 5
#: So many verdicts are remembered.
_REMEMBERED = 100_000

_UNKNOWN = Match(Verdict.UNKNOWN)


class Judge:
    """Judges reasons by one catalogue; made once, asked often."""

    def __init__(self, catalogue: Catalogue, words: Lexicon) -> None:
        self._lexicon = words
        wordings = [(entry, wording) for entry in catalogue.entries for wording in (entry.wording, *entry.aliases)]
        self._standards = [
            Standard(entry, wording, words) for entry, wording in wordings if letters(wording) and not is_long(wording)
        ]
        frequency = Frequency(self._standards)
        for standard in self._standards:
            standard.weigh(frequency)
        #: Whether the words of the field (words.csv) don't tell all that the catalogue is about.
        foreign = sum(bool(standard.profile.loose) for standard in self._standards)
        self._is_foreign = len(self._standards) < _FEW or _FOREIGN * len(self._standards) < foreign
        tells = any(standard.contrasts for standard in self._standards)
        known = (standard.profile.letters for standard in self._standards)
        self._canonical = Canonical(known, words, tells=tells, in_office_words=self._is_foreign)
        self._rejected = frozenset().union(*(standard.rejected for standard in self._standards))
        self._verdicts: dict[str, Match] = {}
        self._index = Index(self._standards, frequency)

    def is_same(self, line: str, one: Likeness) -> bool:
        """Tell whether nothing tells a line from the wording that it was looked at beside."""
        if not _same_in_all(line, [one]):
            return False
        return not self._is_foreign or not tells_apart(essence(bare(line), office_words()), one.standard.essence)

    def looks(self, line: str) -> list[Likeness]:
        """Return looks at the wordings nearest to a line, best first."""
        return self._search(Profile(line, self._lexicon)) if len(line) <= LONGEST_WORDING else []

    def match(self, line: str) -> Match:
        """Return the verdict on a line (see :func:`kaohe.core.letters.clauses`), judged once for all that are the same to this catalogue."""
        if len(line) > LONGEST_WORDING:
            return _UNKNOWN
        if line.replace(CLAUSE_MARK, "").replace(LIST_MARK, "") in self._rejected:
            return self._judge(line)
        plain = self._canonical.without_digits(line)
        found = self._verdicts.get(plain)
        if found is None:
            key = self._canonical.line(plain)
            found = self._verdicts.get(key)
            if found is None:
                if len(self._verdicts) > _REMEMBERED:
                    self._verdicts.clear()
                found = self._verdicts[key] = self._judge(key)
            self._verdicts[plain] = found
        return found

    def _judge(self, line: str) -> Match:
        profile = Profile(line, self._lexicon)
        looks = self._search(profile)
        candidates = _candidates(looks)
        looks = _same_in_all(line, looks)
        if not looks or _says_one_notion(looks[0]):
            return Match(Verdict.UNKNOWN, (), candidates)
        typed = essence(bare(line), office_words()) if self._is_foreign else None
        found = _judge_in_office_words(typed, looks, candidates) if typed else None
        return found or self._judge_in_words_of_the_field(profile, looks, candidates, typed)

    def _judge_in_words_of_the_field(
        self, profile: Profile, looks: list[Likeness], candidates: tuple[Candidate, ...], typed: Essence | None
    ) -> Match:
        several = find_several(profile, looks, self._search)
        if several:
            return Match(Verdict.CONFLICT, tuple(one.entry for one in several), candidates, Conflict.MERGED)
        if contradicts(looks[0]):
            return Match(Verdict.CONFLICT, (looks[0].entry,), candidates, Conflict.OPPOSITE)
        if typed is not None:
            looks = [one for one in looks if not says_otherwise(one) and not tells_apart(typed, one.standard.essence)]
        best = pick(looks) or (find_telling_piece(profile, looks, self._search) if looks else None)
        return Match(Verdict.VARIANT, (best.entry,), candidates) if best else Match(Verdict.UNKNOWN, (), candidates)

    def _search(self, reason: Profile) -> list[Likeness]:
        """Return looks at the nearest wordings, best first; slips are mended against the most alike ones only."""
        looks: list[Likeness] = []
        alike: list[tuple[int, int]] = []
        for number, worth in self._index.nearest(reason, _CLOSE):
            standard = self._standards[number]
            shared = overlap(reason, standard.profile)
            if (shared or worth >= _LEAST_SHARE * standard.least_weight) and reason.letters not in standard.rejected:
                alike.append((-shared, len(looks)))
                looks.append(Likeness(reason, standard))
        for shared, number in sorted(alike)[:_MENDED]:
            if shared:
                looks[number] = mended(looks[number])
        looks.sort(key=_score, reverse=True)
        return looks


def _judge_in_office_words(typed: Essence, looks: list[Likeness], candidates: tuple[Candidate, ...]) -> Match | None:
    """Judge by the words of any office, where those of the field don't tell; None where these don't either."""
    words = office_words()
    alike: dict[int, tuple[float, Entry]] = {}
    for one in looks:
        ours = essence(bare(one.reason.line), words) if one.slips else typed
        degree = likeness(ours, one.standard.essence, None, words)
        if degree and degree > alike.get(id(one.entry), (0.0,))[0]:
            alike[id(one.entry)] = (degree, one.entry)
    best = sorted(alike.values(), key=itemgetter(0), reverse=True)
    if len(best) == 1 or (best and best[0][0] > best[1][0]):
        return Match(Verdict.VARIANT, (best[0][1],), candidates)
    if best:
        return Match(Verdict.UNKNOWN, (), candidates)
    opposite = next((one for one in looks if is_opposite(typed, one.standard.essence, words)), None)
    return Match(Verdict.CONFLICT, (opposite.entry,), candidates, Conflict.OPPOSITE) if opposite else None


def _same_in_all(line: str, looks: list[Likeness]) -> list[Likeness]:
    """Return the looks at wordings that no number, level, place … tells from the reason."""
    if not any(one.standard.contrasts for one in looks):
        return looks
    ours = contrasts(line, looks[0].reason.places)
    return [one for one in looks if not differences(ours, one.standard.contrasts)]


def _says_one_notion(one: Likeness) -> bool:
    """Tell whether a reason says no more than one short word that is not the entry's own: 早退, 卫生, 未打卡.

    未在岗 is the entry's own word, and says what is wrong: that may mean the entry.
    """
    reason, standard = one.reason, one.standard.profile
    said = reason.notions
    if len(said) != 1 or len(said[0]) > _SHORT_NOTION or len(reason.loose) > 1 or len(standard.notions) < 2:
        return False
    return said[0] not in standard.notions or not any(clause.sign < 0 for clause in reason.reading.clauses)


def _score(one: Likeness) -> float:
    return one.score


def _candidates(looks: list[Likeness]) -> tuple[Candidate, ...]:
    """Return the best few entries, each once."""
    best: dict[int, Candidate] = {}
    for one in looks:
        if one.score >= _LEAST_SCORE:
            best.setdefault(id(one.entry), Candidate(one.entry, round(one.score, 1)))
    return tuple(best.values())[:_NAMED]
