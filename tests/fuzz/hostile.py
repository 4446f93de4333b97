"""Files below one megabyte made to cost as much as they can; every command must stay below the limits on each."""

from __future__ import annotations

import io
import os
import resource
import zipfile
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

from tests.fuzz.books import small
from tests.fuzz.judging import require_readable
from tests.fuzz.running import spent, start, wait

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_HEADS = ("序号", "被考核单位", "类别", "加扣分原因及分值", "考核得分", "名次")
#: The longest text of a cell.
_FULL = 32_767
#: As many bytes as a package may inflate to whatever its size.
_ROOM = 15 << 20

LIMIT = 1 << 20
#: What a command may take of CPU, in seconds, and of memory.
SECONDS, MEGABYTES = 10.0, 500

Parts = dict[str, str]


# -- workbooks


def _cell(address: str, text: str) -> str:
    return f'<c r="{address}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>' if text else ""


def _row(number: int, texts: Iterator[str] | tuple[str, ...]) -> str:
    cells = "".join(_cell(f"{_letters(column)}{number}", text) for column, text in enumerate(texts))
    return f'<row r="{number}">{cells}</row>'


def _letters(column: int) -> str:
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _table(reasons: Iterator[str] | list[str], heads: tuple[str, ...] = _HEADS) -> str:
    rows = (_row(number, (str(number), f"单位{number}", "", text)) for number, text in enumerate(reasons, 2))
    return _row(1, heads) + "".join(rows)


def _sheet(rows: str, after: str = "", before: str = "") -> str:
    return f'<worksheet xmlns="{_MAIN}" xmlns:r="{_LINKS}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'


def _few(after: str = "", before: str = "", *, rows: str = "") -> str:
    return _sheet(_table(["迟到，扣0.1分", "早退，扣0.2分", "无"]) + rows, after, before)


def _book(
    sheets: list[str], *, names: str = "", titles: list[str] | None = None, parts: Parts | None = None,
    links: dict[str, str] | None = None,
) -> bytes:  # fmt: skip
    """Return a workbook of these sheets; ``links`` are more links of its first sheet and of the workbook, by owner."""
    titles = titles or [f"表{number}" for number in range(1, len(sheets) + 1)]
    tabs = "".join(
        f'<sheet name="{title}" sheetId="{number}" r:id="s{number}"/>' for number, title in enumerate(titles, 1)
    )
    held = "".join(
        _link(f"s{number}", "worksheet", f"worksheets/sheet{number}.xml") for number in range(1, len(sheets) + 1)
    )
    files = {
        "[Content_Types].xml": _types(len(sheets)),
        "_rels/.rels": _rels(_link("r1", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_LINKS}"><sheets>{tabs}</sheets>{names}</workbook>',
        "xl/_rels/workbook.xml.rels": _rels(held + (links or {}).get("book", "")),
        **{f"xl/worksheets/sheet{number}.xml": sheet for number, sheet in enumerate(sheets, 1)},
        **(parts or {}),
    }
    if links and "sheet" in links:
        files["xl/worksheets/_rels/sheet1.xml.rels"] = _rels(links["sheet"])
    return _packed(files)


def _types(sheets: int) -> str:
    kind = _SHEET.replace("sheet.main", "worksheet")
    each = "".join(
        f'<Override PartName="/xl/worksheets/sheet{number}.xml" ContentType="{kind}"/>'
        for number in range(1, sheets + 1)
    )
    return (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.'
        f'openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_SHEET}"/>{each}</Types>'
    )


def _rels(links: str) -> str:
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>'


def _link(rid: str, kind: str, target: str) -> str:
    return f'<Relationship Id="{rid}" Type="{_LINKS}/{kind}" Target="{target}"/>'


def _packed(files: Parts) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return written.getvalue()


def _full(piece: str) -> bytes:
    """Return a workbook as full of texts as may be, each as long as may be and another, made of one piece."""
    text = piece * (_FULL // len(piece) - 4)
    each = len(text.encode()) + 200
    return _book([_sheet(_table([f"{number}{text}" for number in range(_ROOM // each)]))])


def _shared(text: str, rows: int) -> bytes:
    """Return a workbook with one text in many rows."""
    cells = "".join(
        f'<row r="{number}"><c r="B{number}"><v>{number}</v></c><c r="D{number}" t="s"><v>0</v></c></row>'
        for number in range(2, rows + 2)
    )
    strings = _strings(f"<si><t>{text}</t></si>")
    return _book(
        [_sheet(_row(1, _HEADS) + cells)], parts={"xl/sharedStrings.xml": strings},
        links={"book": _link("x", "sharedStrings", "sharedStrings.xml")},
    )  # fmt: skip


def _beside(kind: str, target: str, content: str, after: str = "") -> bytes:
    """Return a workbook whose sheet holds another part: comments, a drawing."""
    return _book([_few(after)], parts={f"xl/{target}": content}, links={"sheet": _link("x", kind, f"../{target}")})


def _styled(inner: str) -> bytes:
    styles = f'<styleSheet xmlns="{_MAIN}">{inner}</styleSheet>'
    return _book([_few()], parts={"xl/styles.xml": styles}, links={"book": _link("x", "styles", "styles.xml")})


def _named(many: int, name: str, refers_to: str) -> bytes:
    each = "".join(
        f'<definedName name="{name.format(number)}">{refers_to.format(number)}</definedName>' for number in range(many)
    )
    return _book([_few()], names=f"<definedNames>{each}</definedNames>")


def _wide(head: str, columns: int, rows: int) -> bytes:
    heads = (*_HEADS, *(head.format(number) for number in range(columns)))
    lines = "".join(_row(number, ("1", f"单位{number}", "", *["1"] * columns)) for number in range(2, rows + 2))
    return _book([_sheet(_row(1, heads) + lines)])


def _tall(many: int, line: Callable[[int], str], heads: tuple[str, ...] = _HEADS) -> bytes:
    return _book([_sheet(_row(1, heads) + "".join(line(number) for number in range(2, many + 2)))])


def _plain(number: int, *cells: str) -> str:
    """Return a row in as few bytes as may be: no addresses."""
    inner = "".join(f'<c t="str"><v>{text}</v></c>' for text in (str(number), *cells))
    return f"<row>{inner}</row>"


def _repeated(many: int, piece: str) -> str:
    return "".join(piece.format(number) for number in range(1, many + 1))


def _list(name: str, many: int, piece: str) -> str:
    return f"<{name}>{_repeated(many, piece)}</{name}>"


def _listed(name: str, many: int, piece: str) -> bytes:
    return _book([_few(_list(name, many, piece))])


def _strings(inner: str) -> str:
    return f'<sst xmlns="{_MAIN}">{inner}</sst>'


def _computed(number: int, formula: str) -> str:
    unit = f'<c r="B{number}" t="str"><v>单位{number}</v></c>'
    return f'<row r="{number}">{unit}<c r="E{number}"><f>{formula}</f></c></row>'


_BRACKETS = (
    '<numFmts><numFmt numFmtId="170" formatCode="{}"/></numFmts><cellXfs count="1"><xf numFmtId="170"/></cellXfs>'
)
_COMMENTS = f'<comments xmlns="{_MAIN}"><authors><author/></authors><commentList>{{}}</commentList></comments>'
_DRAWING = (
    '<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">{}</xdr:wsDr>'
)
_SHAPE = "<xdr:twoCellAnchor><xdr:sp><xdr:txBody><a:p><a:r><a:t>扣1分</a:t></a:r></a:p></xdr:txBody></xdr:sp></xdr:twoCellAnchor>"
_CATALOGUE = ("编号", "标准表述", "加扣", "分值", "别名")


def _catalogue(entries: int, wording: str, aliases: str = "") -> bytes:
    rows = (_row(number, (f"A{number}", wording.format(number), "扣", "0.1", aliases)) for number in range(2, entries))
    reasons = [f"未按时报送第{number}期材料，扣0.1分" for number in range(1000)]
    return _book([_sheet(_table(reasons)), _sheet(_row(1, _CATALOGUE) + "".join(rows))], titles=["考核表", "标准目录"])


_BOOKS: dict[str, Callable[[], bytes]] = {
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
    "heads in every row": lambda: _tall(40_000, lambda number: _plain(number, *_HEADS[1:4])),
    "16,000 columns": lambda: _wide("列{}", 16_000, 3), "16,000 columns of points": lambda: _wide("扣分{}", 16_000, 3),
    "1,000 columns, 300 rows": lambda: _wide("加扣分原因{}", 1000, 300),
    "last cell": lambda: _book([_few(rows='<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')]),
    "1,500 sheets": lambda: _book([_few()] * 1500), "3,800 blank sheets": lambda: _book([_sheet("")] * 3800),
    # Lists beside the cells
    "100,000 merges": lambda: _listed("mergeCells", 100_000, '<mergeCell ref="A{0}:B{0}"/>'),
    "overlapping merges": lambda: _listed("mergeCells", 50_000, '<mergeCell ref="A1:XFD{0}"/>'),
    "conditional formats": lambda: _book([_few(_repeated(60_000, '<conditionalFormatting sqref="A{0}"><cfRule type="expression" priority="{0}"><formula>A{0}</formula></cfRule></conditionalFormatting>'))]),
    "validations": lambda: _listed("dataValidations", 90_000, '<dataValidation type="list" sqref="A{0}"><formula1>"a,b"</formula1></dataValidation>'),
    "links": lambda: _listed("hyperlinks", 120_000, '<hyperlink ref="A{0}" location="B{0}"/>'),
    "widths": lambda: _book([_few(before=_list("cols", 150_000, '<col min="1" max="16384" width="{0}"/>'))]),
    "names": lambda: _named(60_000, "n{0}", "表1!$A${0}"), "own names": lambda: _named(60_000, "kaohe_base", "表1!$A$1"),
    "marks": lambda: _named(60_000, "_kaohe_form", "表1!$A$1"), "answers": lambda: _named(30_000, "_kaohe_answer_{0}", "\"columns|表1|{0}|扣分\""),
    "long names": lambda: _named(100, "n" * 10_000 + "{0}", "表1!$A$1"),
    "tables": lambda: _book([_few(_list("tableParts", 2000, '<tablePart r:id="t{0}"/>'))],
        parts={f"xl/tables/t{number}.xml": f'<table xmlns="{_MAIN}" displayName="t{number}" ref="A1:F4"/>' for number in range(1, 2001)},
        links={"sheet": "".join(_link(f"t{number}", "table", f"../tables/t{number}.xml") for number in range(1, 2001))}),
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
    "long words": lambda: _book([_sheet(_row(1, tuple("长" * 10_000 + head for head in _HEADS)) + "".join(_row(number, ("甲" * 10_000, "乙" * 10_000, "丙" * 10_000, "丁" * 10_000)) for number in range(2, 120)))]),
    "long names of units": lambda: _tall(400, lambda number: _plain(number, f"{'甲' * 10_000}{number}", "乡" * 1000, "迟到，扣0.1分")),
    "similar names": lambda: _tall(3000, lambda number: _plain(number, f"{'甲乙丙丁戊己庚辛' * 20}{number}镇", "乡镇", "无")),
    "long titles": lambda: _book([_few()] * 60, titles=["表" * 80_000 + str(number) for number in range(60)]),
    "catalogue": lambda: _catalogue(40_000, "未按时报送第{0}号材料"), "same entries": lambda: _catalogue(40_000, "未按时报送材料"),
    "aliases": lambda: _catalogue(85, "未按时报送第{0}号材料", "；".join(f"别名{number}" for number in range(5000))),
    "long entries": lambda: _catalogue(150, "未按时报送材料" * 4600 + "{0}"),
    "runs": lambda: _book([_few()], parts={"xl/sharedStrings.xml": _strings("<si>" + "<r><rPr><b/></rPr><t>a</t></r>" * 400_000 + "</si>")},
        links={"book": _link("x", "sharedStrings", "sharedStrings.xml")}),
    "strings": lambda: _book([_few()], parts={"xl/sharedStrings.xml": _strings(_repeated(390_000, "<si><t>{0}</t></si>"))},
        links={"book": _link("x", "sharedStrings", "sharedStrings.xml")}),
    "members": lambda: _book([_few()], parts={f"x/{number}": "" for number in range(8000)}),
    "folders": lambda: _book([_few()], parts={f"{'a/' * 15_000}{number}": "" for number in range(15)}),
    "nested": lambda: _book([_few(f"{'<a>' * 250}{'</a>' * 250}" * 8000)]),
    "attributes": lambda: _book([_few("<x " + _repeated(450_000, "a{0}='' ") + "/>")]),
    "entities": lambda: _book([_sheet(_table(["&amp;" * 32_000 for _ in range(90)]))]),
}  # fmt: skip


# -- Word documents


def _document(body: str) -> bytes:
    part = f'<w:document xmlns:w="{_WORD}"><w:body>{body}</w:body></w:document>'
    return _packed({
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
        "_rels/.rels": _rels(_link("r1", "officeDocument", "word/document.xml")), "word/document.xml": part,
    })  # fmt: skip


def _words(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def _word_table(rows: Iterable[tuple[str, ...]], style: str = "") -> str:
    cells = ("".join(f"<w:tc>{style}{_words(text)}</w:tc>" for text in row) for row in (_HEADS, *rows))
    lines = "".join(f"<w:tr>{line}</w:tr>" for line in cells)
    return f"<w:tbl>{lines}</w:tbl>"


_UNIT = ("1", "甲镇", "乡镇", "迟到，扣0.1分", "", "")


def _nested_table(depth: int) -> str:
    head, foot = "<w:tbl><w:tr><w:tc>", f"{_words('扣1分')}</w:tc></w:tr></w:tbl>"
    return head * depth + foot * depth


_DOCUMENTS: dict[str, Callable[[], bytes]] = {
    "rows": lambda: _document(_word_table((str(number), f"单位{number}", "", "迟到，扣0.1分", "", "") for number in range(30_000))),
    "tables": lambda: _document(_word_table([_UNIT]) * 9000),
    "tables in tables": lambda: _document(_nested_table(60)),
    "many tables in tables": lambda: _document(_word_table([_UNIT]) + _nested_table(50) * 2500),
    "tables in cells": lambda: _document(_word_table([("1", "甲镇", "", "a</w:t></w:r></w:p>" + _word_table([_UNIT]) * 9000 + "<w:p><w:r><w:t>", "", "")])),
    "paragraphs": lambda: _document(_word_table([_UNIT]) + _words("甲") * 300_000),
    "empty paragraphs": lambda: _document(_word_table([_UNIT]) + "<w:p/>" * 2_000_000),
    "paragraphs in a cell": lambda: _document(_word_table([("1", "甲镇", "", "</w:t></w:r></w:p>" + _words("扣1分") * 250_000 + "<w:p><w:r><w:t>", "", "")])),
    "runs": lambda: _document(_word_table([_UNIT]) + f"<w:p>{'<w:r><w:t>甲</w:t></w:r>' * 350_000}</w:p>"),
    "long cell": lambda: _document(_word_table([("1", "甲镇", "", "迟到，扣0.1分；" * 600_000, "", "")])),
    "long cells": lambda: _document(_word_table([("1", f"甲镇{number}", "", "扣1." * 10_900, "", "") for number in range(250)])),
    "columns": lambda: _document(_word_table([("1",) * 60_000])),
    "spans": lambda: _document(_word_table([_UNIT] * 5000, '<w:tcPr><w:gridSpan w:val="63"/></w:tcPr>')),
    "huge spans": lambda: _document(_word_table([_UNIT] * 500, '<w:tcPr><w:gridSpan w:val="999999999"/></w:tcPr>')),
    "merges": lambda: _document(_word_table([_UNIT] * 15_000, "<w:tcPr><w:vMerge/></w:tcPr>")),
    "deletions": lambda: _document(_word_table([_UNIT]) + f"<w:p>{'<w:del><w:r><w:delText>a</w:delText></w:r></w:del>' * 250_000}</w:p>"),
    "contents": lambda: _document(_word_table([_UNIT]) + ("<w:sdt><w:sdtContent>" * 100 + _words("a") + "</w:sdtContent></w:sdt>" * 100) * 3000),
}  # fmt: skip


# -- CSV


def _lines(*lines: str) -> bytes:
    return "\n".join(lines).encode()[: LIMIT - 1]


_HEAD = ",".join(_HEADS)
_TEXTS: dict[str, Callable[[], bytes]] = {
    "columns": lambda: _lines(_HEAD + "," * 1_000_000),
    "columns of points": lambda: _lines(_HEAD + ",扣分" * 140_000, "1,甲镇,,无" + ",1" * 140_000),
    "columns in each row": lambda: _lines(_HEAD, *["1,甲镇,,扣1分" + "," * 500] * 1900),
    "one line": lambda: _lines("扣1分，" * 90_000), "one field": lambda: _lines(_HEAD, '1,甲镇,,"' + "扣1." * 200_000 + '"'),
    "open quote": lambda: _lines(_HEAD, '1,甲镇,"扣1分', *["2,乙镇,,扣1分"] * 50_000),
    "quotes": lambda: _lines('"' * 1_000_000), "quotes in lines": lambda: _lines(_HEAD, *['"'] * 500_000),
    "quotes that close": lambda: _lines(_HEAD, *['"a"b'] * 200_000),
    "blank lines": lambda: _lines(_HEAD, *[""] * 1_000_000), "short lines": lambda: _lines(_HEAD, *["1"] * 500_000),
    "rows": lambda: _lines(_HEAD, *[f"{number},单位{number},,迟到扣0.1分,," for number in range(28_000)]),
    "same rows": lambda: _lines(_HEAD, *["1,甲,乙,扣1分,,"] * 48_000),
    "names": lambda: _lines(_HEAD, *[f"1,{'甲' * 10_000}{number},,扣1分" for number in range(33)]),
    "heads": lambda: _lines(*[_HEAD] * 14_000), "zeros": lambda: b"\0" * 1_000_000,
    "tabs": lambda: _lines("\t".join(_HEADS), "\t" * 1_000_000), "semicolons": lambda: _lines(";" * 1_000_000),
    "pasted": lambda: _lines(*[f"单位{number}：迟到，扣0.1分；早退扣0.2分。" for number in range(16_000)]),
    "points": lambda: _lines(_HEAD, *["1,甲,乙,扣1.,,"] * 45_000), "carriage returns": lambda: b"\r" * 1_000_000,
}  # fmt: skip

_KINDS = (
    (".xlsx", _BOOKS), (".docx", _DOCUMENTS), (".csv", _TEXTS),
    (".txt", {name: _TEXTS[name] for name in ("pasted", "one line", "blank lines", "quotes", "rows")}),
)  # fmt: skip
#: Tried first, where only a few are: they take a second.
_QUICK = ("100,000 merges.xlsx", "links.xlsx", "widths.xlsx")
_ALL = {f"{name}{suffix}": make for suffix, makers in _KINDS for name, make in makers.items()}
FILES: dict[str, Callable[[], bytes]] = {name: _ALL[name] for name in dict.fromkeys((*_QUICK, *_ALL))}
COMMANDS: tuple[tuple[str, ...], ...] = (
    ("check", "{file}"), ("recalc", "{file}", "-o", "{out}/结果.xlsx"), ("form", "{file}", "-o", "{out}/结果.xlsx"),
    ("stats", "{file}", "-o", "{out}/结果.xlsx"), ("ranking", "{file}", "-o", "{out}/结果.xlsx"),
    ("columns", "{file}", "-o", "{out}/结果.xlsx"), ("merge", "{file}", "{good}", "-o", "{out}/汇总.xlsx"),
    ("merge", "{good}", "-o", "{out}/汇总.xlsx", "--roster", "{file}"), ("compare", "{file}", "{good}", "-o", "{out}/比较.xlsx"),
    ("new", "{out}/新.xlsx", "--from", "{file}"), ("export", "{file}", "--docx", "{out}/上报表.docx"),
    ("export", "{file}", "--csv", "{out}/表.csv"), ("check", "{file}", "--json"), ("catalogue", "{file}", "-o", "{out}/整理.xlsx"),
    ("notices", "{file}", "--docx", "{out}/反馈单.docx"), ("split", "{file}", "--by", "类别", "-o", "{out}"),
)  # fmt: skip
_ON_WORKBOOKS = frozenset({"recalc", "form", "stats", "ranking"})


def pairs() -> list[tuple[str, tuple[str, ...]]]:
    """Return each file with each command, so that any few in a row are of different files and commands."""
    files = list(FILES)
    found = (
        (file, COMMANDS[(turn + place) % len(COMMANDS)])
        for turn in range(len(COMMANDS))
        for place, file in enumerate(files)
    )
    return [(file, command) for file, command in found if file.endswith(".xlsx") or command[0] not in _ON_WORKBOOKS]


def name_of(number: int) -> str:
    """Return what a trial tries."""
    file, command = pairs()[number]
    return f"{' '.join((command[0], *(each for each in command[2:] if each.startswith('-'))))} {file}"


def is_bearable(folder: Path, number: int) -> None:
    """Run a command on a file, in a process of its own: it works or says why not, and writes nothing half."""
    name, command = pairs()[number]
    file, good, out = folder / f"考核{Path(name).suffix}", folder / "好.xlsx", folder / "另外"
    good.write_bytes(small())
    out.mkdir()
    wait(start((), lambda: _make(name, file)))  # what making it takes counts for nothing
    spent.seconds, spent.megabytes = 0.0, 0
    inherited = (
        resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
    )  # a fork is as large as what it was forked from
    assert file.stat().st_size < LIMIT, f"{name} is no small file: {file.stat().st_size:,}"
    status = wait(start(tuple(each.format(file=file, good=good, out=out) for each in command), _bounded))
    cost = f"{name_of(number)}: {spent.seconds:.1f} s, {spent.megabytes} MB, exit {status}"
    assert status in (0, 1, 2), cost
    assert spent.seconds <= SECONDS, cost
    assert spent.megabytes - inherited <= MEGABYTES, cost
    left = sorted(out.iterdir())
    assert not (status == 2 and left), f"refused, and yet written: {left}"
    for written in left[:3]:
        require_readable(written, whole=False)


def _make(name: str, file: Path) -> None:
    file.write_bytes(FILES[name]())
    os._exit(0)


def _bounded() -> None:
    """End a process that goes far beyond the limits, before the machine suffers."""
    resource.setrlimit(resource.RLIMIT_CPU, (30, 30))
    resource.setrlimit(resource.RLIMIT_AS, (6 << 30, 6 << 30))
