"""The files that departments hand in: one unit list each, in the formats and layouts that offices use."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Callable
from pathlib import Path

import openpyxl

from kaohe.files.docx import write_document
from kaohe.files.template import build_workbook, content_from
from kaohe.files.xlsx.reader import read_workbook
from kaohe.reports.form import FormUnit, make_form

Record = tuple[str, str, str]  # category, unit, reasons

HEADINGS = ("类别", "被考核单位", "加扣分原因及分值")
CATEGORIES = ("镇（街道）", "区党群部门", "区政府部门、省市驻恩单位")


def make_departments(folder: Path, items: list[str], count: int = 200, units: int = 12) -> dict[Path, list[Record]]:
    """Write ``count`` files with ``units`` units each and return what is in each; the same ones each time."""
    chance = random.Random(count)
    written = {}
    for number in range(count):
        write = WRITERS[number % len(WRITERS)]
        records = [
            (
                chance.choice(CATEGORIES),
                f"第{number + 1}片区{unit + 1}村",
                "；".join(chance.sample(items, chance.randrange(1, 4))),
            )
            for unit in range(units)
        ]
        written[write(folder / f"部门{number + 1:03}", records)] = records
    return written


def _office(stem: Path, records: list[Record]) -> Path:
    """Write an office's own layout: title, sign-off line, then the headings."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["年度考核加扣分情况表"])
    sheet.append(["单位负责人签字：", None, "年  月  日"])
    for row in (HEADINGS, *records):
        sheet.append(row)
    path = stem.with_suffix(".xlsx")
    book.save(path)
    return path


def _template(stem: Path, records: list[Record]) -> Path:
    path = _office(stem, records)
    content = content_from(read_workbook(path))
    build_workbook(path, content)
    return path


def _macro_workbook(stem: Path, records: list[Record]) -> Path:
    """Rename a workbook: Excel tells .xlsm by its content type, the reader by what is inside."""
    return _office(stem, records).rename(stem.with_suffix(".xlsm"))


def _csv(stem: Path, records: list[Record]) -> Path:
    text = io.StringIO(newline="")
    csv.writer(text).writerows((HEADINGS, *records))
    path = stem.with_suffix(".csv")
    path.write_bytes(text.getvalue().encode("gb18030"))
    return path


def _text(stem: Path, records: list[Record]) -> Path:
    path = stem.with_suffix(".txt")
    path.write_text("\n".join("\t".join(record) for record in (HEADINGS, *records)), encoding="utf-8")
    return path


def _document(stem: Path, records: list[Record]) -> Path:
    entries = [FormUnit(category, None, unit, reasons, None, None) for category, unit, reasons in records]
    path = stem.with_suffix(".docx")
    path.write_bytes(write_document(make_form(entries)))
    return path


WRITERS: tuple[Callable[[Path, list[Record]], Path], ...] = (
    _office,
    _template,
    _macro_workbook,
    _csv,
    _text,
    _document,
)
