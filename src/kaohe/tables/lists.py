"""Sheets that are not assessment tables: the standard catalogue, the rank groups, the roster of units."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar

from kaohe.core.cells import CellRef, CellValue
from kaohe.core.names import tidy_name
from kaohe.core.patterns import compile_on_use
from kaohe.core.records import dataclass
from kaohe.core.roster import Listed, Roster, name_key
from kaohe.core.schema import FINDINGS_HEADINGS, CatalogueField, CategoryField, RosterField, Sheet
from kaohe.core.table import CatalogueRow, Gap, GapKind
from kaohe.core.text import fold
from kaohe.tables.grid import SheetGrid, is_blank
from kaohe.tables.heading import LONGEST, keys

#: A list starts near the top of its sheet.
_TOP_ROWS = 30

_OWN_SHEETS = frozenset(
    {Sheet.CATALOGUE, Sheet.CATEGORIES, Sheet.SETTINGS, Sheet.FINDINGS, Sheet.GUIDE, Sheet.ROSTER, Sheet.DRAFT}
)

_CATALOGUE_HEADINGS: dict[CatalogueField, tuple[str, ...]] = {
    CatalogueField.CODE: ("编号", "代码", "编码", "序号"),
    CatalogueField.WORDING: ("标准表述", "规范表述", "标准原因", "标准措辞", "标准条目"),
    CatalogueField.SIGN: ("加扣", "加减", "加扣分", "加或扣", "类型"),
    CatalogueField.POINTS: ("分值", "标准分值", "分数"),
    CatalogueField.ALIASES: ("别名", "同义表述", "已确认表述"),
    CatalogueField.REMARK: ("备注", "说明"),
}
_CATEGORY_HEADINGS: dict[CategoryField, tuple[str, ...]] = {
    CategoryField.CATEGORY: ("类别",),
    CategoryField.RANK_GROUP: ("排名组",),
}
_ROSTER_HEADINGS: dict[RosterField, tuple[str, ...]] = {
    RosterField.NAME: ("单位名称", "单位", "名称", "全称"),
    RosterField.CATEGORY: ("类别", "单位类别"),
    RosterField.ALIAS: ("别名", "简称", "其他写法", "又名"),
    RosterField.SAME: ("是否同一单位", "同一单位"),
}
_Heading = TypeVar("_Heading", CatalogueField, CategoryField, RosterField)
#: Several aliases of one unit in one cell.
_BETWEEN = compile_on_use(r"[、,;|/\n]+")
_SAME, _APART = "是", "否"
_NEEDED = (CatalogueField.CODE, CatalogueField.WORDING, CatalogueField.SIGN, CatalogueField.POINTS)


@dataclass(frozen=True, slots=True)
class FoundCatalogue:
    """A catalogue as its sheet has it, and the columns that it lacks."""

    rows: tuple[CatalogueRow, ...]
    gaps: tuple[Gap, ...]


def is_list(sheet: SheetGrid) -> bool:
    """Say whether a sheet is one of Kaohe's own lists, a copy of its findings, or a catalogue under another name."""
    return sheet.name in _OWN_SHEETS or catalogue_header(sheet) is not None or _is_of_findings(sheet)


def _is_of_findings(sheet: SheetGrid) -> bool:
    rows = range(sheet.first_row, min(sheet.first_row + _TOP_ROWS, sheet.last_row + 1))
    return any(tuple(value for _, value in sheet.filled(row)) == FINDINGS_HEADINGS for row in rows)


def find_catalogue(sheets: Sequence[SheetGrid]) -> FoundCatalogue | None:
    """Return the workbook's catalogue: the sheet 标准目录, else the first with its headings."""
    named = [sheet for sheet in sheets if sheet.name == Sheet.CATALOGUE]
    other = [sheet for sheet in sheets if sheet.name not in _OWN_SHEETS and catalogue_header(sheet)]
    return next((_read_catalogue(sheet) for sheet in (*named, *other)), None)


def read_rank_groups(sheets: Sequence[SheetGrid]) -> dict[str, str]:
    """Return the rank group of each category, from the sheet 类别设置; categories without one are left out."""
    groups: dict[str, str] = {}
    for sheet in sheets:
        found = _find_header(sheet, _CATEGORY_HEADINGS, CategoryField.CATEGORY, CategoryField.RANK_GROUP)
        if sheet.name != Sheet.CATEGORIES or found is None:
            continue
        row, columns = found
        for _, cells in _rows_below(sheet, row):
            category, group = (cells.get(columns[field]) for field in columns)
            if category is not None and group is not None:
                groups[str(category).strip()] = str(group).strip()
    return groups


def read_roster(sheets: Sequence[SheetGrid]) -> Roster:
    """Return what the sheet 单位名册 says of units; pairs that nobody has decided on say nothing.

    A row with a category, or without an alias, is a unit of the list.  Where the sheet has no column 是否同一单位 all
    its aliases hold.
    """
    aliases: dict[str, str] = {}
    apart: set[frozenset[str]] = set()
    units: dict[str, Listed] = {}
    for sheet in sheets:
        found = _find_header(sheet, _ROSTER_HEADINGS, RosterField.NAME, RosterField.ALIAS)
        if sheet.name != Sheet.ROSTER or found is None:
            continue
        row, columns = found
        for _, cells in _rows_below(sheet, row):
            name = tidy_name(str(cells.get(columns[RosterField.NAME]) or ""))
            category = _told(cells, columns, RosterField.CATEGORY)
            said = _told(cells, columns, RosterField.SAME) if RosterField.SAME in columns else _SAME
            others = [alias for alias in _BETWEEN.split(fold(_told(cells, columns, RosterField.ALIAS))) if alias]
            if name and (category or not others):
                units.setdefault(name_key(name), Listed(name, category or None))
            for other in (name_key(alias) for alias in others):
                if name and other and other != name_key(name):
                    if said == _SAME:
                        aliases[other] = name
                    elif said == _APART:
                        apart.add(frozenset((name_key(name), other)))
    return Roster(aliases, frozenset(apart), {key: unit for key, unit in units.items() if key not in aliases})


def _told(cells: Mapping[int, CellValue], columns: Mapping[RosterField, int], field: RosterField) -> str:
    """Return the text of a field of a row; empty where the sheet has no such column."""
    return str(cells.get(columns[field]) or "").strip() if field in columns else ""


def _read_catalogue(sheet: SheetGrid) -> FoundCatalogue:
    row, columns = catalogue_header(sheet) or (sheet.first_row, {})
    missing = [field for field in _NEEDED if field not in columns]
    where = CellRef(sheet.name, row, sheet.first_column)
    gaps = tuple(Gap(GapKind.CATALOGUE_COLUMN, where, (field,)) for field in missing)
    if CatalogueField.WORDING not in columns:
        return FoundCatalogue((), gaps)
    return FoundCatalogue(
        tuple(_catalogue_row(sheet.name, row, cells, columns) for row, cells in _rows_below(sheet, row)), gaps
    )


def _catalogue_row(
    sheet: str, row: int, cells: Mapping[int, CellValue], columns: Mapping[CatalogueField, int]
) -> CatalogueRow:
    values = {field: cells.get(column) for field, column in columns.items()}
    return CatalogueRow(
        CellRef(sheet, row, columns.get(CatalogueField.CODE, columns[CatalogueField.WORDING])),
        values.get(CatalogueField.CODE),
        values.get(CatalogueField.WORDING),
        values.get(CatalogueField.SIGN),
        values.get(CatalogueField.POINTS),
        values.get(CatalogueField.ALIASES),
        values.get(CatalogueField.REMARK),
    )


def catalogue_header(sheet: SheetGrid) -> tuple[int, dict[CatalogueField, int]] | None:
    """Return the header row of a catalogue and the column of each of its fields, None for any other sheet."""
    needed = (
        [CatalogueField.WORDING] if sheet.name == Sheet.CATALOGUE else [CatalogueField.WORDING, CatalogueField.CODE]
    )
    return _find_header(sheet, _CATALOGUE_HEADINGS, *needed)


def _find_header(
    sheet: SheetGrid, headings: Mapping[_Heading, tuple[str, ...]], *needed: _Heading
) -> tuple[int, dict[_Heading, int]] | None:
    """Return the row and the columns of the first header that holds the ``needed`` ones."""
    for row in range(sheet.first_row, min(sheet.last_row, sheet.first_row + _TOP_ROWS - 1) + 1):
        texts = {keys(value)[-1]: column for column, value in sheet.filled(row) if _could_be_heading(value)}
        columns = {
            field: next(texts[name] for name in names if name in texts)
            for field, names in headings.items()
            if any(name in texts for name in names)
        }
        if all(field in columns for field in needed):
            return row, columns
    return None


def _could_be_heading(value: CellValue) -> bool:
    return isinstance(value, str) and len(value) <= LONGEST


def _rows_below(sheet: SheetGrid, header_row: int) -> Iterator[tuple[int, dict[int, CellValue]]]:
    for row in range(header_row + 1, sheet.last_row + 1):
        cells = {column: value for column, value in sheet.filled(row) if not is_blank(value)}
        if cells:
            yield row, cells
