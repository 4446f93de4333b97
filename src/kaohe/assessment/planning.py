"""What would change in the sheet, as data: only computed columns, only cells whose value changes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import cache

from kaohe.assessment.outcome import ColumnWrite
from kaohe.assessment.scoring import CELL
from kaohe.assessment.standing import Standing
from kaohe.core.cells import CellValue
from kaohe.core.findings import Finding, Severity
from kaohe.core.schema import COMPUTED, Field
from kaohe.core.table import Column, Layout
from kaohe.core.unranked import UNRANKED

#: What 核对 says of a unit without findings.
CLEAN = "无误"
CLEAN_UNRANKED = f"{CLEAN}（{UNRANKED}）"
_MOST = 5
_SEVERITIES = tuple(Severity)


def plan(
    standings: Iterable[Standing], findings: Sequence[Finding], *, overwrite: bool = False
) -> tuple[ColumnWrite, ...]:
    """Return the writes for all tables, column by column.

    The template's computed columns follow what is computed.  In an office's own layout
    blank scores and ranks are filled, typed ones kept unless ``overwrite``, formulas never touched.
    """
    writes: list[ColumnWrite] = []
    for standing in standings:
        template = standing.table.layout is Layout.TEMPLATE
        for name in COMPUTED if template else (Field.SCORE, Field.RANK):
            column = standing.table.column(name)
            if column is not None:
                values = _computed(name, standing, findings)
                changed = _seen(standing, column, _changed(column, values, template, overwrite))
                writes += _write(standing, column, values, changed)
    return tuple(writes)


def check_line(findings: Iterable[Finding]) -> str:
    """Return what 核对 shows for the findings on one reason cell: one line of bearable length, errors first."""
    ordered = sorted(findings, key=lambda each: _SEVERITIES.index(each.severity))
    said = "".join(f"【{each.code}】{each.headline}" for each in ordered[:_MOST])
    more = len(ordered) - _MOST
    return f"{said}另有{more}条，见核对结果。" if more > 0 else said or CLEAN


def _computed(name: Field, standing: Standing, findings: Sequence[Finding]) -> Sequence[CellValue]:
    tallies = standing.ledger.tallies
    if name is Field.ADDED:
        return [None if tally is None else CELL.plus(tally.added) for tally in tallies]
    if name is Field.DEDUCTED:
        return [None if tally is None else CELL.plus(tally.deducted) for tally in tallies]
    if name is Field.SCORE:
        return [None if score is None else score.value for score in standing.scores]
    if name is Field.RANK:
        return [None if rank is None else _decimal(rank) for rank in standing.ranks]
    return _check_lines(standing, findings)


_decimal = cache(Decimal)


def _check_lines(standing: Standing, findings: Sequence[Finding]) -> list[CellValue]:
    """Return the line of each unit: its findings on the reason cell, and why it has no rank."""
    columns = {reason.column.index for reason in standing.ledger.reasons}
    by_row: defaultdict[int, list[Finding]] = defaultdict(list)
    here = (each for each in findings if each.where is not None and each.where.sheet == standing.table.sheet)
    for each in here:
        if each.where is not None and (each.where.column in columns or each.code in _ON_RANKS):
            by_row[each.where.row].append(each)
    unranked = {standing.table.rows[unit] for unit in standing.unranked}
    return [_check_line(by_row.get(row, ()), is_unranked=row in unranked) for row in standing.table.rows]


#: Findings on other cells of a unit that leave it without a rank.
_ON_RANKS = frozenset({"S201", "R606"})


def _check_line(findings: Sequence[Finding], *, is_unranked: bool) -> str:
    line = check_line(findings) if findings else CLEAN
    if not is_unranked:
        return line
    return CLEAN_UNRANKED if line == CLEAN else f"{UNRANKED}。{line}"


def _changed(column: Column, values: Sequence[CellValue], template: bool, overwrite: bool) -> list[int]:
    free = template or overwrite
    changed = [
        index
        for index, (old, new) in enumerate(zip(column.values, values, strict=True))
        if (new is not None if old is None else not _same(old, new) and (free or _is_blank(old)))
    ]
    if template or not column.formulas:
        return changed
    return [index for index in changed if column.formulas[index] is None]


def _seen(standing: Standing, column: Column, changed: list[int]) -> list[int]:
    """Leave out the cells that are merged with others: nobody would see whose result stands there."""
    shared = standing.table.shared
    if not shared:
        return changed
    return [unit for unit in changed if (standing.table.rows[unit], column.index) not in shared]


def _same(old: CellValue, new: CellValue) -> bool:
    """Say whether a cell shows ``new`` already; a truth value is no number, an empty text is blank."""
    if new is None:
        return _is_blank(old)
    return type(old) is type(new) and old == new


def _is_blank(value: CellValue) -> bool:
    return value is None or (type(value) is str and not value.strip())


def _write(
    standing: Standing, column: Column, values: Sequence[CellValue], changed: Sequence[int]
) -> tuple[ColumnWrite, ...]:
    if not changed:
        return ()
    table, rows = standing.table, column.rows or standing.table.rows
    return (
        ColumnWrite(
            table.sheet,
            column.field,
            column.index,
            tuple(map(rows.__getitem__, changed)),
            tuple(map(values.__getitem__, changed)),
        ),
    )
