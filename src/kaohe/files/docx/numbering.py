"""The numbers that Word puts before paragraphs by itself: 序号 is often such a list and nothing that was typed."""

from __future__ import annotations

import re
from collections import defaultdict
from xml.etree.ElementTree import Element

from kaohe.core.records import dataclass, field

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CHINESE = "零一二三四五六七八九"
_CHINESE_FORMATS = frozenset({"chineseCounting", "chineseCountingThousand", "ideographDigital", "japaneseCounting"})
_MOST_LEVELS = 9


@dataclass(frozen=True, slots=True)
class _Level:
    """One level of a list: where it starts, how it counts, and what stands around (``%1.``)."""

    start: int
    kind: str
    text: str


@dataclass(slots=True)
class Numbering:
    """The lists of a document, and how far each has come."""

    levels: dict[str, dict[int, _Level]]
    counts: defaultdict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))

    def before(self, paragraph: Element) -> str:
        """Return what stands before a paragraph, and count it; to be asked in the order of the text."""
        if not self.levels:
            return ""
        properties = paragraph.find(f"{_W}pPr")
        place = None if properties is None else properties.find(f"{_W}numPr")
        number = _value(place, "numId")
        said = _value(place, "ilvl") or "0"
        level = int(said) if said.isdecimal() and len(said) == 1 else _MOST_LEVELS
        levels = self.levels.get(number)
        if not levels or level not in levels:
            return ""
        counts = self.counts[number]
        counts[level] = counts.get(level, levels[level].start - 1) + 1
        for deeper in [each for each in counts if each > level]:
            del counts[deeper]
        if levels[level].kind in ("bullet", "none"):
            return ""
        return re.sub(r"%(\d)", lambda found: self._said(number, int(found[1]) - 1), levels[level].text)

    def _said(self, number: str, level: int) -> str:
        found = self.levels[number].get(level)
        count = self.counts[number].get(level, found.start if found else 1)
        return _chinese(count) if found and found.kind in _CHINESE_FORMATS else str(count)


def read_numbering(root: Element | None) -> Numbering:
    """Return the lists that the part ``word/numbering.xml`` defines; none where there is no such part."""
    if root is None:
        return Numbering({})
    abstract = {each.get(_W + "abstractNumId", ""): _levels(each) for each in root.iter(_W + "abstractNum")}
    return Numbering(
        {each.get(_W + "numId", ""): abstract.get(_value(each, "abstractNumId"), {}) for each in root.iter(_W + "num")}
    )


def _levels(abstract: Element) -> dict[int, _Level]:
    found = {}
    for each in abstract.iter(_W + "lvl"):
        level, start = each.get(_W + "ilvl", ""), _value(each, "start") or "1"
        if level.isdecimal() and int(level) < _MOST_LEVELS and start.isdecimal() and len(start) < _MOST_LEVELS:
            found[int(level)] = _Level(int(start), _value(each, "numFmt") or "decimal", _value(each, "lvlText"))
    return found


def _value(parent: Element | None, name: str) -> str:
    found = None if parent is None else parent.find(_W + name)
    return "" if found is None else found.get(_W + "val", "")


def _chinese(count: int) -> str:
    if not 0 < count < 100:
        return str(count)
    tens, ones = divmod(count, 10)
    head = "" if not tens else ("" if tens == 1 else _CHINESE[tens]) + "十"
    return head + (_CHINESE[ones] if ones else "")
