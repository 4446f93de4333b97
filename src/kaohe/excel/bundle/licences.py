"""The licences of everything in the bundle, in one file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from importlib.metadata import distribution

from kaohe.excel.windows.place import PACKAGES, PYTHON

_HEAD = "Kaohe for Excel is passed on with the parts below, each under its own licence.\n"
_LINE = "=" * 100
_LICENCE = re.compile(
    rf"{re.escape(PACKAGES)}/(?P<part>[^/]+)\.dist-info/.*(LICEN[CS]E|COPYING|NOTICE|AUTHORS)[^/]*", re.I
)


def licences(files: Mapping[str, bytes]) -> bytes:
    """Return the text, with Windows line ends: Kaohe's own licence, CPython's, then those of the packages."""
    sections = [_section("Kaohe", own_licence()), _section("CPython", files[f"{PYTHON}/LICENSE.txt"])]
    sections += [_section(title, files[name]) for name, title in _found(files)]
    return "\n".join([_HEAD, *sections]).replace("\n", "\r\n").encode()


def parts_without_licence(files: Mapping[str, bytes]) -> set[str]:
    """Return the packages that come without any licence text."""
    packages = {name.split("/")[3].removesuffix(".dist-info") for name in files if ".dist-info/" in name}
    licensed = {match["part"] for name in files if (match := _LICENCE.fullmatch(name))}
    return packages - licensed


def own_licence() -> bytes:
    """Return Kaohe's own licence."""
    return (distribution("kaohe").read_text("licenses/LICENSE") or "").encode()


def _found(files: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    for name in sorted(files):
        match = _LICENCE.fullmatch(name)
        if match:
            yield name, f"{match['part']} ({name.rpartition('/')[2]})"


def _section(title: str, text: bytes) -> str:
    body = text.decode("utf-8", "replace").replace("\r\n", "\n").strip()
    return f"{_LINE}\n{title}\n{_LINE}\n\n{body}\n"
