"""Calculates the formulas of Kaohe's workbooks as far as they are about Kaohe's functions; others stay blank.

A worksheet function is asked of the function server, as VBA does; so a macro that lets Excel calculate is called back.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from tests.excel.engine.sheet import Sheet

from kaohe.core.functions import FUNCTIONS
from kaohe.excel.cells.places import areas_of

#: Asks the function server: a function and its arguments.
Ask = Callable[[str, Sequence[Any]], Any]

_TOKEN = re.compile(
    r'\s*(?:(?P<number>\d+(?:\.\d+)?)|(?P<text>"(?:[^"]|"")*")|(?P<call>[A-Z_][A-Z0-9_.]*)\(|'
    r"(?P<column>[^\W\d]\w*)\[\[#This Row\],\[(?P<heading>[^\]]+)\]\]|(?P<whole>[^\W\d]\w*)\[#All\]|"
    r"(?P<cell>\$?[A-Z]{1,3}\$?\d+)(?![\w(])|(?P<sign><=|>=|<>|[-+*/&=<>(),]))"
)
_COMPARED = {
    "=": operator.eq, "<>": operator.ne, "<": operator.lt, ">": operator.gt, "<=": operator.le, ">=": operator.ge,
}  # fmt: skip
_COUNTED = {"+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv}
_OURS = {function.name for function in FUNCTIONS}


class UnknownError(Exception):
    """The formula is about more than is calculated here."""


class CellError(Exception):
    """A cell error, as its number."""


class Formula:
    """One formula, calculated from left to right."""

    def __init__(self, sheet: Sheet, row: int, text: str, ask: Ask) -> None:
        self._sheet, self._row, self._ask = sheet, row, ask
        self._tokens = list(_tokens(text.removeprefix("=")))
        self._at = 0

    def result(self) -> Any:
        """Return what the formula gives; raise UnknownError or CellError."""
        value = self._comparison()
        if self._at != len(self._tokens):
            raise UnknownError
        return value

    def _peek(self) -> str:
        return self._tokens[self._at][1] if self._at < len(self._tokens) else ""

    def _take(self) -> tuple[str, str]:
        if self._at >= len(self._tokens):
            raise UnknownError
        self._at += 1
        return self._tokens[self._at - 1]

    def _comparison(self) -> Any:
        value = self._sum()
        if (sign := self._peek()) in _COMPARED:
            self._take()
            other = self._sum()
            return _COMPARED[sign](*_alike(value, other))
        return value

    def _sum(self) -> Any:
        value = self._product()
        while (sign := self._peek()) in {"+", "-", "&"}:
            self._take()
            other = self._product()
            value = f"{value or ''}{other or ''}" if sign == "&" else _COUNTED[sign](value or 0.0, other or 0.0)
        return value

    def _product(self) -> Any:
        value = self._one()
        while (sign := self._peek()) in {"*", "/"}:
            self._take()
            value = _COUNTED[sign](value or 0.0, self._one() or 0.0)
        return value

    def _one(self) -> Any:
        kind, text = self._take()
        if kind == "number":
            return float(text)
        if kind == "text":
            return text[1:-1].replace('""', '"')
        if kind == "call":
            return self._call(text)
        if kind == "sign" and text == "-":
            return -(self._one() or 0.0)
        if kind == "sign" and text == "(":
            value = self._comparison()
            self._require(")")
            return value
        if kind in {"cell", "column", "whole"}:
            return self._value(kind, text)
        raise UnknownError

    def _require(self, sign: str) -> None:
        if self._take()[1] != sign:
            raise UnknownError

    def _call(self, name: str) -> Any:
        arguments: list[Any] = []
        while self._peek() != ")":
            arguments.append(self._argument())
            if self._peek() == ",":
                self._take()
        self._require(")")
        if name == "IFERROR":
            return arguments[1] if isinstance(arguments[0], CellError) else arguments[0]
        if broken := next(
            (each for each in arguments[: 1 if name == "IF" else None] if isinstance(each, CellError)), None
        ):
            raise broken
        if name == "IF":
            chosen = arguments[1 if arguments[0] else 2]
            if isinstance(chosen, CellError):
                raise chosen
            return chosen
        if name in {"AND", "OR"}:
            return {"AND": all, "OR": any}[name](arguments)
        if name not in _OURS:
            raise UnknownError
        found = self._ask(name, arguments)
        if isinstance(found, int) and not isinstance(found, bool):
            raise CellError(found)
        return found

    def _argument(self) -> Any:
        try:
            return self._comparison()
        except CellError as error:
            depth = 0  # the rest of the argument is passed over
            while self._peek() not in {",", ")"} or depth:
                kind, text = self._take()
                depth += (kind == "call" or text == "(") - (text == ")")
            return error

    def _value(self, kind: str, text: str) -> Any:
        if kind == "cell":
            area = areas_of(text)[0]
            return self._sheet.shown(area.row1, area.column1)
        if kind == "whole":
            return self._table(text)
        name, heading = text.split("\n")
        rows = self._table(name)
        first_row, first_column = self._place(name)
        column = first_column + [str(each) for each in rows[0]].index(heading)
        if self._row < first_row:
            raise UnknownError
        return self._sheet.shown(self._row, column)

    def _place(self, name: str) -> tuple[int, int]:
        area = areas_of(self._found(name).ref)[0]
        return area.row1, area.column1

    def _found(self, name: str) -> Any:
        for sheet in self._sheet.book._sheets:
            if name in sheet.ws.tables:
                return sheet.ws.tables[name]
        raise UnknownError

    def _table(self, name: str) -> tuple[tuple[Any, ...], ...]:
        for sheet in self._sheet.book._sheets:
            if name in sheet.ws.tables:
                row1, column1, row2, column2 = areas_of(sheet.ws.tables[name].ref)[0]
                return tuple(
                    tuple(sheet.shown(row, column) for column in range(column1, column2 + 1))
                    for row in range(row1, row2 + 1)
                )
        raise UnknownError


def _alike(one: Any, other: Any) -> tuple[Any, Any]:
    """Return both with a blank cell as what it is compared with."""
    blanks = {str: "", float: 0.0}
    one = blanks.get(type(other), "") if one is None else one
    return one, blanks.get(type(one), "") if other is None else other


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    at = 0
    while at < len(text):
        found = _TOKEN.match(text, at)
        if found is None:
            raise UnknownError
        at = found.end()
        if found["heading"]:
            yield "column", f"{found['column']}\n{found['heading']}"
        else:
            kind = next(kind for kind in ("number", "text", "call", "whole", "cell", "sign") if found[kind])
            yield kind, found[kind]


def calculate(sheet: Sheet, area: tuple[int, int, int, int], ask: Ask) -> None:
    """Calculate the formulas in an area of a sheet."""
    row1, column1, row2, column2 = area
    for row in sheet.ws.iter_rows(row1, min(row2, sheet.ws.max_row), column1, min(column2, sheet.ws.max_column)):
        for cell in row:
            if cell.data_type != "f" or not isinstance(cell.value, str):
                continue
            try:
                found: Any = Formula(sheet, cell.row, cell.value, ask).result()
            except UnknownError:
                continue
            except CellError as error:
                found = _ERRORS.get(error.args[0], "#VALUE!")
            sheet.__dict__["_shown"][cell.row, cell.column] = found


_ERRORS = {2007: "#DIV/0!", 2015: "#VALUE!", 2029: "#NAME?", 2036: "#NUM!", 2042: "#N/A"}
