"""What the numbers of a table say of its columns: which add up others, and what typed scores are made of.

Constraint learning in the small (after TaCLe: Kolb, Paramonov, Guns, De Raedt, "Learning constraints in spreadsheets
and tabular data", Machine Learning 2017): few candidates, exact decimals, at least three rows that tell, and
nothing where two readings fit.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import product

Numbers = Sequence[Decimal | None]

#: Fewer rows that tell are chance.
FEWEST = 3
#: How many rows are looked at.
SAMPLE = 400
#: Unknown columns of which every combination is tried.
_MOST_UNKNOWN = 5
_ZERO = Decimal(0)


def sum_of(total: Numbers, parts: Sequence[Numbers]) -> int:
    """Return in how many rows, told by non-zero parts, a column is the sum of others; 0 where a row contradicts."""
    told = 0
    for row, stated in enumerate(total[:SAMPLE]):
        summands = [part[row] or _ZERO for part in parts]
        if stated is None:
            if any(summands):
                return 0
            continue
        if abs(stated) != abs(sum(summands, _ZERO)):
            return 0
        told += bool(stated) and sum(map(bool, summands)) > 0
    return told


def runs_beside(order: Sequence[int], column: int, numbers: Mapping[int, Numbers]) -> Iterator[tuple[int, ...]]:
    """Yield the runs of two and more neighbouring columns, before or after ``column``, that it may be the sum of.

    They add up in the first row that states a sum; whether they do in all is left to :func:`sum_of`.  So a table of 200
    columns costs a step for each two of them.
    """
    at, total = order.index(column), numbers[column]
    row = next((row for row, stated in enumerate(total[:SAMPLE]) if stated), None)
    if row is None:
        return
    stated = abs(total[row] or _ZERO)
    for beside in (order[:at][::-1], order[at + 1 :]):
        come_to = _ZERO
        for length, other in enumerate(beside, 1):
            come_to += numbers[other][row] or _ZERO
            if length > 1 and abs(come_to) == stated:
                yield tuple(sorted(beside[:length], key=order.index))


def fit(
    scores: Numbers, known: Numbers, bases: Sequence[Decimal | Numbers], unknown: Mapping[int, Numbers]
) -> list[tuple[Decimal | Numbers, dict[int, int]]]:
    """Return the readings (base, sign of each unknown column) that give all typed scores, but for a few.

    ``known`` are the signed points of the columns that are understood.  Too many unknown columns are only tried with
    one sign for all.  Empty where fewer than three rows tell.
    """
    rows = [row for row, score in enumerate(scores[:SAMPLE]) if score is not None]
    telling = [row for row in rows if any(numbers[row] for numbers in unknown.values())] if unknown else rows
    if len(telling) < FEWEST:
        return []
    columns = [column for column, numbers in unknown.items() if any(numbers[row] for row in rows)]
    if len(columns) <= _MOST_UNKNOWN:
        choices: Iterator[tuple[int, ...]] = product((-1, 0, 1), repeat=len(columns))
    else:
        choices = iter([(sign,) * len(columns) for sign in (-1, 0, 1)])
    found: list[tuple[int, Decimal | Numbers, dict[int, int]]] = []
    for signs in choices:
        for base in bases:
            wrong = 0
            allowed = len(rows) // 6
            for row in rows:
                start = base if isinstance(base, Decimal) else base[row]
                points = sum((sign * (unknown[c][row] or _ZERO) for sign, c in zip(signs, columns, strict=True)), _ZERO)
                if start is None or start + (known[row] or _ZERO) + points != scores[row]:
                    wrong += 1
                    if wrong > allowed:
                        break
            if wrong <= allowed:
                found.append((wrong, base, dict(zip(columns, signs, strict=True))))
    least = min((wrong for wrong, _, _ in found), default=0)
    return [(base, signs) for wrong, base, signs in found if wrong == least]
