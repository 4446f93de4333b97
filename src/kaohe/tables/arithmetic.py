"""What the numbers of a table say of its columns: which add up others, and what typed scores are made of.

Constraint learning in the small (after TaCLe: Kolb, Paramonov, Guns, De Raedt, "Learning constraints in spreadsheets
and tabular data", Machine Learning 2017): few candidates, exact decimals, at least three rows that tell, and
nothing where two readings fit.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from decimal import Context, Decimal
from itertools import accumulate, islice, product

Numbers = Sequence[Decimal | None]

#: Fewer rows that tell are chance.
FEWEST = 3
#: How many rows are looked at.
SAMPLE = 400
#: Unknown columns of which every combination is tried.
_MOST_UNKNOWN = 5
#: A sum has so many parts at least; of more runs on one side that come to it in one row, the shortest are not tried.
_SHORTEST, _MOST_RUNS = 2, 400
_ZERO = Decimal(0)
#: What adds the numbers of a row without rounding, however far apart they are.
_EXACT = Context(prec=1000)


def sum_of(total: Numbers, parts: Sequence[Numbers], *, slips: int = 0) -> int:
    """Return in how many rows, told by non-zero parts, a column is the sum of others; 0 where more than ``slips`` contradict."""
    told = wrong = 0
    for row, stated in enumerate(total[:SAMPLE]):
        summands = [part[row] or _ZERO for part in parts]
        if stated is None:
            wrong += any(summands)
        elif abs(stated) != abs(sum(summands, _ZERO)):
            wrong += 1
        else:
            told += bool(stated) and sum(map(bool, summands)) > 0
        if wrong > slips:
            return 0
    return told


class Neighbours:
    """Columns from left to right, in which those that add up others are looked for.

    What the columns come to from the left is kept for each row that is asked for: where a run adds up is looked up, not tried,
    so a table of a thousand columns costs a thousand steps.
    """

    def __init__(self, columns: Mapping[int, Numbers]) -> None:
        self._numbers = columns
        self._order = tuple(columns)
        self._places = {column: place for place, column in enumerate(self._order)}
        self._rows: dict[int, tuple[list[Decimal], dict[Decimal, list[int]]]] = {}

    def runs_beside(self, column: int, *, at: int = 0) -> tuple[Iterator[tuple[int, ...]], Iterator[tuple[int, ...]]]:
        """Return the runs of two and more columns that ``column`` may be the sum of: those before it, those after it; the longest first.

        They add up in the first row that states a sum (the next one ``at`` 1); whether they do in all is left to :func:`sum_of`.
        """
        total = self._numbers[column]
        row = next(islice((row for row, stated in enumerate(total[:SAMPLE]) if stated), at, None), None)
        if row is None:
            return iter(()), iter(())
        place, stated = self._places[column], abs(total[row] or _ZERO)
        come_to, places = self._row(row)

        def apart(start: Decimal) -> list[int]:
            sums = (_EXACT.subtract(start, stated), _EXACT.add(start, stated))
            return sorted({at for each in sums for at in places.get(each, ())})

        before, after = apart(come_to[place]), apart(come_to[place + 1])
        nearest, farthest = bisect_right(before, place - _SHORTEST), bisect_left(after, place + 1 + _SHORTEST)
        return (
            (self._order[start:place] for start in before[: min(nearest, _MOST_RUNS)]),
            (self._order[place + 1 : end] for end in reversed(after[max(farthest, len(after) - _MOST_RUNS) :])),
        )

    def _row(self, row: int) -> tuple[list[Decimal], dict[Decimal, list[int]]]:
        """Return what the columns left of each place come to in a row, and the places by that."""
        if row not in self._rows:
            numbers = (self._numbers[column][row] or _ZERO for column in self._order)
            come_to = list(accumulate(numbers, _EXACT.add, initial=_ZERO))
            places: dict[Decimal, list[int]] = {}
            for place, reached in enumerate(come_to):
                places.setdefault(reached, []).append(place)
            self._rows[row] = come_to, places
        return self._rows[row]


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
            allowed = len(rows) // 5
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
