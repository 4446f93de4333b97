"""Which sheets of a workbook are Kaohe's own: hidden names say so, so they may be renamed and moved."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import count

from kaohe.core.schema import Mark
from kaohe.files.ooxml.workbook import Workbook


def own_sheet(workbook: Workbook) -> str | None:
    """Return the name of Kaohe's sheet of findings in this workbook, if it is still there and still Kaohe's.

    One that a user has turned into an Excel Table has become the user's: another is made then.
    """
    name = marked_sheet(workbook, Mark.FINDINGS)
    part = workbook.sheet_part(name) if name else None
    if part is None or any(link.kind == "table" for link in workbook.package.relationships(part)):
        return None
    return name


def marked_sheet(workbook: Workbook, mark: str) -> str | None:
    """Return the name of the sheet that a hidden name of Kaohe's leads to, None where it is gone."""
    marked = {sheet_of(name.refers_to) for name in workbook.names if name.name == mark and name.scope is None}
    for sheet in workbook.sheets if marked else ():
        if sheet.name in marked and sheet.part and sheet.part in workbook.package:
            return sheet.name
    return None


def copies_of(workbook: Workbook, mark: str) -> set[str]:
    """Return the names of sheets that a person copied from a marked one: Excel copies its names as the sheet's own."""
    return {sheet_of(name.refers_to) for name in workbook.names if name.name == mark and name.scope is not None}


def free_name(wanted: str, taken: Iterable[str]) -> str:
    """Return the first name of 上报表, 上报表2, … that no sheet has; Excel takes no heed of case."""
    folded = {name.casefold() for name in taken}
    names = (f"{wanted}{'' if number == 1 else number}" for number in count(1))
    return next(name for name in names if name.casefold() not in folded)


def sheet_of(refers_to: str) -> str:
    """Return the sheet of a reference such as ``'核对结果'!$A$1``."""
    sheet = refers_to.rpartition("!")[0]
    return sheet[1:-1].replace("''", "'") if sheet.startswith("'") else sheet
