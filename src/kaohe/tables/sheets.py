"""Which sheets, and which tables in them, are the assessment: not hidden ones, copies, lists under a table, sources of a summary."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from kaohe.core.cells import CellRef, CellValue
from kaohe.core.names import tidy_name
from kaohe.core.patterns import compile_on_use
from kaohe.core.reading import Answers, SheetAnswer, SheetReading, SheetState
from kaohe.core.records import dataclass, replace
from kaohe.core.schema import Field
from kaohe.core.table import Gap, GapKind, Layout, Table
from kaohe.tables.below import list_gaps
from kaohe.tables.grid import SheetGrid, Visibility
from kaohe.tables.row_readings import row_readings
from kaohe.tables.sheet import FoundTable, read_sheet

#: Fewer units are alike by chance.
_FEWEST_ALIKE = 3


@dataclass(slots=True)
class ReadSheet:
    """One sheet as read: its tables with what lies around them, or why it was left out."""

    grid: SheetGrid
    found: list[FoundTable]
    state: SheetState = SheetState.READ
    why: str = ""

    @property
    def tables(self) -> list[Table]:
        """The tables that can be computed."""
        return [each.table for each in self.found if each.table is not None]

    def skip(self, why: str) -> None:
        """Leave the sheet out."""
        self.found, self.state, self.why = [], SheetState.SKIPPED, why

    def drop_table(self, table: Table, gaps: Sequence[Gap]) -> None:
        """Leave one table out, and say so."""
        self.found = [
            replace(each, table=None, missing=None, gaps=tuple(gaps)) if each.table is table else each
            for each in self.found
        ]

    def replace_table(self, old: Table, new: Table) -> None:
        """Put another table in the place of one."""
        self.found = [replace(each, table=new) if each.table is old else each for each in self.found]


def read_sheets(grids: Sequence[SheetGrid], answers: Answers) -> tuple[list[ReadSheet], list[Gap]]:
    """Read all ``grids``; return them with what is to be said of those that were left out."""
    sheets = [ReadSheet(grid, []) for grid in grids]
    gaps: list[Gap] = []
    for sheet in sheets:
        wanted = answers.sheets.get(sheet.grid.name)
        if answers.only is not None and sheet.grid.name not in answers.only:
            sheet.skip("没有选它")
        elif answers.only is None and wanted is False:
            sheet.skip("已由人确认不读")
        else:
            sheet.found = list(read_sheet(sheet.grid, answers))
    gaps += _leave_hidden(sheets, answers)
    for sheet in sheets:
        _leave_lists(sheet)
    gaps += _leave_copies(sheets, answers)
    _leave_sources(sheets)
    return sheets, gaps


def audit_rankings(sheets: Sequence[ReadSheet]) -> tuple[Table, ...]:
    """Return what states scores without points beside whole tables; where there are none, take it for the tables.

    Nothing is computed of those, but typed scores and ranks are held against each other.
    """
    rankings = [(sheet, each) for sheet in sheets for each in sheet.found if each.ranking is not None]
    if any(sheet.tables for sheet in sheets):
        return tuple(each.ranking for _, each in rankings if each.ranking is not None)
    for sheet, ranking in rankings:
        if ranking.ranking is not None and _states_ranks(ranking.ranking):
            sheet.found = [replace(each, table=each.ranking) if each is ranking else each for each in sheet.found]
    return ()


def _states_ranks(table: Table) -> bool:
    score, rank = table.column(Field.SCORE), table.column(Field.RANK)
    if score is None or rank is None:
        return False
    return sum(None not in pair for pair in zip(score.values, rank.values, strict=True)) >= _FEWEST_ALIKE


def _is_chosen(sheet: ReadSheet, answers: Answers) -> bool:
    name = sheet.grid.name
    return (answers.only is not None and name in answers.only) or answers.sheets.get(name) is True


def _leave_hidden(sheets: Sequence[ReadSheet], answers: Answers) -> Iterator[Gap]:
    hidden = [
        sheet
        for sheet in sheets
        if sheet.grid.state is not Visibility.VISIBLE and sheet.found and not _is_chosen(sheet, answers)
    ]
    if len(hidden) == len([sheet for sheet in sheets if sheet.found]) and not any(
        sheet.grid.state is Visibility.VISIBLE for sheet in sheets
    ):
        return
    named = [sheet.grid.name for sheet in hidden if sheet.tables and not _is_template(sheet)]
    for sheet in hidden:
        if not _is_template(sheet):
            sheet.skip("工作表是隐藏的")
    if named:
        yield Gap(GapKind.HIDDEN_SHEET, None, tuple(named))


def _is_template(sheet: ReadSheet) -> bool:
    return any(table.layout is Layout.TEMPLATE for table in sheet.tables)


def _leave_lists(sheet: ReadSheet) -> None:
    """Take a table without scores and ranks, below one that has them and of the same units, for a list of details."""
    tables = sheet.tables
    mains = [table for table in tables if _has_results(table)]
    for table in tables:
        above = [main for main in mains if main.header_row < table.header_row]
        if _has_results(table) or not above:
            continue
        main = above[-1]
        names = [None if name is None else str(name) for name in _names(main)]
        known = {tidy_name(name) for name in names if name}
        own = [tidy_name(str(name)) for name in _names(table) if name is not None]
        if not own or sum(name in known for name in own) * 2 <= len(own):
            continue
        disturbed = set(main.disturbed)
        rows = range(_caption_row(sheet.grid, table), sheet.grid.last_row + 1)
        cells = [(row, dict(sheet.grid.filled(row))) for row in rows if any(True for _ in sheet.grid.filled(row))]
        gaps = list(list_gaps(table.sheet, [cells], names, disturbed))
        sheet.drop_table(table, gaps)
        changed = replace(main, disturbed=frozenset(disturbed))
        sheet.replace_table(main, changed)
        mains[mains.index(main)] = changed


def _caption_row(grid: SheetGrid, table: Table) -> int:
    """Return the row of the line right above a table's headings, else that of the headings."""
    above = table.header_row - 1
    return above if len(list(grid.filled(above))) == 1 else table.header_row


def _has_results(table: Table) -> bool:
    return table.column(Field.SCORE) is not None or table.column(Field.RANK) is not None


def _names(table: Table) -> Sequence[CellValue]:
    column = table.column(Field.UNIT)
    return () if column is None else column.values


def _contents(sheet: ReadSheet) -> Mapping[str, tuple[str, ...]]:
    """Return what counts for each unit of a sheet, as text, by the unit's name."""
    contents: dict[str, tuple[str, ...]] = {}
    for table in sheet.tables:
        counted = [
            *(column for column in table.columns if column.field in (Field.REASONS, Field.ADDED, Field.DEDUCTED)),
            *table.marks,
            *(each.column for each in table.open),
        ]
        for unit, name in enumerate(_names(table)):
            if name is not None:
                shown = (
                    str(column.values[unit]).strip() for column in counted if column.values[unit] not in (None, "")
                )
                contents[tidy_name(str(name))] = tuple(sorted(shown))
    return contents


def _leave_copies(sheets: Sequence[ReadSheet], answers: Answers) -> Iterator[Gap]:
    """Leave out a sheet whose units stand in the sheets before it with the same reasons and points: a summary, a copy."""
    seen: dict[str, set[tuple[str, ...]]] = {}
    homes: dict[str, str] = {}
    if sum(bool(sheet.tables) for sheet in sheets) < 2:
        return
    for sheet in sheets:
        contents = _contents(sheet)
        alike = [name for name, content in contents.items() if content in seen.get(name, ())]
        told = sum(bool(contents[name]) for name in alike)
        copied = len(contents) >= _FEWEST_ALIKE and len(alike) * 5 >= len(contents) * 4 and told * 2 >= len(alike)
        differ = [unit for unit, content in contents.items() if content not in seen.get(unit, ())]
        name = sheet.grid.name
        source = _named_after(name, {other.grid.name for other in sheets if other.tables})
        if source and sum(homes.get(unit) == source for unit in contents) * 5 >= len(contents) * 4:
            copied, alike = bool(contents), [unit for unit in contents if unit in homes]
        if copied and not _is_chosen(sheet, answers):
            table = sheet.tables[0]
            where = CellRef(name, table.header_row, table.columns[0].index)
            sheet.skip(f"与“{homes[alike[0]]}”重复")
            yield Gap(GapKind.COPIED_SHEET, where, (name, homes[alike[0]], _in_words(differ)), SheetAnswer(name, True))
            continue
        for name, content in contents.items():
            seen.setdefault(name, set()).add(content)
            homes.setdefault(name, sheet.grid.name)


#: So many units a sentence names.
_SHOWN_UNITS = 3


def _in_words(units: Sequence[str]) -> str:
    shown = "、".join(f"“{unit}”" for unit in units[:_SHOWN_UNITS])
    return shown if len(units) <= _SHOWN_UNITS else f"{shown}等{len(units)}个单位"


_COPY = compile_on_use(r"(?:(?<!\s)\s++)?(?:[(（]\d+[)）]|副本|备份|复件|旧|old|copy)\s*\d*$", re.I)


def _named_after(name: str, names: set[str]) -> str | None:
    """Return the sheet that a copy is called after: 考核表 (2), 考核表副本."""
    source = _COPY.sub("", name)
    return source if source != name and source in names else None


def _leave_sources(sheets: Sequence[ReadSheet]) -> None:
    """Leave out a log whose units all have a row with a score in another sheet: that one is made of it."""
    if not any(table.log for sheet in sheets for table in sheet.tables):
        return
    scored = {
        tidy_name(str(name))
        for sheet in sheets
        for table in sheet.tables
        if _has_results(table) and not table.log
        for name in _names(table)
        if name is not None
    }
    for sheet in sheets:
        for table in [each for each in sheet.tables if each.log]:
            own = {tidy_name(str(name)) for name in _names(table) if name is not None}
            if own and own <= scored:
                where = CellRef(table.sheet, table.header_row, table.columns[0].index)
                sheet.drop_table(table, [Gap(GapKind.OTHER_LIST, where, (f"{table.sheet}（流水账）",))])


def sheet_readings(sheets: Sequence[ReadSheet], others: Sequence[SheetGrid]) -> Iterator[SheetReading]:
    """Yield how each sheet was read; ``others`` are Kaohe's own lists."""
    for sheet in sheets:
        columns = tuple(column for each in sheet.found for column in each.columns)
        why = sheet.why or ("" if sheet.tables else "没有找到考核表")
        state = sheet.state if sheet.tables or sheet.state is SheetState.SKIPPED else SheetState.SKIPPED
        yield SheetReading(sheet.grid.name, state, why, columns, tuple(row_readings(sheet.grid, sheet.found)))
    for grid in others:
        yield SheetReading(grid.name, SheetState.SKIPPED, "目录或设置")
