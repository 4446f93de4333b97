"""The statistics as cells of one grid, the same for sheets, screens and open workbooks.

Every table fills all columns of the grid, each of its own columns one or more of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from enum import Enum, auto
from itertools import accumulate, count

from kaohe.core.cells import CellValue
from kaohe.core.decimals import fixed_format, places
from kaohe.core.records import dataclass
from kaohe.reports.statistics.model import CategoryFigures, Statistics
from kaohe.reports.statistics.words import sentences, shortened

#: Columns of the grid; the last two are wide, as bars stand in them.
COLUMNS = 10
#: Columns of the grid that each of the figures at the top takes.
CARD_SPANS = (2, 2, 2, 2, 1, 1)
CARD_ROW, WORDS_ROW = 1, 4
WORDS_TITLE = "主要情况"
#: Rows that the chart takes below its table.
CHART_ROWS = 11
#: A longer table goes on under headings of its own, as no sheet repeats the headings of several tables.
_MOST_ROWS = 30
_PERCENT, _NUMBER = "0.0%", "0"


class ColumnKind(Enum):
    """How a column is set."""

    TEXT = auto()
    NAME = auto()  # what the row is about, in the middle
    FIGURE = auto()
    BAR = auto()  # a figure with a bar from nought to the largest of the column


@dataclass(frozen=True, slots=True)
class PanelColumn:
    """A column of a table: ``span`` columns of the grid, numbers shown by ``number_format``."""

    heading: str
    span: int = 1
    kind: ColumnKind = ColumnKind.FIGURE
    number_format: str = _NUMBER


@dataclass(frozen=True, slots=True)
class Panel:
    """One table: its title stands in row ``top``, its headings below, then its rows; rows count from 0."""

    title: str
    columns: tuple[PanelColumn, ...]
    rows: tuple[tuple[CellValue, ...], ...]
    has_chart: bool = False
    top: int = 0

    @property
    def first(self) -> int:
        """The first of its rows."""
        return self.top + 2

    @property
    def last(self) -> int:
        """The last of its rows."""
        return self.first + len(self.rows) - 1

    @property
    def has_texts(self) -> bool:
        """Whether a column holds wordings that may take several lines."""
        return any(column.kind is ColumnKind.TEXT for column in self.columns)

    @property
    def end(self) -> int:
        """The row behind all that belongs to it, its chart too."""
        return self.last + 1 + CHART_ROWS * self.has_chart

    @property
    def places(self) -> tuple[int, ...]:
        """The first column of the grid of each of its own columns."""
        return tuple(accumulate((column.span for column in self.columns[:-1]), initial=0))


@dataclass(frozen=True, slots=True)
class Panels:
    """All that stands on the sheet: figures with a word each, sentences, tables."""

    title: str
    cards: tuple[tuple[str, CellValue, str], ...]
    sentences: tuple[str, ...]
    tables: tuple[Panel, ...]

    @property
    def grid(self) -> list[list[CellValue]]:
        """Every cell from A1 on, blank ones as None."""
        last = self.tables[-1].last if self.tables else WORDS_ROW + len(self.sentences)
        rows: list[list[CellValue]] = [[None] * COLUMNS for _ in range(last + 1)]
        rows[0][0], rows[WORDS_ROW][0] = self.title, WORDS_TITLE
        for place, (word, value, _) in zip(accumulate(CARD_SPANS, initial=0), self.cards, strict=False):
            rows[CARD_ROW][place], rows[CARD_ROW + 1][place] = word, value
        for row, sentence in enumerate(self.sentences, WORDS_ROW + 1):
            rows[row][0] = sentence
        for panel in self.tables:
            rows[panel.top][0] = panel.title
            for row, cells in enumerate((tuple(each.heading for each in panel.columns), *panel.rows), panel.top + 1):
                for place, cell in zip(panel.places, cells, strict=True):
                    rows[row][place] = cell
        return rows


def panels(found: Statistics) -> Panels:
    """Return what stands on the sheet, one table below the other; a table that has nothing to say is left out."""
    words = tuple(f"{number}．{sentence}" for number, sentence in enumerate(sentences(found), 1)) or ("还没有单位。",)
    top, placed = WORDS_ROW + len(words) + 2, []
    for each in (*_categories(found), *_groups(found), *_reasons(found), *_distribution(found)):
        panel = Panel(each.title, each.columns, each.rows, each.has_chart, top)
        placed.append(panel)
        top = panel.end + 1
    return Panels(found.title, _cards(found.everything), words, tuple(placed))


def _cards(all_units: CategoryFigures) -> tuple[tuple[str, CellValue, str], ...]:
    scores = fixed_format(places((all_units.highest, all_units.lowest)))
    return (
        ("参加考核单位", Decimal(all_units.units), _NUMBER),
        ("平均分", all_units.average, "0.00"),
        ("最高分", all_units.highest, scores),
        ("最低分", all_units.lowest, scores),
        ("未扣分单位", Decimal(all_units.full), _NUMBER),
        ("扣分合计", all_units.deducted, fixed_format(places((all_units.deducted,)))),
    )


def _categories(found: Statistics) -> Iterator[Panel]:
    """Yield the comparison of categories; one category is what the figures at the top say already."""
    if len(found.categories) < 2:
        return
    scores = _decimals(*((each.highest, each.lowest) for each in found.categories))
    deducted, added = (
        _decimals([each.deducted for each in found.categories]),
        _decimals([each.added for each in found.categories]),
    )
    columns = (
        PanelColumn("类别", 2, ColumnKind.NAME),
        PanelColumn("单位数"),
        PanelColumn("平均分", number_format="0.00"),
        PanelColumn("最高分", number_format=scores),
        PanelColumn("最低分", number_format=scores),
        PanelColumn("未扣分"),
        PanelColumn("扣分合计", number_format=deducted),
        PanelColumn("平均每单位扣分", kind=ColumnKind.BAR, number_format="0.00"),
        PanelColumn("加分合计", number_format=added),
    )
    rows = [
        (
            each.name, Decimal(each.units), each.average, each.highest, each.lowest, Decimal(each.full),
            each.deducted, each.lost, each.added,
        )
        for each in found.categories
    ]  # fmt: skip
    for start in range(0, len(rows), _MOST_ROWS):
        title = "类别比较" + "（续）" * (start > 0)
        yield Panel(title, columns, tuple(rows[start : start + _MOST_ROWS]))


def _reasons(found: Statistics) -> Iterator[Panel]:
    if not found.reasons:
        return
    outside = count(1)
    rows = tuple(
        (
            reason.code or f"目录外{next(outside)}",
            shortened(reason.wording),
            Decimal(reason.units),
            Decimal(reason.times),
            reason.points,
        )
        for reason in found.reasons
    )
    shown = len(rows)
    title = f"扣分最多的{shown}项原因（共{found.kinds}项）" if shown < found.kinds else f"扣分原因（共{shown}项）"
    points = _decimals([reason.points for reason in found.reasons])
    yield Panel(title, _costs("编号", "原因", "涉及单位数", points, bars=shown > 1), rows)


def _groups(found: Statistics) -> Iterator[Panel]:
    """Yield what each group of the catalogue costs; of one group the reasons say it all."""
    if len(found.groups) < 2:
        return
    rows = tuple(
        (group.name, shortened(group.leading), Decimal(group.kinds), Decimal(group.times), group.points)
        for group in found.groups
    )
    points = _decimals([group.points for group in found.groups])
    yield Panel("各类原因扣分合计", _costs("分组", "其中扣分最多的", "原因项数", points, bars=True), rows)


def _costs(name: str, wording: str, how_many: str, points: str, *, bars: bool) -> tuple[PanelColumn, ...]:
    kind = ColumnKind.BAR if bars else ColumnKind.FIGURE
    return (
        PanelColumn(name, 1, ColumnKind.NAME),
        PanelColumn(wording, 6, ColumnKind.TEXT),
        PanelColumn(how_many),
        PanelColumn("次数", kind=kind),
        PanelColumn("扣分", kind=kind, number_format=points),
    )


def _distribution(found: Statistics) -> Iterator[Panel]:
    """Yield how many units have which score; a single category has no column beside the one of all."""
    names, counts = found.distribution.categories, found.distribution.counts
    scored = sum(map(sum, counts))
    if not scored:
        return
    kind = ColumnKind.BAR if len(counts) > 1 else ColumnKind.FIGURE
    parts = names if len(names) > 1 else ()
    span = 2 if len(parts) * 2 <= COLUMNS - 4 else 1  # names of categories are long
    columns = (
        PanelColumn("得分", COLUMNS - 2 - len(parts) * span, ColumnKind.NAME),
        *(PanelColumn(name, span) for name in parts),
        PanelColumn("合计" if parts else "单位数", kind=kind),
        PanelColumn("占比", number_format=_PERCENT),
    )
    rows = tuple(
        (
            label,
            *(map(Decimal, row) if parts else ()),
            Decimal(sum(row)),
            round(Decimal(sum(row)) / scored, 4),
        )
        for label, row in zip(found.distribution.labels, counts, strict=True)
    )
    yield Panel("得分分布（单位数）", columns, rows, has_chart=len(rows) > 1)


def _decimals(*columns: Sequence[Decimal | None]) -> str:
    return fixed_format(places(value for values in columns for value in values))
