"""排名榜, 反馈单, 拆分, 标准目录 and 不再对照 on the ribbon, on the real table."""

from __future__ import annotations

from pathlib import Path

import docx
import openpyxl
import pytest
from tests.excel.desk import Desk

from kaohe.files.docx.notices import usual_template


def _rows(desk: Desk, sheet: str) -> list[list[object]]:
    """Return the cells of a sheet, blank ones at the ends of rows apart."""
    rows = [list(row) for row in desk.book.sheets[sheet].impl.ws.iter_rows(values_only=True)]
    for row in rows:
        while row and row[-1] is None:
            row.pop()
    return [row for row in rows if row]


@pytest.fixture
def filled(template: Path) -> Desk:
    return Desk(template)


def test_the_ranking_list_follows_the_data_and_is_taken_back(filled: Desk) -> None:
    before = filled.sight()
    assert filled.click("make_ranking").startswith("已生成排名榜：75个单位")
    assert filled.state()["sheet"] == "排名榜"
    first = _rows(filled, "排名榜")
    best = str(first[3][1])
    filled.click("recalculate")
    assert _rows(filled, "排名榜") == first, "nothing has changed"
    row = next(at for at, cells in enumerate(_rows(filled, "考核数据"), 1) if cells[1] == best)
    filled.type("考核数据", f"D{row}", "迟到，扣9分")
    filled.click("recalculate")
    assert _rows(filled, "排名榜")[3][1] != best
    filled.click("undo_last")
    assert _rows(filled, "排名榜") == first
    filled.type("考核数据", f"D{row}", before["考核数据"]["cells"][f"D{row}"][0])
    filled.click("undo_last")
    filled.click("undo_last")
    assert "排名榜" not in filled.sight()


def test_notices_go_out_in_the_office_s_own_words(filled: Desk, template: Path, tmp_path: Path) -> None:
    target = tmp_path / "反馈.docx"
    said = filled.click("write_notices", files=(target,))
    assert said.startswith("已做反馈单75份")
    texts = [paragraph.text for paragraph in docx.Document(str(target)).paragraphs]
    assert sum(text.startswith("经考核，你单位得分为") for text in texts) == 75
    own = docx.Document()
    own.add_paragraph("{{单位}}：{{得分}}分")
    own.save(str(template.parent / "反馈单样文.docx"))
    assert filled.click("write_notices", files=(target,)).endswith(tuple("0123456789.docx"))
    assert "九镇" not in [paragraph.text for paragraph in docx.Document(str(target)).paragraphs]
    assert all(text.endswith("分") for text in (each.text for each in docx.Document(str(target)).paragraphs) if text)
    (template.parent / "反馈单样文.docx").write_bytes(b"no document")
    filled.click("write_notices", files=(target,))
    assert "反馈单样文.docx" in filled.boxes[0]


def test_the_text_of_notices_is_saved_beside_the_workbook(filled: Desk, tmp_path: Path) -> None:
    filled.click("write_notice_template", files=(tmp_path / "反馈单样文.docx",))
    assert (tmp_path / "反馈单样文.docx").read_bytes() == usual_template()
    assert filled.click("write_notice_template", files=(False,)) == ""


def test_a_workbook_for_each_category(filled: Desk, tmp_path: Path) -> None:
    said = filled.click("split_by_category", files=(tmp_path / "表.xlsx",))
    assert said.startswith("已按“类别”拆成3个文件，共75个单位")
    made = sorted(tmp_path.glob("表-*.xlsx"))
    assert len(made) == 3
    units = [
        row[1]
        for path in made
        for row in openpyxl.load_workbook(path)["考核数据"].iter_rows(min_row=4, values_only=True)
    ]
    assert len(units) == 75
    filled.click("split_by_sheet")
    assert filled.boxes == ["按“工作表”拆分只有一份，没有拆分。"]


def test_a_catalogue_is_drafted_decided_on_and_adopted(filled: Desk) -> None:
    before = _rows(filled, "标准目录")
    assert filled.click("adopt_catalogue") == ""
    assert "请先点“整理标准目录”" in filled.boxes[0]
    assert "条标准原因" in filled.click("draft_catalogue")
    filled.click("draft_catalogue", answers=("no",))
    assert "不保留" in filled.boxes[0]
    draft = _rows(filled, "目录整理")
    filled.type("目录整理", "A4", "不要")
    dropped = draft[3][3]
    assert filled.click("adopt_catalogue", answers=("yes",)).startswith("已采用")
    after = [row[1] for row in _rows(filled, "标准目录")[3:]]
    assert dropped not in after
    filled.click("undo_last")
    assert _rows(filled, "标准目录") == before
