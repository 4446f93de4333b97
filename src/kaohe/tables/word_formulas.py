"""Formulas of scores in words: 最终得分=平时成绩×30%+年终成绩×70%, 综合得分（基础得分×70%+附加分）, 得分=100-扣分+加分.

They are taken where each name in them is a column of the table and no column of points is left out; typed scores must not
contradict.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from kaohe.core.decimals import is_rounded, places
from kaohe.core.patterns import compile_on_use
from kaohe.core.reading import Role
from kaohe.core.records import NamedTuple
from kaohe.core.text import fold
from kaohe.tables import arithmetic
from kaohe.tables.heading import keys, remarks_in
from kaohe.tables.making import NUMERIC_ROLES, REASON_ROLES, Making
from kaohe.tables.terms import Told
from kaohe.tables.tiles import Tile

_ZERO, _ONE, _HUNDRED = Decimal(0), Decimal(1), Decimal(100)
_CLAUSES = compile_on_use(r"[,;。:()\n]")
#: Longer formulas are prose.
_LONGEST = 80
_SUM_SIGNS = compile_on_use(r"([+\-−])")
_TERM = compile_on_use(r"(?P<name>[^\d×*x%÷/]+)?\s*(?:[×*x]?\s*(?P<times>\d+(?:\.\d+)?)\s*(?P<percent>%)?)?")
_SCORE = compile_on_use(r"(?:分|成绩)$")
#: Names of all columns of one sign.
_ALL = {"扣分": -1, "各项扣分": -1, "扣分合计": -1, "减分": -1, "加分": 1, "各项加分": 1, "加分合计": 1}


class _Term(NamedTuple):
    """A summand: a column (None for a number alone, or for all columns of a sign), and what it is multiplied by."""

    tile: Tile | None
    times: Decimal
    all_of: int | None = None


def read_word_formula(tiles: Sequence[Tile], making: Making, texts: Iterable[Told]) -> None:
    """Take what a score is made of from its heading, or a text around the table, that says it as a formula."""
    score = next((tile for tile in tiles if tile.role is Role.SCORE), None)
    if score is None or score.fixed or making.base is not None or any(tile.role in REASON_ROLES for tile in tiles):
        return
    others = [tile for tile in tiles if tile is not score]
    for said, expression in _expressions(score, texts):
        terms = _terms(expression, others)
        if terms is not None and _covers(terms, others) and _holds(terms, score):
            _apply(terms, score, making, said)
            return


def _expressions(score: Tile, texts: Iterable[Told]) -> Iterator[tuple[str, str]]:
    """Yield the texts with what they say a score is: behind its name and =, or in the brackets of its heading."""
    for text in (*(told.text for told in texts), score.text):
        for clause in _CLAUSES.split(fold(text)):
            name, equals, expression = clause.partition("=")
            if equals and _SCORE.search(name.strip()) and len(expression) <= _LONGEST:
                yield text, expression
    for remark in remarks_in(score.text):
        if "=" not in remark and len(remark) <= _LONGEST:
            yield score.text, _with_signs(score.text, remark)


def _with_signs(text: str, remark: str) -> str:
    """Return a remark of a heading as it was written: with the signs that its key leaves out."""
    start, _, rest = fold(text).partition("(")
    return rest.rpartition(")")[0] or remark if start else remark


def _terms(expression: str, tiles: Sequence[Tile]) -> list[_Term] | None:
    """Return the summands of a formula, None where one is no column and no number."""
    pieces = _SUM_SIGNS.split("+" + expression.strip().removeprefix("+"))
    found: list[_Term] = []
    for sign, piece in zip(pieces[1::2], pieces[2::2], strict=True):
        match = _TERM.fullmatch(piece.strip())
        if match is None or not piece.strip():
            return None
        times = Decimal(match["times"]) if match["times"] else _ONE
        times = (times / _HUNDRED if match["percent"] else times) * (1 if sign == "+" else -1)
        name = keys(match["name"])[-1] if match["name"] else ""
        if name in _ALL and not any(_key(tile) == name for tile in tiles):
            found.append(_Term(None, times, _ALL[name]))
        elif name:
            tile = _named(name, tiles)
            if tile is None:
                return None
            found.append(_Term(tile, times))
        else:
            found.append(_Term(None, times))
    return found if len(found) > 1 else None


def _key(tile: Tile) -> str:
    return keys(tile.parts[-1])[-1] if tile.parts else ""


def _named(name: str, tiles: Sequence[Tile]) -> Tile | None:
    """Return the one column that a name means: as it is headed, or the beginning of that (平时 of 平时得分)."""
    exact = [tile for tile in tiles if _key(tile) == name]
    if len(exact) != 1:
        exact = [tile for tile in tiles if (key := _key(tile)) and (key.startswith(name) or name.startswith(key))]
    return exact[0] if len(exact) == 1 and exact[0].profile.is_numeric else None


def _covers(terms: Sequence[_Term], tiles: Sequence[Tile]) -> bool:
    """Say whether no column of points is left out, none is meant twice, and none against its heading."""
    named = [term.tile for term in terms if term.tile is not None]
    signs = {term.all_of for term in terms if term.all_of is not None}
    if len({tile.column for tile in named}) < len(named) or (not named and not signs):
        return False
    for tile in tiles:
        counts = tile.role in NUMERIC_ROLES and tile.profile.nonzero
        if counts and tile not in named and tile.role.sign not in signs:
            return False
    return all(
        (term.all_of is None or term.times == term.all_of)
        and (term.tile is None or term.tile.fixed is False)
        and (term.tile is None or term.tile.role.sign is None or term.tile.role.sign * term.times > 0)
        for term in terms
    )


def _holds(terms: Sequence[_Term], score: Tile) -> bool:
    """Say whether typed scores are what a formula makes, but for a few; where it adds up all of a sign they are not asked."""
    if any(term.all_of is not None for term in terms):
        return True
    decimals = places(score.numbers)
    typed = [(row, number) for row, number in enumerate(score.numbers) if number is not None]
    right = sum(
        is_rounded(number, sum((_points(term, row) for term in terms), _ZERO), decimals) for row, number in typed
    )
    return len(typed) < arithmetic.FEWEST or right * 5 >= len(typed) * 4


def _points(term: _Term, row: int) -> Decimal:
    if term.tile is None:
        return term.times
    number = term.tile.numbers[row] or _ZERO
    return term.times * (number if term.tile.role.sign is None else abs(number))


def _apply(terms: Sequence[_Term], score: Tile, making: Making, said: str) -> None:
    why = f"按“{said}”计分"
    constants = [term.times for term in terms if term.tile is None and term.all_of is None]
    for term in terms:
        tile = term.tile
        if tile is None:
            continue
        role = tile.role if tile.role.sign is not None else Role.DEDUCTED if term.times < 0 else Role.MARKS
        tile.settle(role, 90, why)
        tile.sense = tile.sense._replace(weight=None)
        tile.factor = None if abs(term.times) == 1 else abs(term.times)
    making.base = sum(constants, _ZERO)
    making.explained = said
    if score.profile.numbers:
        making.places = places(score.numbers)
