"""What a sheet of a closed workbook says beside its cells: comments, text boxes, pictures, charts, page headers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress

from kaohe.core.patterns import compile_on_use
from kaohe.files.ooxml.archive import ArchiveError
from kaohe.files.ooxml.markup import Element, MarkupError, parse, unescape
from kaohe.files.ooxml.package import Package
from kaohe.files.xlsx.sheet_reader import area_of
from kaohe.tables.row_kinds import is_page_number

Remark = tuple[tuple[int, int] | None, str]

_PAGE_TEXT = compile_on_use(rb"<(?:\w+:)?(odd|even|first)(Header|Footer)>(.*?)</", re.DOTALL)
_PAGE_WORDS = {b"Header": "页眉", b"Footer": "页脚"}
#: What is no text in a page header: where it stands, its type, page numbers, the sheet's name, the date.
_PAGE_CODES = compile_on_use(r'&(?:"[^"]*"|K[0-9A-Fa-f]{6}|\d+|[A-Za-z&])')


def read_beside(package: Package, sheet: str) -> Iterator[Remark]:
    """Yield cell (row, column; None where it has none) and text of all that; nothing of a damaged part."""
    yield from _comments(package, package.related(sheet, "comments"))
    yield from ((None, text) for text in _drawing(package, package.related(sheet, "drawing")))
    yield from ((None, text) for text in _pages(package.text(sheet)))


def _plain(markup: bytes) -> str:
    from html import unescape as without_entities  # a table of 2,000 names, for the few sheets that need any

    return unescape(without_entities(markup.decode()))


def _root(package: Package, part: str | None) -> tuple[Element, bytes] | None:
    with suppress(ArchiveError, MarkupError):
        if part is not None and part in package:
            text = package.text(part)
            return parse(text), text
    return None


def _comments(package: Package, part: str | None) -> Iterator[Remark]:
    if (found := _root(package, part)) is None:
        return
    root, text = found
    for each in (comment for listed in root.all("commentList") for comment in listed.all("comment")):
        area = area_of(each.attributes.get("ref", ""))
        told = "".join(_texts(each, text)).strip()
        if area and told:
            yield area[:2], f"批注：{told}"


def _drawing(package: Package, part: str | None) -> Iterator[str]:
    if (found := _root(package, part)) is None:
        return
    root, text = found
    shapes = [*_named(root, "sp")]
    yield from (f"文本框：{told}" for shape in shapes if (told := "".join(_texts(shape, text)).strip()))
    for name, word in (("pic", "张图片"), ("graphicFrame", "个图表或图形")):
        if count := sum(1 for _ in _named(root, name)):
            yield f"工作表里有{count}{word}，没有导入"


def _pages(sheet: bytes) -> Iterator[str]:
    start = sheet.rfind(b"headerFooter")
    for _, kind, said in _PAGE_TEXT.findall(sheet[sheet.rfind(b"headerFooter", 0, start) :]) if start >= 0 else ():
        text = _PAGE_CODES.sub(" ", _plain(said))
        if not is_page_number(text):
            yield f"{_PAGE_WORDS[kind]}：{' '.join(text.split())}"


def _named(element: Element, name: str) -> Iterator[Element]:
    for child in element.children:
        if child.name == name:
            yield child
        elif child.name != "Fallback":
            yield from _named(child, name)


def _texts(element: Element, text: bytes) -> Iterator[str]:
    for child in element.children:
        if child.name == "t":
            yield _plain(text[child.open_end : child.close_start])
        elif child.name not in ("rPh", "Fallback"):
            yield from _texts(child, text)
