"""Word documents as offices send them: what is read, and what is refused with a remedy."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from kaohe.core.problem import FileProblem
from kaohe.core.schema import Field
from kaohe.core.table import GapKind, Table
from kaohe.files.docx import read_document

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_HEADINGS = ("序号", "被考核单位", "加扣分原因及分值", "考核得分", "名次")


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def cell(content: str, *, span: int = 1, merge: str | None = None) -> str:
    inner = content if content.startswith("<") else paragraph(content)
    vertical = {None: "", "restart": '<w:vMerge w:val="restart"/>', "continue": "<w:vMerge/>"}[merge]
    return f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/>{vertical}</w:tcPr>{inner}</w:tc>'


def row(*cells: str) -> str:
    return "<w:tr>" + "".join(each if each.startswith("<w:tc>") else cell(each) for each in cells) + "</w:tr>"


def table(*rows: str) -> str:
    return "<w:tbl>" + "".join(rows) + "</w:tbl>"


@pytest.fixture
def document(tmp_path: Path) -> Callable[..., Path]:
    def build(*blocks: str) -> Path:
        path = tmp_path / "考核.docx"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("[Content_Types].xml", "<Types/>")
            archive.writestr("word/document.xml", f"<w:document {_W}><w:body>{''.join(blocks)}</w:body></w:document>")
        return path

    return build


def only_table(path: Path) -> Table:
    (found,) = read_document(path).tables
    return found


def values(found: Table, field: Field) -> list[object]:
    column = found.column(field)
    assert column is not None
    return list(column.values)


def test_the_real_form(data: Path) -> None:
    found = only_table(data / "assessment_form.docx")
    assert len(found.rows) == 75
    assert list(dict.fromkeys(found.categories)) == ["镇（街道）", "区党群部门", "区政府部门、省市驻恩单位"]
    assert values(found, Field.UNIT)[16] == "九  镇"
    assert values(found, Field.SCORE)[0] == "99.6"


def test_bands_span_the_columns(document: Callable[..., Path]) -> None:
    rows = (row(cell("镇（街道）", span=5)), row("1", "甲镇", "迟到，扣0.1分", "99.9", "1"))
    found = only_table(document(paragraph("考核结果"), table(row(*_HEADINGS), *rows), paragraph("年 月 日")))
    assert (found.categories, values(found, Field.UNIT)) == (("镇（街道）",), ["甲镇"])


def test_a_table_split_in_two_goes_on(document: Callable[..., Path]) -> None:
    first = table(row(*_HEADINGS), row("1", "甲镇", "迟到，扣0.1分", "99.9", "1"))
    second = table(row("2", "乙镇", "无", "100", "1"))
    assert values(only_table(document(first, paragraph(""), second)), Field.UNIT) == ["甲镇", "乙镇"]


def test_cells_merged_downwards_belong_to_every_row(document: Callable[..., Path]) -> None:
    rows = (
        row(cell("镇", merge="restart"), "甲镇", "无"),
        row(cell("", merge="continue"), "乙镇", "无"),
        row(cell("部门", merge="restart"), "甲局", "无"),
    )
    found = only_table(document(table(row("类别", "被考核单位", "加扣分原因及分值"), *rows)))
    assert found.categories == ("镇", "镇", "部门")


def test_paragraphs_and_nested_tables_of_a_cell_are_lines(document: Callable[..., Path]) -> None:
    nested = paragraph("迟到，扣0.1分") + table(row("旷工，扣0.2分")) + paragraph("早退，扣０．３分")
    found = only_table(document(table(row(*_HEADINGS), row("1", "甲镇", cell(nested), "99.4", "1"))))
    assert values(found, Field.REASONS) == ["迟到，扣0.1分\n旷工，扣0.2分\n早退，扣０．３分"]


def test_tracked_changes_are_read_as_accepted(document: Callable[..., Path]) -> None:
    changed = (
        "<w:p><w:r><w:t>迟到，扣</w:t></w:r><w:del><w:r><w:delText>0.1</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>0.2</w:t></w:r></w:ins><w:r><w:t>分</w:t><w:footnoteReference/></w:r></w:p>"
    )
    gone = '<w:tr><w:trPr><w:del w:id="1"/></w:trPr>' + cell("2") + cell("乙镇") + cell("无") + "</w:tr>"
    found = only_table(document(table(row(*_HEADINGS), row("1", "甲镇", cell(changed), "", ""), gone)))
    assert values(found, Field.REASONS) == ["迟到，扣0.2分"]


def test_content_controls_and_line_breaks(document: Callable[..., Path]) -> None:
    reasons = "<w:p><w:sdt><w:sdtContent><w:r><w:t>迟到，扣0.1分</w:t><w:br/><w:t>早退，扣0.1分</w:t></w:r></w:sdtContent></w:sdt></w:p>"
    controlled = (
        f"<w:sdt><w:sdtContent>{table(row(*_HEADINGS), row('1', '甲镇', cell(reasons), '', ''))}</w:sdtContent></w:sdt>"
    )
    assert values(only_table(document(controlled)), Field.REASONS) == ["迟到，扣0.1分\n早退，扣0.1分"]


def test_strict_documents_are_read_too(document: Callable[..., Path]) -> None:
    path = document(table(row(*_HEADINGS), row("1", "甲镇", "无", "100", "1")))
    with zipfile.ZipFile(path) as archive:
        part = archive.read("word/document.xml").decode()
    strict = part.replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", strict)
    assert values(only_table(path), Field.UNIT) == ["甲镇"]


def test_a_document_that_declares_entities_is_refused(document: Callable[..., Path], tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("秘密", encoding="utf-8")
    path = document()
    with zipfile.ZipFile(path, "w") as archive:
        declared = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{secret.as_uri()}">]>'
        archive.writestr(
            "word/document.xml", f"{declared}<w:document {_W}><w:body>{paragraph('&e;')}</w:body></w:document>"
        )
    with pytest.raises(FileProblem, match="损坏"):
        read_document(path)


def test_a_document_nested_without_end_is_refused(document: Callable[..., Path]) -> None:
    deep = "<w:sdt>" * 50_000 + "</w:sdt>" * 50_000
    with pytest.raises(FileProblem, match="损坏"):
        read_document(document(deep))


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "不是 Word 文档"),
        (b"hello", "不是 Word 文档"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "密码"),
        (b"PK\x03\x04" + bytes(40), "不是 Word 文档"),
    ],
)
def test_what_is_no_document_is_named(tmp_path: Path, content: bytes, says: str) -> None:
    path = tmp_path / "x.docx"
    path.write_bytes(content)
    with pytest.raises(FileProblem, match=says):
        read_document(path)


def test_a_workbook_named_docx_is_refused(tmp_path: Path, data: Path) -> None:
    path = tmp_path / "x.docx"
    path.write_bytes((data / "assessment_form.xlsx").read_bytes())
    with pytest.raises(FileProblem, match="不是 Word 文档"):
        read_document(path)


def test_half_a_document_is_refused(tmp_path: Path, data: Path) -> None:
    path = tmp_path / "x.docx"
    content = (data / "assessment_form.docx").read_bytes()
    path.write_bytes(content[: len(content) // 2])
    with pytest.raises(FileProblem, match="损坏"):
        read_document(path)


def test_missing_files_and_folders_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match="没有找到"):
        read_document(tmp_path / "x.docx")
    with pytest.raises(FileProblem, match="文件夹"):
        read_document(tmp_path)


def test_footnotes_are_listed_with_what_they_belong_to(document: Callable[..., Path]) -> None:
    noted = '<w:p><w:r><w:t>迟到，扣0.1分</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
    path = document(table(row(*_HEADINGS), row("1", "甲镇", cell(noted), "", "")))
    notes = f'<w:footnotes {_W}><w:footnote w:id="0">{paragraph("")}</w:footnote><w:footnote w:id="2">{paragraph("已申诉")}</w:footnote></w:footnotes>'
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("word/footnotes.xml", notes)
    found = read_document(path)
    assert [gap.values for gap in found.gaps if gap.kind is GapKind.UNPLACED] == [
        ("脚注（在“迟到，扣0.1分”处）：已申诉",)
    ]
    assert values(found.tables[0], Field.REASONS) == ["迟到，扣0.1分"]


def test_a_text_box_is_read_once(document: Callable[..., Path]) -> None:
    box = f"<w:txbxContent>{paragraph('早退，扣0.2分')}</w:txbxContent>"
    both = (
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    )
    boxed = f"<w:p><w:r><w:t>迟到，扣0.1分</w:t></w:r><w:r>{both}</w:r></w:p>"
    path = document(table(row(*_HEADINGS), row("1", "甲镇", cell(boxed), "", "")))
    assert values(only_table(path), Field.REASONS) == ["迟到，扣0.1分\n早退，扣0.2分"]


def _numbered(path: Path, *levels: tuple[int, str, str]) -> None:
    """Define list 1 of a document: its levels' start, kind and text."""
    defined = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="{start}"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for n, (start, kind, text) in enumerate(levels)
    )
    abstract = f'<w:abstractNum w:abstractNumId="7">{defined}</w:abstractNum>'
    number = '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("word/numbering.xml", f"<w:numbering {_W}>{abstract}{number}</w:numbering>")


def _listed(text: str = "", level: int = 0) -> str:
    place = f'<w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    return f"<w:p>{place}<w:r><w:t>{text}</w:t></w:r></w:p>"


def test_numbers_that_word_counts_itself_are_read(document: Callable[..., Path]) -> None:
    rows = (row(cell(_listed()), name, "无", "", "") for name in ("甲镇", "乙镇"))
    path = document(table(row(*_HEADINGS), *rows))
    _numbered(path, (3, "decimal", "%1."))
    assert values(only_table(path), Field.NUMBER) == ["3", "4"]


def test_listed_reasons_have_their_marks(document: Callable[..., Path]) -> None:
    reasons = _listed("迟到，扣0.1分") + _listed("早退，扣0.2分") + _listed("两次", 1)
    path = document(table(row(*_HEADINGS), row("1", "甲镇", cell(reasons), "", "")))
    _numbered(path, (1, "chineseCounting", "%1、"), (1, "decimal", "%1.%2 "))
    assert values(only_table(path), Field.REASONS) == ["一、迟到，扣0.1分\n二、早退，扣0.2分\n二.1 两次"]


def test_cells_merged_across_repeat_their_text_once(document: Callable[..., Path]) -> None:
    rows = (row(cell("镇（街道）", span=5)), row("1", cell("甲镇", merge="restart"), "迟到，扣0.1分", "", ""))
    more = row("", cell("", merge="continue"), "早退，扣0.2分", "", "")
    found = only_table(document(table(row(*_HEADINGS), *rows, more)))
    assert (values(found, Field.UNIT), found.categories) == (["甲镇"], ("镇（街道）",))
