"""Lists under a table, and tables that are logs: what else a sheet holds besides one row a unit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from kaohe.core.cells import CellRef, CellValue
from kaohe.core.names import tidy_name
from kaohe.core.patterns import compile_on_use
from kaohe.core.points import shows_no_points
from kaohe.core.records import replace
from kaohe.core.schema import OWN_NOTE
from kaohe.core.table import Gap, GapKind
from kaohe.core.text import fold
from kaohe.tables.body import Body
from kaohe.tables.content import mentions_points, remark_questions
from kaohe.tables.frame import Cells
from kaohe.tables.grid import Area, SheetGrid
from kaohe.tables.terms import Told

_COUNTED = compile_on_use(r"已[计记]入|已含|已包[含括]|已在上表|已统计|已列入|明细见|同上表")
_MAY_COUNT = compile_on_use(r"[加扣减奖罚]分?|否决|处分|通报")
#: What one unit has alone is merged over its own lines only.
_SEVERAL = 2
#: A log names its units again and again: at most two different ones in three rows.
_REPEATS = (2, 3)
_FEWEST_ENTRIES = 4
_SAMPLE = 2_000
#: A log with a unit of more entries is not added up.
MOST_ENTRIES = 2_000


def list_gaps(
    sheet: str, lists: Sequence[Sequence[tuple[int, Cells]]], names: Sequence[CellValue], disturbed: set[int]
) -> Iterator[Gap]:
    """Yield what is to be said of the lists below a table; units that one may count for are added to ``disturbed``."""
    if not lists:
        return
    units = {tidy_name(str(name)): unit for unit, name in enumerate(names) if name is not None}
    for rows in lists:
        head = " ".join(str(value) for _, cells in rows[:2] for value in cells.values())
        first_row, first_cells = rows[0]
        where = CellRef(sheet, first_row, min(first_cells))
        text = str(next(iter(first_cells.values())))
        said = {tidy_name(str(value)) for _, cells in rows[1:] for value in cells.values() if isinstance(value, str)}
        named = {units[name] for name in said if name in units}
        counts = bool(_MAY_COUNT.search(fold(head))) and not _COUNTED.search(fold(head))
        if named and counts:
            disturbed |= named
            yield Gap(GapKind.OPEN_LIST, where, (text,))
        else:
            yield Gap(GapKind.OTHER_LIST, where, (text,))


def is_log(names: Sequence[CellValue], *, dated: bool = False) -> bool:
    """Say whether rows are single entries: the same units come again and again, or with another date."""
    most, of = _REPEATS
    shown = [name for name in names if name is not None]
    if len(set(shown[:_SAMPLE])) * of > len(shown[:_SAMPLE]) * (most + 1) and len(shown) > _SAMPLE:
        return False
    found = [tidy_name(str(name)) for name in shown]
    if dated and len(set(found)) < len(found):
        return True
    return len(found) >= _FEWEST_ENTRIES and len(set(found)) * of <= len(found) * most


def by_unit(body: Body, names: Sequence[CellValue]) -> Body | None:
    """Return a log with one row a unit, its first, and the other entries as further lines; None where that is too much."""
    places: dict[str, int] = {}
    grouped = replace(body, rows=[], further=[], bands=[], disturbed=set())
    for entry, (row, lines, band, name) in enumerate(zip(body.rows, body.further, body.bands, names, strict=True)):
        key = "" if name is None else tidy_name(str(name))
        if entry in body.disturbed:
            grouped.disturbed.add(places.get(key, len(grouped.rows)) if key else len(grouped.rows))
        if key in places and key:
            grouped.further[places[key]] += [row, *lines]
        else:
            places[key] = len(grouped.rows)
            grouped.rows.append(row)
            grouped.further.append(list(lines))
            grouped.bands.append(band)
    return None if max(map(len, grouped.further), default=0) > MOST_ENTRIES else grouped


#: A text that says so itself counts for each of the units that it is merged over.
_EACH = compile_on_use("[各均]|分别|每个")


def shared_gaps(
    grid: SheetGrid, columns: Sequence[int], result: int | None, names: Sequence[CellValue], body: Body
) -> Iterator[Gap]:
    """Yield the points merged over several units without a typed score: do they count for each, or once?  The units join ``disturbed``."""
    unit_of = body.unit_of_row if grid.merged else {}
    for row1, column1, row2, column2 in grid.merged:
        units = sorted({unit_of[row] for row in range(row1, min(row2, grid.last_row) + 1) if row in unit_of})
        value = grid.value(row1, column1)
        if (
            len(units) < _SEVERAL
            or not any(column1 <= column <= column2 for column in columns)
            or shows_no_points(value)
        ):
            continue
        scored = result is not None and all(_result(grid, body.rows[unit], result) for unit in units)
        if scored or (isinstance(value, str) and (_EACH.search(value) or not mentions_points(value))):
            continue
        body.disturbed.update(units)
        yield Gap(
            GapKind.SHARED_POINTS,
            CellRef(grid.name, row1, column1),
            (str(value), "、".join(f"“{names[unit]}”" for unit in units)),
        )


def _result(grid: SheetGrid, row: int, column: int) -> bool:
    """Say whether a score stands in a row's cell, or in the one that it is merged with."""
    area = next(
        (a for a in map(Area._make, grid.merged) if a.row1 <= row <= a.row2 and a.column1 <= column <= a.column2), None
    )
    return grid.value(area.row1, area.column1) is not None if area else grid.value(row, column) is not None


_SENTENCES = compile_on_use(r"[。；;\n]")
#: A name of one character stands in any text.
_SHORTEST_NAME = 2


#: What is said of an office that keeps the points, not of one that they are of: 由办公室登记.
_ASKED, _ACTS = tuple("由向报经请送"), ("负责", "登记", "汇总", "统计", "解释", "核实", "组织", "备案", "审核")


def _acts(said: str, name: str) -> bool:
    """Say whether a sentence names a unit only for what it does with the points of others."""
    before, _, after = said.partition(name)
    return before.endswith(_ASKED) or after.startswith(_ACTS)


def note_gaps(sheet: str, notes: Iterable[Told], names: Sequence[CellValue], disturbed: set[int]) -> Iterator[Gap]:
    """Yield the texts around a table that name units and may change their points (甲镇因瞒报另扣5分); the units join ``disturbed``."""
    units = {
        name: unit
        for unit, value in enumerate(names)
        if value is not None and len(name := tidy_name(str(value))) >= _SHORTEST_NAME
    }
    for told in notes:
        for sentence in _SENTENCES.split(told.text):
            if not remark_questions(sentence) or _COUNTED.search(fold(sentence)):
                continue
            said = tidy_name(sentence)
            meant = [name for name in units if name in said]
            meant = [name for name in meant if not any(name != other and name in other for other in meant)]
            meant = [name for name in meant if not _acts(said, name)]
            if meant:
                disturbed.update(units[name] for name in meant)
                values = (sentence.strip(), "、".join(f"“{name}”" for name in meant))
                yield Gap(GapKind.NOTED_UNIT, CellRef(sheet, told.row, told.column), values)


_DITTO = frozenset({"〃", "″", '"', "''", "〞", "々", "同上", "同前", "同上行", "如上", "“", "”", "＂"})


def ditto_gaps(grid: SheetGrid, columns: Sequence[int], rows: Sequence[int], disturbed: set[int]) -> Iterator[Gap]:
    """Yield the cells that say 同上 where a value belongs; their units join ``disturbed``."""
    places = [column - grid.first_column for column in columns]
    for unit, (row, values) in enumerate(zip(rows, grid.rows(rows), strict=True)):
        for place in places:
            value = values[place] if place < len(values) else None
            if type(value) is str and value.strip() in _DITTO:
                disturbed.add(unit)
                yield Gap(GapKind.DITTO, CellRef(grid.name, row, place + grid.first_column), (value.strip(),))


def look_gaps(grid: SheetGrid, columns: Sequence[int], body: Body) -> Iterator[Gap]:
    """Yield struck-out words and comments with points, whose units join ``disturbed``, and hidden rows with units."""
    counted = set(columns)
    unit_of = body.unit_of_row if grid.struck else {}
    for (row, column), words in grid.struck.items():
        if column in counted and row in unit_of and (mentions_points(words) or re.search(r"\d", words)):
            body.disturbed.add(unit_of[row])
            yield Gap(GapKind.STRUCK, CellRef(grid.name, row, column), (words,))
    yield from _comment_gaps(grid, body)
    hidden = [row for row in body.rows if row in grid.hidden_rows] if grid.hidden_rows else []
    if hidden:
        name = next((str(value) for _, value in grid.filled(hidden[0]) if isinstance(value, str)), "")
        yield Gap(GapKind.HIDDEN_ROWS, CellRef(grid.name, hidden[0], grid.first_column), (str(len(hidden)), name))


def _comment_gaps(grid: SheetGrid, body: Body) -> Iterator[Gap]:
    """Yield the comments on units' cells that may change a score: 另扣0.3分."""
    told = [
        (cell, text)
        for cell, text in grid.remarks
        if cell is not None and remark_questions(text) and OWN_NOTE not in text
    ]
    if not told:
        return
    unit_of = body.unit_of_row
    for (row, column), text in told:
        if row in unit_of:
            body.disturbed.add(unit_of[row])
            yield Gap(GapKind.COMMENT, CellRef(grid.name, row, column), (text.removeprefix("批注：").strip(),))
