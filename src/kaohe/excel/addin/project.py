"""VBA texts into a VBA project inside a workbook file."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pyopenvba import ExcelFile, VBAModuleKind

from kaohe.excel.addin.sources import DOCUMENT_MODULE, Module


def add_project(workbook: Path, modules: Iterable[Module]) -> None:
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
