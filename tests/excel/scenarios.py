"""``python -m tests.excel.scenarios``: every scenario of the ribbon, and how it ends in each program."""

from __future__ import annotations

import shutil
import sys
import warnings
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.excel.calc.playing import Ending, play
from tests.excel.desk import Desk
from tests.excel.tables import small

from kaohe.excel.selftest.report import play_all
from kaohe.excel.selftest.scenarios import SCENARIOS


def on_the_engine(title: str) -> Ending:
    with TemporaryDirectory() as folder:
        app = Desk(small(Path(folder))).book.app
        (played,) = play_all(app, scenarios=[each for each in SCENARIOS if each.title == title])
    return Ending(played.verdict, played.why, played.seconds)


#: The programs that scenarios are played in here, as far as they are installed.
PROGRAMS: Mapping[str, Callable[[str], Ending]] = {
    "engine over openpyxl": on_the_engine,
    **({"LibreOffice": play} if shutil.which("soffice") else {}),
}


def main() -> int:
    warnings.filterwarnings("ignore", module="openpyxl")  # what it does not keep of the engine's workbooks
    print("|".join(("scenario", *PROGRAMS)), flush=True)
    failed = 0
    for scenario in SCENARIOS:
        endings = [program(scenario.title) for program in PROGRAMS.values()]
        failed += sum(each.verdict == "没有通过" for each in endings)
        print("|".join((scenario.title, *map(_told, endings))), flush=True)
    return 1 if failed else 0


def _told(ending: Ending) -> str:
    retried = f"，第{ending.attempts}次" if ending.attempts > 1 else ""
    return f"{ending.verdict}（{ending.seconds:.1f}秒{retried}）" + (f"：{ending.why}" if ending.why else "")


if __name__ == "__main__":
    sys.exit(main())
