"""What files are merged onto: the units that there are, and settings that hold before those of any file."""

from __future__ import annotations

from collections.abc import Iterator

from kaohe.assessment.figures import shown
from kaohe.core.records import replace
from kaohe.core.roster import Roster, list_units
from kaohe.core.schema import Field
from kaohe.core.table import Sheets
from kaohe.reports.merging.model import Source
from kaohe.tables.categories import category_names


def base_of(name: str, sheets: Sheets) -> Source:
    """Return a workbook as the base of a merger: its settings, catalogue and roster, none of its reasons.

    Where it has no roster, its units are one, such as those of last year's table.
    """
    roster = sheets.roster
    if roster == Roster():
        roster = Roster(units=list_units(_units(sheets)))
    return Source(name, replace(sheets, tables=(), gaps=(), roster=roster), left=())


def _units(sheets: Sheets) -> Iterator[tuple[str, str | None]]:
    for table, categories in zip(sheets.tables, category_names(sheets), strict=True):
        column = table.column(Field.UNIT)
        for value, category in zip(column.values if column else (), table.categories, strict=False):
            if value is not None:
                yield shown(value), categories[category]
