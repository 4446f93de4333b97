"""Formulas as Excel spells them, and as LibreOffice does."""

from __future__ import annotations

from typing import Any

from tests.excel.calc.office import struct

#: com.sun.star.sheet.AddressConvention
_CALC, _EXCEL = 0, 5


class Formulas:
    """Translates by LibreOffice's own parser."""

    def __init__(self, document: Any) -> None:
        self._parser = document.createInstance("com.sun.star.sheet.FormulaParser")
        self._parser.CompileEnglish = True
        self.first_cell = struct("table.CellAddress")

    def from_excel(self, formula: str) -> str:
        return self._spelt(formula, _EXCEL, _CALC)

    def to_excel(self, formula: str) -> str:
        return self._spelt(formula, _CALC, _EXCEL)

    def _spelt(self, formula: str, one: int, other: int) -> str:
        self._parser.FormulaConvention = one
        tokens = self._parser.parseFormula(formula.removeprefix("="), self.first_cell)
        self._parser.FormulaConvention = other
        return f"={self._parser.printFormula(tokens, self.first_cell)}"
