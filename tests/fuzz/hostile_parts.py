"""Workbooks and packages written by hand, in as few bytes as may be, for files that cost much."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
HEADS = ("序号", "被考核单位", "类别", "加扣分原因及分值", "考核得分", "名次")

Parts = dict[str, str]


def _cell(address: str, text: str) -> str:
    return f'<c r="{address}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>' if text else ""


def line_of(number: int, texts: Iterator[str] | tuple[str, ...]) -> str:
    """Return a row of a sheet."""
    cells = "".join(_cell(f"{_letters(column)}{number}", text) for column, text in enumerate(texts))
    return f'<row r="{number}">{cells}</row>'


def _letters(column: int) -> str:
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def table_of(reasons: Iterator[str] | list[str], heads: tuple[str, ...] = HEADS) -> str:
    """Return the rows of a table with these reasons."""
    rows = (line_of(number, (str(number), f"单位{number}", "", text)) for number, text in enumerate(reasons, 2))
    return line_of(1, heads) + "".join(rows)


def sheet_of(rows: str, after: str = "", before: str = "") -> str:
    """Return a sheet of these rows."""
    return f'<worksheet xmlns="{MAIN}" xmlns:r="{LINKS}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'


def few(after: str = "", before: str = "", *, rows: str = "") -> str:
    """Return a sheet with a few units."""
    return sheet_of(table_of(["迟到，扣0.1分", "早退，扣0.2分", "无"]) + rows, after, before)


def book(
    sheets: list[str], *, names: str = "", titles: list[str] | None = None, parts: Parts | None = None,
    links: dict[str, str] | None = None,
) -> bytes:  # fmt: skip
    """Return a workbook of these sheets; ``links`` are more links of its first sheet and of the workbook, by owner."""
    titles = titles or [f"表{number}" for number in range(1, len(sheets) + 1)]
    tabs = "".join(
        f'<sheet name="{title}" sheetId="{number}" r:id="s{number}"/>' for number, title in enumerate(titles, 1)
    )
    held = "".join(
        link(f"s{number}", "worksheet", f"worksheets/sheet{number}.xml") for number in range(1, len(sheets) + 1)
    )
    files = {
        "[Content_Types].xml": _types(len(sheets)),
        "_rels/.rels": rels(link("r1", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{LINKS}"><sheets>{tabs}</sheets>{names}</workbook>',
        "xl/_rels/workbook.xml.rels": rels(held + (links or {}).get("book", "")),
        **{f"xl/worksheets/sheet{number}.xml": sheet for number, sheet in enumerate(sheets, 1)},
        **(parts or {}),
    }
    if links and "sheet" in links:
        files["xl/worksheets/_rels/sheet1.xml.rels"] = rels(links["sheet"])
    return packed(files)


def _types(sheets: int) -> str:
    kind = _SHEET.replace("sheet.main", "worksheet")
    each = "".join(
        f'<Override PartName="/xl/worksheets/sheet{number}.xml" ContentType="{kind}"/>'
        for number in range(1, sheets + 1)
    )
    return (
        f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.'
        f'openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_SHEET}"/>{each}</Types>'
    )


def rels(links: str) -> str:
    """Return a part of links."""
    return f'<Relationships xmlns="{PACKAGE}/relationships">{links}</Relationships>'


def link(rid: str, kind: str, target: str) -> str:
    """Return a link of a part."""
    return f'<Relationship Id="{rid}" Type="{LINKS}/{kind}" Target="{target}"/>'


def packed(files: Parts) -> bytes:
    """Return a package of these parts."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return written.getvalue()
