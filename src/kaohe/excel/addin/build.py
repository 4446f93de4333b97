"""The add-in and the workbook with the code inside, built from text: ``kaohe addin build``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from pyopenvba import ExcelFile, VBAModuleKind

from kaohe.core.functions import FUNCTIONS
from kaohe.excel.addin import package
from kaohe.excel.addin.intellisense import write_help_book
from kaohe.excel.addin.ribbon_xml import ribbon_xml
from kaohe.excel.addin.sources import DOCUMENT_MODULE, Module, read_modules
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
    _add_project(coded, modules)
    parts = package.read_parts(coded)
    package.add_ribbon(parts, ribbon_xml())
    return parts


def _add_project(workbook: Path, modules: Iterable[Module]) -> None:
    """Give a workbook file (``.xlsm`` without a project) the modules, in the order given."""
    with ExcelFile(workbook) as file:
        project = file.add_vba_project()
        for module in modules:
            if module.name == DOCUMENT_MODULE:
                header = project.get_module(DOCUMENT_MODULE).attribute_header
                file.set_module(DOCUMENT_MODULE, header + module.code)
            else:
                kind = VBAModuleKind.other if module.is_class else VBAModuleKind.standard
                project.add_module(module.name, module.text, kind=kind)
        file.save()
