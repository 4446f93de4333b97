"""Formulas as Excel spells them, and as LibreOffice does."""

from __future__ import annotations

import re
from typing import Any

from tests.excel.calc.office import struct

#: com.sun.star.sheet.AddressConvention
_CALC, _EXCEL = 0, 1

#: Texts, and names of sheets in quotes; then what parts arguments, and what parts a sheet from its cells.
_QUOTED = re.compile(r"""("(?:[^"]|"")*")|((?:'(?:[^']|'')+'|[\w.]+)!)|,""")


def typed(entry: Any) -> str:
    """Return what is to be typed in LibreOffice for what is entered into a cell of Excel."""
    if isinstance(entry, bool):
        return str(entry).upper()
    if isinstance(entry, float | int):
        return repr(float(entry))
    if entry is None or not entry.startswith("="):
        return entry or ""
    return _QUOTED.sub(_spelt, entry)


def _spelt(found: re.Match[str]) -> str:
    text, sheet = found.groups()
    return text or (f"${sheet[:-1]}." if sheet else ";")


class Formulas:
    """Translates what names lead to, by LibreOffice's own parser."""

    def __init__(self, document: Any) -> None:
        self._parser = document.createInstance("com.sun.star.sheet.FormulaParser")
        self._parser.CompileEnglish = True
        self.first_cell = struct("table.CellAddress")

    def from_excel(self, formula: str) -> str:
        return self._translated(formula, _EXCEL, _CALC)

    def to_excel(self, formula: str) -> str:
        return self._translated(formula, _CALC, _EXCEL)

    def _translated(self, formula: str, one: int, other: int) -> str:
        self._parser.FormulaConvention = one
        tokens = self._parser.parseFormula(formula.removeprefix("="), self.first_cell)
        self._parser.FormulaConvention = other
        return f"={self._parser.printFormula(tokens, self.first_cell)}"
