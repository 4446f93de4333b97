"""pywin32's cache of Excel's type library (gen_py): where it is broken every call to Excel fails, for good.

That happens where Excel or Windows ended while it was being written.  pywin32 makes what is missing anew by itself.
"""

from __future__ import annotations

import pickle
import shutil
from pathlib import Path

from kaohe.excel.windows.place import PACKAGES, Place

#: What pywin32 keeps beside the modules: which libraries they were made from.
_INDEX = "dicts.dat"


def find_broken(place: Place) -> tuple[str, ...]:
    """Return the names of files in the cache that can't be read."""
    folder = _folder(place)
    modules = sorted(folder.rglob("*.py")) if folder.is_dir() else []
    broken = [file.name for file in modules if not _is_whole(file)]
    index = folder / _INDEX
    if index.exists() and not _is_readable(index):
        broken.append(_INDEX)
    return tuple(broken)


def mend(place: Place) -> bool:
    """Clear the cache; say whether that could be done.  The folder itself stays: it keeps the cache in it."""
    folder = _folder(place)
    try:
        for each in folder.iterdir():
            if each.is_dir():
                shutil.rmtree(each)
            elif each.name != "__init__.py" or not _is_whole(each):
                each.unlink()
        (folder / "__init__.py").touch()
    except OSError:  # in use, or of another user
        return False
    return True


def _folder(place: Place) -> Path:
    return place.root / PACKAGES / "win32com" / "gen_py"


def _is_whole(module: Path) -> bool:
    try:
        text = module.read_bytes()
        compile(text, module.name, "exec")
    except (OSError, SyntaxError, ValueError):
        return False
    # pywin32 leaves none of its own blank; a file that was begun and not written has no bytes, or only zeros.
    return module.name == "__init__.py" or bool(text.strip(b"\0"))


def _is_readable(index: Path) -> bool:
    try:
        with index.open("rb") as file:
            pickle.load(file)  # noqa: S301  pywin32 itself loads it in the same way
            pickle.load(file)  # noqa: S301
    except Exception:
        return False
    return True
