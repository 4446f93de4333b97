"""The reasons of tables as uses: what a draft is made of."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from kaohe.assessment.outcome import Outcome, UnitResult
from kaohe.core.letters import without_list_number
from kaohe.core.patterns import compile_on_use
from kaohe.core.reading import Role
from kaohe.core.table import CatalogueRow
from kaohe.core.text import once
from kaohe.matching import Matcher
from kaohe.matching.catalogue import builtin, catalogue_from_rows
from kaohe.matching.drafting import Proposal, Use, draft
from kaohe.matching.model import Verdict
from kaohe.reason import parse
from kaohe.reason.model import Clause, Item
from kaohe.tables import SheetGrid
from kaohe.tables.heading import keys
from kaohe.tables.vocabulary import shipped

#: A list number before a date or a room: 4、3月12日晚自习迟到.
_NUMBER = compile_on_use(r"(?:(?<!\s)\s++)?\d{1,2}[、.．](?=\d{1,2}月\d{1,2}[日号]|\d{3,4}\D)")
_REASONS = (Role.REASONS, Role.BONUS_REASONS, Role.DEDUCTION_REASONS)
#: A heading is looked for in so many rows.
_TOP_ROWS = 30


def uses_of(outcome: Outcome) -> Iterator[Use]:
    """Yield every reason of every unit, with its points and its cell's row."""
    for unit in outcome.units:
        for item in _items(unit):
            points = item.points if isinstance(item, Item) else None
            yield Use(_unnumbered(item.reason), points, unit.unit.strip(), f"{unit.sheet} 第{unit.row}行")


def uses_in(grid: SheetGrid) -> Iterator[Use]:
    """Yield the reasons below a heading for them, where a sheet does not say whose they are."""
    head = _reason_columns(grid)
    if head is None:
        return
    row, columns = head
    for number in range(row + 1, grid.last_row + 1):
        cells = dict(grid.filled(number))
        name = next(
            (str(value) for column, value in sorted(cells.items()) if column not in columns and type(value) is str), ""
        )
        for column, sign in columns.items():
            text = cells.get(column)
            if type(text) is str:
                for item in parse(text, sign=sign).items:
                    points = item.points if isinstance(item, Item) else None
                    yield Use(_unnumbered(item.reason), points, name.strip(), f"{grid.name} 第{number}行")


def _says_reasons(key: str) -> bool:
    word = shipped().whole.get(key)
    return word is not None and word.role in _REASONS


def _reason_columns(grid: SheetGrid) -> tuple[int, dict[int, int]] | None:
    """Return the first row with a heading of reasons, and those columns with the sign that each heading says."""
    for row in range(grid.first_row, min(grid.last_row, grid.first_row + _TOP_ROWS) + 1):
        found = {
            column: 1 if key.startswith(("加分", "奖")) else -1 if key.startswith(("扣", "减")) else 0
            for column, value in grid.filled(row)
            if type(value) is str and _says_reasons(key := keys(value)[-1])
        }
        if found:
            return row, found
    return None


def fits(outcomes: Sequence[Outcome]) -> bool:
    """Tell whether the catalogue in force says at least half of all reasons, as the built-in one does on its own table."""
    known = total = 0
    for outcome in outcomes:
        for unit in outcome.units:
            total += len(unit.matches)
            known += sum(match.verdict is not Verdict.UNKNOWN for match in unit.matches)
    return 2 * known >= total


def draft_of(
    outcomes: Sequence[Outcome],
    own: tuple[CatalogueRow, ...] | None,
    further: Sequence[Use] = (),
    pulse: Callable[[int, int], None] = lambda done, total: None,
) -> tuple[Proposal, ...]:
    """Return the draft for all tables and ``further`` reasons; ``own`` is their catalogue, which goes on where there is one.

    The built-in catalogue goes on where it fits: what it knows keeps its entry.
    """
    uses = [*(use for outcome in outcomes for use in uses_of(outcome)), *further]
    if own:
        return draft(uses, Matcher(catalogue_from_rows(own)), pulse)
    suits = bool(outcomes) and fits(outcomes)
    return draft(uses, Matcher(builtin()) if suits else None, pulse)


def _items(unit: UnitResult) -> Iterator[Item | Clause]:
    return (item for reading in unit.readings for item in reading.items)


@once
def _unnumbered(reason: str) -> str:
    return _NUMBER.sub("", without_list_number(reason), count=1).strip()
