"""One table's columns: tiles made of its headings and cells, and the table that is made of the tiles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import chain

from kaohe.core.cells import CellRef, CellValue
from kaohe.core.points import shows_no_points
from kaohe.core.reading import COUNTED, Answers, ColumnAnswer, ColumnReading, Role
from kaohe.core.records import dataclass
from kaohe.core.schema import OWN_NOTE, TIE_KEY, Field
from kaohe.core.spreadsheet import column_letters
from kaohe.core.table import Column, Gap, GapKind, OpenColumn, PointsLimit
from kaohe.tables.bases import bases_of_kinds
from kaohe.tables.columns import Placed, choose, is_vague, read_columns
from kaohe.tables.content import profile
from kaohe.tables.formulas import ColumnFormula, read_formulas, shown_formula
from kaohe.tables.grid import Merges, SheetGrid, as_share, is_blank
from kaohe.tables.header import POINTS_FIELDS, Header
from kaohe.tables.heading import Heading, HeadingSense, full_mark, sense
from kaohe.tables.making import Making, field_of
from kaohe.tables.maxima import NOTHING_SAID, Worth
from kaohe.tables.span import HeadCell
from kaohe.tables.terms import Told, base_told, limits_in_heading, limits_told, rules_told
from kaohe.tables.tiles import SURE, Tile
from kaohe.tables.tiling import settle

#: How many rows formulas, sums and typed scores are looked for in.
SAMPLE = 400
#: Columns beside the last heading that may hold something without one.
_BEYOND = 2
#: How many rows a question names.
_SHOWN_ROWS = 3

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
    tiles = _make_tiles(grid, merges, header, rows, last_column, worth)
    above = [told.text for told in around if told.row < header.first_row]
    making, gaps = settle(tiles, above, answers, grid.name)
    _by_terms(tiles, making, around, bands)
    gaps = [
        replace(gap, where=CellRef(grid.name, header.last_row, gap.where.column)) if gap.where else gap for gap in gaps
    ]
    _ask_about_those_apart(tiles, header)
    by_column = {tile.column: tile for tile in tiles}
    placed, rivals = choose(_single_headings(header, by_column, grid.name, answers), grid.name, _SINGLE)
    placed = _with_units(placed, tiles)
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
    tiles = _make_tiles(grid, merges, header, rows, last_column)
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


def _make_tiles(
    grid: SheetGrid,
    merges: Merges,
    header: Header,
    rows: Sequence[int],
    last_column: int,
    worth: Worth = NOTHING_SAID,
) -> list[Tile]:
    cells = grid.rows(rows)
    # What a surely known heading heads is judged by some of its rows; a stray value under another is not missed.
    some = rows if len(rows) <= 2 * SAMPLE else [*rows[:SAMPLE], *rows[-SAMPLE:]]
    some_cells = cells if some is rows else [*cells[:SAMPLE], *cells[-SAMPLE:]]
    formulas = read_formulas(grid, rows)
    heads = {cell.column: cell for cell in header.cells}
    last = max(heads)
    tiles = []
    for column in sorted({*heads, *range(min(heads), min(last + _BEYOND, last_column) + 1)}):
        head = heads.get(column)
        meaning = sense(head.parts) if head is not None and head.parts else HeadingSense(Role.UNKNOWN, 0)
        if meaning.full is None and column in worth.full:
            meaning = meaning._replace(full=worth.full[column])
        if meaning.weight is None and column in worth.weights:
            meaning = meaning._replace(weight=worth.weights[column])
        known = meaning.certainty >= SURE
        values = _values(grid, merges, some if known else rows, some_cells if known else cells, column)
        if head is None:
            if not any(map(_shows, values)) or _continues_a_heading(merges, header, column):
                continue
            head = HeadCell(column, "", None)
        tiles.append(
            Tile(
                column, head.text, head.parts, meaning, values[:SAMPLE],
                profile(values, whole=not known), formulas.get(column), hidden=column in grid.hidden_columns,
            )
        )  # fmt: skip
    return tiles


def _continues_a_heading(merges: Merges, header: Header, column: int) -> bool:
    """Say whether a heading is merged over this column too (and ``settle_spans`` left it out)."""
    areas = (merges.area(row, column) for row in range(header.first_row, header.last_row + 1))
    return any(area is not None and area.column1 < column for area in areas)


def _values(
    grid: SheetGrid, merges: Merges, rows: Sequence[int], cells: Sequence[Sequence[CellValue]], column: int
) -> list[CellValue]:
    index = column - grid.first_column
    values = [row[index] if index < len(row) else None for row in cells]
    if grid.shares:
        values = [as_share(v) if (row, column) in grid.shares else v for row, v in zip(rows, values, strict=True)]
    if merges:
        for at, row in enumerate(rows):
            area = merges.area(row, column)
            if area is not None and area.column1 < column:
                values[at] = None
    return values


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


def _by_terms(tiles: Sequence[Tile], making: Making, around: Sequence[Told], bands: Sequence[Told]) -> None:
    """Take from the texts around the table what scores start from and are limited to, unless a formula or a person says it."""
    score = next((tile for tile in tiles if tile.role is Role.SCORE), None)
    answered = any(tile.answered and tile.role in (Role.SCORE, Role.UNIT) for tile in tiles)
    making.limits = tuple(_limits_of_columns(tiles))
    if answered or (score is not None and score.formula is not None and score.fixed):
        return
    if score is not None and score.formula is not None and _is_riddle(score, score.formula):
        making.rules += (Told(score.formula.row, score.column, score.formula.text),)
    told = base_told(around)
    has_base = making.base is not None or any(tile.role in (Role.BASE, Role.MARKS) for tile in tiles)
    if told is not None and not has_base and making.asked_base in (None, told[0]):
        making.asked_base, making.base_told = told
    making.kinds = () if has_base else tuple(bases_of_kinds(around, bands))
    if making.kinds:
        making.asked_base, making.base_told = None, None
    making.limits += tuple(limits_told(around))
    making.rules += tuple(rules_told(around))


def _limits_of_columns(tiles: Sequence[Tile]) -> Iterator[PointsLimit]:
    """Yield the limits that headings, and the groups above them, name for the points below them."""
    seen: dict[tuple[str, ...], set[int]] = {}
    for tile in tiles:
        if tile.sure and tile.role in COUNTED and tile.role is not Role.MARKS:
            for depth in range(len(tile.parts)):
                seen.setdefault(tile.parts[: depth + 1], set()).add(tile.column)
            if tile.sense.full is not None and tile.factor is None and not full_mark(tile.parts[-1]):
                yield PointsLimit(tile.role.sign, tile.sense.full, tile.text, frozenset({tile.column}))
    by_column = {tile.column: tile for tile in tiles}
    for parts, columns in seen.items():
        signs = {by_column[column].role.sign for column in columns}
        sign = next(iter(signs)) if len(signs) == 1 else None
        for limit in limits_in_heading(parts[-1]):
            yield replace(limit, sign=sign if limit.sign is None else limit.sign, columns=frozenset(columns))
        if (full := full_mark(parts[-1])) is not None:
            yield PointsLimit(sign, full, parts[-1], frozenset(columns))


def _is_riddle(score: Tile, formula: ColumnFormula) -> bool:
    """Say whether an office's formula of scores is not understood and, never calculated, has no results to compare with."""
    return formula.relation is None and not score.profile.numbers and "SCORE_UNIT" not in formula.text.upper()


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
        if tile.column not in taken and tile.sense.certainty < 60 and tile.profile.names_units and tile.text
        and (right is None or tile.column < right)
    ]  # fmt: skip
    if not unknown:
        return placed
    best = max(unknown, key=lambda tile: (tile.profile.distinct, -tile.column))
    best.role, best.certainty = Role.UNIT, 80
    best.why[:] = [f"“{best.text}”下面是各不相同的名称，在分值左边"]
    return tuple(sorted((*placed, Placed(best.column, best.text, Heading(Field.UNIT, None, 400)))))


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
        found += (replace(line, factor=tile.factor, full=tile.sense.full, parts=tile.parts_summed) for line in lines)
    return tuple(found)


def _as_shown(grid: SheetGrid, column: Column, rows: Sequence[int]) -> Column:
    """Return a column of points with 5% where a cell shows 0.05 so: what a person reads there is no number of points."""
    shown = zip(column.rows or rows, column.values, strict=True)
    return replace(
        column, values=tuple(as_share(value) if (row, column.index) in grid.shares else value for row, value in shown)
    )


def open_columns(columns: Sequence[Column], tiles: Sequence[Tile]) -> tuple[OpenColumn, ...]:
    """Return the columns of questions with what is said of each."""
    known = {tile.column: tile for tile in tiles}
    return tuple(OpenColumn(column, "；".join(known[column.index].why), known[column.index].role) for column in columns)


def column_gaps(understood: Understood, grid: SheetGrid, rows: Sequence[int]) -> Iterator[Gap]:
    """Yield the questions about columns; each names the first rows that it leaves open."""
    sheet = grid.name
    row = understood.header.last_row
    for tile in understood.open:
        likely = tile.role if tile.role is not Role.UNKNOWN else Role.DEDUCTED
        answer = ColumnAnswer(sheet, tile.column, tile.text, likely)
        letters = column_letters(tile.column)
        where = CellRef(sheet, row, tile.column)
        touched = [row for row in rows if not _is_nothing(grid.value(row, tile.column))]
        values = (tile.text or f"{letters}列", "；".join(tile.why), likely, _rows_in_words(touched))
        yield Gap(GapKind.OPEN_COLUMN, where, values, answer)
    making = understood.making
    for tile in understood.tiles:
        where = CellRef(sheet, row, tile.column)
        if tile.sure and tile.role is Role.COEFFICIENT and known_coefficient(understood) is not tile:
            answer = ColumnAnswer(sheet, tile.column, tile.text, Role.OUTSIDE)
            if tile.profile.nonzero or tile.profile.percents:
                yield Gap(GapKind.OPEN_COEFFICIENT, where, (tile.text,), answer)
        if tile.sure and tile.role is Role.SCORE and making.asked_base is not None and making.base_told is None:
            answer = ColumnAnswer(sheet, tile.column, tile.text, Role.SCORE, making.asked_base)
            yield Gap(GapKind.OPEN_BASE, where, (tile.text, f"{making.asked_base:f}"), answer)
    yield from _term_gaps(understood, sheet)


def _term_gaps(understood: Understood, sheet: str) -> Iterator[Gap]:
    """Yield the questions about the texts around a table; the answer is one about its scores, else about its units."""
    making = understood.making
    told, base = making.base_told, making.asked_base
    if told is not None and base is not None:
        where = CellRef(sheet, told.row, told.column)
        yield Gap(GapKind.OPEN_BASE, where, (told.text, f"{base:f}"), _score_answer(understood, sheet, base))
    if making.kinds:
        told = making.kinds[0].told
        yield Gap(GapKind.OPEN_BASES, CellRef(sheet, told.row, told.column), (told.text,))
    for rule in making.rules:
        where = CellRef(sheet, rule.row, rule.column)
        yield Gap(GapKind.OPEN_RULE, where, (rule.text,), _score_answer(understood, sheet))


def _score_answer(understood: Understood, sheet: str, base: Decimal | None = None) -> ColumnAnswer | None:
    found = (tile for role in (Role.SCORE, Role.UNIT) for tile in understood.tiles if tile.role is role)
    tile = next(found, None)
    return None if tile is None else ColumnAnswer(sheet, tile.column, tile.text, tile.role, base)


def known_coefficient(understood: Understood) -> Tile | None:
    """Return the one column that scores are multiplied by: as the office's formulas say, or as a person answered."""
    if understood.making.coefficient is not None:
        return understood.making.coefficient
    answered = (t for t in understood.tiles if t.sure and t.role is Role.COEFFICIENT and t.answered)
    return next(answered, None)


def _shows(value: CellValue) -> bool:
    return value is not None and not is_blank(value)


def _is_nothing(value: CellValue) -> bool:
    return is_blank(value) or shows_no_points(value) or (not isinstance(value, str) and not value)


def _rows_in_words(rows: Sequence[int]) -> str:
    shown = "、".join(f"第{row}行" for row in rows[:_SHOWN_ROWS])
    return shown if len(rows) <= _SHOWN_ROWS else f"{shown}等{len(rows)}行"


def formula_gaps(grid: SheetGrid, tiles: Sequence[Tile]) -> Iterator[Gap]:
    """Yield the cells that were typed over the formula of their column, or hold another formula."""
    for tile in tiles:
        if tile.formula is None or tile.formula.relation is None or tile.role is Role.OUTSIDE:
            continue
        quoted = shown_formula(tile.column, tile.formula)
        for row in tile.formula.typed:
            values = (tile.text, f"{grid.value(row, tile.column)}", quoted)
            yield Gap(GapKind.TYPED_OVER, CellRef(grid.name, row, tile.column), values)
        for row in tile.formula.other:
            values = (tile.text, grid.formulas[row, tile.column], quoted)
            yield Gap(GapKind.OTHER_FORMULA, CellRef(grid.name, row, tile.column), values)


def column_readings(understood: Understood, sheet: str) -> tuple[ColumnReading, ...]:
    """Return the columns as a person is shown them."""
    making = understood.making
    return tuple(
        ColumnReading(
            sheet,
            tile.column,
            tile.text,
            tile.role,
            tile.role.sign,
            tuple(tile.why),
            tile.sure and not (tile.role is Role.COEFFICIENT and making.coefficient is not tile and not tile.answered)
            and not (tile.role is Role.SCORE and making.asked_base is not None),
            understood.header.last_row,
            tile.answered,
        )
        for tile in understood.tiles
    )  # fmt: skip


def texts_above(grid: SheetGrid, header: Header) -> list[Told]:
    """Return the texts above a header (titles, explanations of the rules), and the sheet's name."""
    name = Told(header.last_row, header.cells[0].column, grid.name)
    return [*texts_in(grid, range(max(grid.first_row, header.first_row - 8), header.first_row)), name]


def texts_beside(grid: SheetGrid, header: Header) -> list[Told]:
    """Return what stands in text boxes and page headers, and comments on headings."""
    first, last = header.cells[0].column, header.last_row
    texts = [(cell or (last, first), text.partition("：")[2] or text) for cell, text in grid.remarks]
    return [Told(*cell, text) for cell, text in texts if cell[0] <= last and OWN_NOTE not in text]


def texts_in(grid: SheetGrid, rows: Iterable[int]) -> list[Told]:
    """Return the texts in some rows."""
    return [Told(row, column, value) for row in rows for column, value in grid.filled(row) if type(value) is str]


def all_rows(rows: Sequence[int], further: Sequence[Sequence[int]]) -> list[int]:
    """Return the rows of all units with their further lines, ascending."""
    return sorted(chain(rows, *further)) if any(further) else list(rows)
