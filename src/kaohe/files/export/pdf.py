"""PDF through LibreOffice, which lays the Word form out."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory

from kaohe.core.problem import FileProblem

#: Seconds; a form of 2,000 units takes some 20.
_LONGEST = 180

PLACES = (
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)

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
    program = _program()
    with TemporaryDirectory(prefix="kaohe-", ignore_cleanup_errors=True) as folder:
        source = Path(folder, "form.docx")
        source.write_bytes(document)
        source.with_name(_FONTS).write_bytes((files("kaohe.files.export") / _FONTS).read_bytes())
        said = _convert(program, source, seconds)
        result = source.with_suffix(".pdf")
        if not result.exists():
            raise FileProblem(_FAILED.format(why=said or "没有说明原因"))
        return result.read_bytes()


def _program() -> str:
    found = shutil.which("soffice") or next((place for place in PLACES if Path(place).exists()), None)
    if found is None:
        raise FileProblem(_MISSING)
    return found


def _convert(program: str, source: Path, seconds: float) -> str:
    """Convert ``source`` beside itself; return the last line that LibreOffice said of its errors."""
    profile = f"-env:UserInstallation={(source.parent / 'profile').as_uri()}"
    command = [program, profile, "--headless", "--convert-to", "pdf", "--outdir", str(source.parent), str(source)]
    environment = os.environ | {"FONTCONFIG_FILE": str(source.with_name(_FONTS))}
    try:
        process = subprocess.Popen(  # noqa: S603 - a program found on this computer, file names of our own
            command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True
        )
    except OSError as error:
        raise FileProblem(_FAILED.format(why=error.strerror)) from None
    try:
        said = process.communicate(timeout=seconds)[1]
    except subprocess.TimeoutExpired:
        _end(process)
        raise FileProblem(_TOO_LONG.format(seconds=f"{seconds:g}")) from None
    except BaseException:
        _end(process)
        raise
    return said.decode(errors="replace").strip().rpartition("\n")[2]


def _end(process: subprocess.Popen[bytes]) -> None:
    """End LibreOffice with the process that it starts itself, which does the work."""
    if sys.platform == "win32":
        command = ["taskkill", "/F", "/T", "/PID", str(process.pid)]
        subprocess.run(command, check=False, capture_output=True)  # noqa: S603 - a part of Windows
    else:
        os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
