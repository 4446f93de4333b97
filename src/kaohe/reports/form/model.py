"""The form as plain data."""

from __future__ import annotations

from decimal import Decimal

from kaohe.core.cells import CellValue
from kaohe.core.records import dataclass
from kaohe.reports.form.labels import FormTexts


@dataclass(frozen=True, slots=True)
class FormUnit:
    """One unit as it goes out: cells as typed, score (分) and rank as computed, None where they are open; ``is_unranked`` says that it has none on purpose."""

    category: str | None
    number: CellValue
    unit: CellValue
    reasons: CellValue
    score: Decimal | None
    rank: int | None
    is_unranked: bool = False


@dataclass(frozen=True, slots=True)
class FormLine:
    """One row of the form: the texts of the columns as they are shown; what is blank or open is an empty text."""

    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Band:
    """The units of one category; without a category (None) no merged row stands above them."""

    category: str | None
    lines: tuple[FormLine, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """Everything that stands on the paper.

    ``remark`` names the units whose score or rank is open, and those that are not ranked; empty where there are none.
    ``code`` is the check code of the data (see :func:`kaohe.assessment.check_code.check_code`), nothing where none is wanted.
    """

    words: FormTexts
    bands: tuple[Band, ...]
    remark: str
    code: str
