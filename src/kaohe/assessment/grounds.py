"""What scores start from and are multiplied by, unit by unit, and which units a question leaves without a score."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from kaohe.assessment.figures import Flaw, FlawedCell, misfit, number_in, shown, shows_nothing
from kaohe.core.cells import CellValue, ExcelError
from kaohe.core.patterns import compile_on_use
from kaohe.core.points import read_points, shows_no_points
from kaohe.core.reading import Role
from kaohe.core.records import dataclass
from kaohe.core.table import Column, Table
from kaohe.core.text import fold

_PERCENT = Decimal(100)
#: A larger number among remarks is none of points.
_LARGEST_REMARK = Decimal(100)
_COUNTED = compile_on_use(r"(?<![未不])已(?:经)?计入")
_NO_VETO = frozenset({"未发生", "无否决", "不涉及", "未触发", "没有发生", "未否决", "不否决", "n", "no", "0"})


@dataclass(frozen=True, slots=True)
class Grounds:
    """What each unit's score starts from (None where that is open) and is multiplied by; ``places`` is what it is rounded to.

    ``bases`` and ``factors`` are None where they are the same for all: the setting, and 1.
    """

    bases: list[Decimal | None] | None
    factors: list[Decimal | None] | None
    places: int | None


def read_grounds(table: Table, flaws: list[FlawedCell]) -> Grounds | None:
    """Return the grounds of a table's scores; None where the setting's base is all there is."""
    bases = _bases(table, flaws)
    factors = None if table.coefficient is None else _factors(table.coefficient, flaws)
    if bases is None and factors is None and table.places is None:
        return None
    return Grounds(bases, factors, table.places)


def _bases(table: Table, flaws: list[FlawedCell]) -> list[Decimal | None] | None:
    count = len(table.rows)
    if table.marks:
        totals: list[Decimal | None] = [table.base_value or Decimal(0)] * count
        for column in (*table.marks, *((table.base,) if table.base else ())):
            for unit, number in enumerate(_marks(column, flaws)):
                total = totals[unit]
                totals[unit] = None if total is None or number is None else total + number
        return [None if total is None else total / table.shared_by for total in totals]
    if table.bases:
        return list(table.bases)
    if table.base is not None:
        return _own_bases(table.base, flaws)
    return None if table.base_value is None else [table.base_value] * count


def _marks(column: Column, flaws: list[FlawedCell]) -> Iterator[Decimal | None]:
    """Yield the marks of each unit, weighed; a line further down of a unit may be blank."""
    further = bool(column.rows)
    for unit, value in enumerate(column.values):
        if further and value is None:
            yield Decimal(0)
            continue
        number = _needed(column, unit, flaws)
        if number is not None and column.full is not None and number > column.full:
            flaws.append(FlawedCell(Flaw.ABOVE_FULL, unit, column, (shown(value), f"{column.full:f}")))
            number = None
        yield number if number is None or column.factor is None else number * column.factor


def _own_bases(column: Column, flaws: list[FlawedCell]) -> list[Decimal | None]:
    """Return the base of each unit; where one is blank and all others are alike, it is theirs."""
    numbers = [number_in(value) for value in column.values]
    stated = {number for number in numbers if number is not None}
    if len(stated) == 1:
        common = next(iter(stated))
        if all(
            number is not None or shows_nothing(value) for number, value in zip(numbers, column.values, strict=True)
        ):
            return [common] * len(numbers)
    return [_needed(column, unit, flaws) for unit in range(len(numbers))]


def _needed(column: Column, unit: int, flaws: list[FlawedCell]) -> Decimal | None:
    value = column.values[unit]
    points = None if isinstance(value, ExcelError) else read_points(value)
    if points is not None:
        return points.value
    if shows_nothing(value) or shows_no_points(value):
        flaws.append(FlawedCell(Flaw.MISSING_NUMBER, unit, column))
    else:
        flaws.append(misfit(Flaw.NOT_POINTS, unit, column))
    return None


def _factors(column: Column, flaws: list[FlawedCell]) -> list[Decimal | None]:
    return [
        percent if (percent := _percent(value)) is not None else _needed(column, unit, flaws)
        for unit, value in enumerate(column.values)
    ]


def _percent(value: CellValue) -> Decimal | None:
    if not isinstance(value, str) or isinstance(value, ExcelError):
        return None
    text = fold(value).strip()
    number = number_in(text.removesuffix("%")) if text.endswith("%") else None
    return None if number is None else number / _PERCENT


def open_units(table: Table, flaws: list[FlawedCell]) -> set[int]:
    """Return the units whose points a question can change; vetoes and telling remarks become flaws of their cells."""
    if table.asked_base is not None:
        return set(range(len(table.rows)))
    found = set(table.disturbed)
    for each in table.open:
        harmless = Decimal(1) if each.likely is Role.COEFFICIENT else Decimal(0)
        for unit, value in enumerate(each.column.values):
            if value is not None and not shows_no_points(value) and value != harmless:
                points = read_points(value)
                if points is None or points.value != harmless:
                    found.add(unit)
    found |= {flaw.unit for flaw in _vetoes(table, flaws)}
    found |= {flaw.unit for flaw in _remarks(table, flaws)}
    return found


def _vetoes(table: Table, flaws: list[FlawedCell]) -> list[FlawedCell]:
    vetoed = [
        FlawedCell(Flaw.VETO, unit, column, (shown(value),))
        for column in table.vetoes
        for unit, value in enumerate(column.values)
        if value and not shows_no_points(value) and not _is_settled(fold(shown(value)).strip().lower())
    ]
    flaws += vetoed
    return vetoed


def _is_settled(text: str) -> bool:
    """Say whether a cell under 一票否决 asks nothing: there is no veto, or a person says that its points are counted."""
    return text in _NO_VETO or bool(_COUNTED.search(text))


def _remarks(table: Table, flaws: list[FlawedCell]) -> list[FlawedCell]:
    telling = []
    for column in table.remarks:
        asked = {value: _asks(value) for value in set(column.values) if value is not None}
        telling += [
            FlawedCell(Flaw.REMARK_POINTS, unit, column, (shown(value),))
            for unit, value in enumerate(column.values)
            if value is not None and asked[value]
        ]
    flaws += telling
    return telling


def _asks(value: CellValue) -> bool:
    if isinstance(value, Decimal):
        return 0 < abs(value) <= _LARGEST_REMARK and value != value.to_integral_value()
    if not isinstance(value, str) or isinstance(value, ExcelError):
        return False
    # A formula's text has no remarks beside it, and tables take long to import.
    from kaohe.tables.content import remark_questions

    return remark_questions(value)
