"""Title and lines to sign, read from what stands above the table of an earlier form."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from kaohe.form.words import Words, default_texts
from kaohe.layout.words import is_title

#: Between two texts of one line there is more than one blank, or a column of the sheet.
_GAP = re.compile(r"[ \u3000\t]{2,}")
_TO_SIGN = re.compile(r"意见|签字|签名|签章|盖章|审核|审批|审定|负责人|经办|填表|制表|日期|年\s*月\s*日")
_DATE = re.compile(r"年\s*月\s*日\Z")
_LONGEST_TITLE = 60
_MOST_LINES = len(Words().sign_off)


def read_words(lines: Sequence[str]) -> tuple[dict[str, str], list[int]]:
    """Return the texts of the form, by the names of their settings, and the indexes of the lines they are from.

    Only what fits is read: one title, and up to three lines to sign of two texts each.  Where no line is to be
    signed the usual ones stay.
    """
    texts: dict[str, str] = {}
    signing = [index for index, line in enumerate(lines) if _TO_SIGN.search(line)]
    titles = [index for index, line in enumerate(lines) if index not in signing and _is_title(line)]
    used = titles[:1]
    if titles:
        texts["title"] = " ".join(lines[titles[0]].split())
    sides = [_sides(lines[index]) for index in signing]
    if 0 < len(sides) <= _MOST_LINES and all(len(pieces) <= 2 for pieces in sides):
        texts |= _named(sides)
        used += signing
    return texts, sorted(used)


def _is_title(line: str) -> bool:
    return len(line) <= _LONGEST_TITLE and is_title(line)


def _sides(line: str) -> list[str]:
    """Return what stands at the left and in the middle; the gaps of a date are no gaps between texts."""
    date = _DATE.search(line.rstrip())
    before = line.rstrip()[: date.start()] if date else line
    pieces = [piece for piece in _GAP.split(before.strip()) if piece]
    return [*pieces, "年月日"] if date else pieces


def _named(lines: Iterable[Sequence[str]]) -> dict[str, str]:
    """Return the texts by name; the usual ones as they are usually written, the other lines blank."""
    usual = default_texts()
    texts = {name: "" for name in usual if name != "title"}
    for number, pieces in enumerate(lines, 1):
        for side, piece in zip(("left", "right"), pieces, strict=False):
            texts[f"{side}_{number}"] = piece
    as_usual = {_letters(text): text for text in usual.values()}
    return {name: as_usual.get(_letters(text), text) for name, text in texts.items()}


def _letters(text: str) -> str:
    return "".join(text.split())
