"""The guide and the installation page: nothing is named that does not exist, and nothing that exists is left out."""

from __future__ import annotations

import re
from html import unescape
from io import BytesIO
from pathlib import Path

import click
import openpyxl
import pytest

from kaohe.cli.messages import CHECK_STATES, COMMANDS
from kaohe.cli.program import program
from kaohe.core.schema import FORM_LABELS, SETTING_LABELS, CategoryField, Field, RosterField, Sheet
from kaohe.excel.bundle.pages import html_page
from kaohe.excel.controls import groups
from kaohe.excel.windows import place
from kaohe.excel.windows.doctor.messages import FORBIDDING
from kaohe.excel.windows.messages import PRODUCT
from kaohe.files.guide import GuideLine, Picture, guide_text, read_guide
from kaohe.files.template import build_workbook, empty_content

ROOT = Path(__file__).parents[3]
PAGES = ("guide.md", "install.md", "first.md")


def text(name: str) -> str:
    return guide_text(name)


def section(number: str) -> list[GuideLine]:
    (found,) = (each for each in read_guide() if each.title.startswith(f"{number}、"))
    return [part for part in found.parts if isinstance(part, GuideLine)]


def ribbon_labels() -> set[str]:
    controls = (each for group in groups() for control in group.controls for each in (control, *control.items))
    return {each.words[0][0] for each in controls}


def test_every_button_is_explained_once_and_no_other() -> None:
    """What is inside a menu is told of by the menu."""
    leads = [line.lead for line in section("六")]
    inside = [item.words[0][0] for group in groups() for control in group.controls for item in control.items]
    assert sorted([*leads, "查找", *inside]) == sorted(ribbon_labels())


@pytest.mark.parametrize("name", PAGES)
def test_every_quoted_name_exists(name: str) -> None:
    quoted = set(re.findall(r"“([^”]+)”", text(name)))
    places = {*Sheet, *Field, *CategoryField, *RosterField, *ribbon_labels(), "设置值", "考核", PRODUCT}
    places |= {*SETTING_LABELS.values(), *FORM_LABELS.values()}
    others = {
        "≠",
        "无",
        "否",
        "或",
        "全部解压缩",
        "已安装",
        *CHECK_STATES.values(),
        "配置工具",
        "设置、应用",
        "阻止 Office 应用程序创建子进程",
        # first.md: what boxes say, and what is typed
        "是",
        "发送到",
        "打开方式",
        "导出Word",
        "考核（把文件拖到图标上）",
        "没有通过",
        "会议迟到，扣0.1分",
    }
    captions = {"“上报表”的第一页"}
    assert quoted - places - others - captions == set()


@pytest.mark.parametrize("name", PAGES)
def test_every_command_exists_with_its_options(name: str) -> None:
    named = re.findall(r"kaohe (\w+)((?: [^，、。；\n]+)?)", text(name))
    named = [(command, rest) for command, rest in named if command.isascii()]
    assert named
    for command, rest in named:
        found = program.get_command(click.Context(program), command)
        assert command in COMMANDS
        assert found is not None
        if isinstance(found, click.Group):
            assert rest.split()[0] in found.commands
            continue
        options = {each for param in found.params for each in param.opts}
        assert {word for word in rest.split() if word.startswith("-")} <= options, command


def test_every_file_and_folder_exists() -> None:
    bundle = {place.INSTALL, place.UNINSTALL, place.DOCTOR, place.COMMAND_LINE, place.WORKBOOK, place.ADDIN}
    for name in PAGES:
        assert set(re.findall(r"\b\w+\.(?:cmd|xlsm|xlam)\b", text(name))) <= bundle
        assert set(re.findall(r"C:(?:\\\w+)+", text(name))) <= {
            str(place.ROOT),
            *(rf"{place.ROOT}\{part}" for part in ("python", "python\\pythonw", "uninstall", "kaohe")),
        }
    assert {place.INSTALL, place.UNINSTALL, place.DOCTOR, place.WORKBOOK} <= set(
        re.findall(r"\w+\.\w+", text("install.md"))
    )
    assert FORBIDDING


def test_every_picture_is_there_and_none_is_left_over() -> None:
    shown = {part.path for each in read_guide() for part in each.parts if isinstance(part, Picture)}
    readme = set(
        re.findall(r"src/kaohe/files/guide/(pictures/\w+\.png)", (ROOT / "README.md").read_text(encoding="utf-8"))
    )
    kept = {f"pictures/{file.name}" for file in (ROOT / "src/kaohe/files/guide/pictures").iterdir()}
    assert shown | readme == kept


def test_the_sheet_shows_every_line_and_picture() -> None:
    content = BytesIO()
    build_workbook(content, empty_content())
    sheet = openpyxl.load_workbook(content)[Sheet.GUIDE]
    shown = {str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None}
    for each in read_guide():
        assert each.title in shown
        for part in each.parts:
            assert {part.lead, part.text} <= shown if isinstance(part, GuideLine) else f"图：{part.caption}" in shown
    assert len(sheet._images) == sum(isinstance(part, Picture) for each in read_guide() for part in each.parts)


@pytest.mark.parametrize("name", PAGES)
def test_the_page_says_the_same_and_needs_no_other_file(name: str) -> None:
    page = html_page(name).decode()
    said = unescape(re.sub(r"<[^>]+>", "", page))
    for each in read_guide(name):
        assert each.title in said
        assert all(f"{part.lead}：{part.text}" in said for part in each.parts if isinstance(part, GuideLine))
    assert re.findall(r'(?:src|href)="(?!data:)', page) == []
