"""The Excel template and the workbooks made from it; the only room that imports XlsxWriter."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from kaohe.xlsx.template.book import CREATED, Book
from kaohe.xlsx.template.content import Category, Content, UnitRow, empty_content
from kaohe.xlsx.template.guide import add_guide
from kaohe.xlsx.template.sheets import add_catalogue, add_categories, add_settings
from kaohe.xlsx.template.source import content_from
from kaohe.xlsx.template.units import add_units

__all__ = ["Category", "Content", "UnitRow", "build_workbook", "content_from", "empty_content"]


def build_workbook(target: Path | BinaryIO, content: Content, further: Callable[[Book], None] | None = None) -> None:
    """Write a workbook of the template to ``target``; the same content gives the same bytes.

    ``further`` adds sheets of its own behind those of the template.
    """
    with Book(target) as book:
        book.workbook.set_properties({"title": "年度考核表", "comments": "由 Kaohe 生成", "created": CREATED})
        add_units(book, content)
        add_catalogue(book, content)
        add_categories(book, content)
        add_settings(book, content)
        add_guide(book)
        if further:
            further(book)
