"""The guide's Markdown as plain lines, for a sheet of cells.

An office PC has no Markdown library, and the guide needs little of Markdown: titles, ``- **lead**：text``
lines, and pictures.  The HTML pages are made by a library where the bundle is made; a test compares the two.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from importlib.resources import files

from kaohe.core.records import dataclass, field
from kaohe.core.shipped import read_shipped

_LINE = re.compile(r"- \*\*(?P<lead>[^*]+)\*\*：(?P<text>.+)")
_PICTURE = re.compile(r"!\[(?P<caption>[^\]]+)\]\((?P<path>[^)]+)\)")


@dataclass(frozen=True, slots=True)
class GuideLine:
    """One thing to know: what it is about, and what is said of it."""

    lead: str
    text: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture with what it shows; ``path`` is relative to this room."""

    caption: str
    path: str

    @property
    def content(self) -> bytes:
        """The bytes of the PNG file."""
        return (files("kaohe.files.guide") / self.path).read_bytes()


@dataclass(frozen=True, slots=True)
class Section:
    """A titled part of the guide."""

    title: str
    parts: list[GuideLine | Picture] = field(default_factory=list)


def guide_text(name: str) -> str:
    """Return a page of the guide as Markdown, with the list of the ribbon's buttons where ``{按钮}`` stands."""
    return (files("kaohe.files.guide") / name).read_text(encoding="utf-8").replace("{按钮}", _buttons())


def _buttons() -> str:
    groups = tomllib.loads(read_shipped("ribbon.toml"))["group"]
    controls = (each for group in groups for each in group["control"] if "guide" in each)
    return "\n".join(f"- **{each['label'][0]}**：{each['guide']}" for each in controls)


def read_guide(name: str = "guide.md") -> tuple[Section, ...]:
    """Return the sections of the guide.

    Raises:
        ValueError: A line is none of those that the sheet can show.
    """
    return tuple(_sections(guide_text(name)))


def _sections(text: str) -> Iterator[Section]:
    section: Section | None = None
    for line in filter(str.strip, text.splitlines()):
        if line.startswith("## "):
            if section:
                yield section
            section = Section(line.removeprefix("## "))
        elif section:
            section.parts.append(_part(line))
    if section:
        yield section


def _part(line: str) -> GuideLine | Picture:
    if found := _LINE.fullmatch(line):
        return GuideLine(found["lead"], found["text"])
    if found := _PICTURE.fullmatch(line):
        return Picture(found["caption"], found["path"])
    raise ValueError(line)
