"""Which category each unit is in: its column, its band, the line above its header, or its sheet."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from kaohe.core.cells import CellValue, ExcelError
from kaohe.core.names import Spelling
from kaohe.core.records import NamedTuple
from kaohe.tables import row_kinds
from kaohe.tables.body import Body
from kaohe.tables.frame import Frame
from kaohe.tables.grid import SheetGrid, is_blank


class Caption(NamedTuple):
    """The line right above a header: a category's name, or the table's title."""

    row: int
    text: str

    @property
    def is_title(self) -> bool:
        """Whether it is a title (…考核情况表)."""
        return row_kinds.is_title(self.text)


def read_caption(grid: SheetGrid, first_row: int, header_row: int) -> Caption | None:
    """Return the line right above a header, from ``first_row`` on; lines to sign, remarks and totals are passed over."""
    for row in range(header_row - 1, first_row - 1, -1):
        values = [value for _, value in grid.filled(row)]
        text = values[0] if values else None
        if len(values) > 1 or (text is not None and not isinstance(text, str)):
            return None
        if text is not None and not (row_kinds.is_remark(text) or row_kinds.is_total(text)):
            named = row_kinds.is_title(text) or (
                row_kinds.could_be_band(text) and not row_kinds.reads_like_reason(text)
            )
            return Caption(row, text) if named else None
    return None


def read_captions_beside(grid: SheetGrid, header_row: int, spans: Sequence[tuple[int, int]]) -> Sequence[str | None]:
    """Return the category above each of several headers side by side, from first to last column of ``spans``.

    The row above names them only with one text above each, no two alike.
    """
    values = list(grid.filled(header_row - 1))
    above = [[value for column, value in values if first <= column <= last] for first, last in spans]
    texts = [str(cells[0]) for cells in above if len(cells) == 1 and isinstance(cells[0], str)]
    names = [
        row_kinds.band_name(text) for text in texts if not row_kinds.is_remark(text) and row_kinds.could_be_band(text)
    ]
    return names if len(spans) > 1 and len(set(names)) == len(spans) else [None] * len(spans)


def bands_of(captions: Sequence[Caption | None]) -> list[str | None]:
    """Return the category that each caption of one sheet names.

    A caption names a category only beside others that differ, or when it is marked like a
    heading in a list; a single one above the only header is the sheet's title.
    """
    lines = [caption for caption in captions if caption is not None]
    if len({row_kinds.band_name(line.text) for line in lines}) < 2 and not any(
        row_kinds.is_marked(line.text) for line in lines
    ):
        return [None] * len(captions)
    only_titles = all(line.is_title for line in lines)
    return [
        row_kinds.band_name(caption.text) if caption and (only_titles or not caption.is_title) else None
        for caption in captions
    ]


def unit_categories(frame: Frame, body: Body, *, fill_down: bool) -> tuple[str | None, ...]:
    """Return one category a unit; its own cell counts before the band above it.

    ``fill_down`` lets a cell stand for the blank ones below it, where the column is written
    so that no category is said twice in a row; merged cells always stand for all they cover.
    There, 镇(街道) and 镇 （街道） are one category as well.
    """
    if frame.category is None:
        return tuple(_alike(body.bands) if fill_down else body.bands)
    column = frame.category
    shown = [_shown(frame, row, column) for row in body.rows] if frame.merges else frame.grid.values(body.rows, column)
    named = {text: _category_name(text) for text in {value for value in shown if type(value) is str}}
    own = [named[value] if type(value) is str else _category_name(value) for value in shown]
    if not fill_down:
        return tuple(name or band for name, band in zip(own, body.bands, strict=True))
    own = _alike(own)
    if _tell_units_apart(own) and not any(body.bands):
        return tuple(None for _ in own)
    if not any(above is not None and above == below for above, below in pairwise(own)):
        own = _filled_down(own)
    return tuple(_alike([name or band for name, band in zip(own, body.bands, strict=True)]))


def _tell_units_apart(names: Sequence[str | None]) -> bool:
    """Say whether no two units share one of the names: they say where each is (片区: A区, B区, C区), and rank none of them."""
    return len(names) >= _FEWEST and None not in names and len(set(names)) == len(names)


#: Of fewer units, each may be the only one of its kind.
_FEWEST = 4


def _alike(names: Sequence[str | None]) -> list[str | None]:
    """Return the names without padding, each as it was first written."""
    spelling = Spelling()
    known = {name: None if name is None else spelling.settle(name) for name in dict.fromkeys(names)}
    return [known[name] for name in names]


def _shown(frame: Frame, row: int, column: int) -> CellValue:
    area = frame.merges.area(row, column)
    return frame.grid.value(area.row1, area.column1) if area else frame.grid.value(row, column)


def _category_name(value: CellValue) -> str | None:
    """Return a category as a band would name it; neither a blank nor an error cell names one."""
    if is_blank(value) or isinstance(value, ExcelError):
        return None
    return row_kinds.band_name(str(value))


def _filled_down(names: Sequence[str | None]) -> list[str | None]:
    filled: list[str | None] = []
    for name in names:
        filled.append(name or (filled[-1] if filled else None))
    return filled
