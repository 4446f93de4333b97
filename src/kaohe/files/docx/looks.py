"""How the runs of a Word document look: struck out, raised or lowered, by their own format or by a style's."""

from __future__ import annotations

from collections.abc import Mapping
from xml.etree.ElementTree import Element

from kaohe.core.looks import Look
from kaohe.core.records import dataclass, field

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LEVELS = {"superscript": Look.RAISED, "subscript": Look.LOWERED}
#: Styles are based on each other; no program makes a longer chain.
_LONGEST_CHAIN = 20


@dataclass(frozen=True, slots=True)
class _StyleSays:
    """What a format says itself; None where it leaves it to what it is based on."""

    struck: bool | None = None
    level: Look | None = None

    def over(self, below: _StyleSays) -> _StyleSays:
        return _StyleSays(
            below.struck if self.struck is None else self.struck, below.level if self.level is None else self.level
        )

    @property
    def look(self) -> Look:
        return (Look.STRUCK if self.struck else Look.PLAIN) | (self.level or Look.PLAIN)


@dataclass(frozen=True, slots=True)
class DocumentStyles:
    """The styles of a document by their ids, as far as they say how letters stand."""

    styles: Mapping[str, _StyleSays] = field(default_factory=dict)

    def of_run(self, run: Element, paragraph: Element) -> Look:
        """Return the look of a run: its own format before its style's, and that before its paragraph's."""
        own, around = run.find(f"{_W}rPr"), paragraph.find(f"{_W}pPr")
        if (own is None or _looks_plain(own)) and self._leaves_plain(around):
            return Look.PLAIN
        format_of_run = _said(own) if own is not None else _StyleSays()
        style = self._style(own, "rStyle")
        below = self._style(around, "pStyle")
        return format_of_run.over(style).over(below).look

    def _leaves_plain(self, around: Element | None) -> bool:
        """Say whether a paragraph's style says nothing of how letters stand."""
        used = None if around is None or not self.styles else around.find(f"{_W}pStyle")
        return used is None or used.get(_W + "val", "") not in self.styles

    def _style(self, properties: Element | None, name: str) -> _StyleSays:
        used = None if properties is None else properties.find(_W + name)
        return self.styles.get(used.get(_W + "val", ""), _StyleSays()) if used is not None else _StyleSays()


#: Formats that change how letters stand, or name a style that may.
_TOLD = frozenset(_W + name for name in ("strike", "dstrike", "vertAlign", "position", "rStyle"))


def _looks_plain(properties: Element) -> bool:
    """Say whether a run's ``rPr`` is about fonts and the like only, as nearly all are."""
    return _TOLD.isdisjoint([each.tag for each in properties])


def read_looks(root: Element | None) -> DocumentStyles:
    """Return the looks of the styles of a document, from the root of its part ``styles.xml``."""
    if root is None:
        return DocumentStyles()
    styles = {style.get(_W + "styleId", ""): style for style in root.iter(_W + "style")}
    whole = {name: _whole(name, styles) for name in styles}
    return DocumentStyles({name: said for name, said in whole.items() if said != _StyleSays()})


def _whole(name: str, styles: Mapping[str, Element]) -> _StyleSays:
    """Return what a style says with those it is based on."""
    said = _StyleSays()
    for _ in range(_LONGEST_CHAIN):
        style = styles.get(name)
        if style is None:
            break
        own = style.find(f"{_W}rPr")
        said = said.over(_said(own) if own is not None else _StyleSays())
        base = style.find(f"{_W}basedOn")
        name = "" if base is None else base.get(_W + "val", "")
    return said


def _said(properties: Element) -> _StyleSays:
    """Return what a run's or a style's ``rPr`` says itself."""
    strikes = [found for tag in ("strike", "dstrike") if (found := properties.find(_W + tag)) is not None]
    struck = any(each.get(_W + "val", "true") not in ("0", "false", "off") for each in strikes) if strikes else None
    align = properties.find(f"{_W}vertAlign")
    if align is not None:
        return _StyleSays(struck, _LEVELS.get(align.get(_W + "val", ""), Look.PLAIN))
    position = properties.find(f"{_W}position")
    return _StyleSays(struck, _level(position.get(_W + "val", "")) if position is not None else None)


def _level(half_points: str) -> Look:
    """Return where text stands that is moved up or down by hand."""
    try:
        moved = int(half_points)
    except ValueError:
        return Look.PLAIN
    return Look.RAISED if moved > 0 else Look.LOWERED if moved < 0 else Look.PLAIN
