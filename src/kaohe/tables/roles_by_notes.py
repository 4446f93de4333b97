"""What the texts around a table say of its columns: 注：考勤、作风纪律为扣分项，工作创新为加分项."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from kaohe.core.patterns import compile_on_use
from kaohe.core.reading import Role
from kaohe.core.text import fold
from kaohe.tables.heading import keys, points_role
from kaohe.tables.terms import Told
from kaohe.tables.tiles import Tile

_CLAUSES = compile_on_use(r"[,;。:()\n]")
#: A longer clause says more than that.
_LONGEST = 60
_SAID = compile_on_use(
    r"(?:这?[几两三四五]?[项列])?(?:均|都|各|全)?(?:为|是|属于?|按|作为?|记)(加分|扣分|减分)(?:项目?|指标|内容|计算|处理)?$"
)
_BETWEEN = compile_on_use(r"[、和及与]|以及")


def read_notes(tiles: Sequence[Tile], notes: Iterable[Told]) -> None:
    """Take the sign of columns that a text around the table names from it, where their own heading says none."""
    said = dict(_signs(notes))
    for tile in tiles:
        key = keys(tile.parts[-1])[-1] if tile.parts else ""
        if tile.role is Role.UNKNOWN and key in said and tile.profile.numbers:
            sign, text = said[key]
            tile.settle(points_role(sign), 80, f"表外写明“{text}”")


def _signs(notes: Iterable[Told]) -> Iterator[tuple[str, tuple[int, str]]]:
    for told in notes:
        for clause in map(str.strip, _CLAUSES.split(fold(told.text))):
            match = _SAID.search(clause) if len(clause) <= _LONGEST else None
            for name in _BETWEEN.split(clause[: match.start()]) if match else ():
                yield keys(name)[-1], (1 if match and match[1] == "加分" else -1, clause)
