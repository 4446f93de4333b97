"""The items of one unit before and after."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from rapidfuzz import fuzz

from kaohe.assessment.outcome import UnitResult
from kaohe.core.findings import Span
from kaohe.core.letters import letters, without_list_number
from kaohe.core.records import NamedTuple
from kaohe.core.text import fold
from kaohe.matching.model import Match, Verdict
from kaohe.reason.model import Clause, Doubt, Item, Reading
from kaohe.reports.comparison.model import ChangeKind, ComparedItem, ItemChange
from kaohe.reports.comparison.pairs import pair

#: How alike (0 to 100) two wordings must be to be one item that was reworded, where no catalogue entry says so.
_REWORDED = 70

#: Verdicts under which an item is taken to mean the entry.
_MEANS = (Verdict.STANDARD, Verdict.VARIANT)


class _Keyed(NamedTuple):
    """A line with what it is compared by; typography does not count.

    ``entry`` are the letters of the catalogue entry: codes may be given anew from year to year.
    """

    line: ComparedItem
    wording: str
    points: Decimal | str
    entry: str


def changed_items(before: UnitResult, after: UnitResult) -> tuple[ItemChange, ...]:
    """Return what was added, removed and changed, in the order of the new text, what is gone last."""
    return (*_items(_told(before), _told(after)), *_remarks(before, after))


def _items(old: Sequence[_Keyed], new: Sequence[_Keyed]) -> Iterator[ItemChange]:
    of_new, gone = pair(
        old,
        new,
        (
            lambda told: (told.wording, told.points),
            lambda told: told.wording,
            lambda told: (told.entry, told.points) if told.entry else None,
            lambda told: told.entry or None,
        ),
    )
    of_new |= _reworded(old, new, gone, [index for index in range(len(new)) if index not in of_new])
    kept = set(of_new.values())
    for index, now in enumerate(new):
        if index not in of_new:
            yield ItemChange(ChangeKind.ITEM_ADDED, None, now.line)
        elif kind := _kind(old[of_new[index]], now):
            yield ItemChange(kind, old[of_new[index]].line, now.line)
    yield from (ItemChange(ChangeKind.ITEM_REMOVED, old[index].line, None) for index in gone if index not in kept)


def _kind(old: _Keyed, new: _Keyed) -> ChangeKind | None:
    if old.wording == new.wording:
        return None if old.points == new.points else ChangeKind.POINTS
    return ChangeKind.WORDING if old.points == new.points else ChangeKind.POINTS_AND_WORDING


def _reworded(
    old: Sequence[_Keyed], new: Sequence[_Keyed], gone: Sequence[int], fresh: Sequence[int]
) -> dict[int, int]:
    """Pair what is left by likeness, the most alike first; two different entries are never one item."""
    likeness = [
        (fuzz.ratio(old[before].wording, new[after].wording), before, after)
        for before in gone
        for after in fresh
        if not (old[before].entry and new[after].entry)
    ]
    of_new: dict[int, int] = {}
    for alike, before, after in sorted(likeness, key=lambda each: -each[0]):
        if alike >= _REWORDED and after not in of_new and before not in of_new.values():
            of_new[after] = before
    return of_new


def _remarks(before: UnitResult, after: UnitResult) -> Iterator[ItemChange]:
    old, new = _residues(before), _residues(after)
    of_new, gone = pair(old, new, (letters,))
    yield from (
        ItemChange(ChangeKind.REMARK, None, _remark(text)) for index, text in enumerate(new) if index not in of_new
    )
    yield from (ItemChange(ChangeKind.REMARK, _remark(old[index]), None) for index in gone)


def _remark(text: str) -> ComparedItem:
    return ComparedItem(text, None, "")


def _residues(unit: UnitResult) -> list[str]:
    spans = ((reading, note.span) for reading in unit.readings for note in reading.notes if note.doubt is Doubt.RESIDUE)
    return [_cut(reading, span) for reading, span in spans]


def _told(unit: UnitResult) -> list[_Keyed]:
    parts = ((reading, item) for reading in unit.readings for item in reading.items)
    return [_tell(reading, item, match) for (reading, item), match in zip(parts, unit.matches, strict=True)]


def _tell(reading: Reading, item: Item | Clause, match: Match) -> _Keyed:
    entry = match.entries[0] if match.verdict in _MEANS else None
    said = "" if item.points_span is None else _cut(reading, item.points_span)
    points = item.points if isinstance(item, Item) else None
    return _Keyed(
        ComparedItem(item.reason, points, said, entry.code if entry else ""),
        letters(without_list_number(item.reason)),
        "".join(fold(said).split()) if points is None else points,
        letters(entry.wording) if entry else "",
    )


def _cut(reading: Reading, span: Span) -> str:
    return reading.text[span.start : span.end].strip()
