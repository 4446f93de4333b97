"""Workbooks in the old format (.xls) that are open: commands go on in an .xlsx copy beside them, if so agreed.

Such a workbook has 65,536 rows, and Excel takes no sheet of a newer one into it.  Saved under the new format it keeps
those limits until it is opened again.
"""

from __future__ import annotations

from pathlib import Path

import xlwings as xw

from kaohe.excel.constants import (
    XL_EXCEL5,
    XL_EXCEL8,
    XL_EXCEL9795,
    XL_OPEN_XML_WORKBOOK,
    XL_OPEN_XML_WORKBOOK_MACRO_ENABLED,
    XL_WORKBOOK_NORMAL,
)
from kaohe.excel.session.dialogs import local_folder
from kaohe.excel.session.questions import agrees
from kaohe.excel.session.refusal import RefusalError

_OLD = frozenset({XL_EXCEL5, XL_EXCEL8, XL_EXCEL9795, XL_WORKBOOK_NORMAL})
_QUESTION = (
    "“{name}”是旧格式（.xls），放不下考核的表页。\n\n"
    "要在旁边另存为“{new}”，关闭原文件，在新文件里继续吗？（原文件保持上次保存的内容，不会改动）"
)
_NOWHERE = "“{name}”是旧格式（.xls），还没有存在本机上。请先点“文件”→“另存为”，选“Excel 工作簿（*.xlsx）”，再试一次。"


def in_new_format(book: xw.Book) -> xw.Book | None:
    """Return the workbook itself, or the copy in the new format that takes its place; None where the person declines.

    Raises:
        RefusalError: It lies nowhere on this computer, so that a copy has no place.
    """
    if book.api.FileFormat not in _OLD:
        return book
    folder = local_folder(book)
    if folder is None:
        raise RefusalError(_NOWHERE.format(name=book.name))
    has_code = bool(book.api.HasVBProject)
    target = _free(folder / book.name, ".xlsm" if has_code else ".xlsx")
    if not agrees(book.app, _QUESTION.format(name=book.name, new=target.name)):
        return None
    app = book.app
    file_format = XL_OPEN_XML_WORKBOOK_MACRO_ENABLED if has_code else XL_OPEN_XML_WORKBOOK
    book.api.SaveAs(Filename=str(target), FileFormat=file_format)
    book.close()
    return app.books.open(str(target))


def _free(old: Path, suffix: str) -> Path:
    """Return a name beside the old file that no file has."""
    target, number = old.with_suffix(suffix), 2
    while target.exists():
        target, number = old.with_name(f"{old.stem}（{number}）{suffix}"), number + 1
    return target
