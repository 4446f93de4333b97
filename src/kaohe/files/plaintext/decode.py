"""From the bytes of a text file to its characters, and from a cell's characters to its value."""

from __future__ import annotations

import codecs
import re
from decimal import Decimal

from kaohe.core.cells import CellValue, ExcelError
from kaohe.core.patterns import compile_on_use
from kaohe.core.problem import FileProblem

_MARKED = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
#: Excel on a Chinese Windows saves CSV as GBK, of which GB 18030 is the superset.
_UNMARKED = ("utf-8", "gb18030")
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")

_NUMBER = compile_on_use(r"[+-]?(?:0|[1-9]\d{0,14})(?:\.\d{1,14})?", re.ASCII)
_MOST_DIGITS = 15
_ERRORS = {error.value: error for error in ExcelError}


def decode(data: bytes, name: str) -> str:
    """Return the text of a file: UTF-8 with or without mark, UTF-16 or UTF-32 with one, else GB 18030.

    Raises:
        FileProblem: It is empty, a workbook, or no text in any of these; ``name`` is said in it.
    """
    if not data.strip(b"\x00 \t\r\n"):
        raise FileProblem(f"无法读取“{name}”：文件里没有内容。请重新导出或另存一份后再试。")
    if data.startswith(_WORKBOOKS):
        raise FileProblem(f"无法读取“{name}”：内容是工作簿或压缩包，不是文本。如是 Excel 工作簿，请把后缀改为 .xlsx。")
    text = _decoded(data)
    if text is None or "\x00" in text:
        raise FileProblem(f"无法读取“{name}”：不是文本，或编码无法识别。请另存为 UTF-8 编码的文本后再试。")
    return text


def _decoded(data: bytes) -> str | None:
    for mark, codec in _MARKED:
        if data.startswith(mark):
            return _attempt(data[len(mark) :], codec)
    return next((text for codec in _UNMARKED if (text := _attempt(data, codec)) is not None), None)


def _attempt(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except UnicodeDecodeError:
        return None


def typed(text: str) -> CellValue:
    """Return a cell's text as Excel would take it on opening: a plain number is a number, nothing is blank.

    Numbers with leading zeros and those of more digits than Excel keeps stay text.
    """
    stripped = text.strip()
    if not stripped:
        return None
    if _NUMBER.fullmatch(stripped) and sum(map(str.isdigit, stripped)) <= _MOST_DIGITS:
        return Decimal(stripped)
    return _ERRORS.get(stripped, text)
