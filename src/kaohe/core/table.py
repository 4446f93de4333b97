"""Assessment tables as plain columns of plain values: what readers give and the core takes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from kaohe.core.cells import CellRef, CellValue
from kaohe.core.reading import SheetReading
from kaohe.core.roster import Roster
from kaohe.core.schema import Field


class Layout(StrEnum):
    """Whose layout a table has; it decides what may be overwritten (see interface of ``recalc``)."""

    TEMPLATE = "template"
    OFFICE = "office"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table.

    ``index`` is the sheet column counted from 1, ``header`` its heading as written.
    ``values`` and ``formulas`` run over the table's unit rows (same length as
    ``Table.rows``); ``formulas`` is empty where no cell of the column holds one, else
    None for cells without a formula.  ``sign`` is +1 or -1 where the heading itself says
    that its cells add or deduct (加分原因, 扣分原因, 扣分), else None: then numbers carry
    their own sign (加扣分).  ``rows`` are the sheet rows of ``values`` where they are not the
    table's: a unit that spans several sheet rows has its further lines in further columns
    of the same ``index``.
    """

    field: Field
    index: int
    header: str
    values: Sequence[CellValue]
    formulas: Sequence[str | None] = ()
    sign: int | None = None
    rows: Sequence[int] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """One assessment table of one sheet.

    ``rows`` are the sheet rows of its units, ascending; ``categories`` one name a unit
    (from its column, its band or its sheet; None where none was found).
    ``header_row`` is the (last) row of headings.  Fields REASONS, ADDED and DEDUCTED may
    have several columns, all others at most one.  ``sums`` are columns that add up several
    of those (扣分合计): they count nothing themselves, but can contradict.  ``base`` is a
    column of base scores (基础分), which no score is computed from.
    """

    sheet: str
    layout: Layout
    header_row: int
    rows: Sequence[int]
    categories: Sequence[str | None]
    columns: tuple[Column, ...]
    sums: tuple[Column, ...] = ()
    base: Column | None = None

    def column(self, name: Field) -> Column | None:
        """Return the first column of a field, or None where the table has none."""
        return next((column for column in self.columns if column.field is name), None)

    def all(self, name: Field) -> tuple[Column, ...]:
        """Return every column of a field, left to right."""
        return tuple(column for column in self.columns if column.field is name)

    def where(self, column: Column, index: int) -> CellRef:
        """Return the cell that holds ``column.values[index]``."""
        return CellRef(self.sheet, (column.rows or self.rows)[index], column.index)


class GapKind(StrEnum):
    """What a reader met that it could not place; rules word it."""

    MISSING_COLUMN = "missing_column"  # values: (heading,)
    NO_ROWS = "no_rows"
    CATALOGUE_COLUMN = "catalogue_column"  # a catalogue sheet lacks a column; values: (heading,)
    STALE_FORM = "stale_form"  # values: (the code that stands on it, the code of the data)
    SETTING = "setting"  # a setting's cell cannot be understood; values: (label, shown value)
    UNPLACED = "unplaced"  # a cell below a header that is neither unit, band, total nor remark; values: (its text,)
    OTHER_COLUMN = (
        "other_column"  # a second column could be the same field; values: (its heading, the one that is used)
    )
    UNREAD_TABLE = "unread_table"  # a further table (a summary) that lacks a column; values: (heading,)
    NO_TARGET = "no_target"  # an office's table has no column for a result; values: (heading,)


@dataclass(frozen=True, slots=True)
class Gap:
    """Something missing that a reader noticed: plain data, worded by a rule."""

    kind: GapKind
    where: CellRef | None
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CatalogueRow:
    """One row of a catalogue as read; nothing is judged yet."""

    where: CellRef | None
    code: CellValue
    wording: CellValue
    sign: CellValue
    points: CellValue
    aliases: CellValue = None
    remark: CellValue = None


@dataclass(frozen=True, slots=True)
class Sheets:
    """What a reader found in one workbook (or CSV, or text).

    ``catalogue`` is None where the workbook holds none (the built-in one is used then).
    ``rank_groups`` come from the sheet 类别设置, ``settings`` from the named cells: raw values
    by setting name.  ``form_texts`` are those of the form, likewise; ``form_code`` is the check code of the form
    that was made of this workbook, None where there is none.  ``readings`` say of every sheet how it was read.
    ``fingerprint`` is that of the file's content, empty where it was no file: an outcome goes into no other.
    """

    tables: tuple[Table, ...]
    catalogue: tuple[CatalogueRow, ...] | None = None
    settings: dict[str, CellValue] = field(default_factory=dict)
    rank_groups: dict[str, str] = field(default_factory=dict)
    gaps: tuple[Gap, ...] = ()
    form_texts: dict[str, CellValue] = field(default_factory=dict)
    form_code: str | None = None
    roster: Roster = field(default_factory=Roster)
    readings: tuple[SheetReading, ...] = ()
    fingerprint: str = ""
