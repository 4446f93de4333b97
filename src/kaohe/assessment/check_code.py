"""A short code of the data, by which paper and workbook are seen to say the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import lru_cache
from hashlib import sha256
from itertools import islice
from json.encoder import encode_basestring_ascii as quoted

from kaohe.assessment.figures import shown
from kaohe.assessment.outcome import UnitResult
from kaohe.assessment.scoring import plain

#: 32 signs, none of which is taken for another one on paper (no 0, 1, I, O).
_SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_GROUPS, _GROUP = 2, 4
_NOTHING = "null"
#: So many rows are hashed at once.
_AT_ONCE = 1_000


def check_code(units: Iterable[UnitResult]) -> str:
    """Return the code of what a table says (``7K3M-Q2XP``): 40 bits, the same for the same rows everywhere.

    Categories, numbers, names, reasons, scores and ranks count, and their order; how a form is worded
    and where the table stands don't.
    """
    digest = int.from_bytes(_digest(map(_said, units)))
    groups = []
    for _ in range(_GROUPS):
        group = ""
        for _ in range(_GROUP):
            digest, sign = divmod(digest, len(_SIGNS))
            group += _SIGNS[sign]
        groups.append(group)
    return "-".join(groups)


def _digest(said: Iterator[str]) -> bytes:
    """Return the hash of a list of lists in JSON, which is never held as a whole."""
    made = sha256(b"[")
    opening = ""
    while some := ", ".join(islice(said, _AT_ONCE)):
        made.update((opening + some).encode("ascii"))
        opening = ", "
    made.update(b"]")
    return made.digest()


def _said(unit: UnitResult) -> str:
    """Return what a row says as a list in JSON: category, number, name, reasons, score and rank."""
    category = _NOTHING if unit.category is None else quoted(unit.category)
    number = quoted("" if unit.number is None else shown(unit.number))
    score = _NOTHING if unit.score is None else _figure(unit.score)
    rank = _NOTHING if unit.rank is None else f'"{unit.rank}"'
    return f"[{category}, {number}, {quoted(unit.unit)}, {quoted(_reasons(unit))}, {score}, {rank}]"


@lru_cache(maxsize=4096)
def _figure(value: Decimal) -> str:
    return f'"{plain(value)}"'


def _reasons(unit: UnitResult) -> str:
    """Return the texts with line ends of one kind."""
    return "\n".join([text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text for text in unit.texts])
