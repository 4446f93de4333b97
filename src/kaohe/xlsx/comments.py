"""Comments on the cells of a closed workbook."""

from __future__ import annotations

import html
from collections.abc import Iterator

from kaohe.xlsx.archive import ArchiveError
from kaohe.xlsx.markup import Element, MarkupError, parse, unescape
from kaohe.xlsx.package import Package
from kaohe.xlsx.sheet_reader import area_of

_KIND = "comments"


def read_comments(package: Package, sheet: str) -> Iterator[tuple[tuple[int, int], str]]:
    """Yield cell (row, column) and text of each comment on the sheet whose part is ``sheet``; none of a damaged part."""
    part = package.related(sheet, _KIND)
    if part is None or part not in package:
        return
    try:
        text = package.text(part)
        root = parse(text)
    except (ArchiveError, MarkupError):
        return
    for found in (each for listed in root.all("commentList") for each in listed.all("comment")):
        area = area_of(found.attributes.get("ref", ""))
        told = "".join(_texts(found, text)).strip()
        if area and told:
            yield area[:2], f"批注：{told}"


def _texts(element: Element, text: bytes) -> Iterator[str]:
    for child in element.children:
        if child.name == "t":
            yield unescape(html.unescape(text[child.open_end : child.close_start].decode()))
        elif child.name != "rPh":
            yield from _texts(child, text)
