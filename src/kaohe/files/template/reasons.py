"""One reason text from what an office spreads over several cells.

The template has one place for reasons and their points.  What a table states elsewhere as
numbers is put into words there, so that nothing is lost and nothing is decided: what was
open or contradictory in the office's table stays so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal

from kaohe.assessment.figures import shown
from kaohe.assessment.outcome import UnitResult
from kaohe.assessment.scoring import plain, tally
from kaohe.core.cells import CellValue, ExcelError
from kaohe.core.points import read_points, shows_no_points
from kaohe.core.records import dataclass, replace
from kaohe.core.schema import Field
from kaohe.core.settings import Settings
from kaohe.core.table import Column, Table
from kaohe.reason import parse

_TRAILING = "；;，,。、 \n"

#: Characters of headings that only say "points": 扣分, 加分情况/分值, 加（扣）分合计.
_PLAIN_HEADING = frozenset("加减扣奖励分值情况合计总小数原因得项（）() ")
_POINTS_WORDS = ("扣分", "加分", "减分", "分值", "得分")


def joined_reasons(table: Table, unit: int) -> CellValue:
    """Return the reason cell of a unit; several become one text, a single one stays what it is."""
    filled = [
        _signed(cell, column.sign) for column in table.all(Field.REASONS) if (cell := column.values[unit]) is not None
    ]
    return filled[0] if len(filled) == 1 else _join(map(_as_reason, filled)) or None


def _signed(cell: CellValue, sign: int | None) -> CellValue:
    """Return a text with the sign that only the heading of its column says: 获表彰，1分 under 加分原因 becomes …加1分."""
    if sign is None or not isinstance(cell, str) or isinstance(cell, ExcelError):
        return cell
    under = parse(cell, sign=sign)
    if under.total is None or parse(cell).total == under.total:
        return cell
    text = cell
    for item in reversed(under.items):
        if item.points_span is not None:
            start = item.points_span.start
            text = f"{text[:start]}{'加' if sign > 0 else '扣'}{text[start:]}"
    return text if parse(text).total == under.total else cell


def _as_reason(cell: CellValue) -> str:
    """Return a cell as part of a text; a number, date or error among texts stays as open as it is by itself."""
    if isinstance(cell, str) and not isinstance(cell, ExcelError):
        return cell
    is_nothing = isinstance(cell, Decimal) and not cell
    return "" if is_nothing else f"原表一格为“{shown(cell)}”，加扣分待定"


def worded_reasons(table: Table, unit: int, result: UnitResult, base: Decimal | None = None) -> CellValue:
    """Return the reason cell of a unit with the points that stand beside it as numbers.

    ``result`` is what the office's own table comes to: the text says the same points, or leaves them
    open where they are open there.  ``base`` is what the new workbook's scores start from, None for the usual one.
    """
    reasons = joined_reasons(table, unit)
    is_open = result.added is None or result.deducted is None or _has_other_grounds(result, base)
    asked = (*table.sums, *(each.column for each in table.open), *table.marks, *table.vetoes)
    columns = (*_number_columns(table), *(asked if is_open else ()))
    beside = [column for column in columns if not shows_no_points(column.values[unit])]
    if not beside and not is_open:
        return reasons
    text = "" if reasons is None else shown(reasons)
    if result.added is None or result.deducted is None or is_open:
        grounds = [_OTHER_GROUNDS] if _has_other_grounds(result, base) or (not beside and _is_settled(text)) else []
        return _join([text, *(_open(column, unit) for column in beside), *grounds]) or reasons
    points = (result.added, result.deducted)
    if _says(text, points):
        return reasons
    clauses = _one_by_one(table, unit)
    together = _together(table, unit, points)
    ways = (_join(clause.text for clause in clauses), _join(clause.as_one for clause in clauses), together)
    said = (each for each in ways if _says(each, points))
    return next(said, _join([together, *(_open(column, unit) for column in beside)]))


_OTHER_GROUNDS = "原表另有计分办法，加扣分待定"


def _has_other_grounds(result: UnitResult, base: Decimal | None) -> bool:
    """Say whether a unit's score starts elsewhere than the new workbook's, or is multiplied."""
    return result.base not in (None, Settings().base if base is None else base) or result.factor is not None


def _is_settled(text: str) -> bool:
    return tally(parse(text)) is not None


def _number_columns(table: Table) -> tuple[Column, ...]:
    return (*table.all(Field.DEDUCTED), *table.all(Field.ADDED))


def _says(text: str, points: tuple[Decimal, Decimal]) -> bool:
    found = tally(parse(text))
    return found is not None and (found.added, found.deducted) == points


@dataclass(slots=True)
class _ReasonRow:
    """A reason and its points in the making; ``line`` is the line of the unit that it stands on."""

    line: int
    reason: str
    points: str = ""

    @property
    def text(self) -> str:
        reason = self.reason.rstrip(_TRAILING)
        return f"{reason}，{self.points}" if reason and self.points else reason or self.points

    @property
    def as_one(self) -> str:
        """The text with all that the reason lists taken for one thing, so that the points are of all of it."""
        return replace(self, reason=_as_one(self.reason)).text if self.points else self.text


def _as_one(reason: str) -> str:
    return "、".join(reason.rstrip(_TRAILING).replace("；", "\n").splitlines())


def _one_by_one(table: Table, unit: int) -> list[_ReasonRow]:
    """Give each number to the reason before it on its line; one without a reason is named by its heading."""
    clauses: list[_ReasonRow] = []
    for line, column in _in_reading_order(table):
        value = column.values[unit]
        if column.field is Field.REASONS:
            if not shows_no_points(value):
                clauses.append(_ReasonRow(line, shown(value)))
        elif not shows_no_points(value):
            points = _in_words(column, value)
            if clauses and clauses[-1].line == line and _takes(clauses[-1], points):
                clauses[-1].points = "" if _repeats(clauses[-1].reason, points) else points
            elif (number := read_points(value)) is not None and number.value:
                clauses.append(_ReasonRow(line, _topic(column.header), points))
    return clauses


def _takes(row: _ReasonRow, points: str) -> bool:
    """Say whether a reason has no points yet, or says these."""
    return not row.points and (not parse(row.reason).total or _repeats(row.reason, points))


def _repeats(reason: str, points: str) -> bool:
    """Say whether a reason says these points already."""
    total = parse(points).total
    return bool(total) and parse(reason).total == total


def _in_reading_order(table: Table) -> list[tuple[int, Column]]:
    """Return the columns of reasons and points with the line of a unit that they hold, line by line."""
    lines: Counter[int] = Counter()
    found = []
    for column in (*table.all(Field.REASONS), *_number_columns(table)):
        found.append((lines[column.index], column))
        lines[column.index] += 1
    return sorted(found, key=lambda each: (each[0], each[1].index))


def _together(table: Table, unit: int, points: tuple[Decimal, Decimal]) -> str:
    """Give all reasons of a unit its sums, as one item."""
    texts = [shown(cell) for column in table.all(Field.REASONS) if not shows_no_points(cell := column.values[unit])]
    reason = "、".join(filter(None, map(_as_one, texts)))
    added, deducted = points
    sums = [f"扣{plain(deducted)}分"] if deducted or not added else []
    sums += [f"加{plain(added)}分"] if added else []
    return _ReasonRow(0, reason, _join(sums)).text


def _in_words(column: Column, value: CellValue) -> str:
    found = read_points(value)
    number = Decimal(0) if found is None else found.value * (column.factor or 1)
    deducts = column.sign == -1 or number < 0
    return f"{'扣' if deducts else '加'}{plain(abs(number))}分"


def _topic(header: str) -> str:
    """Return what a heading says besides points: 材料迟报 of ``材料迟报扣分``, nothing of ``扣分/分值``."""
    topic = "".join(part for part in header.split("/") if not _PLAIN_HEADING.issuperset(part))
    for word in _POINTS_WORDS:
        topic = topic.removesuffix(word)
    return topic


def _open(column: Column, unit: int) -> str:
    return f"原表数字栏为“{shown(column.values[unit])}”，{'扣' if column.sign == -1 else '加扣'}分待定"


def _join(texts: Iterable[str]) -> str:
    filled = [text for text in texts if text.strip()]
    return filled[0] if len(filled) == 1 else "；".join(text.rstrip(_TRAILING) for text in filled)
