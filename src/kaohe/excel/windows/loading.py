"""How Excel knows which add-ins to load: the values OPEN, OPEN1, OPEN2 … of its options.

Excel reads them in order and up to the first number that is missing, so taking one away moves the
later ones up.  The functions are pure: they take the values of the key and return what changes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import count
from pathlib import PureWindowsPath

OPTIONS = r"Software\Microsoft\Office\16.0\Excel\Options"

#: Add-ins that were switched off in Excel's dialog: a value's name is the path.
MANAGER = r"Software\Microsoft\Office\16.0\Excel\Add-in Manager"

#: Files that Excel refuses to open since it crashed with them.
DISABLED = r"Software\Microsoft\Office\16.0\Excel\Resiliency\DisabledItems"

_PATH = re.compile(r'"(?P<quoted>[^"]+)"|(?P<plain>[^\s/"][^"]*)$')


def adding(values: Mapping[str, object], addin: PureWindowsPath) -> dict[str, str | None]:
    """Return the changes that make Excel load the add-in; none if it does already."""
    if slots_of(values, addin):
        return {}
    free = next(name for name in map(_name, count()) if name not in values)
    return {free: f'"{addin}"'}


def removing(values: Mapping[str, object], addin: PureWindowsPath) -> dict[str, str | None]:
    """Return the changes that make Excel forget the add-in; None deletes a value.

    The other add-ins keep their order, and no gap stays that was not there before.
    """
    doomed = slots_of(values, addin)
    kept: dict[str, str] = {}
    shift = 0
    for number in count():
        name = _name(number)
        if name in doomed:
            shift += 1
        elif name not in values:
            break
        else:
            kept[_name(number - shift)] = str(values[name])
    reached = [_name(position) for position in range(number)]
    changes: dict[str, str | None] = {name: kept.get(name) for name in reached if kept.get(name) != values[name]}
    return changes | {name: None for name in doomed if name not in reached}


def slots_of(values: Mapping[str, object], addin: PureWindowsPath) -> list[str]:
    """Return the names of the values that load the add-in, wherever they stand."""
    return [name for name, value in values.items() if re.fullmatch(r"OPEN\d*", name) and _path(value) == addin]


def is_in_item(item: object, addin: PureWindowsPath) -> bool:
    """Say whether an entry of Excel's list of disabled files (bytes: lengths, path, description) names the add-in."""
    return isinstance(item, bytes) and str(addin).lower() in item[12:].decode("utf-16-le", "replace").lower()


def _name(number: int) -> str:
    return f"OPEN{number}" if number else "OPEN"


def _path(value: object) -> PureWindowsPath | None:
    r"""Return the path in a value such as ``/R "C:\x.xlam"``; case does not matter in Windows paths."""
    match = _PATH.search(str(value))
    return PureWindowsPath(match["quoted"] or match["plain"]) if match else None
