"""From the units to the form."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from kaohe.assessment.figures import shown
from kaohe.core.cells import CellValue
from kaohe.core.decimals import fixed, places
from kaohe.core.records import replace
from kaohe.core.schema import Field
from kaohe.reports.form.columns import COLUMNS, ColumnKind, FormColumn
from kaohe.reports.form.labels import FormTexts, open_remark
from kaohe.reports.form.model import Band, Form, FormLine, FormUnit
from kaohe.reports.printed import printed_reasons


def make_form(entries: Sequence[FormUnit], words: FormTexts | None = None, code: str = "") -> Form:
    """Return the form for units in sheet order.

    The units of a category stand under one band, categories in the order in which they first
    occur, units without one above all bands.  Numbers are those of the data; where no unit has one, the
    units of each band are counted.  ``code`` is the check code of the data, see :func:`kaohe.assessment.check_code.check_code`.
    """
    if not any(_text(entry.number) for entry in entries):
        entries = _counted(entries)
    decimals = [_decimals(column, entries) for column in COLUMNS]
    bands = tuple(
        Band(category, tuple(_line(entry, decimals) for entry in members))
        for category, members in _by_category(entries)
    )
    named = [[_text(entry.unit) for entry in found] for found in (_open(entries), _unranked(entries))]
    return Form(words or FormTexts(), bands, open_remark(*named), code)


def _counted(entries: Iterable[FormUnit]) -> list[FormUnit]:
    """Return the units with the numbers that each has in its band."""
    counts: Counter[str | None] = Counter()
    counted = []
    for entry in entries:
        counts[entry.category] += 1
        counted.append(replace(entry, number=Decimal(counts[entry.category])))
    return counted


def _open(entries: Iterable[FormUnit]) -> Iterator[FormUnit]:
    """Yield the units that have no score or no rank, band by band."""
    for _, members in _by_category(entries):
        yield from (entry for entry in members if entry.score is None or (entry.rank is None and not entry.is_unranked))


def _unranked(entries: Iterable[FormUnit]) -> Iterator[FormUnit]:
    """Yield the units that take no part in the ranking, band by band."""
    for _, members in _by_category(entries):
        yield from (entry for entry in members if entry.score is not None and entry.is_unranked)


def _by_category(entries: Iterable[FormUnit]) -> list[tuple[str | None, list[FormUnit]]]:
    members: dict[str | None, list[FormUnit]] = {None: []}
    for entry in entries:
        members.setdefault(entry.category, []).append(entry)
    return [(category, found) for category, found in members.items() if found]


def _printed(column: FormColumn, entry: FormUnit) -> CellValue:
    value = column.value(entry)
    if column.heading == Field.REASONS:
        return printed_reasons(value, settled=entry.score is not None)
    return value


def _decimals(column: FormColumn, entries: Iterable[FormUnit]) -> int | None:
    """Return how many decimals all points of a column are printed with."""
    if column.kind is not ColumnKind.POINTS:
        return None
    return places(value for entry in entries if isinstance(value := column.value(entry), Decimal))


def _line(entry: FormUnit, decimals: Sequence[int | None]) -> FormLine:
    return FormLine(
        tuple(_text(_printed(column, entry), count) for column, count in zip(COLUMNS, decimals, strict=True))
    )


def _text(value: CellValue, decimals: int | None = None) -> str:
    """Return a cell as it is shown, with line ends of one kind."""
    if decimals is not None and isinstance(value, Decimal):
        return fixed(value, decimals)
    return "" if value is None else shown(value).replace("\r\n", "\n").replace("\r", "\n")
