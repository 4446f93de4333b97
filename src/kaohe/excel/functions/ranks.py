"""Ranks as worksheet functions: RANK_UNIT, and its form without arguments."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from kaohe.assessment.figures import number_in
from kaohe.assessment.ranking import rank
from kaohe.assessment.unranked import find_exclusions
from kaohe.core.cells import CellValue, ExcelError
from kaohe.core.schema import Field, Sheet
from kaohe.core.settings import RankMethod, read_method
from kaohe.core.table import Table
from kaohe.core.text import fold
from kaohe.core.ties import TieKey, read_tie_key
from kaohe.excel.functions import messages, shapes
from kaohe.excel.functions.kept import Kept
from kaohe.excel.functions.model import Argument, CellResult, Failure, Grid, Result
from kaohe.files.answers import read_answers


def rank_unit(
    score: Argument = None,
    scores: Argument = None,
    category: Argument = None,
    categories: Argument = None,
    method: Argument = None,
    tie: Argument = None,
    ties: Argument = None,
) -> Result:
    """Return the rank of ``score`` among ``scores``, highest first, within the same category.

    Blank cells, texts and errors among ``scores`` take no place; numbers typed as text count as numbers.  A ``score`` that is
    blank gives #N/A, an error gives itself, a text #VALUE!.  ``tie`` among ``ties`` tells equal scores apart, see
    :func:`kaohe.core.ties.read_tie_key`.
    """
    chosen = _method(method)
    failure = _unfit(scores, category, categories) or _unfit_ties(scores, tie, ties)
    if failure is not None:
        return failure
    if isinstance(chosen, Failure):
        return chosen
    of_groups = None if categories is None else shapes.rows_of(categories)
    ranks = _ranks(shapes.rows_of(scores), of_groups, chosen, None if ties is None else shapes.rows_of(ties))

    def place(value: CellValue, group: CellValue, key: CellValue) -> CellResult:
        found = _score(value)
        if isinstance(found, Failure):
            return found
        if isinstance(group, ExcelError):
            return messages.error_cell("类别", group)
        if isinstance(key, ExcelError):
            return messages.error_cell("并列依据", key)
        rank = ranks.get((_group(group), found, read_tie_key(key)))
        return messages.not_ranked(str(found)) if rank is None else Decimal(rank)

    return shapes.map_cells(place, 得分=score, 类别=category, 并列依据=tie)


def _unfit(scores: Argument, category: Argument, categories: Argument) -> Failure | None:
    """Return what keeps the arguments from going together."""
    if scores is None:
        return messages.missing("全部得分")
    if categories is None:
        return None if category is None else messages.missing("全部类别")
    if shapes.size(scores) != shapes.size(categories):
        return messages.sizes_differ("全部得分", "全部类别")
    return None


def _unfit_ties(scores: Argument, tie: Argument, ties: Argument) -> Failure | None:
    if ties is None:
        return None if tie is None else messages.missing("全部并列依据")
    return messages.sizes_differ("全部得分", "全部并列依据") if shapes.size(scores) != shapes.size(ties) else None


def _score(value: CellValue) -> Decimal | Failure:
    if isinstance(value, ExcelError):
        return messages.error_cell("得分", value)
    if value is None or (isinstance(value, str) and not value.strip()):
        return messages.blank("得分")
    if (number := number_in(value)) is not None:
        return number
    return messages.wrong_kind("得分", value, "数字")


def _method(argument: Argument) -> RankMethod | Failure:
    value = shapes.single(argument, "排名方法")
    if isinstance(value, Failure):
        return value
    if value is None or value == "":
        return RankMethod.DENSE
    try:
        return read_method(value)
    except ValueError:
        return messages.wrong_kind("排名方法", value, "dense（1,2,2,3）或 competition（1,2,2,4）")


def rank_rows(
    sheet: Argument, categories: Argument = None, method: Argument = None, answers: Argument = None
) -> Result:
    """Return a rank for each row of a sheet: the rank of the unit that stands in it.

    ``sheet`` are the cells from A1 on, ``categories`` the table of categories with its headings
    where the workbook has one (for the rank groups), ``method`` its setting.  ``answers`` is the sheet's name with
    a person's answers below it, a line each, as the workbook's names keep them.  The scores are those that the sheet shows.  A row without a unit is #N/A.
    """
    from kaohe.tables import SheetGrid, find_tables  # they take long to import, and no other function here needs them

    chosen = _method(method)
    if isinstance(chosen, Failure):
        return chosen
    rows = shapes.rows_of(sheet)
    told = shapes.single(answers, "回答")
    name, *kept = told.split("\n") if isinstance(told, str) else [""]
    grids = [SheetGrid(name, rows), SheetGrid(Sheet.CATEGORIES, shapes.rows_of(categories))]
    found = find_tables(grids, answers=read_answers(kept))
    ranks: list[CellResult] = [messages.no_row()] * len(rows)
    for table in found.tables:
        for row, place in zip(table.rows, _rank_table(table, found.rank_groups, chosen), strict=True):
            ranks[row - 1] = messages.no_score_in_row() if place is None else Decimal(place)
    return tuple((each,) for each in ranks)


def _rank_table(table: Table, rank_groups: Mapping[str, str], method: RankMethod) -> list[int | None]:
    column = table.column(Field.SCORE)
    if column is None:
        return [None] * len(table.rows)
    uncategorised = set(table.categories) == {None}
    groups: list[str | None] = [
        "" if uncategorised else category and rank_groups.get(category, category) for category in table.categories
    ]
    for each in find_exclusions(table, None):
        groups[each.unit] = None
    return rank([number_in(value) for value in column.values], groups, method)


def _rank_all(
    scores: Grid, categories: Grid | None, method: RankMethod, ties: Grid | None
) -> dict[tuple[str, Decimal, TieKey], int]:
    """Ranks by category, score and what tells equal scores apart; kept, as each row of a table asks for the same columns."""
    values = [cell for row in scores for cell in row]
    groups = [""] * len(values) if categories is None else [_group(cell) for row in categories for cell in row]
    numbers = [None if isinstance(value, ExcelError) else number_in(value) for value in values]
    keys = [()] * len(values) if ties is None else [read_tie_key(cell) for row in ties for cell in row]
    ranked = rank(numbers, groups, method, keys)
    return {
        (group, number, key): place
        for group, number, key, place in zip(groups, numbers, keys, ranked, strict=True)
        if number is not None and place is not None
    }


_ranks = Kept(_rank_all)


def _group(cell: CellValue) -> str:
    """Return what two cells must have in common to be one category: their words, typography aside."""
    return "" if cell is None else " ".join(fold(str(cell)).split())
