"""The statistics as four tables in one grid of cells, the same for sheets, screens and open workbooks."""

from __future__ import annotations

from decimal import Decimal
from itertools import count

from kaohe.assessment.scoring import plain
from kaohe.core.cells import CellValue
from kaohe.core.records import dataclass
from kaohe.reports.statistics.model import Statistics

TITLE = "统计"
#: Columns of the grid; every table starts at the first one.
COLUMNS = 10
#: Rows above the first table, and between two.
_TOP, _GAP = 3, 2
#: A table takes at least so many rows, as a chart stands beside it.
_LEAST_ROWS = 13


@dataclass(frozen=True, slots=True)
class Panel:
    """One table: its title stands in row ``top``, its headings below, then its rows; rows count from 0."""

    title: str
    top: int
    headings: tuple[str, ...]
    rows: tuple[tuple[CellValue, ...], ...]

    @property
    def first(self) -> int:
        """The first of its rows."""
        return self.top + 2

    @property
    def last(self) -> int:
        """The last of its rows; one before the first where it has none."""
        return self.first + len(self.rows) - 1


@dataclass(frozen=True, slots=True)
class Panels:
    """The four tables."""

    summary: str
    distribution: Panel
    reasons: Panel
    groups: Panel
    categories: Panel

    @property
    def all(self) -> tuple[Panel, ...]:
        """The tables from top to bottom."""
        return self.distribution, self.reasons, self.groups, self.categories

    @property
    def grid(self) -> list[list[CellValue]]:
        """Every cell from A1 on, blank ones as None."""
        rows: list[list[CellValue]] = [[None] * COLUMNS for _ in range(self.categories.last + 1)]
        rows[0][0], rows[1][0] = TITLE, self.summary
        for panel in self.all:
            rows[panel.top][0] = panel.title
            for row, cells in enumerate((panel.headings, *panel.rows), panel.top + 1):
                rows[row][: len(cells)] = cells
        return rows


def panels(found: Statistics) -> Panels:
    """Return the tables of statistics, one below the other."""
    tables = iter((_distribution(found), _reasons(found), _groups(found), _categories(found)))
    top, placed = _TOP, []
    for title, headings, rows in tables:
        placed.append(Panel(title, top, headings, rows))
        top += 2 + max(len(rows), _LEAST_ROWS) + _GAP
    return Panels(_summary(found), *placed)


_PanelRows = tuple[tuple[CellValue, ...], ...]
_PanelTable = tuple[str, tuple[str, ...], _PanelRows]


def _summary(found: Statistics) -> str:
    units = sum(each.units for each in found.categories)
    scored = sum(each.scored for each in found.categories)
    lost = sum((each.deducted for each in found.categories), Decimal(0))
    opened = f"（其中{units - scored}个得分未定，不计入平均分和分布）" if scored < units else ""
    return f"共{units}个单位{opened}，{found.kinds}种扣分原因，合计扣{plain(lost)}分。数据改动后点“重新计算”，本表随之更新。"


def _distribution(found: Statistics) -> _PanelTable:
    names = found.distribution.categories
    scored = sum(map(sum, found.distribution.counts))
    rows: _PanelRows = tuple(
        (label, _share(Decimal(sum(counts)) / scored), *_counted(sum(counts), *counts))
        for label, counts in zip(found.distribution.labels, found.distribution.counts, strict=True)
    )
    return "得分分布（单位数）", ("得分", "占比", "合计", *names), rows


def _reasons(found: Statistics) -> _PanelTable:
    outside = count(1)
    rows: _PanelRows = tuple(
        (
            reason.code or f"目录外{next(outside)}",
            reason.wording,
            *_counted(reason.times, reason.units),
            reason.points,
            _share(reason.share),
        )
        for reason in found.reasons
    )
    return "最常见的扣分原因（前十）", ("编号", "原因", "次数", "单位数", "扣分", "累计占比"), rows


def _groups(found: Statistics) -> _PanelTable:
    rows: _PanelRows = tuple(
        (group.name, f"最多：{group.leading}", *_counted(group.times), group.points, _share(group.share))
        for group in found.groups
    )
    return "各类原因的扣分", ("目录分组", "其中最常见的", "次数", "扣分", "占比"), rows


def _categories(found: Statistics) -> _PanelTable:
    rows = tuple(
        (
            Decimal(number), each.name, *_counted(each.units), each.average, each.median, each.highest, each.lowest,
            *_counted(each.full), each.deducted, each.added,
        )
        for number, each in enumerate(found.categories, 1)
    )  # fmt: skip
    headings = ("序号", "类别", "单位数", "平均分", "中位数", "最高分", "最低分", "未扣分", "扣分合计", "加分合计")
    return "类别比较", headings, rows


def _counted(*numbers: int) -> tuple[CellValue, ...]:
    return tuple(map(Decimal, numbers))


def _share(share: Decimal) -> Decimal:
    return round(share, 4)
