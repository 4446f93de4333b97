"""Words that a spreadsheet, Word, a terminal or a format string would obey, wherever a user may write them."""

from __future__ import annotations

import csv
import random
import re
import warnings
import xml.etree.ElementTree as ET
import zipfile
from pathlib import Path

from tests.fuzz.judging import require_plain, require_readable
from tests.fuzz.running import quietly

#: Stands in every word, so that it is known where words have got to.
_MARK = "Zq9"
_ORDERS = (
    "=1+1", "=HYPERLINK(\"http://a.example\")", "+1", "-2+3", "@SUM(A1)", "{=1}", "'=1", "\t=1", "\n=1", "\u200b=1", "＝1+1",
    "http://a.example/", "mailto:a@b.example", "internal:Sheet1!A1", "external:c.xlsx", "ftp://a.example", "file:///etc",
    "<b>", "</t>", "]]>", "<!--", "&amp;", "&lt;", "&#10;", "&P&N&D", "_x001B_[2J", "_x0000_", "_xD800_", "_xFFFF_", "_x005F_",
    "{{单位}}", "{单位}", "{0}", "%s", "\u202e", "\u2028", "\r", "\x85", "\U0001f600", "\ufeff", "[Red]", "#REF!", "TRUE", "1E5",
    "\"", "\"\"", ",", ";", "|", "\\", "/", ":", "?", "*", "!", "'", "$A$1", "R1C1", "..", "~",
)  # fmt: skip
_LONG = ("字" * 32_000, "a" * 300, "\U0001f600" * 100, "，扣0.1分" * 400)
_POINTS = ("，扣0.1分", "，加0.5分", "", "，每次扣0.2分，共3次")
_NOT_IN_SHEET_NAMES = re.compile(r"[\\/?*\[\]:\x00-\x1f]")

_COMMANDS: tuple[tuple[str, ...], ...] = (
    ("recalc", "{file}", "-o", "{out}/结果.xlsx"), ("form", "{file}", "-o", "{out}/结果.xlsx"),
    ("stats", "{file}", "-o", "{out}/结果.xlsx"), ("ranking", "{file}", "-o", "{out}/结果.xlsx"),
    ("columns", "{file}", "-o", "{out}/结果.xlsx"), ("ranking", "{file}", "--docx", "{out}/排名榜.docx"),
    ("notices", "{file}", "--docx", "{out}/反馈单.docx", "--office", "{word}", "--date", "{word}", "--deadline", "{word}"),
    ("notices", "{file}", "--folder", "{out}"), ("export", "{file}", "--docx", "{out}/上报表.docx"),
    ("export", "{file}", "--csv", "{out}/表.csv"), ("compare", "{file}", "{other}", "-o", "{out}/比较.xlsx"),
    ("merge", "{file}", "{other}", "-o", "{out}/汇总.xlsx"), ("new", "{out}/新.xlsx", "--from", "{file}"),
    ("catalogue", "{file}", "-o", "{out}/整理.xlsx"), ("split", "{file}", "--by", "类别", "-o", "{out}"),
    ("split", "{file}", "--by", "被考核单位", "-o", "{out}"), ("check", "{file}"), ("columns", "{file}"),
    ("accept", "{file}", "--adopt", "全部", "-o", "{out}/结果.xlsx"),
)  # fmt: skip


def words_stay_words(folder: Path, rng: random.Random) -> None:
    """Write such words into a table, in the office's own layout or the template, and run a command on it."""
    file, other, out = folder / "考核.xlsx", folder / "别的.xlsx", folder / "另外"
    write_table(file, rng)
    write_table(other, rng)
    if rng.random() < 0.5:
        made = folder / "模板.xlsx"
        code, _, complained = quietly("new", str(made), "--from", str(file))
        assert code != 2, f"new: {complained}"
        require_own_words(made)
        made.replace(file)
    out.mkdir()
    command = rng.choice(_COMMANDS)
    given = [each.format(file=file, other=other, out=out, word=_word(rng)) for each in command]
    what = " ".join((command[0], *(each for each in command[2:] if each.startswith("-"))))
    code, said, complained = quietly(*given)
    require_plain(said + complained, what)
    assert code != 2 or command[0] in ("accept", "split", "notices"), f"{what}: {complained}"
    for written in out.iterdir():
        require_own_words(written, what)


def write_table(path: Path, rng: random.Random) -> None:
    """Write a workbook with a table whose texts are such words."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    sheet.title = _NOT_IN_SHEET_NAMES.sub("", f"表{rng.choice(_ORDERS)}")[:25].strip("'") or "表"
    rows: list[list[str]] = []
    if rng.random() < 0.5:
        rows += [[f"2025年考核表{_word(rng)}"], [f"填报单位：{_word(rng)}"]]
    rows.append(["类别", "被考核单位", "加扣分原因及分值", "考核得分", "名次"])
    for number in range(rng.randrange(2, 6)):
        reason = rng.choice(_LONG) if rng.random() < 0.05 else f"{_word(rng)}{rng.choice(_POINTS)}"
        rows.append([_word(rng), f"单位{number}{_word(rng)}", reason])
    for row, values in enumerate(rows, start=1):
        for column, value in enumerate(values, start=1):
            cell = sheet.cell(row, column)
            cell.value = value.replace("\x85", "")
            cell.data_type = "s"
    book.save(path)


def _word(rng: random.Random) -> str:
    order = rng.choice(_ORDERS)
    return f"{order}{_MARK}" if rng.random() < 0.8 else f"{_MARK}{order}"


def require_own_words(path: Path, what: str = "") -> None:
    """Require that no word in a file is a formula, a link, a field or the name of something."""
    require_readable(path)
    if path.suffix == ".csv":
        _require_texts(path, what)
        return
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if not name.endswith((".xml", ".rels")):
                continue
            for element in ET.fromstring(archive.read(name)).iter():
                tag = element.tag.rpartition("}")[2]
                assert element.get("TargetMode") != "External", f"{what}: {name} leads to {element.get('Target')!r}"
                if tag in ("f", "formula", "formula1", "formula2", "instrText", "fldSimple"):
                    assert _MARK not in "".join(element.itertext()), f"{what}: {name} obeys {element.text!r}"
    if path.suffix == ".xlsx":
        from openpyxl import load_workbook

        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what openpyxl does not model
            book = load_workbook(path)
        cells = (cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row)
        obeyed = [cell.coordinate for cell in cells if cell.data_type == "f" and _MARK in str(cell.value)]
        assert not obeyed, f"{what}: {obeyed}"


def _require_texts(path: Path, what: str) -> None:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        for row in csv.reader(stream):
            for cell in row:
                plain = cell.lstrip(" \t\r\n\u200b\u00a0\u3000\ufeff\u202e\u2028")
                assert not (_MARK in cell and plain[:1] in ("=", "+", "-", "@", "＝")), f"{what}: {cell!r} is computed"
