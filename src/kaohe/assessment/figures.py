"""Points that staff typed as numbers, in columns of their own beside or in place of reasons."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, time
from decimal import Decimal
from enum import StrEnum

from kaohe.assessment.scoring import Tally, plain, sum_points
from kaohe.core.cells import CellValue, ExcelError
from kaohe.core.patterns import compile_on_use
from kaohe.core.points import read_points, shows_no_points
from kaohe.core.records import NamedTuple, dataclass
from kaohe.core.schema import Field
from kaohe.core.table import Column
from kaohe.core.text import fold


class Flaw(StrEnum):
    """What is wrong with one cell, whatever stage met it."""

    BLANK_REASON = "blank_reason"
    ERROR_CELL = "error_cell"
    NOT_CALCULATED = "not_calculated"  # a formula without a value where points or a reason belong
    NOT_REASON = "not_reason"  # a number, date or truth value where a reason belongs
    NOT_POINTS = "not_points"  # anything but a number where points belong
    NOT_SCORE = "not_score"  # anything but a number where a score or rank belongs
    NEGATIVE_BONUS = "negative_bonus"  # -0.5 under 加分
    FIGURE_DIFFERS = "figure_differs"  # the number contradicts the reason text
    SIGN_UNSAID = "sign_unsaid"  # 0.3 under 加扣分, where no number of the column has a sign
    FIGURE_ALONE = "figure_alone"  # a number without any reason
    HEADING_CLASH = "heading_clash"  # 加0.5分 under 扣分原因
    OTHER_SIGN = "other_sign"  # -0.5 under 扣分 where the other numbers have no sign, 加0.5 under 扣分
    MISSING_NUMBER = "missing_number"  # a base, a mark or a coefficient is not there
    ABOVE_FULL = "above_full"  # more marks than the heading allows
    VETO = "veto"  # something under 一票否决
    ABOVE_LIMIT = "above_limit"  # more than a text around the table lets bonuses or deductions come to
    NOT_COUNTED = "not_counted"  # 否 under 是否计入, in a row that has points
    REMARK_POINTS = "remark_points"  # a remark with points, or one that takes some back


class FlawedCell(NamedTuple):
    """A flaw, the unit (index into ``Table.rows``), the column, and what a rule quotes."""

    flaw: Flaw
    unit: int
    column: Column
    values: tuple[str, ...] = ()


@dataclass(slots=True)
class Figures:
    """The typed points of a table's units.

    ``tallies`` are None where nothing was typed.  ``stated`` holds, unit for unit, the
    columns that have a number.  ``unreadable`` are the units with a cell that can't be taken
    for points; ``unsaid`` are the indexes of the columns of which neither heading nor numbers say whether they
    add or deduct, ``unmarked`` the single numbers (unit, column) of the others that do not say so: 0.3 below +0.5.
    """

    columns: tuple[Column, ...]
    tallies: list[Tally | None]
    stated: list[tuple[Column, ...]]
    unreadable: set[int]
    unsaid: frozenset[int]
    flaws: list[FlawedCell]
    unmarked: frozenset[tuple[int, int]] = frozenset()

    def leaves_sign_open(self, unit: int, column: Column) -> bool:
        """Say whether nothing tells if a unit's number in a column adds or deducts."""
        return column.index in self.unsaid or (unit, column.index) in self.unmarked

    def clash(self, unit: int, textual: Tally) -> FlawedCell | None:
        """Return the flaw where a typed sum is another than that of the reason texts.

        A side (added, deducted) on which no number was typed states nothing.
        """
        typed = self.tallies[unit]
        if typed is None:
            return None
        for column in self.stated[unit]:
            figure, expected = _compared(column, typed), _compared(column, textual)
            if figure != expected and not (self.leaves_sign_open(unit, column) and abs(figure) == abs(expected)):
                return FlawedCell(Flaw.FIGURE_DIFFERS, unit, column, (plain(figure), plain(expected)))
        return None

    def speak_for(self, unit: int, sign: int | None) -> bool:
        """Say whether a number was typed for a text without points under a heading of this sign.

        Where the heading leaves the sign open, a lone 0 under 加分 does not say what was deducted.
        """
        signs = {column.sign for column in self.stated[unit]}
        if sign is not None:
            return not signs.isdisjoint({sign, None})
        typed = self.tallies[unit]
        return typed is not None and bool(
            typed.added or typed.deducted or signs >= {column.sign for column in self.columns}
        )


def _compared(column: Column, tally: Tally) -> Decimal:
    """Return what the numbers of a column are compared with: one side, or the net sum where they carry signs."""
    if column.sign is None:
        return tally.added - tally.deducted
    return tally.added if column.field is Field.ADDED else tally.deducted


_NUMBER = compile_on_use(r"[+-]?\d+(?:\.\d+)?")
_NOTHING_TYPED = frozenset({"", "-", "--", "/", "\\", "无", "没有"})


def read_figures(columns: Sequence[Column], count: int) -> Figures:
    """Return the points typed in columns of numbers, over ``count`` units; deductions are looked at first."""
    columns = tuple(sorted(columns, key=lambda column: column.field is not Field.DEDUCTED))
    flaws: list[FlawedCell] = []
    points: list[list[Decimal]] = [[] for _ in range(count)]
    stated: list[list[Column]] = [[] for _ in range(count)]
    for column in columns:
        for unit, number in _points(column, flaws):
            points[unit].append(number)
            stated[unit].append(column)
    tallies = [sum_points(numbers) if numbers else None for numbers in points]
    signed = {column.index for column in columns if _has_signs(column)}
    unsaid = frozenset(column.index for column in columns if column.sign is None) - signed
    unmarked = frozenset(
        (unit, column.index) for column in columns if column.index not in unsaid for unit in _unmarked(column)
    )
    found = [tuple(each) for each in stated]
    return Figures(columns, tallies, found, {flaw.unit for flaw in flaws}, unsaid, flaws, unmarked)


def _unmarked(column: Column) -> Iterator[int]:
    """Yield the units whose number has no sign in a column of both signs where others write the plus as well: +0.5, 加0.5.

    A cell that is a number never shows a plus, so only 加 beside it says that its own is missing.
    """
    if column.sign is not None:
        return
    read = [(value, read_points(value)) for value in column.values]
    worded = any(points is not None and points.worded == 1 for _, points in read)
    marked = any(isinstance(value, str) and _shows_plus(value) for value, points in read if points is not None)
    for unit, (value, points) in enumerate(read):
        if points is None or points.value <= 0 or points.worded is not None:
            continue
        if worded or (marked and isinstance(value, str) and not _shows_plus(value)):
            yield unit


def _shows_plus(text: str) -> bool:
    return fold(text).lstrip().startswith("+")


def number_in(value: CellValue) -> Decimal | None:
    """Return the number that a cell shows, typed as a number or as text (``0.2分``); None for anything else."""
    if isinstance(value, Decimal):
        return value
    if isinstance(value, ExcelError) or not isinstance(value, str):
        return None
    text = fold(value).strip().removesuffix("分").strip()
    return Decimal(text) if text.isascii() and _NUMBER.fullmatch(text) else None


def shows_nothing(value: CellValue) -> bool:
    """Say whether a cell that should hold a number is left blank, or struck out with a dash."""
    if value is None:
        return True
    return isinstance(value, str) and not isinstance(value, ExcelError) and fold(value).strip() in _NOTHING_TYPED


def shown(value: CellValue) -> str:
    """Return a cell value as a message quotes it: as the cell shows it."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    return plain(value) if isinstance(value, Decimal) else str(value)


def misfit(flaw: Flaw, unit: int, column: Column) -> FlawedCell:
    """Return the flaw of a cell whose value does not belong there: an error cell's own, before ``flaw``."""
    value = column.values[unit]
    if value is ExcelError.NOT_CALCULATED:
        flaw = Flaw.NOT_CALCULATED
    elif isinstance(value, ExcelError):
        flaw = Flaw.ERROR_CELL
    return FlawedCell(flaw, unit, column, (shown(value),))


def _has_signs(column: Column) -> bool:
    found = map(read_points, column.values)
    return any(points is not None and (points.value < 0 or points.worded is not None) for points in found)


def _points(column: Column, flaws: list[FlawedCell]) -> Iterator[tuple[int, Decimal]]:
    """Yield (unit, signed points); a minus under 扣分 only repeats the heading, where all numbers have one."""
    odd = _odd_sign(column) if column.sign == -1 else 0
    factor = column.factor
    for unit, value in enumerate(column.values):
        if shows_no_points(value):
            continue
        points = read_points(value)
        if points is None:
            flaws.append(misfit(Flaw.NOT_POINTS, unit, column))
            continue
        number = points.value if factor is None else points.value * factor
        if column.sign is None:
            yield unit, number
        elif column.sign < 0:
            if points.worded == 1 or (number * odd > 0 and isinstance(value, Decimal)):
                flaws.append(FlawedCell(Flaw.OTHER_SIGN, unit, column, (_on_one_line(value),)))
            else:
                yield unit, -abs(number)
        elif number < 0:
            flaws.append(FlawedCell(Flaw.NEGATIVE_BONUS, unit, column, (_on_one_line(value),)))
        else:
            yield unit, number


def _on_one_line(value: CellValue) -> str:
    return " ".join(shown(value).split())


def _odd_sign(column: Column) -> int:
    """Return the sign of the fewer numbers where a column has both, else 0: those may be meant the other way."""
    numbers = [value for value in column.values if isinstance(value, Decimal) and value]
    negative = sum(value < 0 for value in numbers)
    if negative in (0, len(numbers)):
        return 0
    return -1 if negative * 2 <= len(numbers) else 1
