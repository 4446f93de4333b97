"""What a comparison finds, as plain data."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum

from kaohe.assessment.outcome import UnitResult
from kaohe.core.records import dataclass


class ChangeKind(StrEnum):
    """What happened to a unit or to one of its items."""

    UNIT_ADDED = "unit_added"
    UNIT_REMOVED = "unit_removed"
    CATEGORY = "category"
    ITEM_ADDED = "item_added"
    ITEM_REMOVED = "item_removed"
    POINTS = "points"
    WORDING = "wording"
    POINTS_AND_WORDING = "points_and_wording"
    REMARK = "remark"  # text beside the items that may matter (已整改, 详见附件)
    SUMS = "sums"  # numbers typed in columns of their own, the items being the same
    SCORE = "score"  # the score alone: a setting changed
    STATED = "stated"  # a typed score or rank, otherwise than the computed one
    RANK = "rank"  # the rank alone: others moved


@dataclass(frozen=True, slots=True)
class ComparedItem:
    """One item as it is compared and shown.

    ``points`` are signed, None where they are open; ``said`` are the words that say them.
    ``code`` is that of its catalogue entry, empty where it has none.
    """

    reason: str
    points: Decimal | None
    said: str
    code: str = ""

    @property
    def text(self) -> str:
        """The item as one reads it: reason, points."""
        return "，".join(part for part in (self.reason, self.said) if part)


@dataclass(frozen=True, slots=True)
class ItemChange:
    """An item before and after; None where it did not stand, or stands no longer."""

    kind: ChangeKind
    before: ComparedItem | None
    after: ComparedItem | None


@dataclass(frozen=True, slots=True)
class UnitChange:
    """A unit before and after (None where it is new, or gone), and what happened to it.

    ``kinds`` speak of the unit as a whole, ``items`` of its reasons; at least one is there.
    """

    before: UnitResult | None
    after: UnitResult | None
    kinds: tuple[ChangeKind, ...]
    items: tuple[ItemChange, ...] = ()

    @property
    def latest(self) -> UnitResult:
        """The unit as it is now, or as it last was."""
        unit = self.after or self.before
        if unit is None:
            raise ValueError(self)
        return unit

    @property
    def is_own(self) -> bool:
        """Whether the unit itself changed, not only what settings and other units make of it."""
        return self.kinds not in ((ChangeKind.RANK,), (ChangeKind.SCORE,))


@dataclass(frozen=True, slots=True)
class SettingChange:
    """A setting or the rank group of a category, as a clerk reads both values."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything that differs, units in the order of the new version; a unit that is gone stands where it was.

    ``count`` is how many units the new version has.
    """

    units: tuple[UnitChange, ...]
    settings: tuple[SettingChange, ...]
    count: int

    @property
    def own(self) -> tuple[UnitChange, ...]:
        """The units that changed themselves."""
        return tuple(unit for unit in self.units if unit.is_own)

    @property
    def moved(self) -> tuple[UnitChange, ...]:
        """The units of which nothing changed but the score, by a setting, or the rank, as others changed."""
        return tuple(unit for unit in self.units if not unit.is_own)
