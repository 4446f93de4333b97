"""Assessment tables as plain columns of plain values: what readers give and the core takes."""

from __future__ import annotations

from collections.abc import Sequence, Set
from decimal import Decimal
from enum import StrEnum

from kaohe.core.cells import CellRef, CellValue
from kaohe.core.reading import NO_ANSWERS, Answer, Answers, Role, SheetReading
from kaohe.core.records import dataclass, field
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
    of the same ``index``.  ``factor`` is what a number counts (迟到（每次扣0.1分）, over how often), ``full`` the full
    mark that its heading states, ``parts`` the columns that a sum adds up.
    """

    field: Field
    index: int
    header: str
    values: Sequence[CellValue]
    formulas: Sequence[str | None] = ()
    sign: int | None = None
    rows: Sequence[int] = ()
    factor: Decimal | None = None
    full: Decimal | None = None
    parts: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class OpenColumn:
    """A column of which nobody knows what it is: a unit with anything there has no score.

    ``why`` says in words what speaks for what, ``likely`` is the role that is most likely.
    """

    column: Column
    why: str
    likely: Role


@dataclass(frozen=True, slots=True)
class PointsLimit:
    """What points of a unit may come to at most, and the text that says so.

    ``sign`` 1 are bonuses, -1 deductions, None both.  ``columns`` are the sheet columns that it holds for, all where none is named;
    ``each`` says that it limits each number or reason, not their sum.
    """

    sign: int | None
    points: Decimal
    text: str
    columns: Set[int] = frozenset()
    each: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """One assessment table of one sheet.

    ``rows`` are the sheet rows of its units, ascending; ``categories`` one name a unit
    (from its column, its band or its sheet; None where none was found).
    ``header_row`` is the (last) row of headings.  Fields REASONS, ADDED and DEDUCTED may
    have several columns, all others at most one.  ``sums`` are columns that add up several
    of those (扣分合计): they count nothing themselves, but can contradict.  ``base`` is a
    column of base scores (基础分), ``base_value`` the base that the office's formula or the title names; None where the
    setting holds.  ``bases`` are those that texts name for the kind of each unit, one a unit.  ``asked_base`` is a full mark that may be the base: until somebody says so, there are no scores.
    ``limits`` are what headings and the texts around the table let points come to.
    ``marks`` are columns of marks obtained, which make the base: their sum, over ``shared_by`` where it is their mean, or counts on another scale.  ``coefficient`` multiplies a score; ``places`` is what
    the office's formula rounds to.  ``open`` are columns that are questions; ``remarks`` those whose texts may hold
    some; ``vetoes`` those of 一票否决, ``flags`` those of 是否计入.  ``disturbed`` are units, by index, whose points a stray line may change.
    ``ties`` is the template's column 并列依据, ``grades`` one of grades that somebody typed.  ``ranked_together`` says that its units are ranked over all
    categories.  ``log`` says that its rows are single entries, added up by unit.  ``shared`` are cells (row, column) for results that
    are merged with those of other units or columns: no result of their own can be seen there.
    """

    sheet: str
    layout: Layout
    header_row: int
    rows: Sequence[int]
    categories: Sequence[str | None]
    columns: tuple[Column, ...]
    sums: tuple[Column, ...] = ()
    base: Column | None = None
    base_value: Decimal | None = None
    asked_base: Decimal | None = None
    bases: tuple[Decimal, ...] = ()
    limits: tuple[PointsLimit, ...] = ()
    marks: tuple[Column, ...] = ()
    shared_by: Decimal = Decimal(1)
    coefficient: Column | None = None
    places: int | None = None
    open: tuple[OpenColumn, ...] = ()
    remarks: tuple[Column, ...] = ()
    vetoes: tuple[Column, ...] = ()
    flags: tuple[Column, ...] = ()
    disturbed: frozenset[int] = frozenset()
    log: bool = False
    ties: Column | None = None
    grades: Column | None = None
    ranked_together: bool = False
    shared: Set[tuple[int, int]] = frozenset()

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
    OPEN_COLUMN = "open_column"  # a column that may change scores; values: (its name, why, the likely role)
    OPEN_BASE = "open_base"  # a heading or a text around the table names what may be the base; values: (text, base)
    OPEN_BASES = "open_bases"  # a text names bases of kinds that the table does not have; values: (text,)
    SHARED_POINTS = "shared_points"  # a cell of points is merged over several units; values: (text, units)
    LYING = "lying"  # the table lies on its side, its units across; values: (sheet,)
    OPEN_RULE = "open_rule"  # a text around the table speaks of a rule that is not computed with; values: (text,)
    OPEN_COEFFICIENT = "open_coefficient"  # nobody says how a coefficient counts; values: (heading,)
    VOID_ANSWER = "void_answer"  # a heading is not what it was when it was asked about; values: (then, answer, now)
    TYPED_OVER = "typed_over"  # a value over the formula of its column; values: (heading, value, formula)
    OTHER_FORMULA = "other_formula"  # another formula than its column's; values: (heading, formula, the column's)
    OTHER_LIST = "other_list"  # a list under or beside the table; values: (its first line,)
    OPEN_LIST = "open_list"  # the same, with units and points that the table may lack; values: (its first line,)
    HIDDEN_SHEET = "hidden_sheet"  # values: (names,)
    COPIED_SHEET = "copied_sheet"  # values: (sheet, the other one, units that differ)
    STRAY_LINE = "stray_line"  # a line in a place where none belongs may change the unit above; values: (text, unit)
    OTHER_SCORE = "other_score"  # a ranking states another score than was computed; values: (unit, stated, computed)
    ONE_UNIT = "one_unit"  # the rows are items of one unit; values: (the unit, empty where none is named, the heading)
    LONE_NAME = "lone_name"  # the last name of a table with nothing beside it may be none of a unit; values: (name,)
    DITTO = "ditto"  # 〃 or 同上 where a value belongs; values: (text,)
    LOG = "log"  # single entries were added up by unit; values: (entries, units)
    STRUCK = "struck"  # words of a counted cell are struck out; values: (words,)
    NOTED_UNIT = "noted_unit"  # a text around the table names a unit and points; values: (the text, the units)
    COMMENT = "comment"  # a comment on a unit's cell may change its score; values: (its text,)
    HIDDEN_ROWS = "hidden_rows"  # hidden rows hold units that take ranks; values: (how many, the first unit)
    MANY_TABLES = "many_tables"  # a sheet has more headings than are read; values: (how many were)
    BROKEN_WORDS = "broken_words"  # lines of the file of headings; values: (file, lines)


@dataclass(frozen=True, slots=True)
class Gap:
    """Something missing that a reader noticed: plain data, worded by a rule; ``answer`` is what would settle it."""

    kind: GapKind
    where: CellRef | None
    values: tuple[str, ...] = ()
    answer: Answer | None = None


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
    ``rankings`` are tables beside ``tables`` that state scores without points: nothing is computed of them.
    ``fingerprint`` is that of the file's content, empty where it was no file: an outcome goes into no other.
    that was made of this workbook, None where there is none.  ``readings`` say of every sheet how it was read,
    with the ``answers`` of a person.  ``size`` is that of the file in bytes, 0 where it was no file: texts that come to
    far more than it are not all read.
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
    rankings: tuple[Table, ...] = ()
    fingerprint: str = ""
    answers: Answers = NO_ANSWERS
    size: int = 0
