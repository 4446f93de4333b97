"""Bases that a text names for kinds of units: 甲类村基础分100分，乙类村基础分90分; a band 二、行政村（基础分95分）."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from kaohe.core.patterns import compile_on_use
from kaohe.core.records import NamedTuple
from kaohe.core.text import fold, once
from kaohe.tables import row_kinds
from kaohe.tables.content import mentions_points
from kaohe.tables.terms import LIMIT, Told, limits_told

_NUMBER = r"(\d+(?:\.\d+)?)"
_KIND = r"([^,，。;；:：()（）\[\]、\s\d.=]{1,14}?)"
_WORD = r"(?:基[础准本]分|起[评始]分|底分|满分|总分)值?"
_IS = r"(?:均|统一|一律)?(?:为|是|按|设为|定为|[:=])?\s*"
_NAMED = compile_on_use(rf"{_KIND}[的按以从]?\s*[(\[:]?\s*{_WORD}{_IS}{_NUMBER}\s*分")
_STARTED = compile_on_use(rf"{_KIND}[的按以从]?\s*{_NUMBER}\s*分(?:起评|起算|起计|作?为基[础准])")
_SPEAKS_OF_BASES = compile_on_use(rf"{_WORD}|\d\s*分(?:起评|起算|起计|作?为基[础准])")
#: 基础分：甲类100分，乙类90分.
_LISTED = compile_on_use(rf"{_WORD}{_IS}((?:{_KIND}{_IS}{_NUMBER}\s*分?\s*[,、;和及]?\s*){{2,}})")
_ONE = compile_on_use(rf"{_KIND}{_IS}{_NUMBER}\s*分?")
#: Subjects that mean every unit.
_ALL = compile_on_use(r"[各每全](?:个)?.*|(?:注|其中|本次|年度|考核|考评|实行|统一|一律|单位|部门|的)*")
_STANDARD = Decimal(100)


class KindBase(NamedTuple):
    """The base of one kind of units as a text names it."""

    kind: str
    base: Decimal
    told: Told


def bases_of_kinds(texts: Iterable[Told], bands: Iterable[Told]) -> list[KindBase]:
    """Return the bases that ``texts``, and the bands between the units, name for kinds of units; none where all are 100."""
    found = [each for told in texts for each in _in_text(told)]
    found += [each for told in bands for each in _in_band(told)]
    return found if any(each.base != _STANDARD for each in found) else []


def _in_text(told: Told) -> Iterator[KindBase]:
    return (KindBase(kind, base, told) for kind, base in _kinds(told.text))


@once
def _kinds(text: str) -> tuple[tuple[str, Decimal], ...]:
    """Return each kind with its base; the same texts stand around a table however often it is looked at."""
    folded = fold(text)
    if not _SPEAKS_OF_BASES.search(folded):
        return ()  # at each character of a long text, the patterns below try fourteen
    listed = [each for found in _LISTED.finditer(folded) for each in _ONE.findall(found[1])]
    named = [*_NAMED.findall(folded), *_STARTED.findall(folded)]
    listed += [(kind, base) for kind, base in named if not _ALL.fullmatch(kind) and _names_kind(kind)]
    return tuple((kind, Decimal(base)) for kind, base in listed)


def _in_band(told: Told) -> Iterator[KindBase]:
    name = row_kinds.band_name(told.text)
    for base in _BASE_ALONE.findall(fold(told.text)):
        yield KindBase(name, Decimal(base), told)


_BASE_ALONE = compile_on_use(rf"{_WORD}{_IS}{_NUMBER}\s*分")
_BASE_IN_NAME = compile_on_use(rf"[(\[,:]?\s*{_WORD}{_IS}\d+(?:\.\d+)?\s*分\s*[)\]]?")


def without_base(text: str) -> str:
    """Return a text without the one base that it names, as a band may: 二、行政村（基础分95分）; else as it is."""
    folded = fold(text)
    return _BASE_IN_NAME.sub("", folded).strip() if len(_BASE_ALONE.findall(folded)) == 1 else text


@once
def tells_terms(text: str) -> bool:
    """Say whether all points that a text speaks of are bases or limits: it explains the table, and is no reason."""
    folded = fold(text)
    if not (
        _BASE_ALONE.search(folded)
        or _LISTED.search(folded)
        or _STARTED.search(folded)
        or any(limits_told([Told(0, 0, text)]))
    ):
        return False
    rest = folded
    for pattern in (_LISTED, _STARTED, _BASE_ALONE, LIMIT):
        rest = pattern.sub("", rest)
    return not mentions_points(rest)


def _names_kind(text: str) -> bool:
    return row_kinds.names_group(text) or row_kinds.names_class(text) or text.endswith(_ENDINGS)


_ENDINGS = ("类", "组", "村", "队", "所", "站", "室", "居", "户", "片", "级")


def bases_by_category(named: Sequence[KindBase], categories: Sequence[str | None]) -> tuple[Decimal, ...] | None:
    """Return the base of each unit by its category; None where a category is meant by none or by several of different bases."""
    known: dict[str | None, Decimal] = {}
    for category in set(categories):
        meant = {each.base for each in named if category is not None and _is_meant(each.kind, category)}
        if len(meant) != 1:
            return None
        known[category] = meant.pop()
    return tuple(known[category] for category in categories)


def _is_meant(kind: str, category: str) -> bool:
    one, other = fold(kind).strip(), fold(category).strip()
    return one in other or other in one
