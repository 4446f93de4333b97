"""Three doors, one house: the ribbon, the worksheet functions and the command line give the same numbers."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest
from tests.excel.engine import EngineApp, open_workbook
from tests.excel.tables import office
from tests.tables.layouts.cases import LayoutCase, grids, load_cases
from tests.tables.layouts.workbook import write_workbook

from kaohe.assessment.outcome import Outcome
from kaohe.core.cells import CellValue, ExcelError
from kaohe.core.schema import Field
from kaohe.core.table import Layout, Sheets
from kaohe.excel.cells.values import ERROR_NUMBERS
from kaohe.excel.server import ribbon, udfs
from kaohe.excel.workbook.reader import read_open_workbook
from kaohe.files.disk.source import read_original
from kaohe.files.template import build_workbook, content_from
from kaohe.files.xlsx.reader import read_workbook
from kaohe.files.xlsx.writer import write_outcome
from kaohe.recalculation import recalculate
from kaohe.reports.render import outcome_json
from kaohe.tables import find_tables

DATA = Path(__file__).parents[1] / "data"


GOLDENS = [case for case in load_cases() if case.tables]


def _by_command_line(source: Path, target: Path) -> Outcome:
    write_outcome(read_original(source), target, recalculate(read_workbook(source)))
    return recalculate(read_workbook(target))


def _by_ribbon(source: Path) -> Outcome:
    """Click 重新计算, and no when asked whether to overwrite (as without --overwrite); then read what is there."""
    app = EngineApp()
    app._answers = ["no"]
    book = open_workbook(source, app)
    ribbon.recalculate()
    return recalculate(read_open_workbook(book).sheets)


@pytest.mark.parametrize("case", GOLDENS, ids=lambda case: case.name)
def test_ribbon_and_command_line_agree_on_every_layout(case: LayoutCase, tmp_path: Path) -> None:
    source = write_workbook(case, tmp_path / "book.xlsx")
    by_file = _by_command_line(source, tmp_path / "file.xlsx")
    by_ribbon = _by_ribbon(source)
    assert outcome_json(by_ribbon) == outcome_json(by_file)


def test_real_table_through_all_three_doors(tmp_path: Path) -> None:
    source = DATA / "assessment_form.xlsx"
    by_file = _by_command_line(source, tmp_path / "file.xlsx")
    by_ribbon = _by_ribbon(source)
    assert outcome_json(by_ribbon) == outcome_json(by_file)
    units = by_ribbon.units
    assert sum(unit.score == unit.stated_score and unit.rank == unit.stated_rank for unit in units) == 75
    assert sum(each.code == "M502" for each in by_ribbon.findings) == 12
    assert _scores(by_ribbon) == _by_functions(read_workbook(source))


def _says_all_in_texts(case: LayoutCase) -> bool:
    """Say whether every table has one column of reasons, whose heading gives no sign, and no numbers beside it.

    Halves of one table, side by side, are ranked together, which ranges down each of them can't say.  A column that is
    a question, or a remark that may hold points, keeps a score back; a function sees the reasons alone.
    """
    tables = find_tables(grids(case)).tables
    places = {(table.sheet, table.header_row) for table in tables if not any(table.categories)}
    if len(places) < sum(not any(table.categories) for table in tables):
        return False
    for table in tables:
        reasons, points = table.all(Field.REASONS), (*table.all(Field.ADDED), *table.all(Field.DEDUCTED))
        if table.open or table.remarks or table.vetoes or table.marks or table.coefficient is not None:
            return False
        if points or len(reasons) != 1 or reasons[0].sign is not None:
            return False
    return True


@pytest.mark.parametrize("case", [*filter(_says_all_in_texts, GOLDENS)], ids=lambda case: case.name)
def test_functions_agree_where_texts_say_all(case: LayoutCase, tmp_path: Path) -> None:
    sheets = read_workbook(write_workbook(case, tmp_path / "book.xlsx"))
    assert _by_functions(sheets) == _scores(recalculate(sheets))


def test_ribbon_agrees_on_a_workbook_of_the_template(tmp_path: Path) -> None:
    source = tmp_path / "book.xlsx"
    build_workbook(source, content_from(read_workbook(DATA / "assessment_form.xlsx")))
    assert read_workbook(source).tables[0].layout is Layout.TEMPLATE
    by_file = _by_command_line(source, tmp_path / "file.xlsx")
    assert outcome_json(_by_ribbon(source)) == outcome_json(by_file)


def _scores(outcome: Outcome) -> list[tuple[Decimal | None, int | None]]:
    return [(unit.score, unit.rank) for unit in outcome.units]


def _by_functions(sheets: Sheets) -> list[tuple[Decimal | None, int | None]]:
    """Type SCORE_UNIT and RANK_UNIT down each table, as a person would."""
    results: list[tuple[Decimal | None, int | None]] = []
    for table in sheets.tables:
        reasons = table.column(Field.REASONS)
        if reasons is None or not table.rows:
            continue
        texts = tuple((_to_excel(value),) for value in reasons.values)
        scores = tuple((row[0],) for row in udfs.SCORE_UNIT(texts))
        categories = tuple((_to_excel(name),) for name in table.categories)
        ranks = udfs.RANK_UNIT(_errors(scores), _errors(scores), categories, categories)
        unplaced = [category is None and any(table.categories) for category in table.categories]
        results += [
            (_number(score[0]), None if alone else _rank(rank[0]))  # as the template's formula has it
            for score, rank, alone in zip(scores, ranks, unplaced, strict=True)
        ]
    return results


def _errors(rows: tuple[tuple[object, ...], ...]) -> tuple[tuple[object, ...], ...]:
    """Return a column as Excel hands it over again: an error as its code."""
    return tuple((value - 0x7FF60000 if isinstance(value, int) else value,) for (value,) in rows)


def _number(value: object) -> Decimal | None:
    return Decimal(f"{value:.15g}") if isinstance(value, float) else None


def _rank(value: object) -> int | None:
    return int(value) if isinstance(value, float) else None


def _to_excel(value: CellValue) -> object:
    if isinstance(value, ExcelError):
        return ERROR_NUMBERS[value] - 0x7FF60000
    return float(value) if isinstance(value, Decimal) else value


def test_early_dates_are_read_alike_from_the_file_and_from_excel(tmp_path: Path) -> None:
    source = office(
        tmp_path / "early.xlsx", [datetime(1900, 1, 15), "甲镇", "无"], [datetime(1900, 3, 1), "乙镇", "无"]
    )
    from_file = read_workbook(source).tables[0].columns[0].values
    from_excel = read_open_workbook(open_workbook(source, EngineApp())).sheets.tables[0].columns[0].values
    assert list(from_file) == list(from_excel) == [datetime(1900, 1, 15), datetime(1900, 3, 1)]
