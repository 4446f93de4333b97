"""The rows below a header, sorted: units with their further lines and categories, and what is neither."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from itertools import pairwise

from kaohe.core.cells import CellRef
from kaohe.core.reading import RowRole
from kaohe.core.records import dataclass, field
from kaohe.core.table import Gap, GapKind
from kaohe.tables import row_kinds
from kaohe.tables.content import mentions_points
from kaohe.tables.foot import Row, read_foot
from kaohe.tables.frame import Cells, Frame, RowKind, first_text
from kaohe.tables.heading import is_whole_heading

#: Lines of one unit that are read; what has more is no unit.
MOST_LINES = 50
#: A row of headings has at least so many known words, none longer.
_FEWEST_HEADINGS, _LONGEST_HEADING = 2, 12


@dataclass(slots=True)
class Body:
    """Units in sheet order: rows, further lines, the band above each; and cells that fit nowhere."""

    rows: list[int] = field(default_factory=list)
    further: list[list[int]] = field(default_factory=list)
    bands: list[str | None] = field(default_factory=list)
    unplaced: list[Gap] = field(default_factory=list)
    disturbed: set[int] = field(default_factory=set)
    lists: list[list[tuple[int, Cells]]] = field(default_factory=list)
    kinds: list[tuple[int, RowRole]] = field(default_factory=list)

    @property
    def roles(self) -> tuple[tuple[int, RowRole], ...]:
        """The role of each row that is not blank."""
        return tuple(self.kinds)

    @property
    def unit_of_row(self) -> dict[int, int]:
        """The unit, by index, of each row that is one or a further line of one."""
        units = enumerate(zip(self.rows, self.further, strict=True))
        return {row: unit for unit, (first, lines) in units for row in (first, *lines)}


_ROLES = {
    RowKind.UNIT: RowRole.UNITS,
    RowKind.LINE: RowRole.UNITS,
    RowKind.BAND: RowRole.BAND,
    RowKind.ASIDE: RowRole.NOTE,
    RowKind.UNPLACED: RowRole.QUESTION,
}

_Seen = Sequence[Row]


def read_body(frame: Frame, pages: Iterable[tuple[Iterable[int], str | None]], *, foot: bool = True) -> Body:
    """Return what is in the rows of ``pages`` (without header rows).

    Each page is its rows and the band that its header stands under; None goes on with the band before.  ``foot`` says that
    others than units may stand below the last one.
    """
    seen: list[tuple[_Seen, str | None]] = []
    lists: list[list[tuple[int, Cells]]] = []
    alone: set[int] = set()
    for rows, band in pages:
        page, below = _until_list(frame, [Row(row, cells := frame.cells(row), frame.kind(row, cells)) for row in rows])
        if foot:
            found = read_foot(frame, page)
            page, alone = found.rows, alone | found.alone
        seen.append((page, band))
        lists += [below] if below else []
    everything = [each for page, _ in seen for each in page]
    collector = _Collector(frame, _lone_is_band(frame, everything), _form_of_bands(everything), alone)
    for page, band in seen:
        collector.collect(page, band)
    body = collector.finish()
    body.lists += lists
    return body


def _until_list(frame: Frame, seen: _Seen) -> tuple[_Seen, list[tuple[int, Cells]]]:
    """Part the rows of a table from another list below it: under headings of its own (单位 | 联系人 | 电话), or 附：红黑榜."""
    units = 0
    for at, (_, cells, kind) in enumerate(seen):
        if units and row_kinds.heads_list(first_text(cells)) and _is_list(frame, seen[at + 1 :]):
            return seen[:at], [(row, cells) for row, cells, kind in seen[at:] if cells]
        if units and kind is not RowKind.BLANK and _are_headings(frame, cells):
            start = at
            while start and seen[start - 1][2] is RowKind.ASIDE and len(seen[start - 1][1]) == 1:
                start -= 1
            return seen[:start], [(row, cells) for row, cells, kind in seen[start:] if cells]
        units += kind in (RowKind.UNIT, RowKind.LONE_UNIT)
    return seen, []


def _is_list(frame: Frame, below: _Seen) -> bool:
    """Say whether rows below a line go on in another way than units: none has a number or anything but texts."""
    filled = [cells for _, cells, kind in below if kind is not RowKind.BLANK and kind is not RowKind.ASIDE]
    return bool(filled) and not any(
        frame.counts(cells) or any(map(row_kinds.is_number, cells.values())) for cells in filled
    )


def _are_headings(frame: Frame, cells: Cells) -> bool:
    """Say whether a row holds nothing but headings, two at least that are known as such, and no unit's name."""
    for value in cells.values():  # most rows have a number, or a long text
        if type(value) is not str or len(value) > _LONGEST_HEADING:
            return False
    texts = set(cells.values())
    if len(texts) != len(cells) or len(texts) < _FEWEST_HEADINGS:
        return False
    unit = cells.get(frame.unit)
    if unit is not None and not is_whole_heading(str(unit)):
        return False
    known = sum(map(is_whole_heading, texts))
    return known >= _FEWEST_HEADINGS and known * 2 > len(texts)


def _form_of_bands(seen: _Seen) -> bool:
    """Say whether the bands of a table are marked like headings in a list (一、镇街), most of them."""
    bands = [first_text(cells) for _, cells, kind in seen if kind is RowKind.BAND]
    return len(bands) > 1 and sum(map(row_kinds.is_marked, bands)) * 2 > len(bands)


def _lone_is_band(frame: Frame, seen: _Seen) -> bool:
    """Say what a lone name in the column of units is: a band where units are numbered or have results.

    Where bands look otherwise, or categories have a column, it is a unit that was not filled in.
    """
    kinds = [kind for _, _, kind in seen if kind not in (RowKind.BLANK, RowKind.ASIDE)]
    if frame.category is not None or (RowKind.BAND, RowKind.UNIT) in pairwise(kinds):
        return False
    units = [cells for _, cells, kind in seen if kind is RowKind.UNIT]
    evident = sum(frame.counts(cells) or not frame.results.isdisjoint(cells) for cells in units)
    return evident * 2 > len(units)


def _following(seen: _Seen) -> list[RowKind | None]:
    """Return for each row the kind of the next one that is not blank, in one pass from the end."""
    following: list[RowKind | None] = []
    ahead: RowKind | None = None
    for _, _, kind in reversed(seen):
        following.append(ahead)
        ahead = ahead if kind is RowKind.BLANK else kind
    return following[::-1]


class _Collector:
    """Goes down the rows and remembers the band and the unit that it is under."""

    def __init__(self, frame: Frame, lone_is_band: bool, marked_bands: bool, alone: Set[int]) -> None:
        self._frame, self._lone_is_band, self._marked_bands, self._alone = frame, lone_is_band, marked_bands, alone
        self._body = Body()
        self._band: str | None = None
        self._empty_band: tuple[int, Cells] | None = None
        self._open_unit = False

    def collect(self, seen: _Seen, band: str | None) -> None:
        if band is not None:
            self._drop_empty_band()
            self._band = band
        for (row, cells, kind), following in zip(seen, _following(seen), strict=True):
            self._take(row, cells, self._settle(row, cells, kind, following))

    def finish(self) -> Body:
        self._drop_empty_band()
        return self._body

    def _settle(self, row: int, cells: Cells, kind: RowKind, following: RowKind | None) -> RowKind:
        """Return the kind of a row in the light of the rows around it; ``following`` is that of the next filled one.

        A line across the whole table with units below it parts them from those above, whatever it says.
        """
        if kind in (RowKind.ASIDE, RowKind.UNPLACED) and following is RowKind.UNIT and self._parts(row, cells):
            noted = kind is RowKind.ASIDE and self._band is None
            return RowKind.ASIDE if noted else RowKind.BAND
        if kind is RowKind.BAND and self._marked_bands and not self._has_form(row, cells):
            return RowKind.UNPLACED
        if kind is RowKind.LONE_UNIT:
            text = first_text(cells)
            band = self._lone_is_band or row_kinds.is_marked(text) or row_kinds.names_class(text)
            return RowKind.BAND if band and row_kinds.could_be_band(text) else RowKind.UNIT
        if kind is RowKind.LINE and not self._goes_on(row):
            return RowKind.UNPLACED
        return kind

    def _has_form(self, row: int, cells: Cells) -> bool:
        """Say whether a band looks like the others, or can only be one."""
        text = first_text(cells)
        name = row_kinds.band_name(text)
        named = row_kinds.is_marked(text) or row_kinds.names_group(name) or row_kinds.names_class(name)
        return named or len(cells) > 1 or self._frame.spans_all(row, cells)

    def _parts(self, row: int, cells: Cells) -> bool:
        text = first_text(cells)
        return self._frame.spans_all(row, cells) and not (row_kinds.is_turn(text) or row_kinds.is_total(text))

    def _goes_on(self, row: int) -> bool:
        body = self._body
        if not body.rows or len(body.further[-1]) >= MOST_LINES:
            return False
        return self._open_unit or self._frame.starts_unit(row) == body.rows[-1]

    def _take(self, row: int, cells: Cells, kind: RowKind) -> None:
        role = _ROLES.get(kind)
        if role is not None:
            self._body.kinds.append((row, role))
        match kind:
            case RowKind.UNIT:
                self._body.rows.append(row)
                self._body.further.append([])
                self._body.bands.append(self._band)
                self._empty_band = None
                if row in self._alone:
                    self._doubt(row, cells)
            case RowKind.LINE:
                self._body.further[-1].append(row)
                results = {column: value for column, value in cells.items() if column in self._frame.results}
                if results:
                    self._leave(row, results)
            case RowKind.BAND:
                self._drop_empty_band()
                self._band, self._empty_band = row_kinds.band_name(self._frame.band_text(cells)), (row, cells)
            case RowKind.UNPLACED:
                if self._open_unit and mentions_points(first_text(cells)):
                    self._stray(row, cells)
                else:
                    self._leave(row, cells)
        self._open_unit = kind in (RowKind.UNIT, RowKind.LINE)

    def _drop_empty_band(self) -> None:
        """A band that no unit follows is no category but a text of its own."""
        if self._empty_band is not None:
            self._leave(*self._empty_band)
            self._empty_band = None

    def _stray(self, row: int, cells: Cells) -> None:
        """A line with points right below a unit may be its own: nobody knows what that unit comes to."""
        body, frame = self._body, self._frame
        unit = frame.grid.value(body.rows[-1], frame.unit)
        values = (first_text(cells), "" if unit is None else str(unit))
        body.unplaced.append(Gap(GapKind.STRAY_LINE, CellRef(frame.grid.name, row, min(cells)), values))
        body.disturbed.add(len(body.rows) - 1)

    def _doubt(self, row: int, cells: Cells) -> None:
        """A last name with nothing beside it may be that of who issues the table."""
        frame = self._frame
        self._body.unplaced.append(
            Gap(GapKind.LONE_NAME, CellRef(frame.grid.name, row, min(cells)), (first_text(cells),))
        )
        self._body.disturbed.add(len(self._body.rows) - 1)

    def _leave(self, row: int, cells: Cells) -> None:
        where = CellRef(self._frame.grid.name, row, min(cells))
        text = " ".join(str(value).strip() for value in cells.values())
        self._body.unplaced.append(Gap(GapKind.UNPLACED, where, (text,)))
