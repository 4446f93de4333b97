"""Notes and conditional formats of the engine."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

from openpyxl.cell.cell import Cell
from tests.excel.engine.counter import counted
from tests.excel.engine.held import Held
from xlwings import base_classes

from kaohe.core.spreadsheet import column_letters

Area = tuple[int, int, int, int]


@counted(writes=("delete",))
class Note(base_classes.Note):
    def __init__(self, sheet: Any, cell: Cell) -> None:
        self._sheet, self._cell = sheet, cell

    @property
    def text(self) -> str:
        return str(self._cell.comment.text)

    @property
    def location(self) -> Any:
        return self._sheet.range(self._cell.coordinate)

    def delete(self) -> None:
        self._sheet.require_unprotected()
        self._cell.comment = None


class Rule:
    """One conditional format of a sheet."""

    def __init__(self, areas: tuple[Area, ...], formula: str | None, fill: Any) -> None:
        self.areas, self.formula, self.fill = areas, formula, fill


@counted(writes=("add_custom",))
class Rules(base_classes.ConditionalFormats):
    """The rules that touch some cells."""

    def __init__(self, sheet: Any, areas: tuple[Area, ...]) -> None:
        self._sheet, self._areas = sheet, areas

    def __len__(self) -> int:
        return len(self._touching())

    def __iter__(self) -> Iterator[RuleView]:
        return (RuleView(self._sheet, rule) for rule in self._touching())

    def __call__(self, number: int) -> RuleView:
        return RuleView(self._sheet, self._touching()[number - 1])

    def add_custom(self, spec: dict[str, Any]) -> RuleView:
        self._sheet.require_unprotected()
        rule = Rule(self._areas, spec["formula"], spec.get("fill_color"))
        self._sheet.rules.insert(0, rule)
        return RuleView(self._sheet, rule)

    def _touching(self) -> list[Rule]:
        return [rule for rule in self._sheet.rules if any(_meet(a, b) for a in rule.areas for b in self._areas)]


@counted(writes=("delete",))
class RuleView(base_classes.ConditionalFormat):
    def __init__(self, sheet: Any, rule: Rule) -> None:
        self._sheet, self._rule = sheet, rule

    @property
    def api(self) -> Any:
        address = ",".join(map(address_of, self._rule.areas))
        return Held("FormatCondition", SimpleNamespace(AppliesTo=Held("Range", SimpleNamespace(Address=address))))

    @property
    def type(self) -> str:
        return "custom" if self._rule.formula else "unknown"

    @property
    def formula(self) -> str | None:
        return self._rule.formula

    def delete(self) -> None:
        self._sheet.require_unprotected()
        self._sheet.rules.remove(self._rule)


def address_of(area: Area) -> str:
    row1, column1, row2, column2 = area
    first = f"${column_letters(column1)}${row1}"
    return first if (row1, column1) == (row2, column2) else f"{first}:${column_letters(column2)}${row2}"


def _meet(one: Area, other: Area) -> bool:
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]
