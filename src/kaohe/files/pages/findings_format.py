"""How the sheet 核对结果 looks: fonts, fills and lines, the level said by colour, symbol and word."""

from __future__ import annotations

from kaohe.core.findings import Severity
from kaohe.core.records import NamedTuple
from kaohe.files.ooxml.styles import Format, StyleSheet, Tag

#: Level → (symbol, word): never by colour alone.
LEVELS: dict[Severity, tuple[str, str]] = {
    Severity.ERROR: ("×", "错误"),
    Severity.WARNING: ("▲", "需核对"),
    Severity.INFO: ("○", "参考"),
}

INK = "FF262626"
QUIET = "FF595959"
_NAVY = "FF1F3864"
_LINK = "FF0563C1"
_RULE = "FFBFBFBF"
_HEAD = "FF2F5597"
_GOOD = "FF375623"
#: Level → (ink, fill); dark on light, so that print in grey stays readable.
LEVEL_COLOURS: dict[Severity, tuple[str, str]] = {
    Severity.ERROR: ("FF9C0006", "FFF8CBAD"),
    Severity.WARNING: ("FF7F6000", "FFFFF2CC"),
    Severity.INFO: ("FF1F4E79", "FFDDEBF7"),
}

#: 等线 comes with every Chinese Excel since 2016; a workbook whose own font is Chinese keeps its own.
_USUAL_FONT = "等线"

_NO_FILL = Tag("fill", (), (Tag("patternFill", (("patternType", "none"),)),))
_NO_BORDER = Tag("border", (), tuple(Tag(side) for side in ("left", "right", "top", "bottom", "diagonal")))
_LINE = (Tag("color", (("rgb", _RULE),)),)
_BOX = Tag(
    "border",
    (),
    (*(Tag(side, (("style", "thin"),), _LINE) for side in ("left", "right", "top", "bottom")), Tag("diagonal")),
)


class Looks(NamedTuple):
    """The format numbers of the sheet's cells, and the name of its font."""

    font: str
    title: int
    summary: int
    legend: int
    head: int
    text: int
    centre: int
    link: int
    clean: int
    levels: dict[Severity, int]


def add_looks(styles: StyleSheet) -> Looks:
    """Find or append the sheet's formats and return their numbers."""
    name = styles.default_font
    font = name if any(ord(char) > 0x2E7F for char in name) else _USUAL_FONT

    def look(
        size: str = "11", ink: str = INK, fill: str = "", *, bold: bool = False, underlined: bool = False,
        centred: bool = False, boxed: bool = True,
    ) -> int:  # fmt: skip
        return styles.format_id(
            Format(
                _font(font, size, ink, bold=bold, underlined=underlined),
                _fill(fill) if fill else _NO_FILL,
                _BOX if boxed else _NO_BORDER,
                _alignment(centred),
            )
        )

    return Looks(
        font,
        title=look("16", _NAVY, bold=True, boxed=False),
        summary=look(bold=True, boxed=False),
        legend=look("10", QUIET, boxed=False),
        head=look(ink="FFFFFFFF", fill=_HEAD, bold=True, centred=True),
        text=look(),
        centre=look(centred=True),
        link=look(ink=_LINK, underlined=True, centred=True),
        clean=look("12", _GOOD, bold=True, centred=True),
        levels={
            level: look(ink=ink, fill=fill, bold=True, centred=True) for level, (ink, fill) in LEVEL_COLOURS.items()
        },
    )


def _font(name: str, size: str, ink: str, *, bold: bool, underlined: bool) -> Tag:
    children = [
        *([Tag("b")] if bold else []),
        *([Tag("u")] if underlined else []),
        Tag("sz", (("val", size),)),
        Tag("color", (("rgb", ink),)),
        Tag("name", (("val", name),)),
        Tag("charset", (("val", "134"),)),
    ]
    return Tag("font", (), tuple(children))


def _fill(colour: str) -> Tag:
    shades = (Tag("fgColor", (("rgb", colour),)), Tag("bgColor", (("indexed", "64"),)))
    return Tag("fill", (), (Tag("patternFill", (("patternType", "solid"),), shades),))


def _alignment(centred: bool) -> Tag:
    across = (("horizontal", "center"),) if centred else (("horizontal", "left"), ("indent", "1"))
    return Tag("alignment", (*across, ("vertical", "center"), ("wrapText", "1")))
