"""The ranking list (排名榜): who stands where, as it is published."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from decimal import Decimal

from kaohe.assessment.outcome import Outcome, UnitResult
from kaohe.core.cells import CellValue
from kaohe.core.decimals import places
from kaohe.core.names import tidy_name
from kaohe.core.patterns import compile_on_use
from kaohe.core.records import dataclass
from kaohe.core.settings import RankingColumn
from kaohe.core.unranked import UNRANKED
from kaohe.reports.printed import printed_reasons

USUAL_TITLE = "考核结果排名榜"
#: What makes a title that of a form: …考核情况统计表.
_OF_A_FORM = compile_on_use(r"(?:得分|结果)?(?:情况|评分|计分|打分|排名)?(?:统计|汇总|登记|公示|上报)?表$")
#: Shown below a group of which some units could not be ranked.
_OPEN = "的得分或名次尚未确定，未列入"
_MOST_NAMED = 10
_POINTS = frozenset({RankingColumn.SCORE, RankingColumn.ADDED, RankingColumn.DEDUCTED})


@dataclass(frozen=True, slots=True)
class RankingLine:
    """One line of the list: its cells in the order of the columns; ``tied`` where others have the same rank."""

    cells: tuple[CellValue, ...]
    tied: bool


@dataclass(frozen=True, slots=True)
class RankingGroup:
    """The units that are ranked together, best first; ``remark`` names those without a rank, if any."""

    name: str
    places: tuple[RankingLine, ...]
    remark: str = ""


@dataclass(frozen=True, slots=True)
class RankingList:
    """Everything that stands on the list.  Points and scores are in 分."""

    title: str
    columns: tuple[RankingColumn, ...]
    groups: tuple[RankingGroup, ...]

    @property
    def decimals(self) -> tuple[int | None, ...]:
        """With how many decimals each column shows its numbers, None where that is left to each number."""
        return tuple(
            self._decimals(number) if column in _POINTS else None for number, column in enumerate(self.columns)
        )

    def _decimals(self, number: int) -> int:
        cells = (place.cells[number] for group in self.groups for place in group.places)
        return places(cell for cell in cells if isinstance(cell, Decimal))


def make_ranking_list(outcome: Outcome, title: str = "") -> RankingList:
    """Return the list of an outcome under its form's title, or under ``title``: groups in the order of the sheets, in each the ranks from 1 on.

    Equal ranks stand in the order of the sheet.  Units without a rank are not listed, but named.  The column of
    grades is left out where no unit has one, that of categories is added where a group holds several.
    """
    members: dict[Hashable, list[UnitResult]] = {}
    for unit in outcome.units:
        members.setdefault(unit.group, []).append(unit)
    columns = _columns(outcome.settings.ranking_columns, members.values())
    names = _names(members)
    groups = (_group(names[group], units, columns) for group, units in members.items())
    heading = ranking_title(outcome.title) if outcome.title else title or USUAL_TITLE
    return RankingList(heading, columns, tuple(group for group in groups if group.places or group.remark))


def ranking_title(form_title: str) -> str:
    """Return what stands above the list: the form's title, which names year and subject, without its 表."""
    subject = subject_of(form_title)
    return f"{subject}结果排名榜" if subject else USUAL_TITLE


def subject_of(form_title: str) -> str:
    """Return the year and subject that a form's title names: ``2024年度考核汇总表`` gives ``2024年度考核``."""
    return _OF_A_FORM.sub("", form_title)


def _columns(chosen: Sequence[RankingColumn], groups: Iterable[Sequence[UnitResult]]) -> tuple[RankingColumn, ...]:
    columns = list(chosen)
    units = [unit for group in groups for unit in group]
    if not any(unit.grade for unit in units) and RankingColumn.GRADE in columns:
        columns.remove(RankingColumn.GRADE)
    mixed = any(len({unit.category for unit in group}) > 1 for group in groups)
    if mixed and RankingColumn.CATEGORY not in columns:
        columns.insert(columns.index(RankingColumn.UNIT) + 1, RankingColumn.CATEGORY)
    return tuple(columns)


def _names(members: dict[Hashable, list[UnitResult]]) -> dict[Hashable, str]:
    """Return what each group is called: its rank group or category, with its sheet where two are called the same."""
    plain = {group: _name(group, units) for group, units in members.items()}
    called = list(plain.values())
    return {
        group: name if called.count(name) == 1 else f"{members[group][0].sheet} {name}".strip()
        for group, name in plain.items()
    }


def _name(group: Hashable, units: Sequence[UnitResult]) -> str:
    categories = {unit.category for unit in units}
    if len(categories) == 1:
        return units[0].category or ""
    return group if isinstance(group, str) else ""


def _group(name: str, units: Sequence[UnitResult], columns: Sequence[RankingColumn]) -> RankingGroup:
    ranked = sorted((unit for unit in units if unit.rank is not None), key=lambda unit: unit.rank or 0)
    places = tuple(RankingLine(tuple(_CELLS[column](unit) for column in columns), bool(unit.ties)) for unit in ranked)
    open_units = [tidy_name(unit.unit) for unit in units if unit.is_open]
    unranked = [tidy_name(unit.unit) for unit in units if unit.unranked and not unit.is_open]
    return RankingGroup(name, places, _remark(open_units, unranked))


def _remark(open_units: Sequence[str], unranked: Sequence[str]) -> str:
    said = [f"{_named(open_units)}{_OPEN}"] if open_units else []
    said += [f"{_named(unranked)}{UNRANKED}"] if unranked else []
    return f"注：{'；'.join(said)}。" if said else ""


def _named(units: Sequence[str]) -> str:
    named = "、".join(unit or "（未写单位）" for unit in units[:_MOST_NAMED])
    return named + (f"等{len(units)}个单位" if len(units) > _MOST_NAMED else "")


def _items(unit: UnitResult) -> Decimal:
    return Decimal(sum(len(reading.items) for reading in unit.readings))


def _reasons(unit: UnitResult) -> str | None:
    text = "\n".join(text.strip() for text in unit.texts)
    shown = printed_reasons(text, settled=unit.score is not None)
    return str(shown) if shown else None


_CELLS = {
    RankingColumn.RANK: lambda unit: Decimal(unit.rank),
    RankingColumn.UNIT: lambda unit: tidy_name(unit.unit) or None,
    RankingColumn.CATEGORY: lambda unit: unit.category,
    RankingColumn.SCORE: lambda unit: unit.score,
    RankingColumn.GRADE: lambda unit: unit.grade,
    RankingColumn.ADDED: lambda unit: unit.added,
    RankingColumn.DEDUCTED: lambda unit: unit.deducted,
    RankingColumn.ITEMS: _items,
    RankingColumn.REASONS: _reasons,
}
