"""Which sheet of a workbook is Kaohe's own sheet of findings; readers pass it over, the writer refreshes it."""

from __future__ import annotations

from kaohe.xlsx.workbook import Workbook

#: The hidden name that refers to Kaohe's own sheet of findings.
MARK = "_kaohe_findings"


def own_sheet(workbook: Workbook) -> str | None:
    """Return the name of the sheet that Kaohe made in this workbook, if it is still there and still Kaohe's.

    One that a user has turned into an Excel Table has become the user's: another is made then.
    """
    marked = {sheet_of(name.refers_to) for name in workbook.names if name.name == MARK}
    for sheet in workbook.sheets:
        if sheet.name in marked and sheet.part and sheet.part in workbook.package:
            tables = any(link.kind == "table" for link in workbook.package.relationships(sheet.part))
            return None if tables else sheet.name
    return None


def sheet_of(refers_to: str) -> str:
    """Return the sheet of a reference such as ``'核对结果'!$A$1``."""
    sheet = refers_to.rpartition("!")[0]
    return sheet[1:-1].replace("''", "'") if sheet.startswith("'") else sheet
