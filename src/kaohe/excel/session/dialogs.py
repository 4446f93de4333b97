"""Which file: Excel's own dialogues, and what a person chose there."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import xlwings as xw

from kaohe.excel.session.refusal import RefusalError
from kaohe.excel.session.stand_in import stand_in
from kaohe.files.opening import OTHER_TABLES, WORKBOOKS

#: The filter of Excel's file dialog: what is shown, then the patterns, with a comma between.
_TABLES = "考核表（Excel、Word、CSV、文本）,{patterns}".format(
    patterns=";".join(f"*{suffix}" for suffix in (*WORKBOOKS, *OTHER_TABLES))
)
_ONLINE = "“{name}”在网络上，不能直接读取。请先把它下载到本机，再选一次。"


def choose_file(app: xw.App, title: str) -> Path | None:
    """Ask for one file that may hold a table; None if the person cancels."""
    chosen = _chosen(app, title, several=False)
    return chosen[0] if chosen else None


def choose_files(app: xw.App, title: str) -> list[Path]:
    """Ask for files that may hold tables; an empty list if the person cancels."""
    return _chosen(app, title, several=True)


def choose_target(app: xw.App, title: str, name: str, kind: str) -> Path | None:
    """Ask where to save; ``kind`` is a line of words and a pattern such as ``PDF,*.pdf``.

    Excel itself asks whether a file that is there already is to be replaced.
    """
    if someone := stand_in():
        return someone.files.pop(0)
    chosen = app.api.GetSaveAsFilename(InitialFilename=name, FileFilter=kind, Title=title)
    if not isinstance(chosen, str):
        return None
    suffix = kind.rpartition("*")[2]
    path = _local(chosen)
    return path if path.suffix.lower() == suffix else path.with_name(path.name + suffix)


def local_folder(book: xw.Book) -> Path | None:
    """Return the folder of a workbook on this computer; None where it is unsaved, or Excel knows it by an address only.

    xlwings' own ``fullname`` fails for workbooks of a synced folder that it can't place.
    """
    folder = str(book.api.Path or "")
    return None if not folder or "://" in folder else Path(folder)


def _chosen(app: xw.App, title: str, *, several: bool) -> list[Path]:
    if someone := stand_in():
        return [someone.files.pop(0) for _ in range(len(someone.files) if several else 1)]
    chosen = app.api.GetOpenFilename(FileFilter=_TABLES, Title=title, MultiSelect=several)
    if isinstance(chosen, str):
        return [_local(chosen)]
    return [_local(each) for each in chosen] if isinstance(chosen, Sequence) else []


def _local(chosen: str) -> Path:
    if "://" in chosen:
        raise RefusalError(_ONLINE.format(name=chosen.rpartition("/")[2]))
    return Path(chosen)
