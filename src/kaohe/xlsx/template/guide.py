"""The sheet 使用说明: what to type where, what colours and symbols mean, what the buttons do."""

from __future__ import annotations

from kaohe.schema import Sheet
from kaohe.xlsx.template import style
from kaohe.xlsx.template.book import Book, Page
from kaohe.xlsx.template.measure import row_height
from kaohe.xlsx.template.style import Look

_WIDTHS = (24, 96)

#: Section title → (lead, explanation) lines.
_BEFORE_LEGEND = {
    "一、三步完成": (
        (
            "1　填写",
            "在“考核数据”里填白底的四列：序号、被考核单位、类别、加扣分原因及分值。行不够时，接着在表格下面一行写，表格会自动变长。",
        ),
        ("2　计算", "在 Excel 上方的“考核”选项卡点“重新计算”，灰底的各列自动算出。"),
        ("3　核对", "看“核对”一列和“核对结果”表，逐条改好或确认，再点一次“重新计算”。"),
    ),
    "二、原因怎样写": (
        ("加扣分", "迟报材料，扣0.1分；获市级表彰，加0.5分"),
        ("写明次数", "迟到2次，每次扣0.1分（算作扣0.2分）"),
        ("没有加扣分", "无（空着也算没有，但会提示一次）"),
        (
            "写法有疑问时",
            "酌情扣分、扣1-3分、没写次数的每次扣0.1分、一票否决：不替您猜。该单位的得分和名次留空，“核对”一列说明原因，其他单位照常排名。",
        ),
    ),
}
_LEGEND: tuple[tuple[str, Look, str], ...] = (
    ("白底", style.TYPED, "由您填写。"),
    ("灰底", style.COMPUTED, "自动计算，不用填写；误删后点“重新计算”即可恢复。"),
    ("黄底", style.KEPT, "导入的原表中已有的得分、名次，留作对照；与计算结果不同的前面有“≠”。"),
    ("√ 无误", style.GOOD, "分值、原因都与标准目录一致。"),
    ("▲ 提示", style.NOTED, "得分已算出，但有地方要看一眼，例如表述与标准目录不同。"),
    ("× 提示", style.FAILED, "有分值不能确定，得分和名次留空，请先改原因。"),
)
_AFTER_LEGEND = {
    "四、“考核”选项卡的主要按钮": (
        ("重新计算", "计分、排名、核对，并更新“核对结果”表。"),
        ("核对原因", "只核对和标出，不改得分和名次；“清除标记”去掉标出的颜色。"),
        ("插入标准原因", "从标准目录选一条，连同分值写进所选单位的原因里。"),
        ("采用标准表述", "把所选单元格改成标准目录的表述，改之前先给您看。"),
        ("记为别名", "确认这种写法与标准原因意思相同，以后不再提示。"),
        ("固化为数值", "发给没有加载项的人之前，把公式变成数值。"),
        ("撤销上次操作", "恢复到上一次点按钮之前。"),
    ),
    "五、怎样调整": (
        ("增加或改名类别", "改“类别设置”表。几个类别要合在一起排名时，把它们的“排名组”写成相同的字。"),
        ("改基准分、上限、小数", "改“参数设置”表的“设置值”一列。"),
        ("增加标准原因", "在“标准目录”表格下面一行接着写。“别名”里写同一原因的其他写法，用 | 隔开。"),
        ("没有装加载项时", "照常填写，保存并关闭文件，再运行：kaohe recalc 文件名 --in-place"),
        ("出现 #NAME? 时", "Excel 没有加载考核加载项。启用后点“重新计算”即可恢复。"),
    ),
}


def add_guide(book: Book) -> None:
    """Write 使用说明 on one page."""
    page = book.page(Sheet.GUIDE, "#C55A11")
    for column, width in enumerate(_WIDTHS):
        page.set_column(column, column, width)
    page.write_string(0, 0, "使用说明", book.look(style.TITLE))
    page.set_row(0, 34)
    row = _add_sections(book, page, 1, _BEFORE_LEGEND)
    row = _add_legend(book, page, row)
    _add_sections(book, page, row, _AFTER_LEGEND)
    page.set_portrait()
    page.fit_to_pages(1, 1)


def _add_sections(book: Book, page: Page, row: int, sections: dict[str, tuple[tuple[str, str], ...]]) -> int:
    """Write sections from ``row`` on and return the row after them."""
    for title, lines in sections.items():
        row = _add_title(book, page, row, title)
        for lead, text in lines:
            page.write_string(row, 0, lead, book.look(style.STEP))
            row = _add_text(book, page, row, text)
    return row


def _add_legend(book: Book, page: Page, row: int) -> int:
    row = _add_title(book, page, row, "三、颜色和符号")
    for words, look, text in _LEGEND:
        swatch = {"border": 1, "border_color": style.RULE, "align": "center", "valign": "vcenter"}
        page.write_string(row, 0, words, book.look(look, **swatch))
        row = _add_text(book, page, row, text)
    return row


def _add_title(book: Book, page: Page, row: int, title: str) -> int:
    """Write a section's title with a line under it, after an empty row."""
    page.write_string(row, 0, title, book.look(style.SECTION))
    page.write_blank(row, 1, None, book.look(style.SECTION))
    page.set_row(row, 36)
    return row + 1


def _add_text(book: Book, page: Page, row: int, text: str) -> int:
    page.write_string(row, 1, text, book.look(style.PROSE))
    page.set_row(row, max(row_height([(text, _WIDTHS[1] - 2)]), 23))
    return row + 1
