"""Categories of one list of units, from tables that may each have had their own."""

from __future__ import annotations

from collections import Counter

from kaohe.table import Sheets, Table

#: Category by category as a table has it, as the one list calls it.
Names = dict[str | None, str | None]


def category_names(sheets: Sheets) -> list[Names]:
    """Return what the categories of each table are called in one list.

    A category is ranked within its table, unless a rank group says otherwise.  So one that
    stands in several tables (a sheet a quarter, say) gets the table's name behind it; in a table without
    categories the table is one.
    """
    tables = Counter(category for table in sheets.tables for category in set(table.categories))
    shared = {name for name, count in tables.items() if count > 1 and name not in sheets.rank_groups}
    several = len(sheets.tables) > 1
    found: list[Names] = []
    for table, label in zip(sheets.tables, _labels(sheets), strict=True):
        names: Names = {name: f"{name}（{label}）" if name in shared else name for name in set(table.categories)}
        if None in names:
            names[None] = label if several and len(names) == 1 else None
        found.append(names)
    return found


def _labels(sheets: Sheets) -> list[str]:
    """Return a name for each table: that of its sheet, numbered where a sheet has several."""
    total = Counter(table.sheet for table in sheets.tables)
    seen: Counter[str] = Counter()
    return [_label(table, total, seen) for table in sheets.tables]


def _label(table: Table, total: Counter[str], seen: Counter[str]) -> str:
    seen[table.sheet] += 1
    return table.sheet if total[table.sheet] == 1 else f"{table.sheet}-{seen[table.sheet]}"
