"""The standard reason catalogue (标准目录)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from kaohe.cells import CellRef


@dataclass(frozen=True, slots=True)
class Entry:
    """One standard reason.

    ``points`` are signed (a deduction is negative) and None where the catalogue gives none;
    ``aliases`` are wordings that a person confirmed; ``rejected`` wordings that a person
    said are NOT this entry.
    """

    code: str
    wording: str
    points: Decimal | None
    aliases: tuple[str, ...] = ()
    rejected: tuple[str, ...] = ()
    where: CellRef | None = None


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Entries in their own order."""

    entries: tuple[Entry, ...]
