"""A short code of the data, by which paper and workbook are seen to say the same."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from hashlib import sha256

from kaohe.assessment.figures import shown
from kaohe.assessment.outcome import UnitResult
from kaohe.assessment.scoring import plain

#: 32 signs, none of which is taken for another one on paper (no 0, 1, I, O).
_SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_GROUPS, _GROUP = 2, 4


def check_code(units: Iterable[UnitResult]) -> str:
    """Return the code of what a table says (``7K3M-Q2XP``): 40 bits, the same for the same rows everywhere.

    Categories, numbers, names, reasons, scores and ranks count, and their order; how a form is worded
    and where the table stands don't.
    """
    digest = int.from_bytes(sha256(json.dumps([*map(_said, units)]).encode("ascii")).digest())
    groups = []
    for _ in range(_GROUPS):
        group = ""
        for _ in range(_GROUP):
            digest, sign = divmod(digest, len(_SIGNS))
            group += _SIGNS[sign]
        groups.append(group)
    return "-".join(groups)


def _said(unit: UnitResult) -> list[str | None]:
    score = None if unit.score is None else plain(unit.score)
    rank = None if unit.rank is None else str(unit.rank)
    return [unit.category, "" if unit.number is None else shown(unit.number), unit.unit, _reasons(unit), score, rank]


def _reasons(unit: UnitResult) -> str:
    return "\n".join(_lines(reading.text for reading in unit.readings))


def _lines(texts: Iterable[str]) -> Iterator[str]:
    """Yield texts with line ends of one kind."""
    return (text.replace("\r\n", "\n").replace("\r", "\n") for text in texts)
