"""Addresses as Excel says them, and as the core counts them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import groupby

from kaohe.core.spreadsheet import LAST_COLUMN, LAST_ROW, column_letters, column_number
from kaohe.tables import Area

_AREA = re.compile(r"\$?([A-Z]{0,3})\$?(\d*)(?::\$?([A-Z]{0,3})\$?(\d*))?")

#: Excel takes no longer address.
_LONGEST_ADDRESS = 255


def areas_of(address: str) -> tuple[Area, ...]:
    """Return the areas of an address such as ``$A$1:$B$2,$D$4``, ``$D:$D`` or ``$3:$5``.

    Raises:
        ValueError: It is none, or was cut off.
    """
    return tuple(_area(part.rpartition("!")[2]) for part in address.split(","))


def address_of(area: Area) -> str:
    """Return the address of an area."""
    first = f"{column_letters(area.column1)}{area.row1}"
    if (area.row1, area.column1) == (area.row2, area.column2):
        return first
    return f"{first}:{column_letters(area.column2)}{area.row2}"


def addresses_of(cells: Iterable[tuple[int, int]]) -> list[str]:
    """Return addresses that together hold all ``cells`` (row, column), each short enough for Excel."""
    return joined(map(address_of, _joined(cells)))


def joined(parts: Iterable[str]) -> list[str]:
    """Return addresses or names as addresses of several areas, each short enough for Excel."""
    addresses: list[str] = []
    for part in parts:
        if addresses and len(addresses[-1]) + len(part) < _LONGEST_ADDRESS:
            addresses[-1] += f",{part}"
        else:
            addresses.append(part)
    return addresses


def runs(numbers: Sequence[int]) -> list[range]:
    """Return ascending numbers as runs without gaps."""
    grouped = groupby(enumerate(numbers), key=lambda each: each[1] - each[0])
    return [range(members[0][1], members[-1][1] + 1) for members in (list(group) for _, group in grouped)]


def _joined(cells: Iterable[tuple[int, int]]) -> list[Area]:
    columns: dict[int, set[int]] = {}
    for row, column in cells:
        columns.setdefault(column, set()).add(row)
    return [
        Area(run[0], column, run[-1], column) for column, rows in sorted(columns.items()) for run in runs(sorted(rows))
    ]


def _area(part: str) -> Area:
    found = _AREA.fullmatch(part)
    if found is None or part.endswith(":"):
        raise ValueError(part)
    column1, row1, column2, row2 = found.groups()
    single = column2 is None
    return Area(
        int(row1 or 1),
        column_number(column1) if column1 else 1,
        int(row1) if single else int(row2) if row2 else LAST_ROW,
        column_number(column1) if single else column_number(column2) if column2 else LAST_COLUMN,
    )
