"""Everything that the registry knows of an installation, written and taken back."""

from __future__ import annotations

from pathlib import PureWindowsPath

from kaohe.excel.windows import loading, registry
from kaohe.excel.windows.messages import PRODUCT
from kaohe.excel.windows.place import ADDIN, ROOT, UNINSTALL

_ADDIN = ROOT / ADDIN

#: Folders whose macros Excel runs without asking: one key each.
TRUSTED = r"Software\Microsoft\Office\16.0\Excel\Security\Trusted Locations"

#: Excel counts its own locations from 0, and may write them later than we do.
_FIRST_TRUSTED = 50

#: The entry in Windows' list of programs; it also keeps which keys did not exist before.
PROGRAM = r"Software\Microsoft\Windows\CurrentVersion\Uninstall\Kaohe"
_CREATED = "CreatedKeys"


def register(version: str) -> None:
    """Make Excel load and trust the add-in, and Windows list the program; again changes nothing."""
    created = registry.write_values(PROGRAM, _program(version))
    registry.delete_values(loading.MANAGER, [str(_ADDIN)])
    registry.delete_values(loading.DISABLED, disabled_items())
    changes = loading.adding(registry.read_values(loading.OPTIONS), _ADDIN)
    if changes:
        created += registry.write_values(loading.OPTIONS, changes)
    if not trusted_keys():
        created += registry.write_values(rf"{TRUSTED}\{_free_location()}", _trust())
    _remember(created)


def unregister() -> None:
    """Take back all of it; what was never there is no matter."""
    created = _remembered()
    registry.delete_values(loading.MANAGER, [str(_ADDIN)])
    registry.delete_values(loading.DISABLED, disabled_items())
    changes = loading.removing(registry.read_values(loading.OPTIONS), _ADDIN)
    if changes:
        registry.write_values(loading.OPTIONS, changes)
    for key in trusted_keys():
        registry.delete_key(key)
    registry.delete_key(PROGRAM)
    registry.prune(created)


def is_registered() -> bool:
    """Say whether Excel is told to load the add-in."""
    return bool(loading.slots_of(registry.read_values(loading.OPTIONS), _ADDIN))


def trusted_keys() -> list[str]:
    """Return the keys that trust the place."""
    keys = [rf"{TRUSTED}\{name}" for name in registry.subkeys(TRUSTED)]
    return [key for key in keys if PureWindowsPath(str(registry.read_values(key).get("Path", ""))) == ROOT]


def disabled_items() -> list[str]:
    """Return the names of Excel's entries that keep it from loading the add-in."""
    items = registry.read_values(loading.DISABLED)
    return [name for name, item in items.items() if loading.is_in_item(item, _ADDIN)]


def _free_location() -> str:
    taken = set(registry.subkeys(TRUSTED))
    return next(name for number in range(_FIRST_TRUSTED, 1000) if (name := f"Location{number}") not in taken)


def _trust() -> dict[str, registry.Value | None]:
    return {"Path": f"{ROOT}\\", "Description": PRODUCT, "AllowSubFolders": 0}


def _program(version: str) -> dict[str, registry.Value | None]:
    return {
        "DisplayName": PRODUCT,
        "DisplayVersion": version,
        "Publisher": "Kaohe",
        "InstallLocation": str(ROOT),
        "UninstallString": f'"{ROOT / UNINSTALL}"',
        "NoModify": 1,
        "NoRepair": 1,
    }


def _remembered() -> list[str]:
    created = registry.read_values(PROGRAM).get(_CREATED, [])
    return created if isinstance(created, list) else []


def _remember(created: list[str]) -> None:
    registry.write_values(PROGRAM, {_CREATED: sorted({*_remembered(), *created})})
