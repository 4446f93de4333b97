"""The statistics as plain data."""

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

    ``code`` is that of the entry that it means, empty for what is in no catalogue.  ``share`` is that of this
    reason and all more frequent ones in the occurrences of all, 0 to 1.
    """

    code: str
    wording: str
    times: int
    units: int
    points: Decimal
    share: Decimal


@dataclass(frozen=True, slots=True)
class GroupFigures:
    """The deductions under one group of the catalogue (A, B, …).

    ``leading`` is its most frequent reason; ``share`` that of its points in the points lost by all, 0 to 1.
    """

    name: str
    leading: str
    times: int
    points: Decimal
    share: Decimal


@dataclass(frozen=True, slots=True)
class CategoryFigures:
    """The units of one category: how many, how many have a score, and what the scores come to.

    ``full`` counts units without any deduction.  Average, median, highest and lowest are None where no unit has
    a score.
    """

    name: str
    units: int
    scored: int
    average: Decimal | None
    median: Decimal | None
    highest: Decimal | None
    lowest: Decimal | None
    full: int
    deducted: Decimal
    added: Decimal


@dataclass(frozen=True, slots=True)
class Statistics:
    """All figures; ``reasons`` are the most frequent ones, ``kinds`` how many different ones there are."""

    distribution: Distribution
    reasons: tuple[ReasonFigures, ...]
    kinds: int
    groups: tuple[GroupFigures, ...]
    categories: tuple[CategoryFigures, ...]
