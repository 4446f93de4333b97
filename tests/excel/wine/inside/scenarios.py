"""Run by the Windows Python: the self-test on the pretended Excel, through xlwings' own Windows engine.

Arguments: the file for the report; then, if any, the titles of the scenarios to play.
"""
import sys
from pathlib import Path

import xlwings as xw

from kaohe.excel.selftest.report import play_all, report, save_report
from kaohe.excel.selftest.scenarios import SCENARIOS

target, titles = Path(sys.argv[1]), sys.argv[2:]
with xw.App(visible=False, add_book=False) as app:
    app.api.Workbooks.Open(r"C:\ProgramData\Kaohe\kaohe.xlam")
    played = play_all(app, scenarios=[each for each in SCENARIOS if not titles or each.title in titles])
    save_report(report(app, played), target)
print(target.read_text("utf-8-sig"))
