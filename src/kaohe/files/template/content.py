"""What goes into a workbook of the template: plain data, ready to be written."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from decimal import Decimal

from kaohe.core.cells import CellValue
from kaohe.core.records import dataclass, field, replace
from kaohe.core.schema import SETTING_NAMES, CategoryField
from kaohe.core.settings import METHOD_WORDS, Settings
from kaohe.core.shipped import read_shipped
from kaohe.core.table import CatalogueRow
from kaohe.matching.catalogue import builtin_rows
from kaohe.reports.form import default_texts


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One unit: what a clerk typed, what an earlier table stated, and the formulas' cached values.

    ``stated_score`` and ``stated_rank`` are kept for the audit, ``source`` (the file a unit was merged from) , ``remark`` and ``tie`` (并列依据) too; ``tie_key`` is the value of 并列顺序.  ``added`` and ``deducted`` are
    positive sums; they, ``score`` and ``rank`` are None where they can't be determined.
    """

    number: CellValue = None
    unit: CellValue = None
    category: str | None = None
    reasons: CellValue = None
    stated_score: CellValue = None
    stated_rank: CellValue = None
    added: Decimal | None = None
    deducted: Decimal | None = None
    score: Decimal | None = None
    rank: int | None = None
    check: str = ""
    source: CellValue = None
    remark: CellValue = None
    unranked: bool = False
    tie: CellValue = None
    tie_key: str = ""


def numbered(rows: Iterable[UnitRow]) -> tuple[UnitRow, ...]:
    """Return the rows with the numbers from 1 on."""
    return tuple(
        row if row.number == number else replace(row, number=Decimal(number)) for number, row in enumerate(rows, 1)
    )


@dataclass(frozen=True, slots=True)
class Category:
    """A category, the group it is ranked in, and a remark."""

    name: str
    rank_group: str
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Content:
    """Everything that a workbook of the template holds; ``settings`` and ``form_texts`` are raw values by name.

    ``size`` is that of the files it comes from, in bytes; see :class:`kaohe.core.table.Sheets`.
    """

    units: tuple[UnitRow, ...]
    catalogue: tuple[CatalogueRow, ...]
    categories: tuple[Category, ...]
    settings: Mapping[str, CellValue] = field(default_factory=dict)
    form_texts: Mapping[str, CellValue] = field(default_factory=default_texts)
    size: int = 0

    @property
    def audited(self) -> bool:
        """Whether an earlier table stated scores or ranks."""
        return any(row.stated_score is not None or row.stated_rank is not None for row in self.units)

    @property
    def told_apart(self) -> bool:
        """Whether equal scores are told apart by a column that a clerk fills in."""
        return any(row.tie is not None for row in self.units) or "并列依据" in str(self.settings.get("ties"))

    @property
    def sourced(self) -> bool:
        """Whether the units come from several files, and say from which."""
        return any(row.source is not None for row in self.units)

    def rank_groups(self) -> dict[str | None, str]:
        """Return the group that each category of a unit is ranked in: its own where the list says nothing else."""
        listed = {entry.name: entry.rank_group for entry in reversed(self.categories)}
        met = dict.fromkeys(row.category for row in self.units)
        return {category: listed.get(category or "") or category or "" for category in met}


def builtin_categories() -> tuple[Category, ...]:
    """Return the categories that come with Kaohe: those of the real table, each ranked by itself."""
    rows = csv.DictReader(read_shipped("categories.csv").splitlines())
    return tuple(Category(row[CategoryField.CATEGORY], row[CategoryField.RANK_GROUP]) for row in rows)


def list_categories(names: list[str | None], rank_groups: dict[str, str]) -> tuple[Category, ...]:
    """Return the categories that have a rank group, then those met, in order; the built-in ones where there are none."""
    met = dict.fromkeys([*rank_groups, *(name for name in names if name is not None)])
    return tuple(Category(name, rank_groups.get(name, name)) for name in met) or builtin_categories()


def empty_content() -> Content:
    """Return the content of the template itself: no units, the built-in catalogue, categories and settings."""
    return Content((), builtin_rows(), builtin_categories(), default_settings())


def default_settings() -> dict[str, CellValue]:
    """Return the settings of a new workbook, as a clerk sees them."""
    defaults = Settings()
    return {name: getattr(defaults, name) for name in SETTING_NAMES} | {
        "method": METHOD_WORDS[defaults.method],
        "grades": None,
        "grade_rounding": defaults.grade_rounding.value,
        "grade_ties": defaults.grade_ties.value,
        "ranking_columns": "、".join(defaults.ranking_columns),
        "stated": defaults.stated.value,
        "ties": defaults.ties.value,
    }
