"""The statistics as plain data; points are in 分."""

from __future__ import annotations

from decimal import Decimal

from kaohe.core.records import dataclass


@dataclass(frozen=True, slots=True)
class Distribution:
    """How many units have which score.

    ``counts`` has a row for each of ``labels``, highest scores first, and a column for each of ``categories``.
    """

    labels: tuple[str, ...]
    categories: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class ReasonFigures:
    """How often one reason for a deduction occurs, in how many units, and the points lost by it.

    ``code`` is that of the entry that it means, empty for what is in no catalogue.
    """

    code: str
    wording: str
    times: int
    units: int
    points: Decimal


@dataclass(frozen=True, slots=True)
class GroupFigures:
    """The deductions under one group of the catalogue (A, B, …): ``kinds`` reasons, of which ``leading`` costs most."""

    name: str
    leading: str
    kinds: int
    times: int
    points: Decimal


@dataclass(frozen=True, slots=True)
class CategoryFigures:
    """The units of one category: how many, how many have a score, and what the scores come to.

    ``full`` counts units without any deduction.  Average, highest and lowest are None where no unit has a score.
    ``leaders`` names the units that have the highest one.  ``lost`` is the average of what is deducted from a unit,
    None where that is known of none.
    """

    name: str
    units: int
    scored: int
    average: Decimal | None
    highest: Decimal | None
    lowest: Decimal | None
    full: int
    deducted: Decimal
    added: Decimal
    lost: Decimal | None
    leaders: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Statistics:
    """All figures.

    ``title`` stands above them.  ``everything`` takes all units for one category.  ``reasons`` are those that cost
    most, ``kinds`` says how many different ones there are.  ``changes`` is a sentence on what changed since the last
    version, empty where nobody has compared.
    """

    title: str
    everything: CategoryFigures
    distribution: Distribution
    reasons: tuple[ReasonFigures, ...]
    kinds: int
    groups: tuple[GroupFigures, ...]
    categories: tuple[CategoryFigures, ...]
    changes: str = ""
