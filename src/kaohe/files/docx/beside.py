"""What a Word document says outside its text: page headers and footers, comments, pictures, changes still tracked."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from operator import attrgetter
from xml.etree.ElementTree import Element

from kaohe.tables.row_kinds import is_page_number

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PICTURES = ("{http://schemas.openxmlformats.org/drawingml/2006/main}blip", "{urn:schemas-microsoft-com:vml}imagedata")
_CHANGES = ("ins", "del", "moveFrom", "moveTo")
_PARTS = (
    (re.compile(r"word/header\d*\.xml"), "页眉"),
    (re.compile(r"word/footer\d*\.xml"), "页脚"),
    (re.compile(r"word/comments\.xml"), "批注"),
)

_TRACKED = "文档中还有未接受的修订（{count}处）：已按全部接受后的内容导入，请核对"
_PICTURE = "文档中有{count}张图片，图片中的内容未读取"


#: What looks otherwise on paper than its text says, or has no text: elements, and what is said of them.
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_DOUBTFUL = (
    ((f"{_W}strike", f"{_W}dstrike"), "文档中有带删除线的文字（{count}处）：仍按正文导入，请核对"),
    ((f"{_W}vanish",), "文档中有隐藏的文字（{count}处）：仍按正文导入，请核对"),
    ((f"{_MATH}oMath", f"{_W}sym"), "文档中有公式或特殊符号（{count}处），未读取"),
    ((f"{_W}altChunk", f"{_W}object"), "文档中嵌有其他文件（{count}处），未读取"),
)


def _is_on(element: Element) -> bool:
    return element.get(_W + "val", "true") not in ("0", "false", "off")


def beside(
    body: Element, names: list[str], tree: Callable[[str], Element], text: Callable[[Element], str]
) -> Iterator[str]:
    """Yield each such text.

    Args:
        body: The document's text.
        names: The parts of the document.
        tree: Gives a part by its name.
        text: Gives the text of a paragraph.
    """
    counts = Counter(map(attrgetter("tag"), body.iter()))
    if changes := sum(counts[_W + kind] for kind in _CHANGES):
        yield _TRACKED.format(count=changes)
    if pictures := sum(counts[kind] for kind in _PICTURES):
        yield _PICTURE.format(count=pictures)
    for names_of, sentence in _DOUBTFUL:
        if found := sum(_is_on(each) for name in names_of if counts[name] for each in body.iter(name)):
            yield sentence.format(count=found)
    for pattern, word in _PARTS:
        for name in sorted(filter(pattern.fullmatch, names)):
            for line in filter(str.strip, map(text, tree(name).iter(_W + "p"))):
                if not is_page_number(line):
                    yield f"{word}：{line.strip()}"
