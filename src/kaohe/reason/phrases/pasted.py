"""Rows of a table pasted into one cell: 序号 问题 扣分⏎1 地面积水 0.2⏎2 垃圾桶无盖 0.3."""

from __future__ import annotations

from collections.abc import Iterator

from kaohe.core.numerals import read
from kaohe.core.patterns import compile_on_use
from kaohe.reason.phrases.phrase import Kind, Phrase
from kaohe.reason.text.script import Script

#: The last column of the heading line says what the figures at the ends of the other lines are.
_HEADING = compile_on_use(r"(?P<others>[^\n0-9]{1,40}?)(?P<sign>[扣减加])分(?:值|数)?(?=\n)")
_ENDING = compile_on_use(r"[+-]?(?:[0-9]{1,2}(?:\.[0-9]{1,2})?)(?=\n|\Z)")
_SIGNS = {"扣": -1, "减": -1, "加": 1}


def find_rows(script: Script) -> list[Phrase]:
    """Return the heading and the points of a pasted table, ascending; nothing where any line does not end in a figure."""
    heading = _HEADING.match(script.plain)
    if heading is None or heading.start("sign") not in script.gaps:
        return []
    figures = [*_figures(script, heading.end())]
    if len(figures) != script.plain.count("\n", heading.end(), len(script.plain.rstrip("\n"))):
        return []
    sign = _SIGNS[heading["sign"]]
    rows = [Phrase(Kind.POINTS, start, end, sign, read(script.plain[start:end].strip("+-"))) for start, end in figures]
    return [Phrase(Kind.HEADING, 0, heading.end(), sign), *rows]


def _figures(script: Script, place: int) -> Iterator[tuple[int, int]]:
    for figure in _ENDING.finditer(script.plain, place):
        if figure.start() in script.gaps:
            yield figure.span()
