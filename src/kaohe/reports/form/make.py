"""From the units to the form."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kaohe.assessment.figures import shown
from kaohe.assessment.scoring import plain
from kaohe.core.cells import CellValue
from kaohe.reports.form.labels import Words, open_remark
from kaohe.reports.form.model import Band, Entry, Form, Line


def make_form(entries: Sequence[Entry], words: Words | None = None, code: str = "") -> Form:
    """Return the form for units in sheet order.

    The units of a category stand under one band, categories in the order in which they first
    occur, units without one above all bands.  Numbers are those of the data; where no unit has one, the
    units of each band are counted.  ``code`` is the check code of the data, see :func:`kaohe.assessment.check_code.check_code`.
    """
    numbered = any(_text(entry.number) for entry in entries)
    bands = tuple(
        Band(category, tuple(_line(entry, "" if numbered else str(count)) for count, entry in enumerate(members, 1)))
        for category, members in _by_category(entries)
    )
    lines = [line for band in bands for line in band.lines]
    remark = open_remark([line.unit for line in lines if not (line.score and line.rank)])
    return Form(words or Words(), bands, remark, code)


def _by_category(entries: Iterable[Entry]) -> list[tuple[str | None, list[Entry]]]:
    members: dict[str | None, list[Entry]] = {None: []}
    for entry in entries:
        members.setdefault(entry.category, []).append(entry)
    return [(category, found) for category, found in members.items() if found]


def _line(entry: Entry, count: str) -> Line:
    return Line(
        number=_text(entry.number) or count,
        unit=_text(entry.unit),
        reasons=_text(entry.reasons),
        score="" if entry.score is None else plain(entry.score),
        rank="" if entry.rank is None else str(entry.rank),
    )


def _text(value: CellValue) -> str:
    """Return a cell as it is shown, with line ends of one kind."""
    return "" if value is None else shown(value).replace("\r\n", "\n").replace("\r", "\n")
