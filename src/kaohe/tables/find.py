"""From sheets to assessment tables: the order of the steps."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache

from kaohe.core.cells import CellRef, CellValue
from kaohe.core.patterns import compile_on_use
from kaohe.core.reading import NO_ANSWERS, Answers
from kaohe.core.records import replace
from kaohe.core.schema import FORM_NAMES, SETTING_NAMES, Field, Mark, Sheet
from kaohe.core.table import Gap, GapKind, Sheets, Table
from kaohe.tables.content import mentions_points
from kaohe.tables.grid import SheetGrid, as_seen
from kaohe.tables.lists import find_catalogue, is_list, read_rank_groups, read_roster
from kaohe.tables.lying import lying_tables
from kaohe.tables.shared import with_shared_results
from kaohe.tables.sheet import FoundTable
from kaohe.tables.sheets import audit_rankings, read_sheets, sheet_readings
from kaohe.tables.vocabulary import FILE, shipped


def find_tables(
    sheets: Sequence[SheetGrid], *, names: Mapping[str, CellValue] | None = None, answers: Answers = NO_ANSWERS
) -> Sheets:
    """Return the assessment tables, the catalogue and the settings that ``sheets`` hold.

    Total: whatever the sheets hold, what can't be understood comes back as gaps.  ``names``
    are the values of the workbook's named cells, and of its hidden name that is a text.  ``answers`` are a
    person's to earlier questions; they count before anything else.
    """
    named = names or {}
    sheets = [_with_text_results(as_seen(sheet)) for sheet in sheets]
    catalogue = find_catalogue(sheets)
    of_kaohe = not named.keys().isdisjoint(SETTING_NAMES.values())
    own = [sheet for sheet in sheets if is_list(sheet) or (of_kaohe and sheet.name in _ACCOUNTS)]
    read, left_out = read_sheets([sheet for sheet in sheets if sheet not in own], answers)
    rankings = audit_rankings(read)
    found = [(sheet.grid, each) for sheet in read for each in sheet.found]
    tables = [with_shared_results(each.table, sheet) for sheet, each in found if each.table is not None]
    gaps = [gap for sheet, each in found for gap in (*_missing_column(sheet, each, tables), *each.gaps)]
    if not tables and not gaps and not left_out:
        gaps = list(lying_tables(sheet for sheet in sheets if sheet not in own))
    return Sheets(
        tables=_with_sheets_as_categories(tables),
        catalogue=catalogue.rows if catalogue else None,
        settings={setting: named[name] for setting, name in SETTING_NAMES.items() if name in named},
        rank_groups=read_rank_groups(sheets),
        roster=read_roster(sheets),
        answers=answers,
        readings=tuple(sheet_readings(read, own)),
        rankings=rankings,
        form_texts={text: named[name] for text, name in FORM_NAMES.items() if name in named},
        form_code=code if isinstance(code := named.get(Mark.FORM_CODE), str) else None,
        gaps=(*_leftovers(sheets), *left_out, *_broken_words(), *gaps, *(catalogue.gaps if catalogue else ())),
    )


#: What Kaohe says of the files that a workbook was made of: it names units, but is no table of theirs.
_ACCOUNTS = (Sheet.MERGER, Sheet.IMPORT)


def _with_sheets_as_categories(tables: Sequence[Table]) -> tuple[Table, ...]:
    """Let the sheet's name be the category where tables stand in several sheets and nothing else names one."""
    if len({table.sheet for table in tables}) < 2:
        return tuple(tables)
    return tuple(
        table if any(table.categories) else replace(table, categories=(table.sheet.strip(),) * len(table.rows))
        for table in tables
    )


def _missing_column(sheet: SheetGrid, found: FoundTable, tables: Sequence[Table]) -> Iterator[Gap]:
    """Yield the gap of a header that lacks a column; beside whole tables, one without reasons is a mere summary."""
    if found.missing is None:
        return
    where = CellRef(sheet.name, found.header.last_row, found.header.cells[0].column)
    summary = found.missing is Field.REASONS and found.table is None and bool(tables)
    yield Gap(GapKind.UNREAD_TABLE if summary else GapKind.MISSING_COLUMN, where, (found.missing,))


def _leftovers(sheets: Sequence[SheetGrid]) -> Iterator[Gap]:
    return (Gap(GapKind.UNPLACED, None, (text,)) for sheet in sheets for text in sheet.leftovers)


def _broken_words() -> Iterator[Gap]:
    """Yield the lines of the file of headings that can't be understood."""
    if broken := shipped().broken:
        yield Gap(GapKind.BROKEN_WORDS, None, (FILE, "；".join(broken)))


#: A formula that can only give a text.
_GIVES_TEXT = compile_on_use(r'=\s*"|=\s*(?:TEXT|CONCAT|CONCATENATE|TEXTJOIN|PHONETIC|T)\(|=[^"]*&|="[^"]*"\s*&', re.I)


_LITERAL = compile_on_use(r'"([^"]*)"')


@lru_cache(1024)
def _gives_text(formula: str) -> bool:
    """Say whether a formula gives a text: it joins some, or chooses between some with points in them."""
    chosen = formula[1:].lstrip().upper().startswith(("IF(", "IFS(", "CHOOSE(", "SWITCH("))
    return bool(_GIVES_TEXT.match(formula)) or (chosen and any(map(mentions_points, _LITERAL.findall(formula))))


def _with_text_results(sheet: SheetGrid) -> SheetGrid:
    """Return a sheet in which formulas of texts with the result 0 count as not calculated: some programs store 0 for all."""
    dummies = {
        place
        for place, text in sheet.formulas.items()
        if isinstance(value := sheet.value(*place), Decimal) and not value and _gives_text(text)
    }
    if not dummies:
        return sheet
    cells = [
        [None if (row, column) in dummies else value for column, value in enumerate(values, sheet.first_column)]
        for row, values in enumerate(sheet.cells, sheet.first_row)
    ]
    return replace(sheet, cells=cells, uncalculated=frozenset(sheet.uncalculated) | dummies)
