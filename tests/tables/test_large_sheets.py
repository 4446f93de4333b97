"""Tables of thousands of columns, headings or tables: a step for each, not for each two; steps are counted, never timed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from decimal import Decimal

import pytest

from kaohe.core.cells import CellValue
from kaohe.core.table import Column
from kaohe.core.text import once
from kaohe.recalculation import recalculate
from kaohe.tables import SheetGrid, find_tables, roles_by_sums, sheet, side_by_side
from kaohe.tables.arithmetic import Neighbours
from kaohe.tables.grid import Area, Merges
from kaohe.tables.tiles import Tile

pytestmark = pytest.mark.core

Row = list[CellValue]
HEAD: Row = ["被考核单位", "加扣分原因及分值", "考核得分"]
COUNT = 400


def numbers(*values: int) -> Row:
    return [Decimal(value) for value in values]


def recorded(monkeypatch: pytest.MonkeyPatch, owner: object, name: str, calls: Counter[str]) -> None:
    """Count the calls of what ``owner`` calls ``name``."""
    real: Callable[..., object] = getattr(owner, name)

    def counted(*given: object, **named: object) -> object:
        calls[name] += 1
        return real(*given, **named)

    monkeypatch.setattr(owner, name, counted)


class TestColumns:
    def test_names_below_each_heading_are_looked_for_once(self, monkeypatch: pytest.MonkeyPatch) -> None:
        calls: Counter[str] = Counter()
        recorded(monkeypatch, side_by_side, "profile", calls)
        head: Row = [
            "单位",
            *(f"扣分{number}" for number in range(COUNT)),
            *(f"备注{n}" for n in range(COUNT)),
            "扣分1",
        ]
        find_tables([SheetGrid("考核", [head, ["甲镇", *numbers(*[1] * COUNT), *["无"] * COUNT, Decimal(1)]])])
        assert 0 < calls["profile"] <= len(head)

    def test_runs_that_add_up_are_looked_up(self) -> None:
        class Counted(dict[int, Sequence[Decimal | None]]):
            steps = 0

            def __getitem__(self, column: int) -> Sequence[Decimal | None]:
                self.steps += 1
                return super().__getitem__(column)

        def steps(count: int) -> int:
            columns = Counted((column, [Decimal(column)]) for column in range(count))
            neighbours = Neighbours(columns)
            for column in range(count):
                for runs in neighbours.runs_beside(column):
                    list(runs)
            return columns.steps

        assert steps(2 * COUNT) <= 2.1 * steps(COUNT)

    def test_runs_are_those_that_come_to_the_sum(self) -> None:
        values = [3, 1, 2, 0, 3, 0, 3, -1, 1]
        neighbours = Neighbours({column: [Decimal(value)] for column, value in enumerate(values)})
        for column, stated in enumerate(values):
            before, after = neighbours.runs_beside(column)
            expected = [
                [tuple(range(start, column)) for start in range(column - 1) if abs(sum(values[start:column])) == abs(stated)],
                [
                    tuple(range(column + 1, end))
                    for end in range(len(values), column + 2, -1)
                    if abs(sum(values[column + 1 : end])) == abs(stated)
                ],
            ]  # fmt: skip
            assert [list(before), list(after)] == (expected if stated else [[], []])

    def test_columns_of_points_are_not_compared_with_each_other(self, monkeypatch: pytest.MonkeyPatch) -> None:
        calls: Counter[str] = Counter()
        recorded(monkeypatch, Column, "__eq__", calls)
        rows: list[Row] = [
            ["被考核单位", *(f"加扣分{number}" for number in range(COUNT))],
            ["甲镇", *numbers(*[1] * COUNT)],
        ]
        outcome = recalculate(find_tables([SheetGrid("考核", rows)]))
        assert outcome.units[0].score is None
        assert calls["__eq__"] < COUNT

    def test_rows_below_a_merged_heading_are_read_once_for_all_its_columns(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def steps(count: int) -> int:
            calls: Counter[str] = Counter()
            with monkeypatch.context() as patch:
                recorded(patch, SheetGrid, "filled", calls)
                rows: list[Row] = [
                    ["被考核单位", "扣分", *[None] * (count - 1)], *(["甲镇", *numbers(*[1] * count)] for _ in range(5))
                ]  # fmt: skip
                find_tables([SheetGrid("考核", rows, merged=[(1, 2, 1, count + 1)])])
            return calls["filled"]

        assert steps(2 * COUNT) <= 1.1 * steps(COUNT)

    def test_the_columns_of_a_group_are_counted_once(self, monkeypatch: pytest.MonkeyPatch) -> None:
        group = Tile.group.fget  # type: ignore[attr-defined]

        def steps(count: int) -> int:
            seen: list[Tile] = []
            with monkeypatch.context() as patch:
                patch.setattr(Tile, "group", property(lambda tile: seen.append(tile) or group(tile)))
                rows: list[Row] = [
                    ["单位", *(f"扣分{number}" for number in range(count))],
                    ["甲镇", *numbers(*[1] * count)],
                ]
                find_tables([SheetGrid("考核", rows)])
            return len(seen)

        assert 0 < steps(2 * COUNT) <= 2.1 * steps(COUNT)

    def test_headings_of_parts_are_looked_up_by_what_they_end_with(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def steps(count: int) -> int:
            calls: Counter[str] = Counter()
            with monkeypatch.context() as patch:
                recorded(patch, roles_by_sums, "keys", calls)
                rows: list[Row] = [
                    ["单位", *(f"扣分{number}" for number in range(count))],
                    *(["甲镇", *numbers(*[1] * count)] for _ in range(3)),
                ]
                find_tables([SheetGrid("考核", rows)])
            return calls["keys"]

        assert 0 < steps(2 * COUNT) <= 2.1 * steps(COUNT)


class TestMergedAreas:
    AREAS = ((1, 1, 1, 3), (2, 2, 4, 2), (2, 4, 3, 5), (4, 5, 4, 9))

    def test_each_cell_knows_its_area(self) -> None:
        merges = Merges(SheetGrid("考核", [["x"] * 6 for _ in range(4)], merged=self.AREAS))
        for row in range(1, 6):
            for column in range(1, 8):
                inside = [
                    Area(r1, c1, r2, min(c2, 6))
                    for r1, c1, r2, c2 in self.AREAS
                    if r1 <= row <= r2 and c1 <= column <= min(c2, 6)
                ]
                assert merges.area(row, column) == (inside[0] if inside else None)

    def test_none_costs_nothing(self) -> None:
        assert not Merges(SheetGrid("考核", [["x"]]))


class TestManyTables:
    def sheet(self, tables: int) -> list[Row]:
        return [row for number in range(tables) for row in ([HEAD[0], f"扣分{number}"], [f"镇{number}", Decimal(1)])]

    def test_those_beyond_the_limit_are_named_and_no_others(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sheet, "MOST_TABLES", 3)
        found = recalculate(find_tables([SheetGrid("考核", self.sheet(5))]))
        assert [unit.unit for unit in found.units] == ["镇0", "镇1", "镇2"]
        (told,) = [each for each in found.findings if each.code == "S139"]
        assert told.where is not None
        assert told.where.row == 7
        assert told.message.endswith("本工作表的表超过3个，从这一行起没有读取。请把这一行起的表移到其他工作表。")
        rows = self.sheet(5)
        moved = recalculate(find_tables([SheetGrid("考核", rows[:6]), SheetGrid("续", rows[6:])]))
        assert len(moved.units) == 5
        assert "S139" not in {each.code for each in moved.findings}

    def test_the_same_headings_on_each_page_are_one_table(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sheet, "MOST_TABLES", 3)
        rows: list[Row] = [row for number in range(9) for row in (HEAD, [f"镇{number}", "无", None])]
        found = recalculate(find_tables([SheetGrid("考核", rows)]))
        assert len(found.units) == 9
        assert "S139" not in {each.code for each in found.findings}


def test_a_text_is_judged_once_however_many_cells_hold_it() -> None:
    asked: list[str] = []

    @once
    def length(text: str) -> int:
        asked.append(text)
        return len(text)

    long, short = "扣" * 32_000, "扣"
    assert [length(text) for text in (long, short) * 3] == [32_000, 1] * 3
    assert asked == [long, short]
