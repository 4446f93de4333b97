"""Rows of one unit from several files made one row: reasons below each other, each with where it comes from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from functools import lru_cache

from kaohe.assessment.scoring import plain
from kaohe.core.cells import CellValue, ExcelError
from kaohe.core.names import tidy_name
from kaohe.core.patterns import compile_on_use
from kaohe.core.records import dataclass, replace
from kaohe.core.text import fold
from kaohe.files.template.content import UnitRow, numbered
from kaohe.reason import parse
from kaohe.reason.model import Item
from kaohe.reports.merging.model import Clash, ClashKind, Version

_SEPARATORS = " \t\r\n；;，,。、"
_NOTHING = "无"
#: What a file's name ends with says nothing about who wrote it.
_SUFFIX = compile_on_use(r"\.(?:xlsx|xlsm|xls|xlsb|docx|doc|csv|txt|ods|et|wps)(?=$|：)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Joined:
    """The rows after joining, numbered anew, and what the files contradict each other in."""

    rows: tuple[UnitRow, ...]
    clashes: tuple[Clash, ...]


def join_units(rows: Iterable[UnitRow]) -> Joined:
    """Return one row for each unit of a category; what one file says twice of a unit is that file's own matter.

    A reason that two files tell with different points is neither: it stands with both, its points open, so that the
    unit's score stays blank until a person has decided.
    """
    groups: list[list[UnitRow]] = []
    known: dict[tuple[str, str], list[tuple[set[CellValue], list[UnitRow]]]] = {}
    for row in rows:
        name = fold(tidy_name(_text(row.unit)))
        places = known.setdefault((row.category or "", name), [])
        free = (place for place in places if row.source not in place[0])
        place = next(free, None) if name else None
        if place is None:
            groups.append([])
            place = (set(), groups[-1])
            places.append(place)
        place[0].add(row.source)
        place[1].append(row)
    clashes: list[Clash] = []
    joined = [_join(group, clashes) if len(group) > 1 else group[0] for group in groups]
    return Joined(numbered(joined), tuple(clashes))


def _join(group: Sequence[UnitRow], clashes: list[Clash]) -> UnitRow:
    """Return one row for several; scores and ranks that they state are those of a part, and stay behind."""
    first = group[0]
    subject = tidy_name(_text(first.unit)) + (f"（{first.category}）" if first.category else "")
    sources = "、".join(dict.fromkeys(_text(row.source) for row in group if row.source is not None))
    texts = [(_named(_text(row.source)), _text(row.reasons)) for row in group if isinstance(row.reasons, str | Decimal)]
    texts, disputed = _apart(texts)
    clashes += [Clash(ClashKind.POINTS_DIFFER, f"{subject}：{each.reason}", each.versions) for each in disputed]
    lines = [*(each.text for each in disputed), *_lines(texts)]
    return replace(
        first, reasons=_first_error(group) or "\n".join(lines) or _NOTHING, stated_score=None, stated_rank=None,
        source=sources or None, remark="；".join(_remarks(group)) or None,
        tie=next((row.tie for row in group if row.tie is not None), None),
    )  # fmt: skip


def _remarks(group: Sequence[UnitRow]) -> Iterator[str]:
    """Yield what each file remarks on a unit, the same once."""
    yield from dict.fromkeys(_text(row.remark) for row in group if row.remark is not None)


def _first_error(group: Sequence[UnitRow]) -> CellValue:
    return next((row.reasons for row in group if isinstance(row.reasons, ExcelError)), None)


@dataclass(frozen=True, slots=True)
class _Disputed:
    """One reason with other points in each file: how it stands in the joined text, and what each file says."""

    reason: str
    versions: tuple[Version, ...]

    @property
    def text(self) -> str:
        said = "或".join(dict.fromkeys(version.text for version in self.versions))
        return f"{self.reason}，{said}（来源：{'、'.join(version.source for version in self.versions)}）"


def _apart(texts: Sequence[tuple[str, str]]) -> tuple[list[tuple[str, str]], list[_Disputed]]:
    """Take the reasons out of the texts that these tell with different points."""
    told: dict[str, list[tuple[int, Item]]] = {}
    for index, (_, text) in enumerate(texts):
        for item in parse(text).items:
            if isinstance(item, Item) and item.reason:
                told.setdefault(_key(item.reason), []).append((index, item))
    left = [text for _, text in texts]
    disputed = []
    cuts: dict[int, list[tuple[int, int]]] = {}
    for items in told.values():
        once = len({index for index, _ in items}) == len(items)
        if once and len({item.points for _, item in items}) > 1:
            versions = tuple(Version(texts[index][0], _points(item.points)) for index, item in items)
            disputed.append(_Disputed(items[0][1].reason, versions))
            for index, item in items:
                cuts.setdefault(index, []).append((item.span.start, item.span.end))
    for index, spans in cuts.items():
        for start, end in sorted(spans, reverse=True):
            left[index] = _without(left[index], start, end)
    return [(source, text) for (source, _), text in zip(texts, left, strict=True)], disputed


def _without(text: str, start: int, end: int) -> str:
    """Return a text without one of its items and the separator behind it, or before it where it was the last."""
    before, behind = text[:start], text[end:].lstrip(_SEPARATORS)
    return before + behind if behind else before.rstrip(_SEPARATORS)


def _lines(texts: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Yield what each file says; files that say the same in the same words are named together."""
    sources: dict[str, list[str]] = {}
    for source, text in texts:
        said = text.strip(_SEPARATORS)
        reading = parse(said)
        if said and (reading.items or reading.total != 0):
            sources.setdefault(said, []).append(source)
    for said, names in sources.items():
        named = "、".join(dict.fromkeys(name for name in names if name))
        yield f"{said}（来源：{named}）" if named else said


_NAMED = compile_on_use(r"（来源：([^（）]*)）$")


def parts_of(text: str, sources: Sequence[str]) -> dict[str, str]:
    """Return what each source said of a unit whose row was joined, under ``""`` what nobody did: a line typed since.

    ``sources`` are the names in the row's column 来源.
    """
    names = {_named(source): source for source in sources}
    said: dict[str, list[str]] = {}
    block: list[str] = []
    for line in text.split("\n"):
        found = _NAMED.search(line)
        told_by = found[1].split("、") if found else []
        block.append(line[: found.start()] if found else line)
        if told_by and all(name in names for name in told_by):
            for name in told_by:
                said.setdefault(names[name], []).append("\n".join(block))
            block = []
    if rest := "\n".join(block).strip(_SEPARATORS):
        said[""] = [] if rest == _NOTHING else [rest]
    return {source: "\n".join(said.get(source, ())) or _NOTHING for source in sources} | (
        {"": said[""][0]} if said.get("") else {}
    )


#: Signs of a file's name that would end the bracket behind a reason, or the name in it.
_AWKWARD = str.maketrans({**dict.fromkeys("(（〔[【、，,；;。：:", "·"), **dict.fromkeys(")）〕]】")})


def _named(source: str) -> str:
    """Return what a file is called behind the reasons that it told: 汇总(1).xlsx is 汇总·1 there, 民政局扣分.xlsx 民政局扣分表."""
    name = without_suffix(source).translate(_AWKWARD)
    return next((each for each in (name, f"{name}表") if _is_harmless(each)), "·".join(name))


@lru_cache(maxsize=4096)
def _is_harmless(name: str) -> bool:
    """Tell whether a name behind points leaves them as they are."""
    reading = parse(f"上班迟到，扣1分（来源：{name}）")
    return reading.total == -1 and not reading.notes


def without_suffix(source: str) -> str:
    """Return the name of a file without its ending."""
    return _SUFFIX.sub("", source)


def _key(reason: str) -> str:
    return "".join(fold(reason).split()).strip(".,;")


def _points(points: Decimal) -> str:
    return f"{'加' if points > 0 else '扣'}{plain(abs(points))}分"


def _text(value: CellValue) -> str:
    if isinstance(value, Decimal):
        return plain(value)
    return "" if value is None else str(value)
