"""反馈单 and 拆分: what goes out to each unit, category or department, in files of its own."""

from __future__ import annotations

from pathlib import Path

import xlwings as xw

from kaohe.core.schema import Sheet
from kaohe.excel.commands.recalculation import assess
from kaohe.excel.commands.reports import with_title
from kaohe.excel.session.dialogs import choose_target, local_folder
from kaohe.excel.session.manners import at_rest, undisturbed
from kaohe.excel.session.refusal import RefusalError
from kaohe.excel.workbook.reader import with_own_words
from kaohe.files.disk.names import file_names
from kaohe.files.disk.saving import save
from kaohe.files.docx.notices import NoticeTemplate, usual_template
from kaohe.files.export import entries_of
from kaohe.files.splitting import SplitBy, split, workbooks
from kaohe.reports.notices import Notices, Occasion, make_notices

#: The office's own text of the notices: a document of this name beside the workbook.
TEMPLATE_NAME = "反馈单样文.docx"
_WORD, _WORKBOOK = "Word 文档,*.docx", "Excel 工作簿,*.xlsx"
_NONE = "没有一个单位算出了得分，没有反馈单可做。请先按核对提示改好原因，再点“重新计算”。"
_ONE_PART = "按“{by}”拆分只有一份，没有拆分。"
_MOST_NAMED = 3


def write_notices(book: xw.Book) -> str | None:
    """Write one document with a notice a page; return the line for the status bar."""
    target = choose_target(book.app, "反馈单：存成一个 Word 文档", f"{Path(book.name).stem}_反馈单.docx", _WORD)
    if target is None:
        return None
    found, pages = _notices(book)
    kept = save(target, pages.written(found.notices))
    return f"{_told(found)}：{target}" + (f"；原有文件已备份为 {kept.name}" if kept else "")


def write_notice_files(book: xw.Book) -> str | None:
    """Write a document for each unit; return the line for the status bar."""
    target = choose_target(book.app, "反馈单：每个单位一个文件，文件名后面加上单位名称", "反馈单.docx", _WORD)
    if target is None:
        return None
    found, pages = _notices(book)
    names = file_names((f"{target.stem}-{notice.unit}" for notice in found.notices), ".docx")
    files = {name: (notice,) for name, notice in zip(names, found.notices, strict=True)}
    with at_rest(book.app) as progress:
        kept = 0
        for number, (name, notices) in enumerate(files.items(), 1):
            progress.say(f"正在写反馈单 {number}/{len(files)}")
            kept += save(target.parent / name, pages.written(notices)) is not None
    return f"{_told(found)}，每个单位一个文件：{target.parent}" + (f"；{kept}个原有文件已备份" if kept else "")


def write_notice_template(app: xw.App) -> str | None:
    """Save the document that notices are made from, to be edited in Word."""
    book = app.books.active if app.books.count else None
    folder = None if book is None else local_folder(book)
    target = choose_target(
        app, "反馈单样文：存在考核表旁边，用 Word 改", str(folder / TEMPLATE_NAME) if folder else TEMPLATE_NAME, _WORD
    )
    if target is None:
        return None
    kept = save(target, usual_template())
    told = f"已写入反馈单样文：{target}。用 Word 改好，与考核表放在同一文件夹，文件名不变，反馈单就照它做"
    return told + (f"；原有文件已备份为 {kept.name}" if kept else "")


def split_by_category(book: xw.Book) -> str | None:
    """Write a workbook for each category; return the line for the status bar."""
    return _split(book, SplitBy.CATEGORY)


def split_by_source(book: xw.Book) -> str | None:
    """Write a workbook for each department that a unit's row came from."""
    return _split(book, SplitBy.SOURCE)


def split_by_unit(book: xw.Book) -> str | None:
    """Write a workbook for each unit."""
    return _split(book, SplitBy.UNIT)


def split_by_sheet(book: xw.Book) -> str | None:
    """Write a workbook for each sheet."""
    return _split(book, SplitBy.SHEET)


def _split(book: xw.Book, by: SplitBy) -> str | None:
    with undisturbed(book) as progress:
        opened, outcome = assess(book, progress)
        parts = split(with_own_words(opened), outcome, by)
    if len(parts) < 2:
        raise RefusalError(_ONE_PART.format(by=by))
    title = "拆分：文件名后面加上各份的名称"
    target = choose_target(book.app, title, f"{Path(book.name).stem}.xlsx", _WORKBOOK)
    if target is None:
        return None
    kept = 0
    names = file_names((f"{target.stem}-{name}" for name in parts), ".xlsx")
    with at_rest(book.app) as progress:
        for number, (name, (_, content)) in enumerate(zip(names, workbooks(parts), strict=True), 1):
            progress.say(f"正在写 {number}/{len(parts)} {name}")
            kept += save(target.parent / name, content) is not None
    told = f"已按“{by}”拆成{len(parts)}个文件，共{len(outcome.units)}个单位：{target.parent}"
    return told + (f"；{kept}个原有文件已备份" if kept else "")


def _notices(book: xw.Book) -> tuple[Notices, NoticeTemplate]:
    """Return the notices, and the office's own document beside the workbook, else the usual one."""
    with undisturbed(book) as progress:
        opened, outcome = assess(book, progress)
        progress.say("正在做反馈单")
        sheets = with_own_words(opened)
        texts = [entry.reasons for entry in entries_of(sheets, outcome)]
        found = make_notices(with_title(opened, outcome), texts, Occasion.of(sheets.form_texts))
        if not found.notices:
            raise RefusalError(_NONE)
        folder = local_folder(book)
        own = folder / TEMPLATE_NAME if folder else None
        return found, NoticeTemplate.read(own if own and own.is_file() else None)


def _told(found: Notices) -> str:
    told = f"已做反馈单{len(found.notices)}份"
    if not found.open_units:
        return told
    named = "、".join(found.open_units[:_MOST_NAMED]) + ("等" if len(found.open_units) > _MOST_NAMED else "")
    return f"{told}；{len(found.open_units)}个单位得分没有定，没有做（{named}），见“{Sheet.FINDINGS}”"
