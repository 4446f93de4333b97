"""The native part of the template's formulas gives the core's numbers, under any settings."""

from __future__ import annotations

import random
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from tests.libreoffice import convert

from kaohe.assessment.scoring import Tally, score
from kaohe.core.cells import CellValue, number
from kaohe.core.schema import SETTING_NAMES, CategoryField, Field, Sheet
from kaohe.core.settings import TieRule, understand
from kaohe.core.ties import read_tie_key
from kaohe.files.template import Category, UnitRow, build_workbook, empty_content
from kaohe.files.template.content import default_settings
from kaohe.files.template.formulas import formulas
from kaohe.files.template.source import compute
from kaohe.files.template.units import FIRST_ROW

POINTS = [Decimal(text) for text in ("0", "0.1", "0.15", "0.25", "0.3", "0.45", "1", "2.675", "7", "99.95", "130")]

SETTINGS: list[dict[str, CellValue]] = [
    {},
    {"decimals": Decimal(0)},
    {"decimals": Decimal(1), "bonus_cap": Decimal("0.5")},
    {"decimals": Decimal(2), "deduction_cap": Decimal("5.005"), "highest": Decimal(100)},
    {"base": Decimal("99.95"), "decimals": Decimal(1), "lowest": Decimal("60.25"), "highest": Decimal("99.99")},
    {"base": None, "lowest": "不限", "bonus_cap": "无", "decimals": "不取整"},
]


@pytest.mark.libreoffice
@pytest.mark.parametrize("changed", SETTINGS)
def test_scores_equal_those_of_the_core(tmp_path: Path, changed: dict[str, CellValue]) -> None:
    tallies = [Tally(added, deducted) for added in POINTS for deducted in POINTS]
    raw = default_settings() | changed
    sheet = recalculated(tmp_path, tallies, raw)
    settings, misread = understand(raw)
    assert not misread
    expected = [found.value for tally in tallies if (found := score(tally, settings))]
    assert [number(value) for value in column(sheet, 7, len(tallies))] == expected


def recalculated(
    folder: Path, tallies: list[Tally], settings: dict[str, CellValue]
) -> openpyxl.worksheet.worksheet.Worksheet:
    """Return the data sheet after LibreOffice calculated it, with the points typed over Kaohe's functions."""
    units = tuple(UnitRow(unit=f"单位{index}") for index in range(len(tallies)))
    build_workbook(folder / "a.xlsx", replace(empty_content(), units=units, settings=settings))
    book = openpyxl.load_workbook(folder / "a.xlsx")
    for row, tally in enumerate(tallies, start=FIRST_ROW):
        book[Sheet.DATA].cell(row, 5).value = tally.added
        book[Sheet.DATA].cell(row, 6).value = tally.deducted
    book.save(folder / "b.xlsx")
    return openpyxl.load_workbook(convert(folder / "b.xlsx", "xlsx", folder / "out"), data_only=True)[Sheet.DATA]


def column(sheet: openpyxl.worksheet.worksheet.Worksheet, at: int, count: int) -> list[float]:
    return [sheet.cell(row, at).value for row in range(FIRST_ROW, FIRST_ROW + count)]


@pytest.mark.libreoffice
def test_rank_groups_and_blank_rows(tmp_path: Path) -> None:
    categories = (Category("甲类", "合并"), Category("乙类", "合并"), Category("丙类", ""))
    chosen = [*random.Random(7).choices(["甲类", "乙类", "丙类", "新类"], k=20), None]
    units = (*(UnitRow(unit=f"单位{index}", category=name) for index, name in enumerate(chosen)), UnitRow())
    content = replace(empty_content(), units=units, categories=categories)
    build_workbook(tmp_path / "a.xlsx", content)
    openpyxl.load_workbook(tmp_path / "a.xlsx").save(tmp_path / "b.xlsx")  # openpyxl leaves cached values out
    sheet = openpyxl.load_workbook(convert(tmp_path / "b.xlsx", "xlsx", tmp_path / "out"), data_only=True)[Sheet.DATA]
    groups = {"甲类": "合并", "乙类": "合并", "丙类": "丙类", "新类": "新类", None: None}
    assert column(sheet, 12, len(units)) == [*(groups[name] for name in chosen), None]
    assert [sheet.cell(FIRST_ROW + len(chosen), at).value for at in range(1, 14)] == [None] * 13


def test_formulas_call_kaohe_as_the_contract_says() -> None:
    found = formulas()
    assert "ADDED_POINTS(kaohe_units[[#This Row],[加扣分原因及分值]])" in found[Field.ADDED]
    assert "DEDUCTED_POINTS(kaohe_units[[#This Row],[加扣分原因及分值]])" in found[Field.DEDUCTED]
    assert found[Field.RANK].endswith(
        "RANK_UNIT(kaohe_units[[#This Row],[考核得分]],kaohe_units[考核得分],"
        "kaohe_units[[#This Row],[排名组]],kaohe_units[排名组],kaohe_method,"
        "kaohe_units[[#This Row],[并列顺序]],kaohe_units[并列顺序]))"
    )
    assert "CHECK_REASON(kaohe_units[[#This Row],[加扣分原因及分值]],kaohe_catalogue[#All])" in found[Field.CHECK]
    of_scores = [label for name, label in SETTING_NAMES.items() if not name.startswith(("grade", "ranking_", "stated"))]
    assert all(name in "".join(found.values()) for name in of_scores)
    assert CategoryField.RANK_GROUP in found
    assert all(len(formula) < 8192 for formula in found.values())


@pytest.mark.libreoffice
@pytest.mark.parametrize("rule", list(TieRule))
def test_what_tells_equal_scores_apart_is_what_the_core_says(tmp_path: Path, rule: TieRule) -> None:
    numbers = (Decimal(95), Decimal("95.5"), None)
    units = tuple(UnitRow(unit=f"单位{at}", reasons="迟到，扣0.3分", tie=number) for at, number in enumerate(numbers))
    content = compute(replace(empty_content(), units=units, settings=default_settings() | {"ties": rule.value}))
    build_workbook(tmp_path / "a.xlsx", content)
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    for row in range(FIRST_ROW, FIRST_ROW + len(units)):
        book[Sheet.DATA].cell(row, 6).value = 0.3  # in the place of Kaohe's function
    book.save(tmp_path / "b.xlsx")
    sheet = openpyxl.load_workbook(convert(tmp_path / "b.xlsx", "xlsx", tmp_path / "out"), data_only=True)[Sheet.DATA]
    cells = column(sheet, 13, len(units))
    shown = [read_tie_key(cell if isinstance(cell, str | None) else number(cell)) for cell in cells]
    assert shown == [read_tie_key(row.tie_key) for row in content.units]
