"""The add-in and the workbook with the code inside, built from text: ``kaohe addin build``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from kaohe.core.functions import FUNCTIONS
from kaohe.excel.addin import package
from kaohe.excel.addin.intellisense import write_help_book
from kaohe.excel.addin.project import add_project
from kaohe.excel.addin.ribbon_xml import ribbon_xml
from kaohe.excel.addin.sources import Module, read_modules
from kaohe.files.template import build_workbook as build_template
from kaohe.files.template import empty_content


def build_addin(target: Path) -> None:
    """Write the add-in (``.xlam``); the same bytes whenever and wherever it is built."""
    with TemporaryDirectory() as folder:
        book = Path(folder) / "book.xlsx"
        write_help_book(book, FUNCTIONS)
        parts = with_code(book, read_modules())
    package.retype(parts, package.WITH_CODE, package.ADD_IN)
    package.write_parts(target, parts)


def build_workbook(target: Path) -> None:
    """Write the template with the code inside (``.xlsm``), for offices that may not install add-ins."""
    with TemporaryDirectory() as folder:
        book = Path(folder) / "book.xlsx"
        build_template(book, empty_content())
        parts = with_code(book, read_modules())
    package.write_parts(target, parts)


def with_code(book: Path, modules: Sequence[Module]) -> package.Parts:
    """Return the parts of a workbook with the VBA project and the ribbon added."""
    parts = package.read_parts(book)
    package.retype(parts, package.WORKBOOK, package.WITH_CODE)
    coded = book.with_suffix(".xlsm")
    package.write_parts(coded, parts)
    add_project(coded, modules)
    parts = package.read_parts(coded)
    package.add_ribbon(parts, ribbon_xml())
    return parts
