"""Categories of one list of units, from tables that may each have had their own."""

from __future__ import annotations

from collections import Counter

from kaohe.core.table import Sheets, Table

#: Category by category as a table has it, as the one list calls it.
Names = dict[str | None, str | None]


def category_names(sheets: Sheets) -> list[Names]:
    """Return what the categories of each table are called in one list.

    A category is ranked within its table, unless a rank group says otherwise.  So one that
    stands in several tables (a sheet a quarter, say) gets the table's name behind it; in a table without
    categories the table is one.  Halves that stand side by side are one table.
    """
    labels = _labels(sheets)
    stands = {(_place(table), category) for table in sheets.tables for category in table.categories}
    tables = Counter(category for _, category in stands)
    shared = {name for name, count in tables.items() if count > 1 and name not in sheets.rank_groups}
    found: list[Names] = []
    for table in sheets.tables:
        label = labels[_place(table)]
        names: Names = {name: f"{name}（{label}）" if name in shared else name for name in set(table.categories)}
        if None in names:
            names[None] = label if len(labels) > 1 and len(names) == 1 else None
        found.append(names)
    return found


#: Where a table stands: its sheet and the row of its headings.
SectionPlace = tuple[str, int]


def _place(table: Table) -> SectionPlace:
    return table.sheet, table.header_row


def _labels(sheets: Sheets) -> dict[SectionPlace, str]:
    """Return a name for each table: that of its sheet, numbered where a sheet has several."""
    places = list(dict.fromkeys(map(_place, sheets.tables)))
    total = Counter(sheet for sheet, _ in places)
    seen: Counter[str] = Counter()
    return {place: _label(place[0], total, seen) for place in places}


def _label(sheet: str, total: Counter[str], seen: Counter[str]) -> str:
    seen[sheet] += 1
    return sheet if total[sheet] == 1 else f"{sheet}-{seen[sheet]}"
