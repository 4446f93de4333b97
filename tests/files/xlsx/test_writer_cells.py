"""New values in a sheet's XML: the right cell, the right markup, and not a byte more."""

from __future__ import annotations

import io
import math
from datetime import date, datetime, time
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils.escape import unescape
from tests.files.xlsx.packages import MAIN, SHEET_PART, package, parts, worksheet

from kaohe.core.cells import CellValue, ExcelError
from kaohe.core.problem import FileProblem
from kaohe.files.ooxml.markup import MarkupError
from kaohe.files.ooxml.package import Package
from kaohe.files.ooxml.sheet_xml import set_cells

Cells = dict[tuple[int, int], CellValue]


def edit(sheet: str | bytes, cells: Cells, *, workbook: str = "") -> bytes:
    """Return the sheet part after ``set_cells``."""
    opened = Package(package(sheet, workbook=workbook))
    set_cells(opened, "考核", cells)
    return opened.read(SHEET_PART)


def edit_rows(rows: str, cells: Cells) -> str:
    """Return what ``rows`` become, having checked that all around them stayed."""
    head, _, tail = worksheet("|").partition("|")
    text = edit(worksheet(rows), cells).decode()
    assert text.startswith(head)
    assert text.endswith(tail)
    return text[len(head) : len(text) - len(tail)]


@pytest.mark.parametrize(
    ("before", "value", "after"),
    [
        pytest.param('<c r="D2"><v>1</v></c>', Decimal("99.7"), '<c r="D2"><v>99.7</v></c>', id="number"),
        pytest.param('<c r="D2"/>', Decimal("100.0"), '<c r="D2"><v>100</v></c>', id="whole number"),
        pytest.param('<c r="D2" s="3" />', Decimal(1), '<c r="D2" s="3"><v>1</v></c>', id="style kept, blank cell"),
        pytest.param(
            '<c r="D2" t="s" s="3"><v>7</v></c>', Decimal(1), '<c r="D2" s="3"><v>1</v></c>', id="shared text"
        ),
        pytest.param(
            '<c r="D2" s="3" t="inlineStr"><is><t>无</t></is></c>',
            Decimal(1),
            '<c r="D2" s="3"><v>1</v></c>',
            id="inline",
        ),
        pytest.param('<c s="3" r="D2" t="n"><v>2</v></c>', Decimal(1), '<c s="3" r="D2"><v>1</v></c>', id="type n"),
        pytest.param('<c r="D2"><v>1</v></c>', None, '<c r="D2"/>', id="blanked"),
        pytest.param('<c r="D2"><v>1</v></c>', True, '<c r="D2" t="b"><v>1</v></c>', id="boolean"),
        pytest.param('<c r="D2"><v>1</v></c>', ExcelError.NA, '<c r="D2" t="e"><v>#N/A</v></c>', id="error"),
        pytest.param('<c r="D2"><v>1</v></c>', ExcelError.SPILL, '<c r="D2" t="e"><v>#VALUE!</v></c>', id="new error"),
        pytest.param(
            '<c r="D2" t="e" vm="1"><v>#VALUE!</v></c>', Decimal(3), '<c r="D2"><v>3</v></c>', id="old metadata"
        ),
        pytest.param('<c r="D2"><v>1</v></c>', date(2026, 3, 1), '<c r="D2"><v>46082</v></c>', id="date"),
        pytest.param('<c r="D2"><v>1</v></c>', date(1900, 1, 1), '<c r="D2"><v>1</v></c>', id="first date"),
        pytest.param('<c r="D2"/>', datetime(2026, 3, 1, 18), '<c r="D2"><v>46082.75</v></c>', id="date and time"),
        pytest.param('<c r="D2"/>', time(6), '<c r="D2"><v>0.25</v></c>', id="time"),
        pytest.param(
            '<c r="D2" s="1"><f>100-0.3</f><v>1</v></c>',
            Decimal("99.7"),
            '<c r="D2" s="1"><f>100-0.3</f><v>99.7</v></c>',
            id="formula",
        ),
        pytest.param(
            '<c r="D2"><f t="shared" si="0"/><v>1</v></c>',
            Decimal(2),
            '<c r="D2"><f t="shared" si="0"/><v>2</v></c>',
            id="shared formula",
        ),
        pytest.param(
            '<c r="D2" cm="1"><f t="array" ref="D2:D3">A1:A2&lt;"&gt;"</f><v>1</v></c>',
            "有误",
            '<c r="D2" cm="1" t="str"><f t="array" ref="D2:D3">A1:A2&lt;"&gt;"</f><v>有误</v></c>',
            id="array formula with text",
        ),
        pytest.param(
            '<c r="D2" t="str"><f>A1</f><v>无误</v></c>',
            Decimal(2),
            '<c r="D2"><f>A1</f><v>2</v></c>',
            id="text to number",
        ),
        pytest.param(
            '<c r="D2"><f>A1</f></c>', None, '<c r="D2" t="str"><f>A1</f><v></v></c>', id="formula, no result"
        ),
        pytest.param('<c r="D2" t="str"><v>无</v></c>', "有", '<c r="D2" t="str"><v>有</v></c>', id="spilled text"),
        pytest.param(
            "<c r='D2' t='b'><f>A1=\"&lt;v>\"</f><v>1</v></c>",
            False,
            '<c r=\'D2\' t="b"><f>A1="&lt;v>"</f><v>0</v></c>'.replace('t="b"', "t='b'"),
            id="single quotes",
        ),
        pytest.param(
            '<c r="D2"><v>1</v><extLst><ext uri="x"/></extLst></c>',
            Decimal(2),
            '<c r="D2"><v>2</v><extLst><ext uri="x"/></extLst></c>',
            id="extension kept",
        ),
        pytest.param(
            '<c r="D2"><!-- <v>8</v> --><v>1</v></c>', Decimal(2), '<c r="D2"><v>2</v></c>', id="comment in a cell"
        ),
    ],
)
def test_cell_gets_its_value(before: str, value: CellValue, after: str) -> None:
    row = '<row r="2"><c r="C2"><v>5</v></c>{}<c r="E2"><v>6</v></c></row>'
    assert edit_rows(row.format(before), {(2, 4): value}) == row.format(after)


@pytest.mark.parametrize(
    ("old", "value"),
    [
        pytest.param('<c r="D2"><v>99.700000000000003</v></c>', Decimal("99.7"), id="same double, more digits"),
        pytest.param('<c r="D2" t="n"><v>9.97E1</v></c>', Decimal("99.7"), id="same double, exponent"),
        pytest.param('<c r="D2" ><f> A1 </f><v>1</v></c>', Decimal(1), id="same number, odd spacing"),
        pytest.param('<c r="D2" s="3"/>', None, id="blank stays blank"),
        pytest.param('<c r="D2" t="str"><f>A1</f><v>无误</v></c>', "无误", id="same text"),
    ],
)
def test_cell_with_that_value_is_left_alone(old: str, value: CellValue) -> None:
    sheet = worksheet(f'<row r="2">{old}</row>')
    assert edit(sheet, {(2, 4): value}) == sheet.encode()


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("=1+1", "=1+1"),
        ("+扣分", "+扣分"),
        ("-0.1", "-0.1"),
        ("@名次", "@名次"),
        (" 前后空格 ", " 前后空格 "),
        ("一\n二\t三", "一\n二\t三"),
        ("一\r二", "一_x000D_二"),
        ("响\x07铃\x00", "响_x0007_铃_x0000_"),
        ("_x0041_", "_x005F_x0041_"),
        ("_x004_", "_x004_"),
        ("a<b>&c", "a&lt;b&gt;&amp;c"),
        ("]]>", "]]&gt;"),
        ("半\ud800个", "半\ufffd个"),
        ("非\uffff字", "非_xFFFF_字"),
        ("😀\u200f", "😀\u200f"),
    ],
)
def test_text_is_stored_as_text(text: str, stored: str) -> None:
    cell = f'<c r="A1" t="inlineStr"><is><t xml:space="preserve">{stored}</t></is></c>'
    assert edit_rows('<row r="1"><c r="A1"/></row>', {(1, 1): text}) == f'<row r="1">{cell}</row>'


def test_text_longer_than_a_cell_is_cut_at_a_whole_character() -> None:
    rows = edit_rows('<row r="1"/>', {(1, 1): "字" * 32766 + "😀", (1, 2): "字" * 32767})
    assert rows.count("字") == 32766 + 32767
    assert "😀" not in rows


@pytest.mark.parametrize("value", [Decimal("Infinity"), Decimal("NaN")])
def test_what_no_cell_holds_is_refused(value: Decimal) -> None:
    with pytest.raises(ValueError, match="no cell holds"):
        edit_rows('<row r="1"/>', {(1, 1): value})


@pytest.mark.parametrize(
    ("rows", "cells", "after"),
    [
        pytest.param("", {(3, 2): Decimal(1)}, '<row r="3"><c r="B3"><v>1</v></c></row>', id="no rows at all"),
        pytest.param(
            '<row r="2"/><row r="9"/>',
            {(5, 1): Decimal(1), (3, 1): Decimal(2), (11, 1): Decimal(3)},
            '<row r="2"/><row r="3"><c r="A3"><v>2</v></c></row><row r="5"><c r="A5"><v>1</v></c></row><row r="9"/>'
            '<row r="11"><c r="A11"><v>3</v></c></row>',
            id="rows between and behind",
        ),
        pytest.param(
            '<row r="2" spans="2:3" ht="20"><c r="B2"/><c r="C2"/></row>',
            {(2, 1): Decimal(1), (2, 5): Decimal(2)},
            '<row r="2" spans="1:5" ht="20"><c r="A2"><v>1</v></c><c r="B2"/><c r="C2"/><c r="E2"><v>2</v></c></row>',
            id="cells before and behind, spans",
        ),
        pytest.param(
            '<row r="2" spans="1:3" />', {(2, 2): Decimal(1)}, '<row r="2" spans="1:3"><c r="B2"><v>1</v></c></row>', id="empty"
        ),
        pytest.param(
            '<row r="2" s="1" customFormat="1"/>', {(2, 2): Decimal(1)},
            '<row r="2" s="1" customFormat="1"><c r="B2" s="1"><v>1</v></c></row>', id="the row's format",
        ),
        pytest.param('<row r="2"><c r="B2"/></row>', {(2, 1): None, (7, 7): None}, '<row r="2"><c r="B2"/></row>', id="blanks"),
        pytest.param(
            "<row><c><v>1</v></c><c><v>2</v></c></row><row><c r=\"C2\"><v>3</v></c></row>",
            {(1, 2): Decimal(9), (1, 4): Decimal(8), (2, 3): Decimal(7), (2, 1): Decimal(6)},
            '<row><c><v>1</v></c><c><v>9</v></c><c r="D1"><v>8</v></c></row>'
            '<row><c r="A2"><v>6</v></c><c r="C2"><v>7</v></c></row>',
            id="rows and cells without addresses",
        ),
        pytest.param(
            '<!-- <row r="2"><c r="A2"/></row> --><row r="2"><c r="A2" t="str"><v><![CDATA[<c r="B2"><v>1</v></c>]]></v></c>'
            '<!-- <c r="B2"/> --><c r="B2"><v>2</v></c></row>',
            {(2, 2): Decimal(5)},
            '<!-- <row r="2"><c r="A2"/></row> --><row r="2"><c r="A2" t="str"><v><![CDATA[<c r="B2"><v>1</v></c>]]></v></c>'
            '<!-- <c r="B2"/> --><c r="B2"><v>5</v></c></row>',
            id="comments and CDATA are no cells",
        ),
        pytest.param(
            '<row r="2"><c r="AA2"><v>1</v></c></row>', {(2, 1): Decimal(2), (2, 27): Decimal(3)},
            '<row r="2"><c r="A2"><v>2</v></c><c r="AA2"><v>3</v></c></row>', id="A is not AA",
        ),
        pytest.param(
            '<row r="2" x="&gt; r=&quot;3&quot;" t=\'a>b\'><c x="1" r="A2"><f>"a" r="B2"</f><v>1</v></c></row>',
            {(2, 2): Decimal(3)},
            '<row r="2" x="&gt; r=&quot;3&quot;" t=\'a>b\'><c x="1" r="A2"><f>"a" r="B2"</f><v>1</v></c>'
            '<c r="B2"><v>3</v></c></row>',
            id="look-alikes in attributes and formulas",
        ),
    ],
)  # fmt: skip
def test_rows_and_cells_are_found_or_made(rows: str, cells: Cells, after: str) -> None:
    assert edit_rows(rows, cells) == after


def test_sheet_data_without_rows_opens() -> None:
    sheet = worksheet("").replace("<sheetData></sheetData>", "<sheetData />")
    assert edit(sheet, {(1, 1): Decimal(1)}).decode() == worksheet('<row r="1"><c r="A1"><v>1</v></c></row>')
    assert edit(sheet, {(1, 1): None}).decode() == sheet


def test_new_cell_takes_its_columns_format() -> None:
    columns = '<cols><col min="1" max="2" width="9"/><col min="4" max="16384" width="9" style="1"/></cols>'
    text = edit(worksheet('<row r="1"/>', before=columns), {(1, 2): Decimal(1), (1, 5): Decimal(2)}).decode()
    assert '<c r="B1"><v>1</v></c><c r="E1" s="1"><v>2</v></c>' in text


@pytest.mark.parametrize(
    ("before", "cells", "after"),
    [
        ('<dimension ref="A1:C5"/>', {(5, 4): Decimal(1)}, '<dimension ref="A1:D5"/>'),
        ('<dimension ref="B2"/>', {(1, 1): Decimal(1)}, '<dimension ref="A1:B2"/>'),
        ('<dimension ref="A1:Z99"/>', {(5, 4): Decimal(1)}, '<dimension ref="A1:Z99"/>'),
        ("", {(5, 4): Decimal(1)}, ""),
    ],
)
def test_dimension_grows_with_new_cells(before: str, cells: Cells, after: str) -> None:
    text = edit(worksheet('<row r="5"/>', before=before), cells).decode()
    assert text.startswith(worksheet("", before=after).partition("<sheetData>")[0] + "<sheetData>")


def test_value_in_a_merged_range_goes_to_the_named_cell_only() -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2" s="1"/></row>'
    merges = '<mergeCells count="1"><mergeCell ref="A1:A2"/></mergeCells>'
    text = edit(worksheet(rows, after=merges), {(2, 1): Decimal(5)}).decode()
    assert text == worksheet(rows.replace('<c r="A2" s="1"/>', '<c r="A2" s="1"><v>5</v></c>'), after=merges)


def test_prefixed_elements_are_understood_and_written() -> None:
    sheet = (
        f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row r="1"><x:c r="A1"><x:f>B1</x:f><x:v>1</x:v></x:c></x:row>'
        "</x:sheetData></x:worksheet>"
    )
    text = edit(sheet, {(1, 1): Decimal(2), (1, 2): "字", (2, 1): Decimal(3)}).decode()
    assert text == sheet.replace("<x:v>1</x:v></x:c>", (
        '<x:v>2</x:v></x:c><x:c r="B1" t="inlineStr"><x:is><x:t xml:space="preserve">字</x:t></x:is></x:c>'
    )).replace("</x:row>", '</x:row><x:row r="2"><x:c r="A2"><x:v>3</x:v></x:c></x:row>')  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030"])
def test_other_encodings_are_kept(encoding: str) -> None:
    declared = {"utf-8-sig": "UTF-8", "gb18030": "GB18030"}.get(encoding, "UTF-16")
    head = f'<?xml version="1.0" encoding="{declared}"?>'
    sheet = head + worksheet('<row r="1"><c r="A1" t="str"><v>汉字</v></c></row>')
    changed = edit(sheet.encode(encoding), {(1, 1): "新字"})
    assert changed == sheet.replace("汉字", "新字").encode(encoding)


def test_other_markup_of_the_sheet_stays_as_it_is() -> None:
    before = '<sheetPr codeName="Sheet1"/><sheetViews><sheetView tabSelected=\'1\' workbookViewId="0"/></sheetViews>'
    after = (
        '<mc:AlternateContent xmlns:mc="urn:mc"><mc:Choice Requires="x14"><controls><row/><c r="A1"/></controls>'
        "</mc:Choice></mc:AlternateContent><!-- &nbsp; --><extLst><ext uri=\"{1}\"><x14:row xmlns:x14='urn:14'/></ext></extLst>\n"
    )
    rows = '<row r="1" x14ac:dyDescent="0.25" xmlns:x14ac="urn:ac"><c r="A1"><v>{}</v></c></row>'
    sheet = worksheet(rows, before=before, after=after)
    assert edit(sheet.replace("{}", "1"), {(1, 1): Decimal(2)}).decode() == sheet.replace("{}", "2")


def test_dates_count_from_1904_where_the_workbook_does() -> None:
    text = edit(worksheet('<row r="1"/>'), {(1, 1): date(1904, 1, 2)}, workbook='<workbookPr date1904="1"/>')
    assert b'<c r="A1"><v>1</v></c>' in text


def test_missing_sheet_is_a_problem() -> None:
    with pytest.raises(FileProblem, match="没有找到工作表“别的”"):
        set_cells(Package(package(worksheet(""))), "别的", {(1, 1): Decimal(1)})


@pytest.mark.parametrize(
    "sheet", ["<worksheet>", "<worksheet/>", "", "<!DOCTYPE a []><worksheet><sheetData/></worksheet>"]
)
def test_damaged_sheet_is_not_written(sheet: str) -> None:
    opened = Package(package(sheet))
    with pytest.raises(MarkupError):
        set_cells(opened, "考核", {(1, 1): Decimal(1)})
    assert not opened.changed


PROTECTED = '<sheetProtection sheet="1" objects="1" scenarios="1"/>'


def test_locked_cell_of_a_protected_sheet_is_refused() -> None:
    sheet = worksheet('<row r="1"><c r="A1" s="1"><v>1</v></c></row>', after=PROTECTED)
    with pytest.raises(FileProblem, match=r"单元格 A1 已锁定.*撤销工作表保护"):
        edit(sheet, {(1, 1): Decimal(2)})
    with pytest.raises(FileProblem, match="单元格 B1 已锁定"):
        edit(sheet, {(1, 2): Decimal(2)})


@pytest.mark.parametrize(
    "cell",
    [
        pytest.param('<c r="A1" s="2"><v>1</v></c>', id="unlocked"),
        pytest.param('<c r="A1" s="1"><f>B1</f><v>1</v></c>', id="formula, whose value nobody types"),
    ],
)
def test_protection_lets_through_what_excel_would_change(cell: str) -> None:
    text = edit(worksheet(f'<row r="1">{cell}</row>', after=PROTECTED), {(1, 1): Decimal(2)}).decode()
    assert text == worksheet(f'<row r="1">{cell}</row>'.replace("<v>1</v>", "<v>2</v>"), after=PROTECTED)


def test_protection_does_not_bar_a_value_that_is_there_already() -> None:
    sheet = worksheet('<row r="1"><c r="A1"><v>2</v></c></row>', after=PROTECTED)
    assert edit(sheet, {(1, 1): Decimal(2)}) == sheet.encode()


def test_protection_that_is_switched_off_bars_nothing() -> None:
    sheet = worksheet('<row r="1"/>', after='<sheetProtection sheet="0" password="CC1A"/>')
    assert b"<v>2</v>" in edit(sheet, {(1, 1): Decimal(2)})


_numbers = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**15), max_value=10**15, places=4)
_texts = st.text(st.characters(blacklist_categories=("Cs",)), min_size=1, max_size=20)
_places = st.tuples(st.integers(1, 12), st.integers(1, 30))
_old = st.one_of(_numbers, _texts, st.booleans())


@given(old=st.dictionaries(_places, _old, max_size=12), new=st.dictionaries(_places, st.none() | _old, max_size=12))
def test_openpyxl_reads_what_was_written_and_all_else_as_before(old: Cells, new: Cells) -> None:
    book = openpyxl.Workbook()
    book.active.title = "考核"
    for (row, column), value in old.items():
        cell = book.active.cell(row, column)
        cell.value = "x" if isinstance(value, str) else value
    stored = io.BytesIO()
    book.save(stored)
    opened = Package(stored.getvalue())
    set_cells(opened, "考核", new)
    once = b"".join(opened.chunks())
    sheet = openpyxl.load_workbook(io.BytesIO(once))["考核"]
    expected = {place: "x" if isinstance(value, str) else value for place, value in old.items()} | new
    for (row, column), value in expected.items():
        assert _same(sheet.cell(row, column).value, value)
    again = Package(once)
    set_cells(again, "考核", new)
    assert not again.changed
    assert parts(once).keys() == parts(stored.getvalue()).keys()


def _same(read: object, written: CellValue) -> bool:
    if isinstance(written, Decimal):
        return math.isclose(float(str(read)), float(written), rel_tol=1e-15)
    if isinstance(written, str):
        # openpyxl leaves the escapes of control characters in inline strings to the caller.
        return isinstance(read, str) and unescape(read) == written
    return read == written
