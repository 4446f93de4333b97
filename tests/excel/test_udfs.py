"""The worksheet functions as Excel calls them: what COM brings goes in, what a cell can show comes out."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from importlib import import_module
from inspect import Parameter, signature

import pytest

from kaohe.core.cells import ExcelError
from kaohe.core.functions import BY_NAME, FUNCTIONS, LONGEST_HELP, WorksheetFunction
from kaohe.core.spreadsheet import LONGEST_TEXT
from kaohe.excel.cells.values import ERROR_NUMBERS, cell_from_excel, value_to_excel
from kaohe.excel.functions import points
from kaohe.excel.server import udfs
from kaohe.excel.session import failures

NA_CELL, REF_CELL, MISSING = -2146826246, -2146826265, None
VALUE, NA, REF = 2015, 2042, 2023
TEXT = "未及时到村，扣0.1分；被通报，扣0.2分"
OPEN = "迟报材料，扣分"


@pytest.mark.parametrize(
    ("raw", "cell"),
    [
        (None, None),
        ("", ""),
        ("无", "无"),
        (99.70000000000002, Decimal("99.7")),
        (0.0, Decimal(0)),
        (True, True),
        (-2146826281, ExcelError.DIV0),
        (NA_CELL, ExcelError.NA),
        (3, Decimal(3)),  # from VBA code: no cell sends whole numbers
        (datetime(2024, 5, 1), datetime(2024, 5, 1)),
        (object(), ExcelError.VALUE),
    ],
)
def test_blank_text_number_and_error_arrive_as_four_things(raw: object, cell: object) -> None:
    found = cell_from_excel(raw)
    assert found == cell
    assert type(found) is type(cell)


@pytest.mark.parametrize("error", ERROR_NUMBERS)
def test_errors_go_out_as_numbers_that_come_back_as_errors(error: ExcelError) -> None:
    number = value_to_excel(error)
    assert number == ERROR_NUMBERS[error]
    assert cell_from_excel(number - 0x7FF60000) is error


def test_errors_that_vba_has_no_number_for_are_value_errors() -> None:
    assert value_to_excel(ExcelError.PYTHON) == VALUE
    assert cell_from_excel(NA_CELL + 100) is ExcelError.VALUE


def test_numbers_go_out_as_doubles_and_long_texts_cut() -> None:
    assert value_to_excel(Decimal("99.7")) == 99.7
    assert type(value_to_excel(Decimal(4))) is float
    assert value_to_excel(True) is True
    assert value_to_excel(None) == ""
    assert len(str(value_to_excel("长" * 40_000))) == LONGEST_TEXT
    assert value_to_excel("𠮷" * 20_000) == "𠮷" * (LONGEST_TEXT // 2), "a character beyond U+FFFF takes two places"


@pytest.mark.parametrize(
    ("formula", "arguments", "answer"),
    [
        ("SCORE_UNIT", (TEXT,), 99.7),
        ("SCORE_UNIT", (TEXT, 90.0), 89.7),
        ("SCORE_UNIT", (TEXT, None), 99.7),
        ("SCORE_UNIT", ("无",), 100.0),
        ("SCORE_UNIT", (None,), 100.0),
        ("SCORE_UNIT", ("",), 100.0),
        ("SCORE_UNIT", (0.0,), 100.0),
        ("SCORE_UNIT", ("事故，扣150分",), 0.0),
        ("SCORE_UNIT", (OPEN,), NA),
        ("SCORE_UNIT", (5.0,), VALUE),
        ("SCORE_UNIT", (True,), VALUE),
        ("SCORE_UNIT", (datetime(2024, 5, 1),), VALUE),
        ("SCORE_UNIT", (REF_CELL,), REF),
        ("SCORE_UNIT", (TEXT, "百分"), VALUE),
        ("SCORE_UNIT", (TEXT, NA_CELL), NA),
        ("DEDUCTED_POINTS", (TEXT,), 0.3),
        ("DEDUCTED_POINTS", ("加班值守，加0.5分",), 0.0),
        ("DEDUCTED_POINTS", (OPEN,), NA),
        ("ADDED_POINTS", ("加班值守，加0.5分；迟到，扣0.1分",), 0.5),
        ("ADDED_POINTS", (None,), 0.0),
        ("EXPLAIN_SCORE", (TEXT,), "100−0.1−0.2=99.7"),
        ("EXPLAIN_SCORE", ("无", 90.0), "90"),
        ("EXPLAIN_SCORE", (OPEN,), NA),
        ("SPLIT_REASONS", (TEXT,), [["未及时到村", -0.1], ["被通报", -0.2]]),
        ("SPLIT_REASONS", (OPEN,), [["迟报材料", NA]]),
        ("SPLIT_REASONS", ("无",), [["", ""]]),
        ("SPLIT_REASONS", (REF_CELL,), [[REF, REF]]),
        ("CHECK_REASON", ("个别帮扶干部未如实填写帮扶记录，扣0.1分",), "无误"),
        ("CHECK_REASON", (REF_CELL,), REF),
        (
            "STANDARD_REASON",
            ("1.个别帮扶干部未如实填写帮扶记录 ，扣0.1分",),
            "1.个别帮扶干部未如实填写帮扶记录 ，扣0.1分",
        ),
        ("STANDARD_REASON", (None,), ""),
        ("STANDARD_REASON", (REF_CELL,), REF),
        ("STANDARD_REASON", (5.0,), VALUE),
        ("RANK_UNIT", (99.7, ((99.7,), (100.0,))), 2.0),
        ("RANK_UNIT", (), VALUE),
    ],
)
def test_one_cell(formula: str, arguments: tuple[object, ...], answer: object) -> None:
    assert getattr(udfs, formula)(*arguments) == (answer if isinstance(answer, list) else [[answer]])


def test_a_whole_column_is_answered_in_one_call() -> None:
    column = ((TEXT,), (None,), (OPEN,), (REF_CELL,), (5.0,), (TEXT,))
    assert udfs.SCORE_UNIT(column) == [[99.7], [100.0], [NA], [REF], [VALUE], [99.7]]
    assert udfs.SCORE_UNIT(column, 90.0)[0] == [89.7]
    assert udfs.SCORE_UNIT(column, ((90.0,), (90.0,))) == [[VALUE]]
    assert udfs.CHECK_REASON(column, None, ((99.6,), *[(None,)] * 5))[0] != udfs.CHECK_REASON(TEXT)[0]
    assert udfs.SPLIT_REASONS(column)[:2] == [["未及时到村", -0.1], ["被通报", -0.2]]


def test_an_array_constant_is_a_row() -> None:
    assert udfs.SCORE_UNIT((TEXT, "无")) == [[99.7, 100.0]]


def test_why_a_cell_shows_an_error_can_be_asked() -> None:
    udfs.SCORE_UNIT(OPEN)
    latest = failures.recent_failures()[0]
    assert (latest.function, latest.error) == ("SCORE_UNIT", ExcelError.NA)
    assert "“迟报材料，扣分”没有写分值" in latest.why


def test_a_bug_is_a_value_error_with_a_reason_and_a_traceback_in_the_log(monkeypatch, caplog) -> None:
    def broken(reasons: object, base: object = None) -> object:
        raise KeyError("分值")

    monkeypatch.setattr(points, "score_unit", broken)
    assert udfs.SCORE_UNIT(TEXT) == [[VALUE]]
    assert "KeyError" in failures.recent_failures()[0].why
    assert "Traceback" in caplog.text
    monkeypatch.undo()
    assert udfs.SCORE_UNIT(TEXT) == [[99.7]]


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda function: function.name)
def test_functions_have_chinese_help_that_excel_does_not_cut(function: WorksheetFunction) -> None:
    for words in (function.help, *function.arguments.values()):
        assert 0 < len(words) <= LONGEST_HELP
        assert words.endswith("。")


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda function: function.name)
def test_what_computes_a_function_takes_its_arguments(function: WorksheetFunction) -> None:
    module, _, name = function.does.partition(".")
    parameters = signature(getattr(import_module(f"kaohe.excel.functions.{module}"), name)).parameters
    assert list(function.arguments) == list(parameters) == list(signature(getattr(udfs, function.name)).parameters)
    assert [each.default is Parameter.empty for each in parameters.values()].count(True) == function.required


def test_a_call_with_too_many_arguments_is_refused() -> None:
    assert BY_NAME["SCORE_UNIT"].call("D4", "90") == "SCORE_UNIT(D4,90)"
    with pytest.raises(TypeError):
        BY_NAME["SCORE_UNIT"].call("D4", "90", "1")
    with pytest.raises(TypeError):
        BY_NAME["SCORE_UNIT"].call()


def test_wizard_rows_hold_every_function() -> None:
    rows = udfs.function_help()
    assert [row[0] for row in rows] == [function.name for function in FUNCTIONS]
    assert {row[1] for row in rows} == {"考核"}
    assert len({len(row) for row in rows}) == 1
    for row, function in zip(rows, FUNCTIONS, strict=True):
        assert row[2:] == [function.help, *function.arguments.values()] + [""] * (
            len(row) - 3 - len(function.arguments)
        )
