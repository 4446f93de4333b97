"""What headings and titles say of how units are ranked: 归口内名次, 总排名, 全县统一排名."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kaohe.core.patterns import compile_on_use
from kaohe.core.reading import Role
from kaohe.core.text import fold
from kaohe.tables.heading import keys
from kaohe.tables.terms import Told
from kaohe.tables.tiles import Tile

_TOGETHER = compile_on_use(
    r"总(?:排名|名次|排序|位次)|统一排[名序]|不分(?:类别|组别?)|全[省市县区镇乡校院局所矿厂系公集][统司团]?(?:总|统一)?(?:排名|名次|排序|位次)"
)
#: Behind the heading of a column in that of the ranks: 归口内名次, 片区中排名.
_WITHIN = ("内", "中", "间")


def ranked_together(tiles: Sequence[Tile], above: Iterable[Told]) -> bool:
    """Say whether units are ranked over all categories, as the heading of the ranks or a text above the table says."""
    heads = [tile.text for tile in tiles if tile.role is Role.RANK]
    return bool(heads) and any(_TOGETHER.search(fold(text)) for text in (*heads, *(told.text for told in above)))


def ranked_within(tiles: Sequence[Tile]) -> Tile | None:
    """Return the column of categories that the heading of the ranks names: 归口 | 单位 | 归口内名次."""
    ranks = [keys(tile.text)[-1] for tile in tiles if tile.role is Role.RANK]
    for tile in tiles:
        key = keys(tile.text)[-1]
        texts = tile.profile.texts > 0 and not tile.profile.numbers
        if (
            key
            and texts
            and tile.role is Role.OUTSIDE
            and any(rank.startswith(tuple(key + w for w in _WITHIN)) for rank in ranks)
        ):
            return tile
    return None
