"""Reasons grouped by what they come to.

Two steps: names in front (东湾村露天焚烧秸秆) are taken off where the rest is a reason of its own in the same heap;
then groups are joined, nearest first, as long as every two members may be the same thing.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from heapq import nsmallest
from itertools import combinations, pairwise

from kaohe.core.records import dataclass, field
from kaohe.matching.drafting.typing_slips import Mender
from kaohe.matching.essence import CONTRASTS, Essence, bare, essence, points_a_way, weight
from kaohe.matching.sameness import front, likeness, marks_differ, same_sign, weigh
from kaohe.matching.vocabulary import Lexicon, office_words

#: The rest of a reason must say so much by itself before a name in front of it is taken off.
_LEAST_REST = 3.5
#: What weighs more than this is no name.
_NAME_WEIGHT = 1.0
#: Who ends like this does something in an office: another one who does it is another reason.
_ROLES = frozenset("员长师工手官")
#: A key that says nothing of a reason.
_NO_SEED = None


@dataclass(slots=True, eq=False)
class Core:
    """Texts that come to the same; ``uses`` counts their cells, ``points`` those of one time."""

    essence: Essence
    texts: list[str]
    points: Counter[Decimal] = field(default_factory=Counter)
    uses: int = 0
    seed: Hashable = _NO_SEED

    @property
    def usual_points(self) -> Decimal | None:
        """The points of most cells."""
        return max(self.points, key=lambda points: (self.points[points], -abs(points))) if self.points else None

    def take(self, other: Core) -> None:
        """Take in another core."""
        self.texts += other.texts
        self.points += other.points
        self.uses += other.uses
        self.seed = self.seed if other.seed is _NO_SEED else other.seed


@dataclass(frozen=True, slots=True)
class Grouped:
    """Groups of cores that are one reason, and what each text comes to.  ``mended`` are texts with slips of the hand."""

    groups: tuple[tuple[Core, ...], ...]
    essences: Mapping[str, Essence]
    mended: frozenset[str]


def _nobody_waits(done: int, total: int) -> None:
    """Nobody is waiting."""


def group(
    uses: Mapping[str, Sequence[Decimal | None]],
    seeds: Mapping[str, Hashable] | None = None,
    pulse: Callable[[int, int], None] = _nobody_waits,
) -> Grouped:
    """Group texts by what they come to.

    ``uses`` gives each text the points of every cell that says it.  ``seeds`` are texts that somebody knows
    to be one reason, by its key; ``pulse`` is told how many texts of all are read.
    """
    words = office_words()
    essences, mended = _read({text: len(points) for text, points in uses.items()}, words, pulse)
    cores = _cores(uses, essences, seeds or {})
    _take_names_off(cores, words)
    cores = _joined(
        {core: (core.essence.symbols, core.essence.marks, core.seed, _sign(core.points.elements())) for core in cores}
    )
    return Grouped(_groups(cores, words), essences, mended)


def _read(
    texts: Mapping[str, int], words: Lexicon, pulse: Callable[[int, int], None]
) -> tuple[dict[str, Essence], frozenset[str]]:
    bared = {text: bare(text) for text in texts}
    written: Counter[str] = Counter()
    for text, one in bared.items():
        written[one.line] += texts[text]
    mender = Mender(written, words)
    lines: dict[str, str] = {}
    known: dict[Hashable, Essence] = {}
    essences, mended = {}, set()
    for number, (text, one) in enumerate(bared.items()):
        pulse(number, len(texts))
        if one.line not in lines:
            lines[one.line] = mender.mend(one.line)
        line = lines[one.line]
        if line != one.line:
            mended.add(text)
        key = (line, one.times, one.marks)
        if key not in known:
            known[key] = essence(type(one)(line, one.times, one.marks), words)
        essences[text] = known[key]
    return essences, frozenset(mended)


def _cores(
    uses: Mapping[str, Sequence[Decimal | None]], essences: Mapping[str, Essence], seeds: Mapping[str, Hashable]
) -> list[Core]:
    cores: dict[Hashable, Core] = {}
    for text, points in uses.items():
        one, seed = essences[text], seeds.get(text, _NO_SEED)
        core = cores.setdefault((one.symbols, one.marks, seed, _sign(points)), Core(one, [], seed=seed))
        core.texts.append(text)
        core.uses += len(points)
        core.points.update(each / one.times for each in points if each is not None)
    return list(cores.values())


def _sign(points: Iterable[Decimal | None]) -> bool | None:
    """Tell whether most cells add; None where none says."""
    signs = Counter(each > 0 for each in points if each)
    return max(signs, key=lambda sign: (signs[sign], not sign)) if signs else None


def _joined(keys: Mapping[Core, Hashable]) -> list[Core]:
    """Return the cores with those of one key made one."""
    found: dict[Hashable, Core] = {}
    for core, key in keys.items():
        other = found.setdefault(key, core)
        if other is not core:
            other.take(core)
    return list(found.values())


# -- names in front


class _Smaller:
    """Finds the cores whose symbols are some of another's: each stands under its two rarest symbols."""

    def __init__(self, cores: Sequence[Core]) -> None:
        counts = Counter(symbol for core in cores for symbol in core.essence.symbols)
        self._under: defaultdict[tuple[str, ...], list[Core]] = defaultdict(list)
        for core in cores:
            rarest = nsmallest(2, core.essence.symbols, key=lambda symbol: (counts[symbol], symbol))
            self._under[tuple(sorted(rarest))].append(core)

    def than(self, core: Core) -> Iterator[Core]:
        """Yield the cores that say less than ``core``, or as much, and nothing else."""
        symbols = core.essence.symbols
        ordered = sorted(symbols)
        for key in (*((symbol,) for symbol in ordered), *combinations(ordered, 2)):
            for other in self._under.get(key, ()):
                if other is not core and other.essence.symbols <= symbols:
                    yield other


def _take_names_off(cores: Sequence[Core], words: Lexicon) -> None:
    """Let a core with a name in front be what it is without, where others write it so."""
    smaller = _Smaller(cores)
    rarity: Counter[tuple[str, str]] = Counter()
    for core in cores:
        rarity.update(dict.fromkeys(_neighbours(core.essence.order), len(core.texts)))
    contrasts = _contrast_frames(cores, words)
    targets = {}
    for core in cores:
        fitting = [
            other
            for other in smaller.than(core)
            if _is_named(core, other, rarity, contrasts, words) and same_sign(core.usual_points, other.usual_points)
        ]
        if fitting and core.seed is _NO_SEED:
            targets[core] = max(fitting, key=lambda other: (len(other.essence.symbols), other.uses, other.texts[0]))
    for core in targets:
        target = core
        while target in targets:
            target = targets[target]
        core.essence = target.essence
        core.seed = target.seed


def _neighbours(order: Sequence[str]) -> Iterator[tuple[str, str]]:
    return pairwise(order)


#: A group of contrasting words, and what is said besides.
_Frame = tuple[str, frozenset[str]]


def _contrast_frames(cores: Sequence[Core], words: Lexicon) -> Mapping[_Frame, set[str]]:
    """Return which words of a contrasting group stand in front of the same."""
    frames: defaultdict[_Frame, set[str]] = defaultdict(set)
    for core in cores:
        for symbol in core.essence.symbols:
            concept = words.concepts.get(symbol)
            if concept is not None and concept.group in CONTRASTS:
                frames[concept.group, core.essence.symbols - {symbol}].add(symbol)
    return frames


def _is_named(
    core: Core, other: Core, rarity: Mapping[tuple[str, str], int], frames: Mapping[_Frame, set[str]], words: Lexicon
) -> bool:
    """Tell whether a core is another one with a name, or the time of the day, in front."""
    order, more = core.essence.order, core.essence.symbols - other.essence.symbols
    name = front(order, more)
    if (
        not name
        or set(name) != more
        or any(map(points_a_way, more))
        or marks_differ(core.essence.marks, other.essence.marks)
    ):
        return False
    if len(core.texts) > 1 or weigh(other.essence.symbols, words) < _LEAST_REST or name[-1][-1:] in _ROLES:
        return False
    for symbol in name:
        concept = words.concepts.get(symbol)
        if concept is not None and concept.group in CONTRASTS:
            if len(frames.get((concept.group, core.essence.symbols - {symbol}), ())) > 1:
                return False  # 男生宿舍 and 女生宿舍 are told apart here
        elif weight(symbol, words) > _NAME_WEIGHT:
            return False
    return all(rarity[pair] <= 1 for pair in _neighbours(name))


# -- groups


def _groups(cores: Sequence[Core], words: Lexicon) -> tuple[tuple[Core, ...], ...]:
    """Join cores to groups, nearest first; every two members of a group may be the same thing."""
    links = _links(cores, words)
    members: dict[Core, list[Core]] = {core: [core] for core in cores}
    _join_seeds(cores, members)
    longer_ones: defaultdict[Core, list[Core]] = defaultdict(list)
    for longer, shorter in links:
        longer_ones[shorter].append(longer)
    for one, other in sorted(links, key=lambda pair: (-links[pair], -pair[0].uses - pair[1].uses, pair[0].texts[0])):
        ours, theirs = members[one], members[other]
        if ours is theirs or not _may_join(ours, theirs, links) or _is_torn(one, other, links, longer_ones):
            continue
        ours += theirs
        for core in theirs:
            members[core] = ours
    return tuple({id(group): tuple(group) for group in members.values()}.values())


_Links = Mapping[tuple[Core, Core], float]


def _links(cores: Sequence[Core], words: Lexicon) -> dict[tuple[Core, Core], float]:
    """Return how alike each two cores are that may be the same thing: the longer one first."""
    smaller = _Smaller(cores)
    links = {}
    for core in cores:
        for other in smaller.than(core):
            here, there = core.usual_points, other.usual_points
            if (other, core) in links or not same_sign(here, there):
                continue
            same = None if here is None or there is None else here == there
            alike = likeness(core.essence, other.essence, same, words)
            if alike:
                links[core, other] = alike
    return links


def _join_seeds(cores: Sequence[Core], members: dict[Core, list[Core]]) -> None:
    first: dict[Hashable, list[Core]] = {}
    for core in cores:
        if core.seed is not _NO_SEED:
            ours = first.setdefault(core.seed, members[core])
            if ours is not members[core]:
                ours += members[core]
                members[core] = ours


def _may_join(ours: Sequence[Core], theirs: Sequence[Core], links: _Links) -> bool:
    seeds = {core.seed for core in (*ours, *theirs)} - {_NO_SEED}
    if len(seeds) > 1:
        return False
    free = [core for core in ours if core.seed is _NO_SEED] or ours
    others = [core for core in theirs if core.seed is _NO_SEED] or theirs
    return all(_are_linked(one, other, links) for one in free for other in others)


def _is_torn(longer: Core, shorter: Core, links: _Links, longer_ones: Mapping[Core, Sequence[Core]]) -> bool:
    """Tell whether a shorter wording might as well be another reason that is said more often than itself."""
    return shorter.uses < longer.uses and any(
        other.uses > shorter.uses and other is not longer and not _are_linked(other, longer, links)
        for other in longer_ones[shorter]
    )


def _are_linked(one: Core, other: Core, links: _Links) -> bool:
    return (one, other) in links or (other, one) in links
