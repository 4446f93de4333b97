"""The sheet 考核数据: one unit a row, typed columns beside computed ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import repeat
from operator import attrgetter
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell

from kaohe.assessment.planning import CLEAN
from kaohe.core.cells import CellValue
from kaohe.core.schema import DATA_TABLE, SETTING_NAMES, TIE_KEY, CategoryField, Field, Sheet
from kaohe.core.settings import EarlierResults
from kaohe.core.unranked import UNRANKED
from kaohe.files.template import style
from kaohe.files.template.book import Book, Page
from kaohe.files.template.content import Content
from kaohe.files.template.formulas import formulas
from kaohe.files.template.grid import GridColumn, TableArea, add_grid
from kaohe.files.template.sheets import CATEGORY_LIST

#: Rows that are ready to be filled in an empty workbook: more than a screen, no more than two printed pages.
BLANK_ROWS = 30

#: Rows as a reader counts them, from 1.
HEADER_ROW = 3
FIRST_ROW = HEADER_ROW + 1

_TOP = HEADER_ROW - 1

_PROMPT_TITLE = "怎样填写"
_PROMPT = "每条写成“原因，扣0.1分”或“原因，加0.5分”，几条之间用“；”隔开。没有加扣分的写“无”。"
_OVERWRITE = "这一列由考核自动计算，填写的内容会被覆盖。"
_NEW_CATEGORY = "“类别设置”里没有这个类别。确实是新类别时，请同时在“类别设置”里加上。"

#: Number formats on texts beyond 255 characters show #### in some versions of Excel.
_LONGEST_MARKED = 200


def add_units(book: Book, content: Content) -> None:
    """Write 考核数据 with its table, entry help, marks and print set-up."""
    columns = _columns(content)
    page = book.page(Sheet.DATA, "#2F5597")
    _head(book, page)
    rows = _values(content, columns) if content.units else repeat([None] * len(columns), BLANK_ROWS)
    area = add_grid(book, page, DATA_TABLE, _TOP, columns, rows, len(content.units) or BLANK_ROWS)
    places = {column.heading: area.column(index) for index, column in enumerate(columns)}
    _help_entry(page, columns, places)
    _mark_states(book, page, places)
    if content.audited:
        _mark_differences(book, page, places)
    page.freeze_panes(_TOP + 1, 2)
    page.repeat_rows(_TOP)
    page.activate()


def headings(content: Content) -> tuple[str, ...]:
    """Return the headings of the data table for this content, left to right."""
    return tuple(column.heading for column in _columns(content))


def _columns(content: Content) -> tuple[GridColumn, ...]:
    formula = formulas()
    stated = (
        GridColumn(Field.STATED_SCORE, 10, "kept", "center"),
        GridColumn(Field.STATED_RANK, 10, "kept", "center"),
    )
    source = GridColumn(Field.SOURCE, 24, "kept")
    return (
        GridColumn(Field.NUMBER, 8, align="center"),
        GridColumn(Field.UNIT, 16),
        GridColumn(Field.CATEGORY, 17.5),
        GridColumn(Field.REASONS, 55),
        GridColumn(Field.ADDED, 8, "computed", "center", formula[Field.ADDED], style.POINTS_FORMAT),
        GridColumn(Field.DEDUCTED, 8, "computed", "center", formula[Field.DEDUCTED], style.POINTS_FORMAT),
        GridColumn(Field.SCORE, 12, "result", "center", formula[Field.SCORE]),
        GridColumn(Field.RANK, 8, "result", "center", formula[Field.RANK]),
        GridColumn(Field.CHECK, 34, "computed", "left", formula[Field.CHECK]),
        GridColumn(Field.REMARK, 18),
        # Only where 参数设置 says so; a clerk shows it then.
        GridColumn(Field.TIE, 10, align="center", hidden=not content.told_apart),
        *(stated if content.audited else ()),
        *((source,) if content.sourced else ()),
        # Only the formula of 名次 needs it; a clerk sets it in 类别设置.
        GridColumn(CategoryField.RANK_GROUP, 27.5, "computed", formula=formula[CategoryField.RANK_GROUP], hidden=True),
        GridColumn(TIE_KEY, 12, "computed", formula=formula[TIE_KEY], hidden=True),
    )


#: What of a unit stands in each column but the last two.
ATTRIBUTES: dict[str, str] = {
    Field.NUMBER: "number",
    Field.UNIT: "unit",
    Field.CATEGORY: "category",
    Field.REASONS: "reasons",
    Field.ADDED: "added",
    Field.DEDUCTED: "deducted",
    Field.SCORE: "score",
    Field.RANK: "rank",
    Field.CHECK: "check",
    Field.STATED_SCORE: "stated_score",
    Field.STATED_RANK: "stated_rank",
    Field.SOURCE: "source",
    Field.REMARK: "remark",
    Field.TIE: "tie",
}


def _values(content: Content, columns: Iterable[GridColumn]) -> Iterator[list[CellValue]]:
    """Yield the values of each unit, left to right."""
    own = attrgetter(*(ATTRIBUTES[column.heading] for column in columns if column.heading in ATTRIBUTES))
    groups = content.rank_groups()
    for row in content.units:
        yield [*own(row), UNRANKED if row.unranked else groups[row.category], row.tie_key or None]


def _head(book: Book, page: Page) -> None:
    """Write the title, the way to the guide, and the legend of columns and marks."""
    page.write_string(0, 0, "年度考核数据表", book.look(style.TITLE))
    page.write_url(0, 8, f"internal:'{Sheet.GUIDE}'!A1", book.look(style.LINK, align="right"), "怎样填写 → 使用说明")
    page.set_row(0, 34)
    page.set_row(1, 24)
    swatch = {"align": "center", "font_size": 10}
    page.write_string(1, 1, "白底：请填写", book.look(style.TYPED, **swatch))
    page.write_string(1, 2, "灰底：自动计算", book.look(style.COMPUTED, **swatch))
    words = {"√": "无误", "▲": "有提示，看“核对”一列", "×": "得分或名次无法计算，看“核对”一列"}
    pieces: list[Any] = []
    for symbol, meaning in words.items():
        state = style.STATES[symbol]
        pieces += [
            book.look(style.HINT, bold=True, font_color=state["font_color"]),
            f"　{symbol} ",
            book.look(style.HINT),
            meaning,
        ]
    page.write_rich_string(1, 3, *pieces, book.look(style.HINT))


def _help_entry(page: Page, columns: Iterable[GridColumn], places: dict[str, TableArea]) -> None:
    page.data_validation(
        *places[Field.CATEGORY],
        {
            "validate": "list",
            "source": f"={CATEGORY_LIST}",
            "error_type": "warning",
            "error_title": "新的类别",
            "error_message": _NEW_CATEGORY,
        },
    )
    page.data_validation(
        *places[Field.REASONS], {"validate": "any", "input_title": _PROMPT_TITLE, "input_message": _PROMPT}
    )
    for column in columns:
        if column.formula:
            rule = {
                "validate": "custom",
                "value": "=FALSE",
                "error_type": "warning",
                "error_title": "自动计算",
                "error_message": _OVERWRITE,
            }
            page.data_validation(*places[column.heading], rule)


def _mark_states(book: Book, page: Page, places: dict[str, TableArea]) -> None:
    """Colour 考核得分, 名次 and 核对 by the state of the unit and put the state's symbol before the words."""
    wanted = (Field.UNIT, Field.SCORE, Field.RANK, Field.CHECK, CategoryField.RANK_GROUP)
    unit, score, rank, check, group = (_cell(places[name]) for name in wanted)
    ranked = f'OR({rank}<>"",{group}="{UNRANKED}")'
    clean = f'LEFT({check},{len(CLEAN)})="{CLEAN}"'
    states = {
        "×": f'AND({unit}<>"",OR({score}="",NOT({ranked})))',
        "√": f'AND({score}<>"",{ranked},{clean})',
        "▲": f'AND({score}<>"",{ranked},{check}<>"",NOT({clean}))',
    }
    for symbol, condition in states.items():
        colours = style.STATES[symbol]
        # The rule with the symbol comes first: LibreOffice takes the first that fits, Excel joins both.
        for criteria, more in (
            (f"=AND({condition},LEN({check})<={_LONGEST_MARKED})", {"num_format": f'"{symbol} "@'}),
            (f"={condition}", {}),
        ):
            rule = {"type": "formula", "criteria": criteria, "format": book.accent(colours | more)}
            page.conditional_format(*places[Field.CHECK], rule)
    failed = {"type": "formula", "criteria": f"={states['×']}", "format": book.accent(style.FAILED)}
    page.conditional_format(*_joined(places[Field.SCORE], places[Field.RANK]), failed)


def _mark_differences(book: Book, page: Page, places: dict[str, TableArea]) -> None:
    """Put ≠ before an earlier score or rank that is not what Kaohe computes."""
    mark = book.accent(style.DIFFERS | {"num_format": '"≠ "General;"≠ "-General;"≠ "General;"≠ "@'})
    for kept, computed in ((Field.STATED_SCORE, Field.SCORE), (Field.STATED_RANK, Field.RANK)):
        stated, own = _cell(places[kept]), _cell(places[computed])
        criteria = f'=AND({SETTING_NAMES["stated"]}<>"{EarlierResults.PASSED}",{stated}<>"",{stated}<>{own})'
        page.conditional_format(*places[kept], {"type": "formula", "criteria": criteria, "format": mark})


def _joined(left: TableArea, right: TableArea) -> TableArea:
    return TableArea(left.first_row, left.first_column, left.last_row, right.last_column)


def _cell(area: TableArea) -> str:
    """Return the first cell of a column, fixed to the column, as conditional formats want it."""
    return str(xl_rowcol_to_cell(area.first_row, area.first_column, col_abs=True))
