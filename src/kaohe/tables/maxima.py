"""Rows that say what the columns are worth: what each counts at most (满分, 分值), how it is weighted (权重), what each case counts (每次扣分)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from kaohe.core.cells import CellValue
from kaohe.core.patterns import compile_on_use
from kaohe.core.points import read_points
from kaohe.core.reading import Role
from kaohe.core.records import dataclass, field
from kaohe.core.text import fold
from kaohe.tables.grid import SheetGrid
from kaohe.tables.header import Header
from kaohe.tables.heading import keys, look_up, sign_of
from kaohe.tables.heading_numbers import weight_in

_EACH = compile_on_use(r"^(?:[各每本](?:项|列|栏|指标)|单项|项目)(?:的)?")
#: Right below the headings this is a limit; elsewhere it is the highest number above.
_HIGHEST = compile_on_use(r"最[高多大](?:分值?|[加扣减]分)?$")
#: A row without a name is one of maxima only where it states so many.
_FEWEST = 2
_SHARE = Decimal(100)
_PER_CASE = compile_on_use(r"\s*/\s*[次件起人个处项条天例]$")


@dataclass(frozen=True, slots=True)
class Worth:
    """What columns count at most, are weighted with, and each case below them counts (signed), by column; ``rows`` are those that say so."""

    rows: frozenset[int] = frozenset()
    full: Mapping[int, Decimal] = field(default_factory=dict)
    weights: Mapping[int, Decimal] = field(default_factory=dict)
    rates: Mapping[int, Decimal] = field(default_factory=dict)


NOTHING_SAID = Worth()


def find_worth(grid: SheetGrid, span: tuple[int, int], header: Header, rows: Sequence[int]) -> Worth:
    """Return what the rows among ``rows`` that name no unit say of the columns, the neighbours' beyond ``span`` left out."""
    full: dict[int, Decimal] = {}
    weights: dict[int, Decimal] = {}
    rates: dict[int, Decimal] = {}
    said: set[int] = set()
    for row in rows:
        cells = {column: value for column, value in grid.filled(row) if span[0] <= column <= span[1]}
        role, numbers = _read(cells)
        first = row == header.last_row + 1
        if first and (found := _rates(cells)):
            said.add(row)
            rates |= found
            continue
        if role is None and first and len(cells) == len(numbers) + 1 and _HIGHEST.match(_text_in(cells)):
            role = Role.BASE
        if first and (shares := _shares(cells)):
            said.add(row)
            weights |= shares
            continue
        nameless = first and len(numbers) == len(cells)
        if nameless and _is_nameless(grid, header, numbers, rows[1:]):
            role = Role.BASE
        if role is not None and numbers:
            said.add(row)
            into = full if role is Role.BASE else weights
            for column, number in numbers.items():
                into.setdefault(column, number)
    return Worth(frozenset(said), full, weights, rates) if said else NOTHING_SAID


def _rates(cells: Mapping[int, CellValue]) -> dict[int, Decimal]:
    """Return what each case counts in a row 每次扣分 | 0.5 | 2分/次 that holds nothing else."""
    head = _text_in({column: value for column, value in cells.items() if not _is_rate(value)})
    word, sign = look_up(head) if head else None, sign_of(head)
    found = {
        column: abs(number) * (sign or 0) for column, value in cells.items() if (number := _rate(value)) is not None
    }
    said = word is not None and word.role is Role.RATE and sign is not None
    return found if said and len(found) == len(cells) - 1 >= _FEWEST else {}


def _is_rate(value: CellValue) -> bool:
    return _rate(value) is not None


def _rate(value: CellValue) -> Decimal | None:
    """Return the points of 0.5, 0.5分, 0.5分/次, -2."""
    return _number(_PER_CASE.sub("", fold(value)) if isinstance(value, str) else value)


def _shares(cells: Mapping[int, CellValue]) -> dict[int, Decimal]:
    """Return the shares of the score in a row that holds nothing else: （占40%） | （占60%）."""
    shares = {column: weight_in(value) for column, value in cells.items() if isinstance(value, str)}
    found = {column: share for column, share in shares.items() if share is not None}
    return found if len(found) == len(cells) >= _FEWEST else {}


def _text_in(cells: Mapping[int, CellValue]) -> str:
    return next((value for value in cells.values() if isinstance(value, str) and _number(value) is None), "")


def _read(cells: Mapping[int, CellValue]) -> tuple[Role | None, dict[int, Decimal]]:
    """Return what a row's only text names (full marks, weights), and its numbers by column; nothing for other rows."""
    numbers = {column: number for column, value in cells.items() if (number := _number(value)) is not None}
    texts = {str(value).strip() for column, value in cells.items() if column not in numbers}
    if len(texts) > 1:
        return None, {}
    if not texts:
        return None, numbers
    return _named(texts.pop()), numbers


def _named(text: str) -> Role | None:
    bare = _EACH.sub("", keys(text)[-1])
    word = look_up(bare) if bare else None
    if word is None:
        return None
    if word.whole and word.role is Role.BASE:
        return Role.BASE  # what a unit starts from: a row of it says the same of every unit
    return _NAMED.get(word.role) if word.text == bare else None


#: 上限, 封顶; 权重
_NAMED = {Role.UNKNOWN: Role.BASE, Role.COEFFICIENT: Role.COEFFICIENT}


def _number(value: CellValue) -> Decimal | None:
    if isinstance(value, str) and fold(value).strip().endswith("%"):
        points = read_points(fold(value).strip().removesuffix("%"))
        return None if points is None else points.value / _SHARE
    if isinstance(value, str):
        value = fold(value).strip().strip("()[] ")
    points = read_points(value)
    return None if points is None or points.worded is not None else points.value


def _is_nameless(grid: SheetGrid, header: Header, numbers: Mapping[int, Decimal], below: Sequence[int]) -> bool:
    """Say whether the numbers right below the headings, beside no name, are reached by none below them: maxima."""
    if len(numbers) < _FEWEST or header.cells[0].column in numbers:
        return False
    named = [row for row in below if grid.value(row, header.cells[0].column) is not None]
    under = [
        (numbers[column], number)
        for row in named
        for column, value in grid.filled(row)
        if column in numbers and (number := _number(value)) is not None
    ]
    return bool(under) and len(named) > 1 and all(number <= most for most, number in under)
