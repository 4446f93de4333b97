"""What every unit of a table gains and loses, and from which cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from kaohe.assessment.appraisal import Appraisal, Appraiser
from kaohe.assessment.figures import Flaw, FlawedCell, misfit, shown
from kaohe.assessment.grounds import Grounds, open_units, read_grounds
from kaohe.assessment.scoring import NOTHING, ZERO, Tally, plain, sum_points
from kaohe.assessment.settling import ReasonColumn, add_reasons, is_blank_of, settle_bundles
from kaohe.core.cells import CellValue, ExcelError
from kaohe.core.names import tidy_name
from kaohe.core.points import read_points
from kaohe.core.records import dataclass
from kaohe.core.schema import Field
from kaohe.core.table import Column, Layout, PointsLimit, Table
from kaohe.core.text import fold
from kaohe.reason.model import Item

_POINTS = (Field.REASONS, Field.ADDED, Field.DEDUCTED)


@dataclass(slots=True)
class Ledger:
    """One table after reading and adding up: all lists have one element a unit.

    ``grounds`` are what scores start from and are multiplied by, where that is not the same for all.

    ``tallies`` are None where points stay open.  ``answered`` are the units with
    texts that give no points while a number column does.  ``names`` are the units' names as shown,
    ``tidy_names`` without padding.
    """

    table: Table
    names: list[str]
    tidy_names: list[str]
    reasons: tuple[ReasonColumn, ...]
    tallies: list[Tally | None]
    flaws: list[FlawedCell]
    answered: set[int]
    grounds: Grounds | None = None


def open_ledger(table: Table, appraiser: Appraiser) -> Ledger:
    """Read, match and add up every unit of a table."""
    flaws: list[FlawedCell] = []
    reasons = tuple(ReasonColumn(column, _appraise(column, appraiser, flaws)) for column in table.all(Field.REASONS))
    names = _names(table)
    tidy_names = names if all(map(str.isalnum, names)) else [tidy_name(name) for name in names]
    ledger = Ledger(table, names, tidy_names, reasons, add_reasons(reasons, len(table.rows)), flaws, set())
    flaws += _unreadable_heads(table)
    if table.layout is Layout.OFFICE:
        _settle(ledger)
        _audit_sums(ledger)
    flaws += _blank_units(ledger)
    if table.marks and not any(column.field in _POINTS for column in table.columns):
        ledger.tallies[:] = [NOTHING] * len(table.rows)
    ledger.grounds = read_grounds(table, flaws)
    flaws += [*_above_limits(ledger), *_not_counted(ledger)]
    for unit in open_units(table, flaws):
        ledger.tallies[unit] = None
    return ledger


def _settle(ledger: Ledger) -> None:
    """Settle the texts with the numbers beside them, pair by pair where they stand in pairs."""
    table = ledger.table
    figures = [column for column in table.columns if column.field in (Field.ADDED, Field.DEDUCTED)]
    if not figures:
        return
    settled = settle_bundles(ledger.reasons, figures, len(table.rows))
    ledger.tallies[:] = settled.tallies
    ledger.flaws.extend(settled.flaws)
    ledger.answered.update(settled.answered)


def _names(table: Table) -> list[str]:
    column = table.column(Field.UNIT)
    if column is None:
        return [""] * len(table.rows)
    return [value if type(value) is str else "" if value is None else shown(value) for value in column.values]


def _unreadable_heads(table: Table) -> Iterator[FlawedCell]:
    """Yield the error cells among numbers, names and categories."""
    for column in (*table.all(Field.NUMBER), *table.all(Field.UNIT), *table.all(Field.CATEGORY)):
        if ExcelError in set(map(type, column.values)):
            for unit, value in enumerate(column.values):
                if isinstance(value, ExcelError):
                    yield FlawedCell(Flaw.ERROR_CELL, unit, column, (str(value),))


def _appraise(column: Column, appraiser: Appraiser, flaws: list[FlawedCell]) -> list[Appraisal | None]:
    appraiser = appraiser.under(column.sign)
    appraisals: list[Appraisal | None] = [
        appraiser[value] if type(value) is str else _appraise_other(value, appraiser) for value in column.values
    ]
    if None in appraisals:
        flaws += _no_texts(column, appraisals)
    if column.sign is not None:
        flaws += _heading_clashes(column, appraisals)
    return appraisals


def _appraise_other(value: CellValue, appraiser: Appraiser) -> Appraisal | None:
    """Take a blank cell and the number 0 for no reason; whatever else is not text stays open."""
    nothing = value is None or (isinstance(value, Decimal) and not value)
    return appraiser[""] if nothing else None


def _no_texts(column: Column, appraisals: Sequence[Appraisal | None]) -> Iterator[FlawedCell]:
    for unit, appraisal in enumerate(appraisals):
        if appraisal is None:
            yield misfit(Flaw.NOT_REASON, unit, column)


def _heading_clashes(column: Column, appraisals: Sequence[Appraisal | None]) -> Iterator[FlawedCell]:
    for unit, appraisal in enumerate(appraisals):
        if appraisal is None or appraisal.tally is None:
            continue
        against = appraisal.tally.deducted if column.sign == 1 else appraisal.tally.added
        if against:
            yield FlawedCell(Flaw.HEADING_CLASH, unit, column, (plain(against),))


def _audit_sums(ledger: Ledger) -> None:
    """Leave units open whose typed sum of several columns is another than what these come to."""
    counted = [column for column in ledger.table.columns if column.field in _POINTS]
    for column in ledger.table.sums:
        parts = [part for part in counted if part.index in column.parts]
        if not parts:
            continue
        whole = {part.index for part in counted if part.sign in (parts[0].sign, None)} <= set(column.parts)
        numeric = all(part.field in (Field.ADDED, Field.DEDUCTED) for part in parts)
        for unit, value in enumerate(column.values):
            tally, stated = ledger.tallies[unit], _stated_sum(value)
            if tally is None or stated is None:
                continue
            if numeric:
                total = _sum_of_parts(parts, unit)
            elif whole:
                total = tally.added - tally.deducted
            else:
                continue
            if abs(stated) != abs(total):
                values = (plain(abs(stated)), plain(abs(total)), parts[0].header, parts[-1].header)
                ledger.flaws.append(FlawedCell(Flaw.FIGURE_DIFFERS, unit, column, values))
                ledger.tallies[unit] = None


def _above_limits(ledger: Ledger) -> Iterator[FlawedCell]:
    """Leave units open whose bonuses or deductions exceed what a heading or a text around the table allows; yield them."""
    table = ledger.table
    for limit in sorted(table.limits, key=lambda each: each.points):
        alone = next((c for c in table.columns if c.index in limit.columns), None) if len(limit.columns) == 1 else None
        where = alone or table.column(Field.SCORE) or table.column(Field.UNIT)
        for unit, tally in enumerate(ledger.tallies):
            if tally is None or where is None:
                continue
            added, deducted = _limited(ledger, limit, unit, tally)
            for sign, word, points in ((1, "加", added), (-1, "扣", deducted)):
                if limit.sign in (sign, None) and points > limit.points and ledger.tallies[unit] is not None:
                    yield FlawedCell(Flaw.ABOVE_LIMIT, unit, where, (word, plain(points), limit.text))
                    ledger.tallies[unit] = None


def _limited(ledger: Ledger, limit: PointsLimit, unit: int, tally: Tally) -> tuple[Decimal, Decimal]:
    """Return what is added and deducted where a limit holds: in its columns, or in all."""
    if not limit.columns:
        return tally.added, tally.deducted
    points: list[Decimal] = []
    for column in ledger.table.columns:
        if column.index in limit.columns and column.field in (Field.ADDED, Field.DEDUCTED):
            points.append(_sum_of_parts([column], unit))
    for reason in ledger.reasons:
        appraisal = reason.appraisals[unit]
        if reason.column.index in limit.columns and appraisal is not None and appraisal.reading.total is not None:
            points += [part.points for part in appraisal.reading.parts if isinstance(part, Item)]
    if limit.each:
        return max((*points, ZERO)), -min((*points, ZERO))
    sums = sum_points(points)
    return sums.added, sums.deducted


_NO = frozenset(
    {"否", "不", "×", "x", "n", "no", "未", "不是", "不计入", "不计", "不采纳", "不生效", "无效", "不属实", "不认定"}
)


def _not_counted(ledger: Ledger) -> Iterator[FlawedCell]:
    """Leave units open that have points although 是否计入 says no; yield them."""
    for column in ledger.table.flags:
        for unit, value in enumerate(column.values):
            tally = ledger.tallies[unit]
            if (
                isinstance(value, str)
                and fold(value).strip().lower() in _NO
                and tally is not None
                and (tally.added or tally.deducted)
            ):
                yield FlawedCell(Flaw.NOT_COUNTED, unit, column, (shown(value),))
                ledger.tallies[unit] = None


def _stated_sum(value: CellValue) -> Decimal | None:
    points = None if value is None else read_points(value)
    return None if points is None else points.value


def _sum_of_parts(parts: Sequence[Column], unit: int) -> Decimal:
    """Return what the numbers of several columns come to; a minus under 扣分 only repeats the heading."""
    total = ZERO
    for part in parts:
        points = read_points(part.values[unit])
        if points is not None:
            number = points.value * (part.factor or 1)
            total += number if part.sign is None else part.sign * abs(number)
    return total


def _blank_units(ledger: Ledger) -> Iterator[FlawedCell]:
    """Yield the units that neither reasons nor numbers speak for, and that are taken to gain and lose nothing."""
    if not ledger.reasons:
        yield from _without_figures(ledger)
        return
    first = ledger.reasons[0]
    blank = {appraisal for appraisal in set(first.appraisals) if appraisal is not None and appraisal.blank}
    for unit, appraisal in enumerate(first.appraisals if blank else ()):
        if appraisal in blank and _is_unanswered(ledger, unit) and is_blank_of(ledger.reasons, unit):
            yield FlawedCell(Flaw.BLANK_REASON, unit, first.column)


def _without_figures(ledger: Ledger) -> Iterator[FlawedCell]:
    column = next((each for name in (Field.DEDUCTED, Field.ADDED) for each in ledger.table.all(name)), None)
    if column is not None:
        units = (unit for unit in range(len(ledger.tallies)) if _is_unanswered(ledger, unit))
        yield from (FlawedCell(Flaw.BLANK_REASON, unit, column) for unit in units)


def _is_unanswered(ledger: Ledger, unit: int) -> bool:
    """Say whether a unit is settled, but not by a number; one that a number contradicts is not settled at all."""
    return unit not in ledger.answered and ledger.tallies[unit] is not None
