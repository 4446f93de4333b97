"""The ratios that the README states, and whether a run bears them out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
#: A stated ratio is missed where a run comes to more than this many times it.
TOLERANCE = 1.1
_SECTIONS = {"README.md": "## How fast is it?", "README.zh.md": "## 有多快"}
_ROW = re.compile(r"^\| (?P<what>[^|]+) \| (?P<beside>[^|]+) \| (?P<ratio>\d+(?:\.\d+)?) \|$", re.MULTILINE)


class Ratio(NamedTuple):
    """How many times what stands beside it something costs."""

    what: str
    beside: str
    ratio: float


def stated(readme: str = "README.md") -> list[Ratio]:
    """Return the ratios of the table in the README's section on speed."""
    _, _, section = (ROOT / readme).read_text(encoding="utf-8").partition(_SECTIONS[readme])
    section = section.partition("\n## ")[0]
    return [Ratio(found["what"], found["beside"], float(found["ratio"])) for found in _ROW.finditer(section)]


def missed(measured: Iterable[Ratio]) -> Iterator[str]:
    """Yield a line for each ratio that the README states and that the run does not bear out, or that it does not state."""
    known = {(each.what, each.beside): each.ratio for each in stated()}
    for what, beside, ratio in measured:
        told = known.get((what, beside))
        if told is None:
            yield f"{what} ÷ {beside}: {ratio:.2f}, not stated in the README"
        elif ratio > told * TOLERANCE:
            yield f"{what} ÷ {beside}: {ratio:.2f}, stated {told:g}"
