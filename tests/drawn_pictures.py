"""Draws the guide's pictures of what happens outside of workbooks: ``python tests/drawn_pictures.py``.

Every desktop looks another way, so they show what matters and no more; the box says what it really says.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image, ImageDraw, ImageFont

ROOT = Path(__file__).parents[1]
PICTURES = ROOT / "src" / "kaohe" / "files" / "guide" / "pictures"
_FONT = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"
_SIMPLIFIED = 2  # of the fonts in that file
_FILE = "考核表.xlsx"
_INK, _GREY, _LINE, _PAPER = "#222222", "#666666", "#B5B5B5", "#FFFFFF"
_BLUE, _GREEN, _SHADE, _DESK = "#1F4E79", "#217346", "#DDEBF7", "#EEF2F6"
_COLOURS = 64


class Sheet:
    """A picture being drawn; places are the upper left corners, in pixels."""

    def __init__(self, width: int, height: int) -> None:
        self.image = Image.new("RGB", (width, height), _DESK)
        self.draw = ImageDraw.Draw(self.image)

    def text(self, x: int, y: int, text: str, size: int = 24, colour: str = _INK, *, middle: bool = False) -> None:
        font = ImageFont.truetype(_FONT, size, index=_SIMPLIFIED)
        self.draw.text((x, y), text, colour, font, anchor="ma" if middle else "la")

    def window(self, x: int, y: int, width: int, height: int, title: str) -> None:
        self.draw.rounded_rectangle((x, y, x + width, y + height), 8, _PAPER, _LINE, 2)
        self.draw.rounded_rectangle((x, y, x + width, y + 48), 8, _BLUE, _BLUE)
        self.draw.rectangle((x, y + 30, x + width, y + 48), _BLUE)
        self.text(x + 18, y + 8, title, 22, _PAPER)
        self.draw.line((x + width - 34, y + 16, x + width - 18, y + 32), _PAPER, 3)
        self.draw.line((x + width - 34, y + 32, x + width - 18, y + 16), _PAPER, 3)

    def file(self, x: int, y: int, name: str, sign: str, colour: str) -> None:
        """Draw a file, or an icon, with its name below it."""
        self.draw.rounded_rectangle((x, y, x + 96, y + 110), 6, _PAPER, colour, 3)
        self.draw.polygon(((x + 68, y), (x + 96, y + 28), (x + 68, y + 28)), _DESK, colour)
        self.draw.rounded_rectangle((x + 16, y + 44, x + 80, y + 96), 6, colour)
        self.text(x + 48, y + 48, sign, 32, _PAPER, middle=True)
        self.text(x + 48, y + 116, name, 22, middle=True)

    def save(self, name: str) -> None:
        small = self.image.quantize(_COLOURS, dither=Image.Dither.NONE)
        small.save(PICTURES / f"{name}.png", optimize=True)


def drop() -> None:
    from kaohe.core.drops import DROP_ACTIONS, DROP_FOLDER

    sheet = Sheet(1100, 330)
    sheet.file(70, 110, _FILE, "表", _GREEN)
    sheet.window(330, 30, 740, 270, DROP_FOLDER)
    for number, name in enumerate(DROP_ACTIONS):
        x = 385 + number * 175
        if number == 0:
            sheet.draw.rounded_rectangle((x - 22, 98, x + 118, 262), 8, _SHADE, _BLUE, 2)
        sheet.file(x, 110, name, name[0], _BLUE)
    for x in range(190, 350, 18):
        sheet.draw.line((x, 165, x + 10, 165), _BLUE, 5)
    sheet.draw.polygon(((350, 150), (378, 165), (350, 180)), _BLUE)
    sheet.save("drop")


def box() -> None:
    lines = _said().splitlines()
    sheet = Sheet(1000, 200 + 34 * len(lines))
    sheet.window(60, 30, 880, 140 + 34 * len(lines), "考核")
    for number, line in enumerate(lines):
        sheet.text(100, 96 + 34 * number, line)
    for x, label, is_chosen in ((660, "是", True), (800, "否", False)):
        y = 106 + 34 * len(lines)
        sheet.draw.rounded_rectangle((x, y, x + 110, y + 44), 6, _SHADE if is_chosen else _PAPER, _BLUE, 2)
        sheet.text(x + 55, y + 5, label, middle=True)
    sheet.save("box")


def _said() -> str:
    """Return what the box says of the real table."""
    from kaohe.cli.dropping import drop as work_on

    said: list[str] = []
    with TemporaryDirectory() as name:
        file = Path(shutil.copy(ROOT / "tests" / "data" / "assessment_form.xlsx", Path(name, _FILE)))
        work_on("recalc", [file], lambda text, _: bool(said.append(text)))
        return said[0].replace(f"{name}/", "")


def sendto() -> None:
    from kaohe.core.drops import DROP_ACTIONS

    sheet = Sheet(1000, 430)
    sheet.file(60, 40, _FILE, "表", _GREEN)
    commands = ["打开", "打开方式", "发送到", "复制", "删除", "属性"]
    _menu(sheet, 200, 70, 260, commands, "发送到", has_more=True)
    _menu(sheet, 452, 70 + 48 * 2, 320, ["桌面快捷方式", *(f"考核 {name}" for name in DROP_ACTIONS)], "考核 重新计算")
    sheet.save("sendto")


def _menu(sheet: Sheet, x: int, y: int, width: int, names: list[str], chosen: str, *, has_more: bool = False) -> None:
    sheet.draw.rectangle((x + 4, y + 4, x + width + 4, y + 48 * len(names) + 4), "#D0D6DC")
    sheet.draw.rectangle((x, y, x + width, y + 48 * len(names)), _PAPER, _LINE, 2)
    for number, name in enumerate(names):
        top = y + 48 * number
        if name == chosen:
            sheet.draw.rectangle((x + 3, top + 3, x + width - 3, top + 45), _SHADE)
        sheet.text(x + 24, top + 6, name, 24, _INK if name == chosen or name.startswith("考核") else _GREY)
        if has_more and name in {"打开方式", "发送到"}:
            sheet.draw.polygon(
                ((x + width - 28, top + 16), (x + width - 16, top + 24), (x + width - 28, top + 32)), _INK
            )


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    for draw in (drop, box, sendto):
        draw()
