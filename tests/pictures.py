"""Renders the pictures of the guide and the README from the real workbook: ``python tests/pictures.py``.

Needs LibreOffice, pdftoppm and Pillow.  Pictures are trimmed and reduced to a palette, as they are part of every workbook.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image, ImageChops

ROOT = Path(__file__).parents[1]
PICTURES = ROOT / "src" / "kaohe" / "files" / "guide" / "pictures"
#: What stands on the first page of a sheet and nowhere before → picture, and how much of the page, from the top, is shown.
PAGES = {
    "年度考核数据表": ("data", 0.62),
    "得分分布（单位数）": ("statistics", 1.0),
    "点“单元格”一列可跳到原处": ("findings", 0.6),
}
_DPI, _COLOURS, _MARGIN = 110, 128, 12


def main() -> None:
    from tests.libreoffice import convert

    with TemporaryDirectory() as place:
        folder = Path(place)
        workbook = folder / "real.xlsx"
        subprocess.run([sys.executable, "-c", "from kaohe.cli import main; main()", "demo", "-o", workbook], check=True)
        os.environ["FONTCONFIG_FILE"] = str(ROOT / "src" / "kaohe" / "export" / "fonts.conf")
        pdf = convert(workbook, "pdf", folder / "out")
        told = subprocess.run(["pdftotext", "-layout", pdf, "-"], check=True, capture_output=True, text=True).stdout
        texts = told.split("\f")
        for mark, (name, share) in PAGES.items():
            number = next(number for number, text in enumerate(texts, 1) if mark in text)
            _save(_page(pdf, number, folder / name), share, name)
        form = convert(_form_alone(workbook, folder / "form.xlsx"), "pdf", folder / "out")
        _save(_page(form, 1, folder / "form"), 1.0, "form")


def _form_alone(workbook: Path, target: Path) -> Path:
    """Write the form as a workbook of its own, so that its pages count from 1."""
    from kaohe.files.export import form_of
    from kaohe.files.opening import read_tables
    from kaohe.files.pages.form_sheet import build_form
    from kaohe.recalculation import recalculate

    sheets = read_tables(workbook)
    target.write_bytes(build_form(form_of(sheets, recalculate(sheets)), "上报表"))
    return target


def _save(page: Image.Image, share: float, name: str) -> None:
    _trimmed(page, share).save(PICTURES / f"{name}.png", optimize=True)


def _page(pdf: Path, number: int, prefix: Path) -> Image.Image:
    pages = ["-f", str(number), "-l", str(number), "-singlefile"]
    subprocess.run(["pdftoppm", "-r", str(_DPI), "-png", *pages, pdf, prefix], check=True)
    return Image.open(prefix.with_suffix(".png")).convert("RGB")


def _trimmed(page: Image.Image, share: float) -> Image.Image:
    box = ImageChops.difference(page, Image.new("RGB", page.size, "white")).getbbox() or (0, 0, *page.size)
    left, top, right, bottom = box
    if share < 1:
        bottom = _last_rule(page, top, top + int((bottom - top) * share))
    cut = page.crop((max(left - _MARGIN, 0), max(top - _MARGIN, 0), right + _MARGIN, bottom))
    return cut.quantize(_COLOURS, dither=Image.Dither.NONE)


def _last_rule(page: Image.Image, top: int, bottom: int) -> int:
    """Return the lowest line above ``bottom`` that is ruled across the page, so that no row is cut."""
    grey = page.convert("L")
    for y in range(bottom, top, -1):
        if sum(grey.crop((0, y, page.width, y + 1)).histogram()[:225]) > page.width * 0.7:
            return y + 1
    return bottom


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    main()
