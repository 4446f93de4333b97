"""One column of a table while it is being understood: what speaks for which role, and what it is in the end."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from kaohe.core.cells import CellValue
from kaohe.core.points import read_points
from kaohe.core.reading import Role
from kaohe.core.records import dataclass, field
from kaohe.core.spreadsheet import column_letters
from kaohe.tables.content import ColumnProfile
from kaohe.tables.formulas import ColumnFormula
from kaohe.tables.heading_sense import HeadingSense

#: What is less sure than this is a question.
SURE = 60


@dataclass(slots=True, eq=False)
class Tile:
    """A column with its heading (``parts`` from the outermost group down), its cells in the units' rows, and its role.

    ``factor`` is what a cell is multiplied by (a rate in the heading, over counts).  ``part_of`` names, for a sum, the
    columns it adds up.  ``merged_down`` says that cells
    of it are merged over several rows, ``counted_in_words`` that they say what they count: 2次.
    """

    column: int
    text: str
    parts: tuple[str, ...]
    sense: HeadingSense
    values: Sequence[CellValue]
    profile: ColumnProfile
    formula: ColumnFormula | None
    role: Role = Role.UNKNOWN
    certainty: int = 0
    why: list[str] = field(default_factory=list)
    factor: Decimal | None = None
    parts_summed: tuple[int, ...] = ()
    answered: bool = False
    fixed: bool = False
    hidden: bool = False
    merged_down: bool = False
    counted_in_words: bool = False
    _numbers: list[Decimal | None] | None = None

    @property
    def group(self) -> tuple[str, ...]:
        """The groups that the heading stands under."""
        return self.parts[:-1]

    @property
    def name(self) -> str:
        """The column as a sentence names it."""
        return f"“{self.text}”" if self.text else f"{column_letters(self.column)}列（没有表头）"

    @property
    def sure(self) -> bool:
        """Whether nobody needs to be asked."""
        return self.certainty >= SURE and self.role is not Role.UNKNOWN

    @property
    def numbers(self) -> list[Decimal | None]:
        """The numbers of points that the cells show, None where they show none."""
        if self._numbers is None:
            found = (read_points(value) if value is not None else None for value in self.values)
            self._numbers = [None if points is None else points.value for points in found]
        return self._numbers

    @property
    def signed(self) -> list[Decimal | None]:
        """The numbers with the sign that they count with."""
        sign = self.role.sign
        return [number if number is None or sign is None else abs(number) * sign for number in self.numbers]

    def settle(self, role: Role, certainty: int, *why: str) -> None:
        """Give the column a role, for these reasons, unless a person or a formula has spoken."""
        if self.fixed:
            return
        self.role, self.certainty = role, certainty
        for each in why:
            if each not in self.why:
                self.why.append(each)

    def fix(self, role: Role, *why: str) -> None:
        """Give the column a role that nothing weaker changes."""
        if self.fixed:
            return
        self.role, self.certainty, self.fixed = role, 100, True
        self.why[:0] = [each for each in why if each not in self.why]
