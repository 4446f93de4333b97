"""What stands below the last unit: who signs a table and when, and a last name with nothing beside it."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from datetime import date
from functools import cache

from kaohe.core.patterns import compile_on_use
from kaohe.core.records import NamedTuple, dataclass
from kaohe.core.shipped import read_shipped
from kaohe.core.text import fold
from kaohe.tables import row_kinds
from kaohe.tables.content import mentions_points
from kaohe.tables.frame import Cells, Frame, RowKind, first_text

_FILE = "signers.csv"
_SIGNS, _ISSUES = "落款", "落款单位"
#: 质控办：孙丽、李明 or 分管院长：; what stands before the colon is held against the words.
_SIGNED = compile_on_use(r"([^:]{1,14}):\s*([\u4e00-\u9fff\s、/·_]{0,16})(?:\s+.*)?")
_DATE = compile_on_use(
    r"(?:19|20)\d\d\s*年(?:\s*\d{1,2}\s*月(?:\s*\d{1,2}\s*日)?)?|(?:19|20)\d\d([-./])\d{1,2}\1\d{1,2}"
)
_PLAIN = compile_on_use(r"[\u4e00-\u9fffA-Za-z()、·\s]*")
#: More names in a row without anything are units that nobody filled in yet.
_MOST_ALONE = 2
#: Fewer units say nothing of how they are filled in.
_FEWEST_UNITS = 2


class Row(NamedTuple):
    """A row of a table with what it is, judged by itself."""

    row: int
    cells: Cells
    kind: RowKind


@dataclass(frozen=True, slots=True)
class Foot:
    """The rows of a table with those of its foot for what they are; ``alone`` may be units or not."""

    rows: list[Row]
    alone: frozenset[int]


def read_foot(frame: Frame, seen: Sequence[Row]) -> Foot:
    """Part the lines to sign below the last unit from the units, and find names of which nobody knows which of both they are."""
    rows = list(seen)
    at, parted = len(rows), False
    alone: list[Row] = []
    blank_above = {index + 1 for index, row in enumerate(rows) if row.kind is RowKind.BLANK}
    while at > 0:
        at -= 1
        each = rows[at]
        if each.kind in (RowKind.BLANK, RowKind.ASIDE):
            continue
        signed = is_signed(each.cells) or _stands_apart(frame, each)
        if each.kind is not RowKind.LINE and not frame.counts(each.cells) and signed:
            rows[at] = each._replace(kind=RowKind.ASIDE)
            continue
        if each.kind is not RowKind.LONE_UNIT or len(alone) >= _MOST_ALONE or frame.counts(each.cells):
            break
        parted = parted or at in blank_above
        alone.append(each)
    above = rows[: at + 1]
    return Foot(
        rows, frozenset(each.row for each in alone) if _are_doubtful(frame, alone, above, parted) else frozenset()
    )


def _stands_apart(frame: Frame, each: Row) -> bool:
    """Say whether a row's only text names an office and stands where no unit does: over the whole table, or in the column of numbers."""
    if len(each.cells) != 1:
        return False
    ((column, value),) = each.cells.items()
    elsewhere = column != frame.unit or frame.spans_all(each.row, each.cells)
    return elsewhere and isinstance(value, str) and not _is_reason(value) and _ends(fold(value).strip(), signers())


def _are_doubtful(frame: Frame, alone: Sequence[Row], above: Sequence[Row], parted: bool) -> bool:
    """Say whether last names with nothing beside them may be other things than units: no unit above was left so."""
    units = [each for each in above if each.kind is RowKind.UNIT]
    if not alone or len(units) < _FEWEST_UNITS or any(each.kind is RowKind.LONE_UNIT for each in above):
        return False
    endings = {str(each.cells.get(frame.unit, "")).strip()[-1:] for each in units}
    names = [first_text(each.cells).strip() for each in alone]
    return parted or any(name[-1:] not in endings or _ends(name, issuers()) for name in names)


def is_signed(cells: Cells) -> bool:
    """Say whether a row only names who signs a table, and when: 质控办：孙丽 | 分管院长：; 县目标办 | 2024年1月15日."""
    texts = [fold(value).strip() for value in cells.values() if isinstance(value, str)]
    dated = [value for value in cells.values() if isinstance(value, date)]
    if not texts or len(texts) + len(dated) < len(cells) or any(map(_is_reason, texts)):
        return False
    said = [_sign_of(text) for text in texts]
    return all(said) and (bool(dated) or any(each > 1 for each in said))


def _is_reason(text: str) -> bool:
    return mentions_points(text) or len(text) > row_kinds.LONGEST_BAND


def _sign_of(text: str) -> int:
    """Return 2 for a text that only stands where a table is signed, 1 for one that may as well name a unit, else 0."""
    signed = _SIGNED.fullmatch(text)
    if signed is not None:
        return 2 if _ends(signed[1].strip(), signers()) else 0
    name, dates = _DATE.subn("", text)
    name = name.strip()
    if not _PLAIN.fullmatch(name) or (name and not _ends(name, signers())):
        return 0
    return 2 if dates else 1


def _ends(text: str, words: frozenset[str]) -> bool:
    return any(text.endswith(word) for word in words)


@cache
def signers() -> frozenset[str]:
    """Return what names end in that sign tables, from ``data/signers.csv``; a clerk may add lines."""
    return issuers() | _words(_SIGNS)


@cache
def issuers() -> frozenset[str]:
    """Return what the names of offices end in that issue such tables."""
    return _words(_ISSUES)


def _words(use: str) -> frozenset[str]:
    rows = csv.reader(read_shipped(_FILE).splitlines()[1:])
    return frozenset(row[0].strip() for row in rows if len(row) > 1 and row[1].strip() == use and row[0].strip())
