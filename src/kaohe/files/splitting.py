"""One workbook into several: for each category, source, unit or sheet a workbook of its own."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from enum import StrEnum
from io import BytesIO

from kaohe.assessment.outcome import Outcome
from kaohe.core.names import tidy_name
from kaohe.core.records import replace
from kaohe.core.table import Sheets
from kaohe.files.joining import parts_of, without_suffix
from kaohe.files.template import build_workbook
from kaohe.files.template.content import Content, UnitRow
from kaohe.files.template.source import compute, typed_content


class SplitBy(StrEnum):
    """What the units of one part have in common."""

    CATEGORY = "类别"
    SOURCE = "来源"
    UNIT = "被考核单位"
    SHEET = "工作表"


#: What a part is called whose units have no category, source or name.
_WITHOUT = {SplitBy.CATEGORY: "未分类", SplitBy.SOURCE: "未注明来源", SplitBy.UNIT: "未写单位", SplitBy.SHEET: "表"}


def split(sheets: Sheets, outcome: Outcome, by: SplitBy) -> dict[str, Content]:
    """Return the content of each part by its name, in the order in which they first occur; nothing in it is computed yet.

    Every part has the whole catalogue, all categories and settings, so that merging the parts gives the table
    again.  Of a unit that several sources told something of, each gets what it said.  Ranks that the table states stay
    only where their group stays whole.
    """
    content = typed_content(sheets)
    members: dict[str, list[UnitRow]] = {}
    for whole, unit in zip(content.units, outcome.units, strict=True):
        for row in _by_source(whole) if by is SplitBy.SOURCE else (whole,):
            said = {
                SplitBy.CATEGORY: row.category,
                SplitBy.SOURCE: row.source and without_suffix(str(row.source)),
                SplitBy.UNIT: row.unit,
                SplitBy.SHEET: unit.sheet,
            }[by]
            name = tidy_name("" if said is None else str(said)) or _WITHOUT[by]
            members.setdefault(name, []).append(row)
    return {name: _part(content, rows) for name, rows in members.items()}


def _by_source(row: UnitRow) -> Iterator[UnitRow]:
    """Yield a row for each source of a unit, with what it said."""
    sources = str(row.source or "").split("、")
    if len(sources) < 2 or not isinstance(row.reasons, str):
        yield row
        return
    for source, reasons in parts_of(row.reasons, sources).items():
        yield replace(row, reasons=reasons, source=source or None, stated_score=None, stated_rank=None)


def _part(content: Content, rows: Sequence[UnitRow]) -> Content:
    ranked_in = content.rank_groups()
    groups = {ranked_in[row.category] for row in rows}
    whole = sum(ranked_in[row.category] in groups for row in content.units) == len(rows)
    kept = rows if whole else [replace(row, stated_rank=None) for row in rows]
    return replace(content, units=tuple(kept))


def workbooks(parts: dict[str, Content]) -> Iterator[tuple[str, bytes]]:
    """Yield the workbook of each part with its name; nothing of it is held when the next one is asked for."""
    for name, content in parts.items():
        buffer = BytesIO()
        build_workbook(buffer, compute(content))
        yield name, buffer.getvalue()
        del buffer
        gc.collect(0)  # a workbook in the making holds itself in circles, and the command line looks for none by itself
