"""What Word's forms, frames, lists and tracked changes show in the cells of a table."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml

from kaohe.files.docx import read_document, read_grid
from kaohe.recalculation import recalculate

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
HEADINGS = ("序号", "被考核单位", "加扣分原因及分值", "考核得分", "名次")


def _table(path: Path, reason: str, *, framed: bool = False) -> Path:
    """Write a table of one unit whose reason cell holds the given XML."""
    document = docx.Document()
    holder = document.add_table(1, 1).cell(0, 0) if framed else document
    table = holder.add_table(2, 5)
    for cell, text in zip(table.rows[0].cells, HEADINGS, strict=True):
        cell.text = text
    cells = table.rows[1].cells
    cells[0].text, cells[1].text = "1", "甲街道"
    inner = cells[2]._tc
    for old in inner.p_lst:
        inner.remove(old)
    for new in parse_xml(f"<w:tc {W}>{reason}</w:tc>"):
        inner.append(new)
    document.save(path)
    return path


def _run(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


_DROP_DOWN = (
    '<w:p><w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList>{result}<w:listEntry w:val="无"/>'
    '<w:listEntry w:val="迟到，扣0.1分"/></w:ddList></w:ffData></w:fldChar></w:r>'
    '<w:r><w:instrText> FORMDROPDOWN </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
)


@pytest.mark.parametrize(
    ("reason", "read"),
    [
        (_DROP_DOWN.format(result='<w:result w:val="1"/>'), "迟到，扣0.1分"),
        (_DROP_DOWN.format(result=""), "无"),
        (_DROP_DOWN.format(result='<w:result w:val="7"/>'), None),
        (f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{_run('单击此处')}</w:sdtContent></w:sdt>", None),
        (f"<w:sdt><w:sdtPr/><w:sdtContent>{_run('迟到，扣0.1分')}</w:sdtContent></w:sdt>", "迟到，扣0.1分"),
        (
            "<w:p><w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:t>请选择</w:t></w:r></w:sdtContent>"
            "</w:sdt><w:r><w:t>无</w:t></w:r></w:p>",
            "无",
        ),
    ],
)
def test_forms(tmp_path: Path, reason: str, read: str | None) -> None:
    assert read_grid(_table(tmp_path / "a.docx", reason)).value(2, 3) == read


def test_a_table_in_a_frame_of_one_cell(tmp_path: Path) -> None:
    (unit,) = recalculate(read_document(_table(tmp_path / "a.docx", _run("迟到，扣0.1分"), framed=True))).units
    assert unit.score == Decimal("99.9")


def test_a_cell_that_was_deleted_is_gone(tmp_path: Path) -> None:
    path = _table(tmp_path / "a.docx", _run("迟到，扣0.1分"))
    document = docx.Document(path)
    row = document.tables[0].rows[1]._tr
    deleted = parse_xml(f"<w:tc {W}><w:tcPr><w:cellDel w:id='1' w:author='x'/></w:tcPr>{_run('旷会，扣2分')}</w:tc>")
    row.insert(row.index(row.tc_lst[2]), deleted)
    document.save(path)
    assert read_grid(path).value(2, 3) == "迟到，扣0.1分"
