"""How points become scores and scores become ranks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum


class RankMethod(StrEnum):
    """How equal scores are ranked: 1,2,2,3 (dense, 中国式) or 1,2,2,4 (competition)."""

    DENSE = "dense"
    COMPETITION = "competition"


#: What a clerk chooses from in the sheet 参数设置; code and words mean the same wherever a method is read.
METHOD_WORDS = {RankMethod.DENSE: "中国式（1,2,2,3）", RankMethod.COMPETITION: "竞赛式（1,2,2,4）"}


@dataclass(frozen=True, slots=True)
class Settings:
    """Scoring and ranking settings; all points in 分.

    ``decimals`` None leaves scores unrounded (else half up).  ``bonus_cap`` and
    ``deduction_cap`` limit a unit's sums.  A score below ``lowest`` or above
    ``highest`` is set to that bound.  ``rank_groups`` maps a category to the group
    it is ranked in; a category that is not in it is a group of its own.
    """

    base: Decimal = Decimal(100)
    decimals: int | None = None
    bonus_cap: Decimal | None = None
    deduction_cap: Decimal | None = None
    lowest: Decimal | None = Decimal(0)
    highest: Decimal | None = None
    method: RankMethod = RankMethod.DENSE
    rank_groups: Mapping[str, str] = field(default_factory=dict)
