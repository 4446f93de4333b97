"""Stand-ins for what five departments of a district hand in: the same units, told as each of them is used to.

They disagree as offices do: full and short names, blanks in names, categories left out or called otherwise, points
beside the reason or in it, a reason with other points in each file, a clause without points.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from pathlib import Path

import docx
import openpyxl

TOWNS, PARTY, OFFICES = "镇（街道）", "区党群部门", "区政府部门、省市驻恩单位"

#: The units that this year's lists are about, as last year's form calls them.
UNITS = {
    TOWNS: ("登科街道", "文治街道", "司城街道", "明阳镇", "柳林镇", "玉山镇", "九镇", "尹家镇"),
    PARTY: ("区委办", "区委组织部", "区委宣传部", "区委统战部", "区委政法委", "区总工会", "团区委", "区妇联"),
    OFFICES: ("区发改局", "区教科体局", "区民政局", "区财政局", "区水利局", "区住建局", "区商务局", "区信访局"),
}


def make_five(folder: Path) -> list[Path]:
    """Write the five files and return their paths: .xlsx twice, .docx, .csv and what is to be saved as .xls."""
    return [
        _organisation(folder / "区委组织部.xlsx"),
        _farming(folder / "区农业农村局.docx"),
        _discipline(folder / "区纪委监委.csv"),
        _supervision(folder / "区政府督查室.xlsx"),
        _complaints(folder / "区信访局.xlsx"),
    ]


def _organisation(path: Path) -> Path:
    """All units with their categories, below a title and a line to sign; the only complete list."""
    said = {
        "登科街道": "暗访发现驻村工作队员未在岗，扣0.2分",
        "文治街道": "个别帮扶干部未如实填写帮扶记录，扣0.1分",
        "明阳镇": "暗访发现驻村干部未在岗，扣0.2分；个别帮扶干部未如实填写帮扶记录，扣0.1分",
        "九镇": "对驻村工作队考勤不规范，扣0.2分",
        "区委宣传部": "驻村帮扶干部日常管理不到位，扣0.2分",
        "区民政局": "个别帮扶干部未如实填写帮扶记录，扣0.1分",
        "区住建局": "驻村工作队员未完全脱产驻村，扣0.3分",
    }
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["2025年度乡村振兴工作考核加扣分情况表"])
    sheet.append(["填报单位（盖章）：", None, None, "填报人：", "2025年12月20日"])
    sheet.append(["序号", "被考核单位", "类别", "加扣分原因及分值", "备注"])
    names = [(unit, category) for category, units in UNITS.items() for unit in units]
    for number, (unit, category) in enumerate(names, 1):
        written = "九  镇" if unit == "九镇" else unit
        sheet.append([number, written, category, said.get(unit, "无"), None])
    book.save(path)
    return path


def _farming(path: Path) -> Path:
    """A Word table without categories; towns by their full names, offices without 区."""
    _word_table(
        path,
        "区农业农村局乡村振兴考核扣分情况",
        ("序号", "单位", "扣分原因", "扣分"),
        (
            ("1", "登科街道办事处", "防返贫监测信息录入不及时", "0.1"),
            ("2", "文治街道办事处", "衔接资金项目进度滞后", "0.3"),
            ("3", "明阳镇人民政府", "防返贫监测信息录入不及时", "0.1"),
            ("4", "玉山镇", "无", ""),
            ("5", "发改局", "衔接资金项目进度滞后", "0.2"),
            ("6", "水利局", "农村饮水安全问题整改不到位", "0.2"),
        ),
    )
    return path


def _discipline(path: Path) -> Path:
    """A CSV as an old program writes it, in the code page of Chinese Windows."""
    rows = (
        ("单位", "事由", "加分", "扣分"),
        ("登科街道", "个别帮扶干部未如实填写帮扶记录", "", "0.1"),
        ("司城街道", "典型做法被市级推广", "0.5", ""),
        ("区总工会", "迟报整改情况", "", "0.1"),
        ("团区委", "迟报整改情况", "", "0.1"),
        ("区委政法委", "获省级表彰", "1", ""),
    )
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    path.write_bytes(text.getvalue().encode("gb18030"))
    return path


def _supervision(path: Path) -> Path:
    """Another name for the category of towns, and other points for a reason that 区委组织部 tells too."""
    rows = (
        ("类别", "被考核单位", "加扣分原因及分值"),
        ("乡镇（街道）", "登科街道", "暗访发现驻村工作队员未在岗，扣0.3分"),
        ("乡镇（街道）", "柳林镇", "督查问题整改不力，扣0.2分"),
        ("乡镇（街道）", "尹家镇", "督查问题整改不力，扣0.2分"),
        (PARTY, "区委统战部", "督查问题整改不力，扣0.2分"),
        (OFFICES, "区商务局", "督查问题整改不力，扣0.2分；迟报督查材料，扣0.1分"),
    )
    _workbook(path, {"督查": rows})
    return path


def _complaints(path: Path) -> Path:
    """A sheet a half-year, bands for the categories, and a clause that leaves the points to somebody."""
    first = (
        ("序号", "单位名称", "原因"),
        ("一、镇（街道）", None, None),
        (1, "登科街道", "信访积案化解不力，酌情扣分"),
        (2, "玉山镇", "信访积案化解不力，扣0.2分"),
        ("二、区级部门", None, None),
        (3, "区财政局", "无"),
        (4, "区教科体局", "越级上访1人次，扣0.1分"),
    )
    _workbook(path, {"信访": first})
    return path


def _workbook(path: Path, sheets: dict[str, Iterable[tuple[object, ...]]]) -> None:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)


def _word_table(path: Path, title: str, heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
    document = docx.Document()
    document.add_paragraph(title)
    table = document.add_table(rows=0, cols=len(heads))
    for row in (heads, *rows):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    document.save(path)
