"""The sheet 单位名册 of a merged workbook: which names are one unit, decided by a person once."""

from __future__ import annotations

from collections.abc import Iterable

from kaohe.core.cells import CellValue
from kaohe.core.roster import Roster
from kaohe.core.schema import RosterField, Sheet
from kaohe.files.template import style
from kaohe.files.template.book import Book
from kaohe.files.template.grid import GridColumn, add_grid
from kaohe.reports.merging import Clash, ClashKind

_TABLE = "kaohe_roster"
_TOP = 2
_COLUMNS = (
    GridColumn(RosterField.NAME, 40),
    GridColumn(RosterField.ALIAS, 40),
    GridColumn(RosterField.SAME, 18, align="center"),
)
_HINT = "“别名”和“单位名称”是同一单位，就选“是”；是两个单位，就选“否”。以后汇总、比较时照此办理，不再询问。"
_SAME, _APART = "是", "否"


def add_roster(book: Book, roster: Roster, clashes: Iterable[Clash]) -> None:
    """Write what was decided of names and what is to be decided; no sheet where there is neither."""
    rows: list[list[CellValue]] = [
        [*(version.text for version in clash.versions), None]
        for clash in clashes
        if clash.kind is ClashKind.LIKELY_SAME
    ]
    rows += [[name, alias, _SAME] for alias, name in sorted(roster.aliases.items())]
    rows += [[*sorted(pair), _APART] for pair in sorted(roster.apart, key=sorted)]
    if not rows:
        return
    page = book.page(Sheet.ROSTER, "#00897B")
    page.write_string(0, 0, Sheet.ROSTER, book.look(style.TITLE))
    page.write_string(1, 0, _HINT, book.look(style.HINT))
    page.set_row(0, 34)
    page.set_row(1, 22)
    area = add_grid(book, page, _TABLE, _TOP, _COLUMNS, rows)
    choice = {
        "validate": "list",
        "source": [_SAME, _APART],
        "error_title": "不在列表里",
        "error_message": "请选“是”或“否”。",
    }
    page.data_validation(*area.column(2), choice)
    page.freeze_panes(_TOP + 1, 0)
    page.repeat_rows(_TOP)
