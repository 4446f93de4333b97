"""What every unit of a table gains and loses, and from which cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from kaohe.assessment.appraisal import Appraisal, Appraiser
from kaohe.assessment.figures import Figures, Flaw, FlawedCell, misfit, number_in, read_figures, shown
from kaohe.assessment.scoring import NOTHING, ZERO, Tally, plain
from kaohe.core.cells import CellValue, ExcelError
from kaohe.core.names import tidy_name
from kaohe.core.schema import Field
from kaohe.core.table import Column, Layout, Table

_POINTS = (Field.REASONS, Field.ADDED, Field.DEDUCTED)


@dataclass(frozen=True, slots=True)
class ReasonColumn:
    """A column of reason texts with the appraisal of every cell; None for a cell that is no text."""

    column: Column
    appraisals: list[Appraisal | None]


@dataclass(frozen=True, slots=True)
class Ledger:
    """One table after reading and adding up: all lists have one element a unit.

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


def open_ledger(table: Table, appraiser: Appraiser) -> Ledger:
    """Read, match and add up every unit of a table."""
    flaws: list[FlawedCell] = []
    reasons = tuple(ReasonColumn(column, _appraise(column, appraiser, flaws)) for column in table.all(Field.REASONS))
    names = _names(table)
    tidy_names = names if all(map(str.isalnum, names)) else [tidy_name(name) for name in names]
    ledger = Ledger(table, names, tidy_names, reasons, _add_reasons(reasons, len(table.rows)), flaws, set())
    flaws += _unreadable_heads(table)
    if table.layout is Layout.OFFICE:
        _settle_figures(ledger)
        _audit_sums(ledger)
    flaws += _blank_units(ledger)
    return ledger


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


def _add_reasons(reasons: Sequence[ReasonColumn], count: int) -> list[Tally | None]:
    columns = [[None if each is None else each.tally for each in reason.appraisals] for reason in reasons]
    if len(columns) == 1:
        return columns[0]
    return [_add(tallies) for tallies in zip(*columns, strict=True)] if columns else [None] * count


def _add(tallies: tuple[Tally | None, ...]) -> Tally | None:
    added = deducted = ZERO
    for tally in tallies:
        if tally is None:
            return None
        added += tally.added
        deducted += tally.deducted
    return Tally(added, deducted)


def _settle_figures(ledger: Ledger) -> None:
    """Settle texts with the numbers typed beside them: they agree, or one is silent, or the sum stays open."""
    if not (ledger.table.all(Field.ADDED) or ledger.table.all(Field.DEDUCTED)):
        return
    figures = read_figures(ledger.table)
    ledger.flaws.extend(figures.flaws)
    for unit, textual in enumerate(ledger.tallies):
        if unit in figures.unreadable:
            ledger.tallies[unit] = None
        elif _is_blank(ledger.reasons, unit):
            _take_figures(ledger, figures, unit)
        elif textual is None:
            _fill_in(ledger, figures, unit)
        elif clash := figures.clash(unit, textual):
            ledger.tallies[unit] = None
            ledger.flaws.append(clash)


def _fill_in(ledger: Ledger, figures: Figures, unit: int) -> None:
    """Take the numbers for the texts that give no points, and the other texts at their word.

    缺会 under 扣分原因 is settled by a number under 扣分, 无 beside it under 加分原因 says nothing
    against that; but a number under 加分 does not tell what 缺会 costs.
    """
    said = _said(ledger.reasons, unit)
    typed = figures.tallies[unit]
    if said is None or typed is None or not all(figures.speak_for(unit, sign) for sign in said.open_signs):
        return
    tally = said.completed(typed)
    clash = figures.clash(unit, tally) if tally else None
    if clash is not None:
        ledger.flaws.append(clash)
    elif tally is not None and not _leave_unsaid(ledger, figures, unit):
        ledger.tallies[unit] = tally
        ledger.answered.add(unit)


class _Said(NamedTuple):
    """What the texts of one unit say: their points, and the headings' signs of those that say none."""

    points: Tally
    open_signs: frozenset[int | None]
    quiet: bool

    def completed(self, typed: Tally) -> Tally | None:
        """Return the tally with typed numbers where texts are open; None where other texts speak on the same side."""
        sides = ((1, typed.added, self.points.added), (-1, typed.deducted, self.points.deducted))
        settled = []
        for sign, figure, said in sides:
            is_open = not self.open_signs.isdisjoint({sign, None})
            if is_open and said:
                return None
            settled.append(figure if is_open or self.quiet else said)
        return Tally(*settled)


def _said(reasons: Sequence[ReasonColumn], unit: int) -> _Said | None:
    """Return what the texts of a unit say, None where one of them can't be settled by a number."""
    closed: list[Tally] = []
    signs: set[int | None] = set()
    quiet = True
    for reason in reasons:
        appraisal = reason.appraisals[unit]
        if appraisal is None:
            return None
        if appraisal.tally is not None:
            closed.append(appraisal.tally)
            quiet = quiet and appraisal.blank
        elif appraisal.pointless:
            signs.add(reason.column.sign)
        else:
            return None
    return _Said(_add(tuple(closed)) or NOTHING, frozenset(signs), quiet)


def _take_figures(ledger: Ledger, figures: Figures, unit: int) -> None:
    typed = figures.tallies[unit]
    if typed is None:
        if not ledger.reasons:
            ledger.tallies[unit] = NOTHING
        return
    if _leave_unsaid(ledger, figures, unit):
        return
    ledger.tallies[unit] = typed
    ledger.answered.add(unit)
    if ledger.reasons and (typed.added or typed.deducted):
        ledger.flaws.append(FlawedCell(Flaw.FIGURE_ALONE, unit, ledger.reasons[0].column))


def _leave_unsaid(ledger: Ledger, figures: Figures, unit: int) -> bool:
    """Leave a unit open where nobody says whether its number adds or deducts; say whether that is so."""
    unsaid = [column for column in figures.stated[unit] if column in figures.unsaid]
    typed = figures.tallies[unit]
    if not unsaid or typed is None or not (typed.added or typed.deducted):
        return False
    ledger.flaws.append(FlawedCell(Flaw.SIGN_UNSAID, unit, unsaid[0], (plain(typed.added),)))
    ledger.tallies[unit] = None
    return True


def _audit_sums(ledger: Ledger) -> None:
    """Leave units open whose typed sum of several columns is another than what these come to."""
    for column in ledger.table.sums:
        parts = [
            part.header for part in ledger.table.columns if part.field in _POINTS and part.sign in (column.sign, None)
        ]
        for unit, value in enumerate(column.values):
            tally, stated = ledger.tallies[unit], number_in(value)
            if tally is None or stated is None:
                continue
            counted = tally.added if column.field is Field.ADDED else tally.deducted
            if abs(stated) != counted:
                values = (plain(abs(stated)), plain(counted), parts[0], parts[-1])
                ledger.flaws.append(FlawedCell(Flaw.FIGURE_DIFFERS, unit, column, values))
                ledger.tallies[unit] = None


def _is_blank(reasons: Sequence[ReasonColumn], unit: int) -> bool:
    return all(each is not None and each.blank for each in (reason.appraisals[unit] for reason in reasons))


def _blank_units(ledger: Ledger) -> Iterator[FlawedCell]:
    """Yield the units that neither reasons nor numbers speak for, and that are taken to gain and lose nothing."""
    if not ledger.reasons:
        yield from _without_figures(ledger)
        return
    first = ledger.reasons[0]
    blank = {appraisal for appraisal in set(first.appraisals) if appraisal is not None and appraisal.blank}
    for unit, appraisal in enumerate(first.appraisals if blank else ()):
        if appraisal in blank and _is_unanswered(ledger, unit) and _is_blank(ledger.reasons, unit):
            yield FlawedCell(Flaw.BLANK_REASON, unit, first.column)


def _without_figures(ledger: Ledger) -> Iterator[FlawedCell]:
    column = next((each for name in (Field.DEDUCTED, Field.ADDED) for each in ledger.table.all(name)), None)
    if column is not None:
        units = (unit for unit in range(len(ledger.tallies)) if _is_unanswered(ledger, unit))
        yield from (FlawedCell(Flaw.BLANK_REASON, unit, column) for unit in units)


def _is_unanswered(ledger: Ledger, unit: int) -> bool:
    """Say whether a unit is settled, but not by a number; one that a number contradicts is not settled at all."""
    return unit not in ledger.answered and ledger.tallies[unit] is not None
