"""One table, run through the whole core."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from tests.core.tables import table

from kaohe.assessment.outcome import Outcome
from kaohe.core.cells import CellValue
from kaohe.core.schema import Field
from kaohe.core.table import Sheets, Table
from kaohe.recalculation import recalculate

UNIT, REASONS, ADDED, DEDUCTED, SCORE, RANK = (
    Field.UNIT,
    Field.REASONS,
    Field.ADDED,
    Field.DEDUCTED,
    Field.SCORE,
    Field.RANK,
)


def run(each: Table, *, overwrite: bool = False, **sheets: object) -> Outcome:
    return recalculate(Sheets((each,), **sheets), overwrite=overwrite)  # type: ignore[arg-type]


def office(reasons: Sequence[CellValue], **columns: Sequence[CellValue]) -> Table:
    """An office's table: unit names, reasons, and whatever else is given by the field's name."""
    count = len(reasons)
    fields: dict[Field, Sequence[CellValue]] = {UNIT: [f"第{n}镇" for n in range(count)], REASONS: reasons}
    blank: list[CellValue] = [None] * count
    return table(fields | {SCORE: blank, RANK: blank} | {Field[name]: values for name, values in columns.items()})


def codes(outcome: Outcome) -> Counter[str]:
    return Counter(each.code for each in outcome.findings)
