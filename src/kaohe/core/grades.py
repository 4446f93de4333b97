"""Grades (等次) as an office writes them in one cell: ``优秀 前20%；良好 90分以上；合格 60分以上；不合格``."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from itertools import pairwise

from kaohe.core.patterns import compile_on_use
from kaohe.core.records import dataclass
from kaohe.core.text import fold


class Rounding(StrEnum):
    """What becomes of a share that is no whole number of units: 20% of 17 are 3.4."""

    HALF_UP = "四舍五入"
    DOWN = "舍去"
    UP = "进一"


class BoundaryTies(StrEnum):
    """What becomes of equal ranks of which only some would still be within a share."""

    IN = "都算上"
    OUT = "都不算"


@dataclass(frozen=True, slots=True)
class Grade:
    """One grade and what a unit needs for it; without any need it is what the others leave.

    ``share`` is the part of all units of a group, from its best one on, as a fraction of 1 (前20%: 0.2);
    ``places`` their number (前3名); ``least`` the lowest score, itself included (90分以上).
    """

    name: str
    share: Decimal | None = None
    places: int | None = None
    least: Decimal | None = None

    @property
    def is_rest(self) -> bool:
        """Whether it takes every unit that is left."""
        return self.share is None and self.places is None and self.least is None

    @property
    def is_by_place(self) -> bool:
        """Whether it depends on how many units stand above."""
        return self.share is not None or self.places is not None


_NUMBER = r"(\d+(?:\.\d+)?)"
_NEED = compile_on_use(
    rf"(?P<top>前)?{_NUMBER}%|前(?P<places>\d+)名?|(?:得分)?(?:>=|≥|不低于){_NUMBER}分?|(?:得分)?{_NUMBER}分?(?:\(?含\)?)?(?:及)?以上"
)
_NAME = compile_on_use(r"([^\d%<>≥:()\s前]+?)(?=[\s:(]|前|\d|得分|不低于|>=|≥|$)")
_SEPARATOR = compile_on_use(r"[;\n,、]+")
_WHOLE = Decimal(100)


def read_grades(text: str) -> tuple[Grade, ...]:
    """Return the grades that a text lists, best first; none for a blank text.

    A share with 前 counts from the best unit (良好 前50%), one without is the grade's own (良好 30%, behind 优秀 20%
    the same).  ValueError where the text can't be understood, or a grade could never be given.
    """
    parts = [stripped for part in _SEPARATOR.split(fold(text)) if (stripped := part.strip())]
    grades: list[Grade] = []
    for part in parts:
        grades.append(_read(part, grades))
    _require_order(grades)
    return tuple(grades)


def _read(part: str, before: list[Grade]) -> Grade:
    name = _NAME.match(part)
    if name is None:
        raise ValueError(part)
    need = "".join(part[name.end() :].split()).strip(":()")
    if not need:
        return Grade(name[0])
    found = _NEED.fullmatch(need)
    if found is None:
        raise ValueError(part)
    if found["places"]:
        return Grade(name[0], places=int(found["places"]))
    if "%" in need:
        share = Decimal(found[2]) / _WHOLE
        above = max((grade.share for grade in before if grade.share is not None), default=Decimal(0))
        return Grade(name[0], share=share if found["top"] else above + share)
    return Grade(name[0], least=Decimal(found[4] or found[5]))


def _require_order(grades: list[Grade]) -> None:
    """Refuse a list in which a grade could never be given: 前50% before 前20%, more than 100% in all."""
    shares = [grade.share for grade in grades if grade.share is not None]
    places = [grade.places for grade in grades if grade.places is not None]
    least = [-grade.least for grade in grades if grade.least is not None]
    for needs in (shares, places, least):
        if any(later <= earlier for earlier, later in pairwise(needs)):  # type: ignore[operator]
            raise ValueError(needs)
    if any(grade.is_rest for grade in grades[:-1]) or any(not 0 < share <= 1 for share in shares) or 0 in places:
        raise ValueError(grades)
    is_bare = bool(grades) and all(grade.is_rest for grade in grades)
    if is_bare or len({grade.name for grade in grades}) < len(grades):
        raise ValueError(grades)
