"""What scores of a table are made of besides its columns, and what kinds of roles columns have."""

from __future__ import annotations

from decimal import Decimal

from kaohe.core.reading import Role
from kaohe.core.records import dataclass
from kaohe.core.schema import Field
from kaohe.core.table import PointsLimit
from kaohe.tables.bases import KindBase
from kaohe.tables.terms import Told
from kaohe.tables.tiles import Tile

NUMERIC_ROLES = frozenset({Role.ADDED, Role.DEDUCTED, Role.SIGNED, Role.MARKS})


REASON_ROLES = frozenset({Role.REASONS, Role.DEDUCTION_REASONS, Role.BONUS_REASONS})


@dataclass(slots=True)
class Making:
    """What scores are made of besides the columns: the base, the factor, the places that a formula rounds to.

    ``shared_by`` is how many marks a score is the mean of, or what they are divided by otherwise (150分 to 百分制: 1.5).  ``base`` is None where the workbook's setting holds.  ``asked_base`` is a full mark that may be the base, or the
    base that a text around the table names (``base_told``), which may name ``limits`` and ``rules`` as well.  ``explained`` is the text whose rule is computed with.  ``kinds`` are bases that it names for kinds of units.
    """

    base: Decimal | None = None
    asked_base: Decimal | None = None
    coefficient: Tile | None = None
    places: int | None = None
    shared_by: Decimal = Decimal(1)
    base_told: Told | None = None
    kinds: tuple[KindBase, ...] = ()
    limits: tuple[PointsLimit, ...] = ()
    rules: tuple[Told, ...] = ()
    explained: str = ""


def field_of(role: Role) -> Field | None:
    """Return the field under which a column of this role enters the assessment."""
    return _FIELDS.get(role)


_FIELDS = {
    Role.REASONS: Field.REASONS,
    Role.DEDUCTION_REASONS: Field.REASONS,
    Role.BONUS_REASONS: Field.REASONS,
    Role.ADDED: Field.ADDED,
    Role.DEDUCTED: Field.DEDUCTED,
    Role.SIGNED: Field.ADDED,
}
