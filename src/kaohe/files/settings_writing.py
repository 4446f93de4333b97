"""One setting of the sheet 参数设置 in a closed workbook."""

from __future__ import annotations

from kaohe.core.schema import SETTING_NAMES
from kaohe.files.ooxml.own_sheet import sheet_of
from kaohe.files.ooxml.sheet_xml import set_cells
from kaohe.files.ooxml.workbook import DefinedName, Workbook
from kaohe.files.xlsx.sheet_reader import area_of


def put_setting(workbook: Workbook, setting: str, value: str) -> None:
    """Let a setting be a text; where the workbook's 参数设置 has no cell for it, as in older ones, a hidden name holds it.

    Raises:
        FileProblem: The sheet is protected.
    """
    name = SETTING_NAMES[setting]
    refers_to = next((each.refers_to for each in workbook.names if each.name == name), "")
    sheet, area = sheet_of(refers_to), area_of(refers_to.rpartition("!")[2])
    if area is not None and workbook.sheet_part(sheet):
        set_cells(workbook.package, sheet, {(area[0], area[1]): value})
    else:
        workbook.undefine(name, None)
        workbook.define(DefinedName(name, f'"{value}"', None, hidden=True))
