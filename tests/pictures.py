"""Renders the pictures of the guide and the README from the real table: ``python tests/pictures.py``.

Needs LibreOffice, pdftoppm and Pillow.  Each picture shows as much of a page as can be read at the width at which it is
shown; pictures are trimmed and reduced to a palette, as those of the guide are part of every workbook.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image, ImageChops

ROOT = Path(__file__).parents[1]
GUIDE = ROOT / "src" / "kaohe" / "files" / "guide" / "pictures"
README = ROOT / ".github" / "pictures"
_COLOURS, _MARGIN = 64, 10
TITLE = "青禾区2026年度综合考核得分情况统计表"


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture: the sheet, columns that are hidden, how much of its first page from the top, and pixels across."""

    sheet: str
    folder: Path
    hidden: tuple[int, ...] = ()
    share: float = 1.0
    width: int = 1200


PICTURES = {
    "data": Picture("考核数据", GUIDE, (1, 10, 11, 12), 0.55),
    "findings": Picture("核对结果", GUIDE, (), 0.52),
    "form": Picture("上报表", GUIDE, (), 0.72),
    "statistics": Picture("统计", GUIDE, (), 0.7, 1080),
    "ranking": Picture("排名榜", README, (), 0.5, 1000),
}
#: Of five departments' lists merged onto last year's units.
OF_MERGER = {"merging": Picture("单位名册", GUIDE, (), 0.5, 1000)}


def main() -> None:
    """Make every picture anew."""
    from tests.libreoffice import convert

    os.environ["FONTCONFIG_FILE"] = str(ROOT / "src" / "kaohe" / "files" / "export" / "fonts.conf")
    with TemporaryDirectory() as place:
        folder = Path(place)
        _draw(convert(_workbook(folder / "real.xlsx"), "pdf", folder / "out"), PICTURES, folder)
        _draw(convert(_merged(folder), "pdf", folder / "out"), OF_MERGER, folder)


def _draw(pdf: Path, pictures: dict[str, Picture], folder: Path) -> None:
    told = subprocess.run(["pdftotext", "-layout", pdf, "-"], check=True, capture_output=True, text=True).stdout
    pages = ["".join(page.split()) for page in told.split("\f")]
    for name, picture in pictures.items():
        picture.folder.mkdir(exist_ok=True)
        _trimmed(_page(pdf, _first_page(pages, picture.sheet), folder / name), picture).save(
            picture.folder / f"{name}.png", optimize=True
        )


def _first_page(pages: list[str], sheet: str) -> int:
    """Return the number of a sheet's first page: its foot names the sheet, that of the form the check code."""
    foot = re.compile(r"数据校验码：[\w-]{9}第1页\Z" if sheet == "上报表" else f"{sheet}第1页\\Z")
    return next(number for number, page in enumerate(pages, 1) if foot.search(page))


def _workbook(path: Path) -> Path:
    """Return the real table in the template, under a title, with every page, some columns hidden."""
    from kaohe.files.ooxml.package import Package
    from kaohe.files.ooxml.sheet_xml import set_cells
    from kaohe.files.ooxml.workbook import Workbook

    _kaohe("demo", "-o", path)
    package = Package(path.read_bytes())
    workbook = Workbook(package)
    (place,) = (name.refers_to for name in workbook.names if name.name == "kaohe_title")
    set_cells(package, "参数设置", {(int(place.rpartition("$")[2]), 2): TITLE})
    path.write_bytes(b"".join(package.chunks()))
    for command in ("form", "stats", "ranking"):
        _kaohe(command, path, "--in-place")
    package = Package(path.read_bytes())
    workbook = Workbook(package)
    for picture in PICTURES.values():
        part = workbook.sheet_part(picture.sheet) or ""
        for column in picture.hidden:
            text = package.text(part).replace(
                f'<col min="{column}"'.encode(), f'<col hidden="1" min="{column}"'.encode()
            )
            package.put_text(part, text)
    path.write_bytes(b"".join(package.chunks()))
    return path


def _merged(folder: Path) -> Path:
    from tests.five_departments import make_five

    target = folder / "merged.xlsx"
    _kaohe("merge", *make_five(folder), "-o", target, "--roster", ROOT / "tests" / "data" / "assessment_form.docx")
    return target


def _kaohe(*arguments: object) -> None:
    command = [sys.executable, "-m", "kaohe", *map(str, arguments)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def _page(pdf: Path, number: int, prefix: Path) -> Image.Image:
    pages = ["-f", str(number), "-l", str(number), "-singlefile"]
    subprocess.run(["pdftoppm", "-r", "220", "-png", *pages, pdf, prefix], check=True)
    return Image.open(prefix.with_suffix(".png")).convert("RGB")


def _trimmed(page: Image.Image, picture: Picture) -> Image.Image:
    _, top, _, bottom = _box(page)
    if picture.share < 1:
        bottom = _last_rule(page, top, top + int((bottom - top) * picture.share))
    shown = page.crop((0, max(top - _MARGIN, 0), page.width, bottom))
    left, _, right, _ = _box(shown)
    cut = shown.crop((max(left - _MARGIN, 0), 0, right + _MARGIN, shown.height))
    size = (picture.width, round(cut.height * picture.width / cut.width))
    return cut.resize(size, Image.Resampling.LANCZOS).quantize(_COLOURS, dither=Image.Dither.NONE)


def _box(page: Image.Image) -> tuple[int, int, int, int]:
    """Return what of a page is not blank."""
    return ImageChops.difference(page, Image.new("RGB", page.size, "white")).getbbox() or (0, 0, *page.size)


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
