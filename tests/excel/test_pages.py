"""Sheets that Kaohe puts into open workbooks: at the end, in their own place again, and taken back."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from tests.excel.desk import Desk

from kaohe.excel.session.journal import recording, undo
from kaohe.excel.workbook.pages import put_page
from kaohe.files.template import style
from kaohe.files.template.book import Book, write

MARK = "_kaohe_form"


class _Page:
    """Builds a sheet that says ``text``."""

    def __init__(self, text: str) -> None:
        self.text = text

    def __call__(self, name: str) -> bytes:
        buffer = BytesIO()
        with Book(buffer) as book:
            page = book.page(name, "#FFFFFF")
            page.merge_range(0, 0, 0, 3, "", book.look(style.TITLE))
            write(page, 0, 0, self.text, book.look(style.TITLE))
            page.write_number(1, 1, 2, book.look(style.TYPED))
            chart = book.workbook.add_chart({"type": "column"})
            chart.add_series({"values": f"='{name}'!$B$2:$B$2"})
            page.insert_chart("F2", chart)
        return buffer.getvalue()


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    book = Workbook()
    assert book.active is not None
    book.active.title = "我的表"
    book.active["A1"] = "我的"
    book.create_sheet("另一张")
    book.save(tmp_path / "mine.xlsx")
    return Desk(tmp_path / "mine.xlsx")


def _put(desk: Desk, text: str) -> str:
    with recording(desk.book, "上报表") as pen:
        return put_page(desk.book, pen, _Page(text), "上报表", MARK).name


def _names(desk: Desk) -> list[str]:
    return [sheet.name for sheet in desk.book.sheets]


def _sheet(desk: Desk, name: str) -> Any:
    return desk.book.sheets[name].impl.ws


def test_put_at_the_end_with_looks_and_charts_and_the_front_stays(desk: Desk) -> None:
    assert _put(desk, "甲") == "上报表"
    assert _names(desk) == ["我的表", "另一张", "上报表"]
    ws = _sheet(desk, "上报表")
    assert (ws["A1"].value, ws["A1"].font.sz, len(ws._charts)) == ("甲", style.TITLE["font_size"], 1)
    assert desk.state()["sheet"] == "我的表"
    assert desk.book.impl._wb.defined_names[MARK].hidden


def test_put_twice_takes_its_own_place_wherever_it_was_moved(desk: Desk) -> None:
    _put(desk, "甲")
    desk.book.sheets["上报表"].name = "报县里"
    desk.book.sheets["报县里"].api.Move(Before=desk.book.sheets["另一张"].api)
    assert _put(desk, "乙") == "报县里"
    assert _names(desk) == ["我的表", "报县里", "另一张"]
    assert _sheet(desk, "报县里")["A1"].value == "乙"


def test_undo_takes_the_page_away_and_brings_an_earlier_one_back(desk: Desk) -> None:
    before = desk.sight()
    _put(desk, "甲")
    _sheet(desk, "上报表")["C9"] = "我在上面写的"
    first = desk.sight()
    _put(desk, "乙")
    undo(desk.book, frozenset())
    assert desk.sight() == first
    undo(desk.book, frozenset())
    assert desk.sight() == before


def test_undo_where_the_person_deleted_the_page(desk: Desk) -> None:
    before = desk.sight()
    _put(desk, "甲")
    desk.book.sheets["上报表"].delete()
    undo(desk.book, frozenset())
    assert desk.sight() == before


def test_a_sheet_of_the_same_name_is_the_persons(desk: Desk) -> None:
    desk.book.sheets["另一张"].name = "上报表"
    _sheet(desk, "上报表")["A1"] = "别动"
    assert _put(desk, "甲") == "上报表2"
    assert _sheet(desk, "上报表")["A1"].value == "别动"


@pytest.mark.parametrize("puts", [0, 1])
def test_failure_leaves_nothing(desk: Desk, puts: int, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(puts):
        _put(desk, "甲")
    before = desk.sight()

    def refuse(*_: object, **__: object) -> None:
        raise OSError("磁盘满了")

    monkeypatch.setattr(type(desk.book.impl.names), "add", refuse)
    with pytest.raises(OSError, match="磁盘满了"):
        _put(desk, "乙")
    monkeypatch.undo()
    after = desk.sight()
    assert after.keys() == before.keys()
    assert desk.state()["sheet"] == "我的表"
