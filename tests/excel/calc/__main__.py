"""``python -m tests.excel.calc TITLE…`` plays scenarios and prints how each ended, a line of JSON each.

``--abroad`` before them: where numbers have a decimal comma and cells are R1C1.  ``--report FILE`` is ``kaohe addin selftest -o FILE``, with titles after it of those scenarios only.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from types import SimpleNamespace

from tests.excel.calc.com import Com
from tests.excel.calc.office import settle_abroad, starting_office
from tests.excel.calc.windows import install


def main(arguments: list[str]) -> int:
    if is_abroad := arguments[0] == "--abroad":
        del arguments[0]
    with TemporaryDirectory(ignore_cleanup_errors=True) as name:
        if is_abroad:
            settle_abroad(Path(name))
        return _in_office(Path(name), arguments)


def _in_office(folder: Path, arguments: list[str]) -> int:
    with starting_office(folder) as office:
        from tests.excel.calc.books import Application

        install(lambda: Com(Application(office())))
        return _report(*arguments[1:]) if arguments[0] == "--report" else _play(arguments)


def _play(titles: list[str]) -> int:
    import xlwings as xw

    from kaohe.excel.selftest.report import play_all
    from kaohe.excel.selftest.scenarios import SCENARIOS

    app = xw.App(visible=False, add_book=False)
    for scenario in SCENARIOS:
        if scenario.title in titles:
            (played,) = play_all(app, scenarios=[scenario])
            told = {"title": played.title, "verdict": played.verdict, "why": played.why, "seconds": played.seconds}
            print(json.dumps(told, ensure_ascii=False), flush=True)
    return 0


def _report(file: str, *titles: str) -> int:
    from kaohe.cli.commands import addin
    from kaohe.cli.main import main as kaohe
    from kaohe.excel.selftest import program, report, scenarios

    some = [each for each in scenarios.SCENARIOS if not titles or each.title in titles]
    program.play_all = partial(report.play_all, scenarios=some)
    addin.sys = SimpleNamespace(platform="win32", stdout=sys.stdout)  # type: ignore[attr-defined]
    try:
        kaohe(["addin", "selftest", "-o", file])
    except SystemExit as end:
        return int(end.code or 0)
    return 0


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that LibreOffice is ended, too
    code = main(sys.argv[1:])
    sys.stdout.flush()
    os._exit(code)  # the bridge's threads outlive it: an orderly end of Python crashes now and then
