"""Word documents and texts below one megabyte made to cost as much as they can."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from tests.fuzz.hostile_parts import HEADS, PACKAGE, WORD, link, packed, rels

#: No file is larger.
LIMIT = 1 << 20


def _document(body: str) -> bytes:
    part = f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
    return packed({
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
        "_rels/.rels": rels(link("r1", "officeDocument", "word/document.xml")), "word/document.xml": part,
    })  # fmt: skip


def _words(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def _word_table(rows: Iterable[tuple[str, ...]], style: str = "") -> str:
    cells = ("".join(f"<w:tc>{style}{_words(text)}</w:tc>" for text in row) for row in (HEADS, *rows))
    lines = "".join(f"<w:tr>{line}</w:tr>" for line in cells)
    return f"<w:tbl>{lines}</w:tbl>"


_UNIT = ("1", "甲镇", "乡镇", "迟到，扣0.1分", "", "")


def _nested_table(depth: int) -> str:
    head, foot = "<w:tbl><w:tr><w:tc>", f"{_words('扣1分')}</w:tc></w:tr></w:tbl>"
    return head * depth + foot * depth


DOCUMENTS: dict[str, Callable[[], bytes]] = {
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


def _lines(*lines: str) -> bytes:
    return "\n".join(lines).encode()[: LIMIT - 1]


_HEAD = ",".join(HEADS)
TEXTS: dict[str, Callable[[], bytes]] = {
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
    "tabs": lambda: _lines("\t".join(HEADS), "\t" * 1_000_000), "semicolons": lambda: _lines(";" * 1_000_000),
    "pasted": lambda: _lines(*[f"单位{number}：迟到，扣0.1分；早退扣0.2分。" for number in range(16_000)]),
    "points": lambda: _lines(_HEAD, *["1,甲,乙,扣1.,,"] * 45_000), "carriage returns": lambda: b"\r" * 1_000_000,
}  # fmt: skip
