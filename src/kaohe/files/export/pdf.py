"""PDF through LibreOffice, which lays the Word form out."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory

from kaohe.core.problem import FileProblem
from kaohe.files.libreoffice import ConversionError, TooLongError, convert, find_program

#: Seconds; a form of 2,000 units takes some 20.
_LONGEST = 180

#: What stands in for the fonts of the form where they are missing; LibreOffice asks fontconfig on Linux.
_FONTS = "fonts.conf"

_OTHER_WAY = "也可以先导出 Word 文档，再在 Word 或 WPS 里另存为 PDF"
_MISSING = f"不能生成 PDF：这台电脑上没有找到 LibreOffice。请安装 LibreOffice 后再试；{_OTHER_WAY}。"
_TOO_LONG = f"不能生成 PDF：LibreOffice 超过 {{seconds}} 秒没有完成。请关闭其他程序后再试；{_OTHER_WAY}。"
_FAILED = f"不能生成 PDF：LibreOffice 没有转换成功（{{why}}）。请重新启动电脑后再试；{_OTHER_WAY}。"


def pdf_of(document: bytes, *, seconds: float = _LONGEST) -> bytes:
    """Return a Word document as PDF.

    LibreOffice runs without a window and with a profile of its own, so that one that a person has open
    is neither used nor disturbed.

    Raises:
        FileProblem: There is no LibreOffice, it takes longer than ``seconds``, or it fails.
    """
    program = find_program()
    if program is None:
        raise FileProblem(_MISSING)
    with TemporaryDirectory(prefix="kaohe-", ignore_cleanup_errors=True) as folder:
        source = Path(folder, "form.docx")
        source.write_bytes(document)
        fonts = source.with_name(_FONTS)
        fonts.write_bytes((files("kaohe.files.export") / _FONTS).read_bytes())
        try:
            result = convert(program, source, "pdf", seconds=seconds, environment={"FONTCONFIG_FILE": str(fonts)})
        except TooLongError:
            raise FileProblem(_TOO_LONG.format(seconds=f"{seconds:g}")) from None
        except ConversionError as error:
            raise FileProblem(_FAILED.format(why=str(error) or "没有说明原因")) from None
        return result.read_bytes()
