"""Notices: whatever the office makes of the text in Word, each unit's page holds that unit and nothing else's."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.running import office, run
from tests.ooxml import problems

from kaohe.core.problem import FileProblem
from kaohe.files.docx.notices import NoticeTemplate, usual_template
from kaohe.reports.notices import ItemField, Notice, NoticeField, Notices, Occasion, make_notices

REASONS = ["迟到，扣0.1分；获表彰，加0.5分", "无", "早退，扣分"]
OCCASION = Occasion(office="区考核办", date="2024年12月31日", deadline="2025年1月10日")


def notices(reasons: list[str] = REASONS, occasion: Occasion = OCCASION) -> Notices:
    return make_notices(run(office(reasons)), reasons, occasion)


def made(template: Any = None, found: Notices | None = None) -> Any:
    content = usual_template() if template is None else saved(template)
    return docx.Document(BytesIO(NoticeTemplate(content, "格式.docx").written((found or notices()).notices)))


def saved(document: Any) -> bytes:
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def own(*paragraphs: str) -> Any:
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    return document


def texts(document: Any) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs]


def test_each_unit_with_a_score_has_its_page_and_the_others_are_named() -> None:
    found = notices()
    assert found.open_units == ("第2镇",)
    written = texts(made(found=found))
    assert [text for text in written if text.endswith("：") and "镇" in text] == ["第0镇：", "第1镇："]
    assert (
        "经考核，你单位得分为100.4分（100+0.5−0.1=100.4），在2个单位中排第1名。现将加分、扣分情况反馈如下：" in written
    )
    assert "如有异议，请于2025年1月10日前以书面形式提出申诉，并附证明材料；逾期未提出的，视为无异议。" in written


def test_items_are_rows_of_the_table() -> None:
    first, second = made().tables
    assert [[cell.text for cell in row.cells] for row in first.rows] == [
        ["序号", "原因", "分值"],
        ["1", "迟到", "−0.1分"],
        ["2", "获表彰", "+0.5分"],
    ]
    assert [cell.text for cell in second.rows[1].cells] == ["", "无加分、扣分", ""]


def test_the_receipt_stays_on_one_page() -> None:
    """Its heading must not end a page that its lines are not on."""
    document = docx.Document(BytesIO(usual_template()))
    receipt = [line.style for line in document.paragraphs[-3:]]
    assert document.paragraphs[-3].text == "回　执"
    assert [bool(style.paragraph_format.keep_with_next) for style in receipt] == [True, True, False]


def test_ranks_stay_away_where_the_office_says_so() -> None:
    assert not any("名" in text for text in texts(made(found=notices(occasion=Occasion(with_rank=False)))))


def test_a_field_cut_over_several_runs_is_one_field_with_the_look_of_its_start() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("致")
    for piece in ("{", "{单", "位}", "}：您好"):
        paragraph.add_run(piece)
    paragraph.runs[1].bold = True
    written = made(document)
    assert texts(written)[0] == "致第0镇：您好"
    assert [run.bold for run in written.paragraphs[0].runs if "镇" in run.text] == [True]


def test_brackets_as_chinese_keyboards_type_them() -> None:
    assert texts(made(own("｛｛ 单位 ｝｝得{{得分}}分")))[0] == "第0镇得100.4分"


def test_items_outside_of_a_table_stand_below_each_other() -> None:
    assert texts(made(own("{{单位}}", "{{原因}}")))[1] == "迟到\n获表彰"


def test_word_s_own_content_controls_are_fields() -> None:
    document = own("单位：")
    control = docx.oxml.parse_xml(
        '<w:sdt xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:sdtPr><w:tag w:val="单位"/>'
        "</w:sdtPr><w:sdtContent><w:r><w:t>点击</w:t></w:r><w:r><w:t>输入</w:t></w:r></w:sdtContent></w:sdt>"
    )
    document.paragraphs[0]._p.append(control)
    body = made(document).element.body.xml
    assert ">第0镇<" in body
    assert "点击" not in body


def test_headers_hold_what_is_the_same_for_all() -> None:
    document = own("{{单位}}")
    document.sections[0].header.paragraphs[0].text = "{{考核单位}}"
    assert made(document).sections[0].header.paragraphs[0].text == "区考核办"
    document.sections[0].header.paragraphs[0].text = "{{单位}}"
    with pytest.raises(FileProblem, match="请把它移到正文里"):
        made(document)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (saved(own("{{单位名称}}")), "“{{单位名称}}”不是可用的字段。请改为其中之一：标题、考核结果、单位"),
        (saved(own("各单位：")), "请在要填单位名称的地方写上“{{单位}}”"),
        (b"PK", "请在 Word 中另存为 .docx 后再试"),
    ],
)
def test_what_is_no_template_is_said_with_its_remedy(content: bytes, sentence: str) -> None:
    with pytest.raises(FileProblem) as problem:
        NoticeTemplate(content, "格式.docx")
    assert sentence in problem.value.message


@given(st.text(st.characters(exclude_categories=()), max_size=12), st.text(max_size=12))
def test_whatever_a_unit_is_called_the_document_opens(name: str, reason: str) -> None:
    fields = {str(field): name for field in NoticeField}
    items = ({str(field): reason for field in ItemField},)
    content = NoticeTemplate(usual_template(), "").written([Notice(name, fields, items)] * 2)
    assert len(docx.Document(BytesIO(content)).tables) == 2


def test_the_same_notices_give_the_same_bytes() -> None:
    template = NoticeTemplate(usual_template(), "")
    assert template.written(notices().notices) == template.written(notices().notices)


@pytest.mark.node
def test_the_open_xml_sdk_finds_nothing_wrong(tmp_path: Path) -> None:
    target = tmp_path / "a.docx"
    target.write_bytes(NoticeTemplate(usual_template(), "").written(notices().notices))
    assert problems(target) == []
    document = own("{{单位}}：", "{{加扣分明细}}")
    document.add_picture(str(Path(__file__).parents[3] / "src/kaohe/files/guide/pictures/form.png"))
    target.write_bytes(NoticeTemplate(saved(document), "a").written(notices().notices))
    assert problems(target) == []
