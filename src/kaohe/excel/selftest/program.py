"""An Excel of its own for the self-test: started for it, with the add-in, and ended afterwards."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import xlwings as xw

from kaohe.excel.selftest.report import PlayVerdict, play_all, report, save_report
from kaohe.excel.windows.place import installed_place


def examine_own_excel(target: Path) -> bool:
    """Play every scenario in an Excel that nobody sees, write the report; say whether none failed (Windows)."""
    with xw.App(visible=False, add_book=False) as app:
        app.display_alerts = False
        addin = installed_place().addin
        if addin.exists():
            with suppress(Exception):  # an Excel that is started by a program loads no add-in by itself
                app.api.Workbooks.Open(str(addin))
        return examine_excel(app, target)


def examine_excel(app: xw.App, target: Path) -> bool:
    """Play every scenario in this Excel, write the report; say whether none failed."""

    def say(text: str) -> None:
        app.status_bar = text

    before = app.status_bar
    try:
        played = play_all(app, say)
    finally:
        with suppress(Exception):
            app.status_bar = before
    save_report(report(app, played), target)
    return all(each.verdict is not PlayVerdict.FAILED for each in played)
