"""The Excel template and the workbooks made from it; the only room that imports XlsxWriter."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from kaohe.files.template.book import CREATED, Book
from kaohe.files.template.content import Category, Content, UnitRow, empty_content
from kaohe.files.template.guide import add_guide
from kaohe.files.template.sheets import add_catalogue, add_categories, add_settings
from kaohe.files.template.source import content_from
from kaohe.files.template.units import add_units

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
