"""What the office's own formulas say of a column: a sum of others, a score made of them, a rank.

Only what can be read without doubt is evidence: references to the formula's own row, SUM, ROUND, + − ×, and the
usual forms of ranks.  Anything else (IF, another sheet, another row) says nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import lru_cache

from kaohe.core.patterns import compile_on_use
from kaohe.core.records import dataclass, field
from kaohe.core.spreadsheet import column_letters
from kaohe.tables.grid import SheetGrid, is_blank

#: A longer formula is no evidence.
_LONGEST = 400
#: Columns that one formula may name.
_WIDEST = 400

_TOKEN = compile_on_use(
    r"\s*(?:(?P<number>\d+(?:\.\d+)?%?)|(?P<ref>\$?[A-Z]{1,3}\$?#)|(?P<name>[A-Z][A-Z.]*)(?=\()|(?P<sign>[-+*(),:]))",
    re.I,
)
_REFERENCE = compile_on_use(r"(?<![A-Za-z!'.$])\$?([A-Za-z]{1,3})(\$?)(\d+)(?![\d(A-Za-z])")

#: (columns multiplied, ascending) by coefficient; () is the constant.
Polynomial = Mapping[tuple[int, ...], Decimal]


@dataclass(frozen=True, slots=True)
class Relation:
    """A cell as its row's other cells make it: ``(constant + Σ coefficient × column) × factor``, rounded to ``places``.

    ``ranked`` is the column that a rank is taken of; then there is nothing else.
    """

    constant: Decimal = Decimal(0)
    terms: Mapping[int, Decimal] = field(default_factory=dict)
    factor: int | None = None
    places: int | None = None
    ranked: int | None = None

    @property
    def is_sum(self) -> bool:
        """Whether it only adds up columns."""
        return (
            not self.constant and self.factor is None and bool(self.terms) and set(self.terms.values()) == {Decimal(1)}
        )


@dataclass(frozen=True, slots=True)
class ColumnFormula:
    """The formula that a column was filled with: as text in ``row``, what it says, and the rows that differ from it.

    ``typed`` are rows in which a value was typed over it, ``other`` those with another formula.
    """

    text: str
    row: int
    relation: Relation | None
    typed: tuple[int, ...]
    other: tuple[int, ...]


def read_formulas(grid: SheetGrid, rows: Sequence[int]) -> dict[int, ColumnFormula]:
    """Return the formula of each column that is filled with one in most of its ``rows``."""
    if not grid.formulas:
        return {}
    wanted = set(rows)
    by_column: dict[int, dict[int, str]] = {}
    for (row, column), text in grid.formulas.items():
        if row in wanted:
            by_column.setdefault(column, {})[row] = text
    found = {}
    for column, texts in by_column.items():
        if formula := _of_column(grid, column, texts, rows):
            found[column] = formula
    return found


def _of_column(grid: SheetGrid, column: int, texts: Mapping[int, str], rows: Sequence[int]) -> ColumnFormula | None:
    relative = {row: relative_text(text, row) for row, text in texts.items()}
    (common, _), *_ = Counter(relative.values()).most_common(1)
    for row, text in relative.items():  # the first and the last row of =RANK(G3,$G$3:$G$8)
        if text != common and relative_text(texts[row], row, absolute=True) == common:
            relative[row] = common
    count = sum(text == common for text in relative.values())
    typed = tuple(row for row in rows if row not in texts and not is_blank(grid.value(row, column)))
    if count * 2 <= len(typed) + len(texts):
        return None
    other = tuple(row for row, text in relative.items() if text != common)
    row = next(row for row, text in relative.items() if text == common)
    return ColumnFormula(texts[row], row, relation_of(common, column), typed, other)


def relative_text(formula: str, row: int, *, absolute: bool = False) -> str:
    """Return a formula with ``#`` for its own row, so that a formula filled down reads the same in each.

    ``absolute`` leaves a row written with ``$`` as it is: it is the same in all rows, though it be this one.
    """
    own, formula = str(row), formula[: _LONGEST + 1]
    if own not in formula and "$" not in formula:
        return formula
    return _REFERENCE.sub(
        lambda match: match[1] + ("#" if match[3] == own and not (absolute and match[2]) else match[3]), formula
    )


@lru_cache(maxsize=2048)
def relation_of(relative: str, column: int) -> Relation | None:
    """Return what a formula of ``column`` says, None where that is beyond what is read; a circle says nothing."""
    if len(relative) > _LONGEST or not relative.startswith("="):
        return None
    if ranked := _ranked(relative):
        return None if ranked == column else Relation(ranked=ranked)
    if "!" in relative or "[" in relative:
        return None
    try:
        places, polynomial = _Parser(relative[1:]).whole()
    except _Beyond:
        return None
    relation = _factored(polynomial, places)
    if relation is None or column in relation.terms or relation.factor == column:
        return None
    return relation


def _factored(polynomial: Polynomial, places: int | None) -> Relation | None:
    terms = {columns: coefficient for columns, coefficient in polynomial.items() if coefficient}
    degree = max(map(len, terms), default=0)
    if degree <= 1:
        linear = {columns[0]: coefficient for columns, coefficient in terms.items() if columns}
        return Relation(terms.get((), Decimal(0)), linear, None, places) if linear else None
    common = [each for each in sorted({c for columns in terms for c in columns}) if all(each in t for t in terms)]
    if degree > 2 or not common:
        return None
    factor = common[-1]
    rest = {tuple(c for c in columns if c != factor): coefficient for columns, coefficient in terms.items()}
    if any(len(columns) > 1 for columns in rest):
        return None
    return Relation(
        rest.get((), Decimal(0)), {columns[0]: value for columns, value in rest.items() if columns}, factor, places
    )


_RANK = compile_on_use(r"^=_?(?:XLFN\.)?RANK(?:\.EQ|\.AVG)?\(([A-Z]{1,3})#,", re.I)
_COUNTED = compile_on_use(r"^=.{0,20}(?:COUNTIFS?|SUMPRODUCT)\(.*", re.I)
_GREATER = compile_on_use(r">\s*\"?\s*&?\s*([A-Z]{1,3})#|([A-Z]{1,3})#\s*<", re.I)


def _ranked(relative: str) -> int | None:
    if match := _RANK.match(relative):
        return column_number(match[1])
    if _COUNTED.match(relative) and "!" not in relative:
        named = {(match[1] or match[2]).upper() for match in _GREATER.finditer(relative)}
        if len(named) == 1:
            return column_number(named.pop())
    return None


def column_number(letters: str) -> int:
    """Return the number of a column from its letters (``AB`` gives 28)."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


class _Beyond(Exception):  # noqa: N818 - no error: the formula is more than is read here
    """The formula holds more than is read here."""


class _Parser:
    """Reads sums, differences and products of the row's own cells."""

    def __init__(self, text: str) -> None:
        self._tokens: list[tuple[str, str]] = []
        at = 0
        text = text.strip()
        while at < len(text):
            match = _TOKEN.match(text, at)
            if match is None or match.lastgroup is None:
                raise _Beyond
            self._tokens.append((match.lastgroup, match[match.lastgroup].upper()))
            at = match.end()
        self._at = 0

    def whole(self) -> tuple[int | None, Polynomial]:
        places = None
        if self._peek() == ("name", "ROUND"):
            self._next()
            self._take("(")
            found = self._sum()
            self._take(",")
            kind, digits = self._next()
            if kind != "number" or not digits.isdigit():
                raise _Beyond
            places = int(digits)
            self._take(")")
        else:
            found = self._sum()
        if self._at != len(self._tokens):
            raise _Beyond
        return places, found

    def _peek(self) -> tuple[str, str]:
        return self._tokens[self._at] if self._at < len(self._tokens) else ("", "")

    def _next(self) -> tuple[str, str]:
        token = self._peek()
        self._at += 1
        return token

    def _take(self, sign: str) -> None:
        if self._next() != ("sign", sign):
            raise _Beyond

    def _sum(self) -> Polynomial:
        found = self._product()
        while self._peek() in (("sign", "+"), ("sign", "-")):
            minus = self._next()[1] == "-"
            found = _added(found, self._product(), -1 if minus else 1)
        return found

    def _product(self) -> Polynomial:
        found = self._factor()
        while self._peek() == ("sign", "*"):
            self._next()
            found = _multiplied(found, self._factor())
        return found

    def _factor(self) -> Polynomial:
        kind, text = self._next()
        if kind == "number":
            return {(): Decimal(text[:-1]) / 100 if text.endswith("%") else Decimal(text)}
        if kind == "ref":
            return {(column_number(text[:-1]),): Decimal(1)}
        if (kind, text) == ("sign", "-"):
            return _added({}, self._factor(), -1)
        if (kind, text) == ("sign", "+"):
            return self._factor()
        if (kind, text) == ("sign", "("):
            found = self._sum()
            self._take(")")
            return found
        if (kind, text) == ("name", "SUM"):
            return self._summed()
        raise _Beyond

    def _summed(self) -> Polynomial:
        self._take("(")
        found: Polynomial = {}
        while True:
            found = _added(found, self._argument(), 1)
            kind, text = self._next()
            if (kind, text) == ("sign", ")"):
                return found
            if (kind, text) != ("sign", ","):
                raise _Beyond

    def _argument(self) -> Polynomial:
        if self._peek()[0] == "ref" and self._tokens[self._at + 1 : self._at + 2] == [("sign", ":")]:
            first = column_number(self._next()[1][:-1])
            self._take(":")
            kind, text = self._next()
            if kind != "ref":
                raise _Beyond
            last = column_number(text[:-1])
            if not first <= last <= first + _WIDEST:
                raise _Beyond
            return {(column,): Decimal(1) for column in range(first, last + 1)}
        return self._sum()


def _added(left: Polynomial, right: Polynomial, sign: int) -> Polynomial:
    found = dict(left)
    for columns, coefficient in right.items():
        found[columns] = found.get(columns, Decimal(0)) + sign * coefficient
    return found


def _multiplied(left: Polynomial, right: Polynomial) -> Polynomial:
    found: dict[tuple[int, ...], Decimal] = {}
    if len(left) * len(right) > _WIDEST:
        raise _Beyond
    for first, one in left.items():
        for second, two in right.items():
            columns = tuple(sorted((*first, *second)))
            if len(columns) > 2:
                raise _Beyond
            found[columns] = found.get(columns, Decimal(0)) + one * two
    return found


def shown_formula(column: int, formula: ColumnFormula) -> str:
    """Return a formula as a reason quotes it: G列公式 =100-SUM(E3:F3)."""
    text = formula.text if len(formula.text) <= 60 else formula.text[:57] + "…"
    return f"{column_letters(column)}列公式 {text}"
