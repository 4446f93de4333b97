"""Units of the real table, laid out at random in the ways of offices: always the same units come back."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaohe.core.cells import CellValue
from kaohe.core.schema import Field
from kaohe.core.table import Sheets
from kaohe.files.plaintext.decode import typed
from kaohe.tables import SheetGrid, find_tables

pytestmark = pytest.mark.core

TABLE = Path(__file__).parents[1] / "data" / "assessment_table.csv"

HEADINGS: dict[Field, tuple[str, ...]] = {
    Field.NUMBER: ("序号", "编 号"),
    Field.UNIT: ("被考核单位", "单位名称", "被考核\n单位（全称）", "乡镇（街道）/部门"),
    Field.REASONS: ("加扣分原因及分值", "加（扣）分事由", "扣分情况\n（附依据）", "扣分"),
    Field.SCORE: ("考核得分", "得  分", "2024年度总得分（分）"),
    Field.RANK: ("名次", "排名", "本类位次"),
    Field.CATEGORY: ("类别", "单位\n类型"),
}
ABOVE = (
    ["2024年度驻村帮扶工作考核情况表"],
    ["附件3"],
    ["填报单位（盖章）：", None, "日期：2024年12月"],
    [],
    ["考核经办人签字：      年   月   日"],
)
BELOW = (
    ["合计"],
    [None, "平均分", None, 99.7],
    ["备注：得分为初评结果"],
    ["填表人：张三", None, None, "审核人：李四"],
    ["　年　月　日"],
    [],
)


class Unit(NamedTuple):
    category: str
    number: str
    name: str
    reasons: str
    score: str
    rank: str


with TABLE.open(encoding="utf-8", newline="") as _file:
    _ROWS = [Unit(*row.values()) for row in csv.DictReader(_file)]
UNITS = [unit for _, group in groupby(_ROWS, key=lambda unit: unit.category) for unit in list(group)[:4]]


@dataclass
class Page:
    """A sheet while it is being written."""

    columns: list[Field | None]
    headings: dict[Field, str]
    rows: list[list[CellValue]] = field(default_factory=list)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    left: int = 0
    said: str | None = None

    def put(self, cells: Sequence[Any]) -> None:
        self.rows.append([None] * self.left + [typed(str(cell)) if cell is not None else None for cell in cells])

    def head(self) -> None:
        self.put([self.headings[column] if column else "备注" for column in self.columns])

    def band(self, name: str, how: str) -> None:
        width, place = (
            len(self.columns),
            {"merged": 0, "first cell": 0, "unit": self.columns.index(Field.UNIT)}.get(how, 0),
        )
        if how == "everywhere":
            self.put([name] * width)
            return
        self.put([None] * place + [name])
        if how == "merged":
            row = len(self.rows)
            self.merged.append((row, self.left + 1, row, self.left + width))

    def unit(self, unit: Unit, lines: list[str], *, merge: bool, say_once: bool) -> None:
        """Write a unit with one row a line; ``say_once`` leaves out a category that stands above already."""
        first = len(self.rows) + 1
        unit, self.said = (
            unit._replace(category="" if say_once and self.said == unit.category else unit.category),
            unit.category,
        )
        whole = {
            Field.NUMBER: unit.number, Field.UNIT: unit.name, Field.SCORE: unit.score, Field.RANK: unit.rank,
            Field.CATEGORY: unit.category,
        }  # fmt: skip
        for index, line in enumerate(lines):
            cells = {**(whole if index == 0 else {}), Field.REASONS: line}
            self.put([cells.get(column) if column else None for column in self.columns])
        for place, column in enumerate(self.columns, self.left + 1):
            if merge and len(lines) > 1 and column in (Field.NUMBER, Field.UNIT, Field.SCORE, Field.RANK):
                self.merged.append((first, place, first + len(lines) - 1, place))

    def grid(self, name: str) -> SheetGrid:
        return SheetGrid(name, self.rows, merged=self.merged)


@st.composite
def layouts(draw: st.DrawFn) -> list[SheetGrid]:
    mode = draw(st.sampled_from(["band", "column", "sheets"]))
    fields = [Field.UNIT, Field.REASONS, Field.SCORE, Field.RANK]
    band = draw(st.sampled_from(["merged", "first cell", "everywhere", "unit"]))
    if draw(st.booleans()) or band == "unit":
        fields.append(Field.NUMBER)
    if mode == "column":
        fields.append(Field.CATEGORY)
    columns = list(draw(st.permutations([*fields, None])))
    if band == "first cell" and columns[0] is None:
        columns = [*columns[1:], None]
    headings = {each: draw(st.sampled_from(HEADINGS[each])) for each in fields}
    left, repeat = draw(st.integers(0, 2)), draw(st.sampled_from([0, 2, 3]))
    style = {"merge": draw(st.booleans()), "say_once": draw(st.booleans())}
    titles = draw(st.lists(st.sampled_from(ABOVE), max_size=3))
    pages: dict[str, Page] = {}
    for index, (category, units) in enumerate(groupby(UNITS, key=lambda unit: unit.category)):
        name = category if mode == "sheets" else "考核表"
        page = pages.setdefault(name, Page(columns, headings, left=left))
        if not page.rows:
            for title in titles:
                page.put(title)
            page.head()
        if mode == "band":
            page.band(f"{'一二三'[index]}、{category}" if draw(st.booleans()) else category, band)
        _put_units(draw, page, list(units), repeat, style)
        for line in draw(st.lists(st.sampled_from(BELOW), max_size=2)):
            page.put(line)
    return [page.grid(name) for name, page in pages.items()]


def _put_units(draw: st.DrawFn, page: Page, units: list[Unit], repeat: int, style: dict[str, bool]) -> None:
    for index, unit in enumerate(units):
        if repeat and index and index % repeat == 0:
            page.head()
        split = "；" in unit.reasons and draw(st.booleans())
        page.unit(unit, unit.reasons.split("；") if split else [unit.reasons], **style)
        if draw(st.booleans()) and index % 2:
            page.put([])


def read_units(sheets: Sheets) -> Iterator[tuple[str | None, CellValue, str, CellValue, CellValue]]:
    for table in sheets.tables:
        single = {column.field: column for column in table.columns if column.field is not Field.REASONS}
        for index, category in enumerate(table.categories):
            reasons = [column.values[index] for column in table.all(Field.REASONS)]
            yield (
                category,
                single[Field.UNIT].values[index],
                "；".join(str(reason) for reason in reasons if reason),
                single[Field.SCORE].values[index],
                single[Field.RANK].values[index],
            )


@given(layouts())
def test_the_same_units_come_back_from_any_layout(grids: list[SheetGrid]) -> None:
    sheets = find_tables(grids)
    assert list(read_units(sheets)) == [
        (unit.category, unit.name, unit.reasons, typed(unit.score), typed(unit.rank)) for unit in UNITS
    ]
    assert sheets.gaps == ()
