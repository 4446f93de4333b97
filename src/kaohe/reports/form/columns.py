"""The columns of the form, declared once: sheet, Word document, PDF and CSV follow.

Lengths are in millimetres.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from enum import Enum, auto

from kaohe.core.cells import CellValue
from kaohe.core.records import dataclass
from kaohe.core.schema import Field
from kaohe.reports.form.model import FormUnit

#: A4, lying, as the real form lies.
WIDTH, HEIGHT, MARGIN = 297, 210, 18


class ColumnKind(Enum):
    """How a column is set: looked up (centred), or read (from the left, over several lines)."""

    FIGURE = auto()  # a number where it is one, so that Excel can sort by it
    POINTS = auto()  # likewise, and all of a column with the same number of decimals
    NAME = auto()
    LONG = auto()  # one column only; it takes the width that the others leave


@dataclass(frozen=True, slots=True)
class FormColumn:
    """One column: its heading, what it shows of a unit, its width (of the long one: what is left) and how it is set."""

    heading: str
    value: Callable[[FormUnit], CellValue]
    width: int = 0
    kind: ColumnKind = ColumnKind.FIGURE


#: Left to right.
COLUMNS = (
    FormColumn(Field.NUMBER, lambda entry: entry.number, 15),
    FormColumn(Field.UNIT, lambda entry: entry.unit, 47, ColumnKind.NAME),
    FormColumn(Field.REASONS, lambda entry: entry.reasons, kind=ColumnKind.LONG),
    FormColumn(Field.SCORE, lambda entry: entry.score, 24, ColumnKind.POINTS),
    FormColumn(Field.RANK, lambda entry: None if entry.rank is None else Decimal(entry.rank), 17),
)

HEADINGS = tuple(str(column.heading) for column in COLUMNS)
KINDS = tuple(column.kind for column in COLUMNS)
#: The place of the long column, from 0.
LONG = KINDS.index(ColumnKind.LONG)
_ROOM = WIDTH - 2 * MARGIN
#: Together they fill the page between the margins.
WIDTHS = tuple(column.width or _ROOM - sum(each.width for each in COLUMNS) for column in COLUMNS)
