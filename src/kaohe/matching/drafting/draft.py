"""A draft of a catalogue: for each group of reasons the wording, sign and points that most cells give it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from kaohe.core.letters import letters, without_list_number
from kaohe.core.records import dataclass, replace
from kaohe.matching.catalogue import Entry
from kaohe.matching.drafting.grouping import Core, Grouped, group
from kaohe.matching.essence import points_a_way
from kaohe.matching.matcher import Matcher
from kaohe.matching.model import Verdict
from kaohe.matching.occasion import split_count, strip

#: Two proposals that share this part of what both say stand side by side.
_NEAR = 0.5
#: So many near ones are named.
_MOST_NEAR = 3
#: A symbol of more proposals than this finds no near ones, and no more than so many are looked at.
_COMMON, _LOOKED_AT = 60, 40


@dataclass(frozen=True, slots=True)
class Use:
    """A reason in a cell: its text without points, its signed points (None where they are open), who and where."""

    text: str
    points: Decimal | None
    unit: str = ""
    where: str = ""


@dataclass(frozen=True, slots=True)
class Wording:
    """One way in which a reason was written: how often, and with what points for one time."""

    text: str
    uses: int
    points: tuple[Decimal, ...]


@dataclass(frozen=True, slots=True)
class Near:
    """Another proposal that is near: its number, and whether it says the opposite."""

    number: int
    opposite: bool


@dataclass(frozen=True, slots=True)
class Proposal:
    """One reason of the drafted catalogue.

    ``points`` are signed, those of one time, and None where no cell gives any; ``sign`` is -1, 1, or 0 where
    nobody says.  ``entry`` is that of the catalogue in force which it is, None for a new one.  ``wordings`` come
    most frequent first; ``exceptions`` are the uses with other points than ``points``.
    """

    wording: str
    sign: int
    points: Decimal | None
    uses: int
    units: tuple[str, ...]
    wordings: tuple[Wording, ...]
    exceptions: tuple[Use, ...]
    near: tuple[Near, ...] = ()
    entry: Entry | None = None


def _nobody_waits(done: int, total: int) -> None:
    """Nobody is waiting."""


def draft(
    uses: Sequence[Use], matcher: Matcher | None = None, pulse: Callable[[int, int], None] = _nobody_waits
) -> tuple[Proposal, ...]:
    """Return the proposals for all reasons of ``uses``, near ones side by side, otherwise the most used first.

    ``matcher`` is that of a catalogue in force: what it knows is one reason by its word.  ``pulse`` is told how
    many distinct texts of all are read.
    """
    by_text: defaultdict[str, list[Use]] = defaultdict(list)
    for use in uses:
        if letters(use.text):
            by_text[use.text].append(use)
    known = _known(by_text, matcher)
    grouped = group(
        {text: [use.points for use in found] for text, found in by_text.items()},
        {text: entry.wording for text, entry in known.items()},
        pulse,
    )
    proposals = [_proposal(cores, by_text, known, grouped) for cores in grouped.groups]
    return _with_near(proposals, grouped)


def _known(texts: Iterable[str], matcher: Matcher | None) -> dict[str, Entry]:
    """Return the entries of the catalogue in force that texts say or mean."""
    if matcher is None:
        return {}
    matches = {text: matcher.match(text) for text in texts}
    sure = (Verdict.STANDARD, Verdict.VARIANT)
    return {text: match.entries[0] for text, match in matches.items() if match.verdict in sure}


def _proposal(
    cores: Sequence[Core], by_text: Mapping[str, Sequence[Use]], known: Mapping[str, Entry], grouped: Grouped
) -> Proposal:
    texts = [text for core in cores for text in core.texts]
    uses = [use for text in texts for use in by_text[text]]
    entry = next((known[text] for text in texts if text in known), None)
    each = {id(use): _of_one_time(use, grouped) for use in uses}
    counted = Counter(points for points in each.values() if points is not None)
    points = entry.points if entry and entry.points is not None else _usual(counted)
    wordings = [
        Wording(
            text, len(by_text[text]), tuple(sorted({p for use in by_text[text] if (p := each[id(use)]) is not None}))
        )
        for text in texts
    ]
    wordings.sort(key=lambda one: (-one.uses, one.text))
    return Proposal(
        entry.wording if entry else _best_wording(cores, by_text, grouped),
        0 if not points else 1 if points > 0 else -1,
        points,
        len(uses),
        tuple(sorted({use.unit for use in uses if use.unit})),
        tuple(wordings),
        tuple(use for use in uses if each[id(use)] is not None and each[id(use)] != points),
        entry=entry,
    )


def _of_one_time(use: Use, grouped: Grouped) -> Decimal | None:
    return None if use.points is None else use.points / grouped.essences[use.text].times


def _usual(counted: Mapping[Decimal, int]) -> Decimal | None:
    return max(counted, key=lambda points: (counted[points], -abs(points), points)) if counted else None


def _best_wording(cores: Sequence[Core], by_text: Mapping[str, Sequence[Use]], grouped: Grouped) -> str:
    """Return the wording that most use; of equals one without a slip and without an occasion."""

    def rank(text: str) -> tuple[int, bool, bool, int, str]:
        plain = letters(strip(text).text) == letters(text)
        return (len(by_text[text]), text not in grouped.mended, plain, -len(text), text)

    core = max(cores, key=lambda one: (one.uses, one.texts[0]))
    best = max(core.texts, key=rank)
    return split_count(without_list_number(best).strip(" ，,、；;。"))[0]


# -- near ones


def _with_near(proposals: Sequence[Proposal], grouped: Grouped) -> tuple[Proposal, ...]:
    """Order the proposals, near ones side by side, and let each name those that are near."""
    symbols = [grouped.essences[_first_text(proposal)].symbols for proposal in proposals]
    near = {number: _nearest(number, symbols, found) for number, found in _candidates(symbols)}
    order = _side_by_side(proposals, near)
    place = {number: at for at, number in enumerate(order)}
    return tuple(
        replace(
            proposals[number],
            near=tuple(Near(place[other], opposite) for other, _, opposite in near.get(number, ())),
        )
        for number in order
    )


def _first_text(proposal: Proposal) -> str:
    return proposal.wordings[0].text


def _candidates(symbols: Sequence[frozenset[str]]) -> Iterator[tuple[int, list[int]]]:
    having: defaultdict[str, list[int]] = defaultdict(list)
    for number, found in enumerate(symbols):
        for symbol in found:
            having[symbol].append(number)
    for number, found in enumerate(symbols):
        shared: Counter[int] = Counter()
        for symbol in sorted(found):
            if 1 < len(having[symbol]) <= _COMMON:
                shared.update(having[symbol])
        yield number, [other for other, _ in shared.most_common(_LOOKED_AT) if other != number]


def _nearest(number: int, symbols: Sequence[frozenset[str]], others: Iterable[int]) -> list[tuple[int, float, bool]]:
    ours, found = symbols[number], []
    for other in others:
        theirs = symbols[other]
        share = 2 * len(ours & theirs) / (len(ours) + len(theirs))
        opposite = all(map(points_a_way, ours ^ theirs)) and ours != theirs
        if share >= _NEAR or opposite:
            found.append((other, share, opposite))
    return sorted(found, key=lambda one: (not one[2], -one[1], one[0]))[:_MOST_NEAR]


def _side_by_side(proposals: Sequence[Proposal], near: Mapping[int, Sequence[tuple[int, float, bool]]]) -> list[int]:
    """Return the numbers of the proposals, the most used first, each followed by those that are near it."""
    order: list[int] = []
    placed: set[int] = set()
    for number in sorted(range(len(proposals)), key=lambda one: (-proposals[one].uses, proposals[one].wording)):
        for one in (number, *(other for other, _, _ in near.get(number, ()))):
            if one not in placed:
                placed.add(one)
                order.append(one)
    return order
