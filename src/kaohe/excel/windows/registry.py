"""The registry in plain values.  Writes go to the current user's part only, which needs no administrator."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module

#: Text, a number, or several texts (REG_SZ, REG_DWORD, REG_MULTI_SZ); bytes are read, never written.
Value = str | int | list[str] | bytes

USER, MACHINE = "HKEY_CURRENT_USER", "HKEY_LOCAL_MACHINE"


def read_values(key: str, hive: str = USER) -> dict[str, Value]:
    """Return the values of a key by name; none where there is no such key or it may not be read."""
    winreg = import_module("winreg")

    try:
        with winreg.OpenKey(getattr(winreg, hive), key) as opened:
            count = winreg.QueryInfoKey(opened)[1]
            return {name: data for name, data, _ in (winreg.EnumValue(opened, index) for index in range(count))}
    except OSError:
        return {}


def subkeys(key: str, hive: str = USER) -> list[str]:
    """Return the names of the keys directly below; none where there is no such key."""
    winreg = import_module("winreg")

    try:
        with winreg.OpenKey(getattr(winreg, hive), key) as opened:
            return [winreg.EnumKey(opened, index) for index in range(winreg.QueryInfoKey(opened)[0])]
    except OSError:
        return []


def write_values(key: str, values: Mapping[str, Value | None]) -> list[str]:
    """Set values of the user's key, or delete those that are None; return the keys that had to be created."""
    winreg = import_module("winreg")

    kinds = {str: winreg.REG_SZ, int: winreg.REG_DWORD, list: winreg.REG_MULTI_SZ}
    created = [parent for parent in _with_parents(key) if not _exists(parent)]
    with winreg.CreateKeyEx(winreg.HKEY_CURRENT_USER, key, access=winreg.KEY_READ | winreg.KEY_WRITE) as opened:
        for name, value in values.items():
            if value is not None:
                winreg.SetValueEx(opened, name, 0, kinds[type(value)], value)
            elif name in read_values(key):
                winreg.DeleteValue(opened, name)
    return created


def delete_values(key: str, names: Iterable[str]) -> None:
    """Delete values of the user's key where they are there."""
    there = read_values(key)
    doomed: dict[str, Value | None] = {name: None for name in names if name in there}
    if doomed:
        write_values(key, doomed)


def delete_key(key: str) -> None:
    """Delete a key of the user that has no keys below it, where it is there."""
    winreg = import_module("winreg")

    if _exists(key):
        winreg.DeleteKey(winreg.HKEY_CURRENT_USER, key)


def prune(keys: Iterable[str]) -> None:
    """Delete those keys of the user that hold nothing any more, the deepest first."""
    for key in sorted(keys, key=len, reverse=True):
        if not read_values(key) and not subkeys(key):
            delete_key(key)


def _with_parents(key: str) -> Iterator[str]:
    parts = key.split("\\")
    for count in range(1, len(parts) + 1):
        yield "\\".join(parts[:count])


def _exists(key: str) -> bool:
    winreg = import_module("winreg")

    try:
        winreg.OpenKey(winreg.HKEY_CURRENT_USER, key).Close()
    except OSError:
        return False
    return True
