"""Every sheet and page of Kaohe's as contact sheets to look at: ``python -m tests.gallery FOLDER [NAME …]``.

Needs LibreOffice, pdftoppm and Pillow.  A case is a made-up year: so many categories and units, and what is awkward about it.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial
from pathlib import Path

from PIL import Image, ImageDraw
from tests.libreoffice import convert

from kaohe.core.cells import CellValue
from kaohe.files.disk.source import read_original
from kaohe.files.docx.notices import NoticeTemplate
from kaohe.files.docx.ranking import write_ranking
from kaohe.files.docx.writer import write_document
from kaohe.files.export import entries_of, form_of
from kaohe.files.importing import read_with_words
from kaohe.files.merging import merged_workbook, read_sources
from kaohe.files.pages.comparison_sheet import build_comparison
from kaohe.files.pages.form_sheet import put_form
from kaohe.files.pages.ranking_sheet import put_ranking
from kaohe.files.pages.reading_sheet import put_reading
from kaohe.files.pages.statistics_sheet import put_statistics
from kaohe.files.template import Category, UnitRow, build_workbook, empty_content
from kaohe.files.template.source import compute as computed
from kaohe.files.xlsx.writer import write_outcome
from kaohe.matching.catalogue import builtin_rows
from kaohe.recalculation import recalculate
from kaohe.reports.comparison import compare
from kaohe.reports.merging import merge
from kaohe.reports.notices import Occasion, make_notices
from kaohe.reports.ranking_list import make_ranking_list
from kaohe.reports.statistics import compute

FONTS = Path(__file__).parents[1] / "src" / "kaohe" / "files" / "export" / "fonts.conf"
_NAMES = (
    "登科街道",
    "青禾街道",
    "柳溪镇",
    "大石乡",
    "统战部",
    "市场监督管理局",
    "人力资源和社会保障局",
    "机关事务服务中心",
)
_LONG_NAME = "区人民政府驻省会办事处暨对口协作与区域经济合作综合协调服务中心"
_CATEGORIES = (
    "镇（街道）",
    "区党群部门",
    "区政府部门、省市驻区单位",
    "园区",
    "国有企业",
    "学校",
    "医院",
    "社区",
    "村",
    "派出所",
    "窗口单位",
    "临时机构",
)
_WITHOUT_POINTS = ("、早操缺席", "、会议迟到", "、材料报送不及时")


@dataclass(frozen=True, slots=True)
class Case:
    """A made-up year: ``reasons`` says what the cells hold, ``title`` what the form is called."""

    categories: int
    units: int
    reasons: str = "usual"
    title: str = "青禾区2026年度综合考核得分情况统计表"


CASES = {
    "1x10": Case(1, 10),
    "3x75": Case(3, 75),
    "12x400": Case(12, 400),
    "12x75": Case(12, 75),
    "1x400": Case(1, 400, title=""),
    "3x10": Case(3, 10, title=""),
    "long": Case(3, 20, "long"),
    "clean": Case(3, 12, "clean"),
    "same": Case(3, 12, "same"),
    "signs": Case(3, 12, "signs"),
}


def main(folder: Path, names: list[str]) -> None:
    """Make every case that is asked for (all of them by default)."""
    os.environ["FONTCONFIG_FILE"] = str(FONTS)
    folder.mkdir(parents=True, exist_ok=True)
    for name in names or CASES:
        for kind, path in make_files(CASES[name], folder / name):
            pages = _pages(path)
            for part, start in enumerate(range(0, min(len(pages), 24), 8)):
                _contact(pages[start : start + 8], f"{name} {kind} {len(pages)}p").save(
                    folder / f"{name}-{kind}-{part}.png"
                )


def make_files(case: Case, folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield the workbook with every sheet, and each Word document."""
    folder.mkdir(parents=True, exist_ok=True)
    workbook = folder / "all.xlsx"
    units = [*_units(case, random.Random(1))]
    content = empty_content()
    categories = tuple(Category(name, name) for name in _CATEGORIES[: case.categories])
    texts = dict(content.form_texts) | {"title": case.title or None}
    settings = dict(content.settings) | {"grades": "优秀 前20%；良好 前60%；合格"}
    content = computed(replace(content, units=tuple(units), categories=categories, form_texts=texts, settings=settings))
    build_workbook(workbook, content)
    sheets = read_with_words(workbook, ())
    outcome = recalculate(sheets)
    pages = (
        partial(put_form, form=form_of(sheets, outcome)),
        partial(
            put_statistics,
            found=compute(
                outcome,
                changes="与上一版相比，有变动3个单位，没有变动72个单位；得分变动最大的是登科街道，由99.6分变为99.1分。",
            ),
        ),
        partial(put_ranking, found=make_ranking_list(outcome)),
        partial(put_reading, readings=outcome.readings, answers=outcome.answers),
    )
    write_outcome(read_original(workbook), workbook, outcome, pages=pages)
    yield "book", workbook
    former = replace(
        content,
        units=(
            *(replace(unit, reasons="无" if number % 5 == 0 else unit.reasons) for number, unit in enumerate(units)),
        ),
    )
    build_workbook(folder / "former.xlsx", computed(former))
    comparison = folder / "comparison.xlsx"
    comparison.write_bytes(
        build_comparison(compare(read_with_words(folder / "former.xlsx", ()), sheets), "上一版.xlsx", "本版.xlsx")
    )
    yield "comparison", comparison
    merged = folder / "merged.xlsx"
    sources, failures = read_sources({"甲部门.xlsx": workbook, "乙部门.xlsx": folder / "former.xlsx"}, lambda _: None)
    merged.write_bytes(merged_workbook(merge(sources), failures).content)
    yield "merged", merged
    documents = {
        "form": write_document(form_of(sheets, outcome)),
        "ranking": write_ranking(make_ranking_list(outcome)),
        "notices": NoticeTemplate.read(None).written(
            make_notices(
                outcome,
                [entry.reasons for entry in entries_of(sheets, outcome)],
                Occasion("区考核办", "2026年1月5日", "2026年1月12日"),
            ).notices[:6]
        ),
    }
    for kind, made in documents.items():
        path = folder / f"{kind}.docx"
        path.write_bytes(made)
        yield kind, path


def _units(case: Case, chance: random.Random) -> Iterator[UnitRow]:
    entries = [row for row in builtin_rows() if row.points and row.wording]
    for number in range(case.units):
        category = _CATEGORIES[number * case.categories // case.units]
        name = f"{_NAMES[number % len(_NAMES)]}{number // len(_NAMES) or ''}"
        yield UnitRow(
            Decimal(number + 1),
            _LONG_NAME if case.reasons == "long" and number % 3 == 0 else name,
            category,
            _reasons(case, number, chance, entries),
        )


def _reasons(case: Case, number: int, chance: random.Random, entries: list) -> CellValue:
    items = [
        f"{row.wording}，{row.sign}{row.points}分" for row in chance.choices(entries, k=chance.choice((0, 1, 1, 2, 3)))
    ]
    match case.reasons:
        case "clean":
            return "无"
        case "same":
            return "迟到，扣0.5分"
        case "signs":
            return ("\\", "——", "/", "迟到，扣0.5分；", "无。", "早退，扣0.1分，")[number % 6]
        case "long":
            return "；".join(items * 6) if number % 4 else f"未按要求报送{'有关情况' * 120}，扣0.3分"
    return "；".join(items) + "；" * bool(items) or "无"


def _pages(path: Path) -> list[Image.Image]:
    pdf = convert(path, "pdf", path.parent / "out")
    prefix = pdf.with_suffix("")
    subprocess.run(["pdftoppm", "-r", "50", "-png", "-l", "120", pdf, prefix], check=True)
    return [Image.open(each).convert("RGB") for each in sorted(pdf.parent.glob(f"{prefix.name}-*.png"))]


def _contact(pages: list[Image.Image], title: str) -> Image.Image:
    width, height = max(page.width for page in pages), max(page.height for page in pages)
    sheet = Image.new("RGB", (4 * (width + 8), -(-len(pages) // 4) * (height + 8) + 16), "#8899AA")
    ImageDraw.Draw(sheet).text((4, 2), title, "black")
    for number, page in enumerate(pages):
        sheet.paste(page, ((number % 4) * (width + 8), 16 + number // 4 * (height + 8)))
    return sheet


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
