"""The sheet 单位名册 of a merged workbook: the units, their categories, and which names are one of them, decided once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set

from kaohe.core.cells import CellValue
from kaohe.core.roster import Listed, Roster, list_units, name_key
from kaohe.core.schema import RosterField, Sheet
from kaohe.files.template import style
from kaohe.files.template.book import Book
from kaohe.files.template.content import UnitRow
from kaohe.files.template.grid import GridColumn, add_grid
from kaohe.files.template.sheets import CATEGORY_LIST
from kaohe.reports.merging import Clash, ClashKind

_TABLE = "kaohe_roster"
_TOP = 2
_COLUMNS = (
    GridColumn(RosterField.NAME, 36),
    GridColumn(RosterField.CATEGORY, 34),
    GridColumn(RosterField.ALIAS, 36),
    GridColumn(RosterField.SAME, 18, align="center"),
)
_HINT = "请填标色的格：“别名”就是这个单位，选“是”；是另一个单位，选“否”；类别不一致的，选定类别。以后汇总、比较都照此办理，不再询问。"
_CATEGORY, _ALIAS, _ANSWER = 1, 2, 3
_SAME, _APART = "是", "否"

Row = list[CellValue]


def add_roster(book: Book, roster: Roster, clashes: Sequence[Clash], units: Iterable[UnitRow]) -> None:
    """Write what is to be decided, then all units; no sheet where nothing is asked and nothing was."""
    asked = list(_asked(clashes))
    if not asked and roster == Roster():
        return
    rows = [*asked, *_known(roster, {name_key(str(name)) for row in asked for name in (row[_ALIAS] or row[0],)}, units)]
    page = book.page(Sheet.ROSTER, "#00897B")
    page.write_string(0, 0, Sheet.ROSTER, book.look(style.TITLE))
    page.write_string(1, 0, _HINT, book.look(style.HINT))
    page.set_row(0, 34)
    page.set_row(1, 22)
    open_cells = [_ANSWER if row[_ALIAS] else _CATEGORY for row in asked]
    area = add_grid(book, page, _TABLE, _TOP, _COLUMNS, rows, len(rows), open_cells)
    page.data_validation(*area.column(_CATEGORY), _choice(f"={CATEGORY_LIST}", "请从“类别设置”中已有的类别里选一个。"))
    page.data_validation(*area.column(_ANSWER), _choice([_SAME, _APART], "请选“是”或“否”。"))
    page.freeze_panes(_TOP + 1, 0)
    page.repeat_rows(_TOP)


def _asked(clashes: Iterable[Clash]) -> Iterator[Row]:
    for clash in clashes:
        if clash.kind is ClashKind.LIKELY_SAME:
            name, alias = (version.text for version in clash.versions)
            yield [name, None, alias, None]
        elif clash.kind is ClashKind.CATEGORY_DIFFERS:
            yield [clash.subject, None, None, None]


def _known(roster: Roster, asked: Set[str], rows: Iterable[UnitRow]) -> Iterator[Row]:
    """Yield a row for each unit with all its other names, and one for each pair of names that are two units.

    ``asked`` are the keys of names that stand in a question.
    """
    aliases: defaultdict[str, list[str]] = defaultdict(list)
    for alias, name in roster.aliases.items():
        aliases[name].append(alias)
    named = [(str(row.unit), row.category) for row in rows if row.unit is not None]
    units = {**list_units(named), **roster.units}
    for name in aliases:
        units.setdefault(name_key(name), Listed(name))
    for key, unit in units.items():
        others = sorted(aliases[unit.name])
        if key in asked and not others:
            continue
        yield [unit.name, unit.category, "、".join(others) or None, _SAME if others else None]
    for name, alias in sorted(sorted(pair) for pair in roster.apart):
        yield [name, None, alias, _APART]


def _choice(source: str | Sequence[str], remedy: str) -> dict[str, object]:
    return {"validate": "list", "source": source, "error_title": "不在列表里", "error_message": remedy}
