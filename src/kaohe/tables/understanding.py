"""One table's columns: which of them are which, and the columns of points that are made of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from kaohe.core.cells import CellRef
from kaohe.core.points import as_count
from kaohe.core.reading import COUNTED, Answers, Role
from kaohe.core.records import dataclass, replace
from kaohe.core.schema import TIE_KEY, Field
from kaohe.core.table import Column, Gap, GapKind
from kaohe.tables.columns import Placed, choose, is_vague, read_columns
from kaohe.tables.grid import Merges, SheetGrid, as_share
from kaohe.tables.header import POINTS_FIELDS, Header
from kaohe.tables.heading import Heading
from kaohe.tables.making import Making, field_of
from kaohe.tables.maxima import NOTHING_SAID, Worth
from kaohe.tables.rank_headings import ranked_within
from kaohe.tables.terms import Told
from kaohe.tables.texts_around import take_terms
from kaohe.tables.tile_making import make_tiles
from kaohe.tables.tiles import SURE, Tile
from kaohe.tables.tiling import settle

_SINGLE = (
    Field.NUMBER,
    Field.UNIT,
    Field.CATEGORY,
    Field.SCORE,
    Field.RANK,
    Field.CHECK,
    Field.STATED_SCORE,
    Field.STATED_RANK,
    Field.SOURCE,
)
_ROLE_OF = {
    Field.NUMBER: Role.NUMBER,
    Field.UNIT: Role.UNIT,
    Field.CATEGORY: Role.CATEGORY,
    Field.SCORE: Role.SCORE,
    Field.RANK: Role.RANK,
    Field.CHECK: Role.CHECK,
    Field.STATED_SCORE: Role.STATED_SCORE,
    Field.STATED_RANK: Role.STATED_RANK,
    Field.SOURCE: Role.SOURCE,
}
_FIELD_OF = {role: field for field, role in _ROLE_OF.items()}


@dataclass(slots=True)
class Understood:
    """The columns of one table, understood over some rows; ``placed`` are those of single fields."""

    header: Header
    tiles: list[Tile]
    placed: tuple[Placed, ...]
    making: Making
    gaps: list[Gap]

    def column_of(self, field: Field) -> int | None:
        """Return the column of a single field."""
        return next((each.column for each in self.placed if each.heading.field is field), None)

    @property
    def counted(self) -> Iterator[Tile]:
        """The tiles that enter scores as points."""
        return (tile for tile in self.tiles if tile.sure and field_of(tile.role) is not None)

    @property
    def dated(self) -> bool:
        """Whether each row has its date."""
        return any(
            tile.profile.filled > 1 and tile.profile.dates * 10 >= tile.profile.filled * 9 for tile in self.tiles
        )

    @property
    def shared(self) -> Iterator[Tile]:
        """The tiles whose cells count once, for one unit: points and marks."""
        return (tile for tile in self.tiles if tile.role in COUNTED)

    @property
    def open(self) -> Iterator[Tile]:
        """The tiles that are questions."""
        return (tile for tile in self.tiles if not tile.sure)

    @property
    def used(self) -> tuple[Placed, ...]:
        """Every column that rows are judged by: single fields, points, marks, bases and questions."""
        points = (*self.counted, *self.open, *(t for t in self.tiles if t.sure and t.role in _LIKE_POINTS))
        taken = {each.column for each in self.placed}
        return tuple(sorted((*self.placed, *(placed_points(tile) for tile in points if tile.column not in taken))))


_CHANGE_SCORES = COUNTED | {Role.BASE, Role.SUM, Role.RATE, Role.COUNT, Role.COEFFICIENT, Role.VETO}
_LIKE_POINTS = (Role.MARKS, Role.BASE, Role.SUM)


def placed_points(tile: Tile) -> Placed:
    """Return a tile as a column of points."""
    field = field_of(tile.role) or Field.ADDED
    return Placed(tile.column, tile.text, Heading(field, tile.role.sign, 0))


def understand(
    grid: SheetGrid,
    merges: Merges,
    header: Header,
    rows: Sequence[int],
    around: Sequence[Told],
    answers: Answers,
    last_column: int,
    worth: Worth = NOTHING_SAID,
    bands: Sequence[Told] = (),
) -> Understood:
    """Return what the columns of a table are, judged by the cells in ``rows``, the texts around the table, the rows of maxima, and bands."""
    tiles = make_tiles(grid, merges, header, rows, last_column, worth)
    above = [told.text for told in around if told.row < header.first_row]
    making, gaps = settle(tiles, above, around, answers, grid.name)
    take_terms(tiles, making, around, bands, header.last_row)
    gaps = [
        replace(gap, where=CellRef(grid.name, header.last_row, gap.where.column)) if gap.where else gap for gap in gaps
    ]
    _ask_about_those_apart(tiles, header)
    by_column = {tile.column: tile for tile in tiles}
    placed, rivals = choose(_single_headings(header, by_column, grid.name, answers), grid.name, _SINGLE)
    placed = _with_categories(_with_units(placed, tiles), tiles)
    for each in placed:
        tile = by_column[each.column]
        role = _ROLE_OF[each.heading.field]
        if tile.role is not role or tile.certainty < 100:
            tile.settle(role, 100, *tile.sense.why)
            tile.role, tile.certainty = role, 100
    used = {each.column: each for each in placed}
    for tile in tiles:
        if tile.column not in used and tile.role in _FIELD_OF:
            winner = next((e for e in placed if e.heading.field is _FIELD_OF[tile.role]), None)
            tile.role, tile.certainty = Role.OUTSIDE, 70
            tile.why.append(f"用的是“{winner.text}”" if winner else "没有用到")
    gaps += rivals
    gaps += _vague(tiles, grid.name, header)
    return Understood(header, tiles, placed, making, gaps)


def understand_template(
    grid: SheetGrid, merges: Merges, header: Header, rows: Sequence[int], answers: Answers, last_column: int
) -> Understood:
    """Return the columns of the template's own table: known by name; one that somebody added is a question if it holds points."""
    tiles = make_tiles(grid, merges, header, rows, last_column)
    placed, gaps = choose(header, grid.name, Field)
    own = {each.column: each for each in placed}
    for tile in tiles:
        if tile.column in own:
            tile.fix(_TEMPLATE_ROLES[own[tile.column].heading.field], "模板的列")
        elif tile.text.strip() == Field.REMARK:
            tile.fix(Role.REMARK, "模板的列")
        elif tile.text.strip() in (Field.TIE, TIE_KEY):
            tile.fix(Role.OUTSIDE, "模板的列")
        elif (answer := answers.columns.get((grid.name, tile.column))) and answer.heading == tile.text:
            tile.fix(answer.role, "已由人确认")
            tile.answered = True
        elif tile.sense.role is Role.GRADE and tile.sense.certainty >= SURE and not tile.profile.numbers:
            tile.settle(Role.GRADE, 80, "模板以外的列")
        elif not tile.profile.nonzero or (tile.sense.certainty >= 60 and not tile.sense.role.counts):
            tile.settle(Role.OUTSIDE, 80, "模板以外的列")
        else:
            tile.settle(Role.UNKNOWN, 30, "模板以外的列，里面有数字")
    return Understood(header, tiles, placed, Making(), list(gaps))


_TEMPLATE_ROLES = {**_ROLE_OF, Field.REASONS: Role.REASONS, Field.ADDED: Role.ADDED, Field.DEDUCTED: Role.DEDUCTED}


def _single_headings(header: Header, tiles: dict[int, Tile], sheet: str, answers: Answers) -> Header:
    """Return the header with only those headings of single fields that still mean them; an answer gives one."""
    cells = []
    members = _members(header, tiles)
    for cell in header.cells:
        tile = tiles.get(cell.column)
        heading = cell.heading
        if tile is not None and tile is members:
            heading = Heading(Field.UNIT, None, -1)
        elif tile is not None and tile.answered:
            field = _FIELD_OF.get(tile.role)
            heading = Heading(field, None, -1) if field else None
        elif tile is not None and tile.role in (Role.SCORE, Role.RANK):
            field = _FIELD_OF[tile.role]
            surer = tile.fixed or heading is None or heading.field is not field
            heading = Heading(field, None, -1 if tile.fixed else 250) if surer else heading
        elif heading is not None and (heading.field in POINTS_FIELDS or _is_other(tile, heading)):
            heading = None
        elif heading is None and tile is not None and tile.role in _FIELD_OF and tile.certainty >= 60:
            heading = Heading(_FIELD_OF[tile.role], None, 350)
        cells.append(cell._replace(heading=heading))
    return replace(header, cells=tuple(cells))


def _members(header: Header, tiles: dict[int, Tile]) -> Tile | None:
    """Return the column of those assessed where several name units: 姓名, each once, beside 科室, which repeat or are not repeated."""
    units = [
        tiles[cell.column]
        for cell in header.cells
        if cell.heading is not None and cell.heading.field is Field.UNIT and cell.column in tiles
    ]
    if len(units) < 2 or any(tile.answered for tile in units):
        return None
    most = max(tile.profile.filled for tile in units)
    each_once = [tile for tile in units if tile.profile.distinct == tile.profile.filled == most > 1]
    return each_once[0] if len(each_once) == 1 else None


def _is_other(tile: Tile | None, heading: Heading) -> bool:
    if tile is None:
        return False
    if heading.field in (Field.SCORE, Field.RANK):
        return tile.role is not _ROLE_OF[heading.field]
    if tile.role is Role.UNKNOWN and tile.sense.expected is not None:
        return True
    return tile.role in (Role.OTHER_PERIOD, Role.EARLIER)


def _ask_about_those_apart(tiles: Sequence[Tile], header: Header) -> None:
    """Make points beside the table, with blank columns between, a question: its own, or a note that explains it."""
    for tile in tiles:
        if header.apart is None or tile.column < header.apart or tile.fixed or not tile.sure:
            continue
        if tile.role in _CHANGE_SCORES:
            again = any(other.text == tile.text for other in tiles if other.column < header.apart)
            why = "左边已有同样的表头，可能是另一个表的" if again else "与表格隔着空列，可能只是说明"
            tile.settle(tile.role, SURE - 1, why)


def _with_units(placed: tuple[Placed, ...], tiles: Sequence[Tile]) -> tuple[Placed, ...]:
    """Let content say which column names the units where no heading does: short, different texts left of the points."""
    if any(each.heading.field is Field.UNIT for each in placed):
        return placed
    taken = {each.column for each in placed}
    results = [e.column for e in placed if e.heading.field in (Field.SCORE, Field.RANK)]
    counts = [tile.column for tile in tiles if field_of(tile.role) or tile.role in (Role.MARKS, Role.BASE)]
    right = min([*results, *counts], default=None)
    unknown = [
        tile
        for tile in tiles
        if tile.column not in taken and tile.sense.certainty < 60 and tile.profile.names_units and (tile.text or tile is tiles[0])
        and (right is None or tile.column < right)
    ]  # fmt: skip
    if not unknown:
        return placed
    best = max(unknown, key=lambda tile: (tile.profile.distinct, -tile.column))
    best.role, best.certainty = Role.UNIT, 80
    best.why[:] = [f"{best.name}下面是各不相同的名称，在分值左边"]
    return tuple(sorted((*placed, Placed(best.column, best.text, Heading(Field.UNIT, None, 400)))))


def _with_categories(placed: tuple[Placed, ...], tiles: Sequence[Tile]) -> tuple[Placed, ...]:
    """Let the heading of the ranks say which column names the categories where no heading of its own does."""
    if any(each.heading.field is Field.CATEGORY for each in placed) or (named := ranked_within(tiles)) is None:
        return placed
    named.settle(Role.CATEGORY, 80, "名次在它之内排")
    return tuple(sorted((*placed, Placed(named.column, named.text, Heading(Field.CATEGORY, None, 400)))))


def _vague(tiles: Sequence[Tile], sheet: str, header: Header) -> Iterator[Gap]:
    """A heading that may as well head remarks (原因) is none of points where a surer one stands beside it."""
    reasons = [tile for tile in tiles if tile.sure and field_of(tile.role) is Field.REASONS and not tile.answered]
    vague = [tile for tile in reasons if is_vague(tile.text)]
    sure = [tile for tile in reasons if tile not in vague]
    if not sure:
        return
    for tile in vague:
        tile.role, tile.certainty = Role.REMARK, 70
        yield Gap(GapKind.OTHER_COLUMN, CellRef(sheet, header.last_row, tile.column), (tile.text, sure[0].text))


# -- what is made of them


def columns_of(
    grid: SheetGrid,
    merges: Merges,
    tiles: Sequence[Tile],
    rows: Sequence[int],
    further: Sequence[Sequence[int]],
    *,
    calculated: bool = False,
) -> tuple[Column, ...]:
    """Return tiles as columns of points over the units' rows, further lines beside the first."""
    found: list[Column] = []
    for tile in tiles:
        placed = placed_points(tile)
        lines = read_columns(grid, merges, [placed], rows, further, uncalculated=() if calculated else POINTS_FIELDS)
        if grid.shares:
            lines = tuple(_as_shown(grid, line, rows) for line in lines)
        if tile.counted_in_words:
            lines = tuple(replace(line, values=tuple(map(as_count, line.values))) for line in lines)
        found += (replace(line, factor=tile.factor, full=tile.sense.full, parts=tile.parts_summed) for line in lines)
    return tuple(found)


def _as_shown(grid: SheetGrid, column: Column, rows: Sequence[int]) -> Column:
    """Return a column of points with 5% where a cell shows 0.05 so: what a person reads there is no number of points."""
    shown = zip(column.rows or rows, column.values, strict=True)
    return replace(
        column, values=tuple(as_share(value) if (row, column.index) in grid.shares else value for row, value in shown)
    )


def all_rows(rows: Sequence[int], further: Sequence[Sequence[int]]) -> list[int]:
    """Return the rows of all units with their further lines, ascending."""
    return sorted(chain(rows, *further)) if any(further) else list(rows)
