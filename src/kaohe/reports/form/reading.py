"""Title and lines to sign, read from what stands above and below the table of an earlier form.

Only what is printed before anybody signs is taken: an opinion, a name or a date that somebody wrote there
belongs to that form, and must never stand on the next one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from kaohe.core.records import dataclass, field
from kaohe.reports.form.labels import FormTexts, default_texts
from kaohe.tables.row_kinds import is_title

#: Between two texts of one cell or paragraph there is more than one blank.
_GAP = re.compile(r"[ \u3000\t]{2,}")
_TO_SIGN = re.compile(r"意见|签字|签名|签章|盖章|审核|审批|审定|批准|负责人|经办|填表|制表|日期|年\s*月\s*日")
_DATE = re.compile(r"[\d\s]*年[\d\s]*月[\d\s]*日\Z")
_BLANK_DATE = re.compile(r"\s*年\s*月\s*日\s*")
#: What stands before the place to write in, that mark included.
_LABEL = re.compile(r"[^：:]*[：:]")
_LONGEST_TITLE = 60
_MOST_LINES = len(FormTexts().sign_off)


@dataclass(slots=True)
class FormWords:
    """Texts of the form by the names of their settings, the lines they were read from, and what was written in there.

    ``used`` are indexes of lines; ``written`` are (index, text).
    """

    texts: dict[str, str] = field(default_factory=dict)
    used: list[int] = field(default_factory=list)
    written: list[tuple[int, str]] = field(default_factory=list)


def read_words(lines: Sequence[Sequence[str]], below: Sequence[Sequence[str]] = ()) -> FormWords:
    """Read the lines above a table, each given by the texts of its cells, and those ``below`` it; indexes run on.

    Only what fits is read: one title from above, and lines to sign that the form's three lines of two texts can hold.  Where
    no line is to be signed the usual ones stay.
    """
    found = FormWords()
    every = [*lines, *below]
    signing = [index for index, line in enumerate(every) if any(map(_is_to_sign, line))]
    titles = [index for index, line in enumerate(lines) if index not in signing and _is_title(line)]
    if titles:
        found.texts["title"] = " ".join(lines[titles[0]][0].split())
        found.used.append(titles[0])
    sides = {index: [*_sides(every[index])] for index in signing}
    labels = [
        [label for label, _ in pieces[at : at + 2]] for pieces in sides.values() for at in range(0, len(pieces), 2)
    ]
    if 0 < len(labels) <= _MOST_LINES:
        found.texts |= _named(labels)
        found.used += signing
        found.written += [(index, text) for index, pieces in sides.items() for _, text in pieces if text]
    return found


def _is_to_sign(cell: str) -> bool:
    """Say whether a text leaves room to write in: 审核意见：, 年 月 日; a title （征求意见稿） does not."""
    return bool(_DATE.search(cell.rstrip()) or (_TO_SIGN.search(cell) and not {"：", ":"}.isdisjoint(cell)))


def _is_title(line: Sequence[str]) -> bool:
    return len(line) == 1 and len(line[0]) <= _LONGEST_TITLE and not _LABEL.match(line[0]) and is_title(line[0])


def _sides(line: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield what stands at the left and in the middle: the label, and what was written behind it."""
    for cell in line:
        date = _DATE.search(cell.rstrip())
        # A date by itself is a place to write; one right behind a label was written there.
        start = date.start() + len(date[0]) - len(date[0].lstrip()) if date else 0
        if date and start and not _GAP.search(cell[max(start - 2, 0) : start]):
            date = None
        before = cell[:start] if date else cell
        for piece in _GAP.split(before.strip()):
            yield from _parted(piece)
        if date:
            yield "年月日", "" if _BLANK_DATE.fullmatch(date[0]) else date[0].strip()


def _parted(piece: str) -> Iterator[tuple[str, str]]:
    """Yield each label of a text with what was written behind it, up to the next label."""
    label, written = "", ""
    for word in piece.split():
        if mark := _LABEL.match(word):
            if label.endswith(("：", ":")):
                yield label, written
                label = ""
            label, written = f"{label} {mark[0]}".strip(), word[mark.end() :]
        elif label.endswith(("：", ":")):
            written = f"{written} {word}".strip()
        else:
            label = f"{label} {word}".strip()
    if label:
        yield label, written


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
