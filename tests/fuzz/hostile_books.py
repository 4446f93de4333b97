"""Workbooks below one megabyte made to cost as much as they can."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from tests.fuzz.hostile_parts import HEADS, MAIN, book, few, line_of, link, sheet_of, table_of

#: The longest text of a cell.
_FULL = 32_767
#: As many bytes as a package may inflate to whatever its size.
_ROOM = 15 << 20


def _full(piece: str) -> bytes:
    """Return a workbook as full of texts as may be, each as long as may be and another, made of one piece."""
    text = piece * (_FULL // len(piece) - 4)
    each = len(text.encode()) + 200
    return book([sheet_of(table_of([f"{number}{text}" for number in range(_ROOM // each)]))])


def _shared(text: str, rows: int) -> bytes:
    """Return a workbook with one text in many rows."""
    cells = "".join(
        f'<row r="{number}"><c r="B{number}"><v>{number}</v></c><c r="D{number}" t="s"><v>0</v></c></row>'
        for number in range(2, rows + 2)
    )
    strings = _strings(f"<si><t>{text}</t></si>")
    return book(
        [sheet_of(line_of(1, HEADS) + cells)], parts={"xl/sharedStrings.xml": strings},
        links={"book": link("x", "sharedStrings", "sharedStrings.xml")},
    )  # fmt: skip


def _beside(kind: str, target: str, content: str, after: str = "") -> bytes:
    """Return a workbook whose sheet holds another part: comments, a drawing."""
    return book([few(after)], parts={f"xl/{target}": content}, links={"sheet": link("x", kind, f"../{target}")})


def _styled(inner: str) -> bytes:
    styles = f'<styleSheet xmlns="{MAIN}">{inner}</styleSheet>'
    return book([few()], parts={"xl/styles.xml": styles}, links={"book": link("x", "styles", "styles.xml")})


def _named(many: int, name: str, refers_to: str) -> bytes:
    each = "".join(
        f'<definedName name="{name.format(number)}">{refers_to.format(number)}</definedName>' for number in range(many)
    )
    return book([few()], names=f"<definedNames>{each}</definedNames>")


def _wide(head: str, columns: int, rows: int) -> bytes:
    heads = (*HEADS, *(head.format(number) for number in range(columns)))
    lines = "".join(line_of(number, ("1", f"单位{number}", "", *["1"] * columns)) for number in range(2, rows + 2))
    return book([sheet_of(line_of(1, heads) + lines)])


def _tall(many: int, line: Callable[[int], str], heads: tuple[str, ...] = HEADS) -> bytes:
    return book([sheet_of(line_of(1, heads) + "".join(line(number) for number in range(2, many + 2)))])


def _plain(number: int, *cells: str) -> str:
    """Return a row in as few bytes as may be: no addresses."""
    inner = "".join(f'<c t="str"><v>{text}</v></c>' for text in (str(number), *cells))
    return f"<row>{inner}</row>"


def _repeated(many: int, piece: str) -> str:
    return "".join(piece.format(number) for number in range(1, many + 1))


def _list(name: str, many: int, piece: str) -> str:
    return f"<{name}>{_repeated(many, piece)}</{name}>"


def _listed(name: str, many: int, piece: str) -> bytes:
    return book([few(_list(name, many, piece))])


def _strings(inner: str) -> str:
    return f'<sst xmlns="{MAIN}">{inner}</sst>'


def _computed(number: int, formula: str) -> str:
    unit = f'<c r="B{number}" t="str"><v>单位{number}</v></c>'
    return f'<row r="{number}">{unit}<c r="E{number}"><f>{formula}</f></c></row>'


_BRACKETS = (
    '<numFmts><numFmt numFmtId="170" formatCode="{}"/></numFmts><cellXfs count="1"><xf numFmtId="170"/></cellXfs>'
)
_COMMENTS = f'<comments xmlns="{MAIN}"><authors><author/></authors><commentList>{{}}</commentList></comments>'
_DRAWING = (
    '<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">{}</xdr:wsDr>'
)
_SHAPE = "<xdr:twoCellAnchor><xdr:sp><xdr:txBody><a:p><a:r><a:t>扣1分</a:t></a:r></a:p></xdr:txBody></xdr:sp></xdr:twoCellAnchor>"
_CATALOGUE = ("编号", "标准表述", "加扣", "分值", "别名")


def _catalogue(entries: int, wording: str, aliases: str = "") -> bytes:
    rows = (
        line_of(number, (f"A{number}", wording.format(number), "扣", "0.1", aliases)) for number in range(2, entries)
    )
    reasons = [f"未按时报送第{number}期材料，扣0.1分" for number in range(1000)]
    return book(
        [sheet_of(table_of(reasons)), sheet_of(line_of(1, _CATALOGUE) + "".join(rows))], titles=["考核表", "标准目录"]
    )


BOOKS: dict[str, Callable[[], bytes]] = {
    # Texts as long as may be, as many as may be
    "unclear points": partial(_full, "扣1."), "clean items": partial(_full, "迟到，扣0.1分；"),
    "same items": partial(_full, "迟到扣0.1分，"), "ranges": partial(_full, "扣1-3分，"),
    "alternatives": partial(_full, "完成加3分，未完成扣3分。"), "per count": partial(_full, "每次扣0.1分，共3次，"),
    "brackets": partial(_full, "（"), "closed brackets": partial(_full, "（扣1分）"), "digits": partial(_full, "1"),
    "signs": partial(_full, "-1"), "lists": partial(_full, "1.迟到扣1分 "), "figures": partial(_full, "1，2、"),
    "one character": partial(_full, "扣"), "words": partial(_full, "甲乙丙丁戊己庚辛"), "each": partial(_full, "各每人共"),
    "lines": partial(_full, "扣1分&#10;"), "taken back": partial(_full, "扣1分，已撤销，"), "sums": partial(_full, "合计扣1分，"),
    "conditions": partial(_full, "如未整改扣1分，"), "invisible": partial(_full, "\u200b扣"), "surrogates": partial(_full, "\U0001f600"),
    "chinese figures": partial(_full, "一二三十百千万"), "blanks": partial(_full, " \u3000"), "wordings": partial(_full, "未按时报送材料被通报"),
    # One of these in many rows
    "one text, 60,000 rows": lambda: _shared("迟到，扣1.分；" * 3600, 60_000),
    "one blank text, 60,000 rows": lambda: _shared("扣" * 32_000, 60_000),
    # Many rows, columns, sheets
    "no reasons": lambda: _tall(110_000, lambda number: _plain(number, "甲", "", "")),
    "one name": lambda: _tall(80_000, lambda number: _plain(1, "甲镇", "乡镇", "迟到，扣0.1分", "1", "1")),
    "every text new": lambda: _tall(30_000, lambda number: _plain(number, f"单位{number}", "", f"迟到{number}次，扣{number % 9}分")),
    "every category new": lambda: _tall(60_000, lambda number: _plain(number, f"单位{number}", f"类{number}", "扣0.1分")),
    "typed ranks": lambda: _tall(60_000, lambda number: _plain(number, f"单位{number}", "乡镇", "无", f"{number % 977}.1", f"{number}")),
    "no table": lambda: _tall(150_000, lambda number: _plain(number), ("一",)),
    "heads in every row": lambda: _tall(40_000, lambda number: _plain(number, *HEADS[1:4])),
    "16,000 columns": lambda: _wide("列{}", 16_000, 3), "16,000 columns of points": lambda: _wide("扣分{}", 16_000, 3),
    "1,000 columns, 300 rows": lambda: _wide("加扣分原因{}", 1000, 300),
    "last cell": lambda: book([few(rows='<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')]),
    "1,500 sheets": lambda: book([few()] * 1500), "3,800 blank sheets": lambda: book([sheet_of("")] * 3800),
    # Lists beside the cells
    "100,000 merges": lambda: _listed("mergeCells", 100_000, '<mergeCell ref="A{0}:B{0}"/>'),
    "overlapping merges": lambda: _listed("mergeCells", 50_000, '<mergeCell ref="A1:XFD{0}"/>'),
    "conditional formats": lambda: book([few(_repeated(60_000, '<conditionalFormatting sqref="A{0}"><cfRule type="expression" priority="{0}"><formula>A{0}</formula></cfRule></conditionalFormatting>'))]),
    "validations": lambda: _listed("dataValidations", 90_000, '<dataValidation type="list" sqref="A{0}"><formula1>"a,b"</formula1></dataValidation>'),
    "links": lambda: _listed("hyperlinks", 120_000, '<hyperlink ref="A{0}" location="B{0}"/>'),
    "widths": lambda: book([few(before=_list("cols", 150_000, '<col min="1" max="16384" width="{0}"/>'))]),
    "names": lambda: _named(60_000, "n{0}", "表1!$A${0}"), "own names": lambda: _named(60_000, "kaohe_base", "表1!$A$1"),
    "marks": lambda: _named(60_000, "_kaohe_form", "表1!$A$1"), "answers": lambda: _named(30_000, "_kaohe_answer_{0}", "\"columns|表1|{0}|扣分\""),
    "long names": lambda: _named(100, "n" * 10_000 + "{0}", "表1!$A$1"),
    "tables": lambda: book([few(_list("tableParts", 2000, '<tablePart r:id="t{0}"/>'))],
        parts={f"xl/tables/t{number}.xml": f'<table xmlns="{MAIN}" displayName="t{number}" ref="A1:F4"/>' for number in range(1, 2001)},
        links={"sheet": "".join(link(f"t{number}", "table", f"../tables/t{number}.xml") for number in range(1, 2001))}),
    "comments": lambda: _beside("comments", "comments1.xml", _COMMENTS.format(_repeated(120_000, '<comment ref="D{0}"><text><t>扣1分</t></text></comment>'))),
    "shapes": lambda: _beside("drawing", "drawings/drawing1.xml", _DRAWING.format(_SHAPE * 90_000), '<drawing r:id="x"/>'),
    "formats": lambda: _styled(_list("cellXfs", 500_000, '<xf numFmtId="14"/>')),
    "number formats": lambda: _styled(_list("numFmts", 150_000, '<numFmt numFmtId="{0}" formatCode="[红]0;{0}"/>')),
    "long number format": lambda: _styled(_BRACKETS.format("[" * 5_000_000)),
    "fonts": lambda: _styled(_list("fonts", 400_000, "<font><strike/></font>")),
    # Formulas
    "formulas": lambda: _tall(60_000, lambda number: _computed(number, "SUM(A1:XFD1048576)")),
    "long formulas": lambda: _tall(1800, lambda number: _computed(number, "100-D2+" * 1150 + "1")),
    "array formulas": lambda: _tall(40_000, lambda number: f'<row r="{number}"><c r="B{number}"><f t="array" ref="A1:XFD1048576">A1</f></c></row>'),
    "nested formula": lambda: _tall(400, lambda number: _computed(number, "IF(A1," * 4000)),
    # Names and catalogues
    "long words": lambda: book([sheet_of(line_of(1, tuple("长" * 10_000 + head for head in HEADS)) + "".join(line_of(number, ("甲" * 10_000, "乙" * 10_000, "丙" * 10_000, "丁" * 10_000)) for number in range(2, 120)))]),
    "long names of units": lambda: _tall(400, lambda number: _plain(number, f"{'甲' * 10_000}{number}", "乡" * 1000, "迟到，扣0.1分")),
    "similar names": lambda: _tall(3000, lambda number: _plain(number, f"{'甲乙丙丁戊己庚辛' * 20}{number}镇", "乡镇", "无")),
    "long titles": lambda: book([few()] * 60, titles=["表" * 80_000 + str(number) for number in range(60)]),
    "catalogue": lambda: _catalogue(40_000, "未按时报送第{0}号材料"), "same entries": lambda: _catalogue(40_000, "未按时报送材料"),
    "aliases": lambda: _catalogue(85, "未按时报送第{0}号材料", "；".join(f"别名{number}" for number in range(5000))),
    "long entries": lambda: _catalogue(150, "未按时报送材料" * 4600 + "{0}"),
    "runs": lambda: book([few()], parts={"xl/sharedStrings.xml": _strings("<si>" + "<r><rPr><b/></rPr><t>a</t></r>" * 400_000 + "</si>")},
        links={"book": link("x", "sharedStrings", "sharedStrings.xml")}),
    "strings": lambda: book([few()], parts={"xl/sharedStrings.xml": _strings(_repeated(390_000, "<si><t>{0}</t></si>"))},
        links={"book": link("x", "sharedStrings", "sharedStrings.xml")}),
    "members": lambda: book([few()], parts={f"x/{number}": "" for number in range(8000)}),
    "folders": lambda: book([few()], parts={f"{'a/' * 15_000}{number}": "" for number in range(15)}),
    "nested": lambda: book([few(f"{'<a>' * 250}{'</a>' * 250}" * 8000)]),
    "attributes": lambda: book([few("<x " + _repeated(450_000, "a{0}='' ") + "/>")]),
    "entities": lambda: book([sheet_of(table_of(["&amp;" * 32_000 for _ in range(90)]))]),
}  # fmt: skip
