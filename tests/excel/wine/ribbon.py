"""The ribbon on a PC with an Excel that is none: the self-test as staff run it, then every button clicked by the add-in's way."""

from __future__ import annotations

import json
import shutil
import traceback
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from tests.excel.wine.office import Office
from tests.excel.wine.prefix import windows_path
from tests.excel.wine.record import Record, recorded

from kaohe.excel.selftest.stage import SHEET, table

_TESTS = Path(__file__).parents[2]
_DESK = "C:\\desk"
_FILE = rf"{_DESK}\考核表 (1).xlsx"
_OTHER, _EARLIER = rf"{_DESK}\乙 & 丙.xlsx", rf"{_DESK}\上一版.xlsx"

_FORMER = rf"{_DESK}\复核前.xlsx"

#: How long a part may take, in seconds: on a busy machine ten times what it takes on an idle one.
_PATIENCE = 1200

#: Every button, in the order in which somebody might click; boxes are answered as ``answers`` say, and no others come.
STEPS: list[dict[str, Any]] = [
    {"macro": "error_details", "arguments": [""], "answers": ["ok"]},
    {"macro": "recalculate", "answers": ["ok"]},  # nothing is open
    {"macro": "new_workbook"},
    {"macro": "open_guide"},
    {"close": True},
    {"open": _FILE},
    {"macro": "rebind_formulas"},
    {"macro": "recalculate", "undo": True},
    {"macro": "check_reasons", "undo": True},
    {"macro": "check_reasons"},
    {"macro": "clear_marks", "undo": True},
    {"macro": "undo_last"},
    {"macro": "explain_reading", "undo": True},
    {"macro": "insert_reason", "arguments": ["A05"], "select": [SHEET, "C3"], "undo": True},
    {"macro": "reason_menu", "arguments": ["到村"]},
    {"macro": "adopt_wording", "select": [SHEET, "C2"], "answers": ["yes"], "undo": True},
    {"macro": "remember_alias", "select": [SHEET, "C2"], "answers": ["yes"], "undo": True},
    {"macro": "mark_verified", "select": [SHEET, "C2"], "answers": ["yes"], "undo": True},
    {"macro": "draft_catalogue", "undo": True},
    {"macro": "draft_catalogue"},
    {"macro": "adopt_catalogue", "answers": ["yes"], "undo": True},
    {"macro": "undo_last"},
    {"macro": "freeze_values"},
    {"macro": "make_form", "undo": True},
    {"macro": "make_statistics", "undo": True},
    {"macro": "make_ranking", "undo": True},
    {"macro": "write_notice_template", "files": [rf"{_DESK}\反馈单模板.docx"]},
    {"macro": "write_notices", "files": [rf"{_DESK}\反馈单.docx"]},
    {"macro": "write_notice_files", "files": [rf"{_DESK}\反馈单 各.docx"]},
    {"macro": "split_by_unit", "files": [rf"{_DESK}\拆分.xlsx"]},
    {"macro": "split_by_category", "answers": ["ok"]},
    {"macro": "split_by_source", "answers": ["ok"]},
    {"macro": "split_by_sheet", "answers": ["ok"]},
    {"macro": "compare_versions", "files": [_EARLIER], "undo": True},
    {"macro": "write_replies", "select": [SHEET, "C2"], "files": [_FORMER, rf"{_DESK}\答复.docx"], "answers": ["yes"]},
    {"macro": "explain_score", "select": [SHEET, "C2"], "answers": ["ok"]},
    {"macro": "export_pdf", "files": [rf"{_DESK}\上报.pdf"]},
    {"macro": "export_docx", "files": [rf"{_DESK}\上报.docx"]},
    {"macro": "export_csv", "files": [rf"{_DESK}\上报"]},
    {"macro": "export_csv", "files": [False]},  # cancelled
    {"macro": "import_table", "files": [_OTHER]},
    {"macro": "pass_earlier", "undo": True},
    {"close": True},
    {"macro": "merge_files", "files": [[_OTHER, _EARLIER]], "answers": ["no"]},
    {"close": True},
    {"macro": "self_check", "answers": ["ok", "no"]},
]


def ribbon(folder: Path) -> Record:
    """Return what was seen."""
    return recorded(folder, _see)


def _see(folder: Path) -> Record:
    office, seen = Office(folder), {}
    try:
        office.set_up()
        with office.switched_on():
            office.install_excel()
            seen |= _self_test(office) | _clicks(office) | _disk_laws(office)
    except Exception:
        log = office.prefix.path(r"C:\excel.txt")
        return {**seen, "broken off": traceback.format_exc() + (log.read_text("utf-8") if log.exists() else "")}
    finally:
        shutil.rmtree(office.prefix.folder, ignore_errors=True)
    return seen


def _self_test(office: Office) -> Record:
    target = r"C:\完整检查报告.txt"
    with office.excel_open():
        code = "from kaohe.cli import main; main()"
        done = office.run("-c", code, "addin", "selftest", "-o", target, seconds=_PATIENCE)
    report = office.prefix.path(target)
    return {
        "self-test": {"code": done.code, "text": done.text},
        "report": report.read_text("utf-8-sig") if report.exists() else "",
        "self-test asked": office.asked(),
    }


def _clicks(office: Office) -> Record:
    desk = office.prefix.path(_DESK)
    desk.mkdir()
    for name in (_FILE, _OTHER, _EARLIER, rf"{_DESK}\code.xlsx"):
        office.prefix.path(name).write_bytes(table(stated=name == _OTHER))
    former = openpyxl.load_workbook(BytesIO(table()))
    former[SHEET]["C2"] = "暗访发现驻村工作队员未在岗被通报，扣0.5分"
    former.save(office.prefix.path(_FORMER))
    (desk / "steps.json").write_text(json.dumps(STEPS), encoding="utf-8")
    done = office.run_excel(rf"{_DESK}\steps.json", seconds=_PATIENCE)
    assert done.code == 0, done.text
    files = {file.name: file.read_bytes()[:4].hex() for file in desk.iterdir()}
    asked = office.asked()
    return {"clicks": asked["results"], "clicks asked": asked, "files": files}


def _disk_laws(office: Office) -> Record:
    """Run the tests of files under the Windows Python: locks and replacing have code of their own there."""
    packages = windows_path(Path(pytest.__file__).parents[1])
    files = [_TESTS / "files" / "disk" / "test_replacing.py", _TESTS / "excel" / "wine" / "inside" / "disk_laws.py"]
    code = (
        "import os, sys\n"
        "os.environ['PYTEST_DISABLE_PLUGIN_AUTOLOAD'] = '1'\n"
        f"sys.path.append(r'{packages}')\n"
        "import pytest\n"
        "sys.exit(pytest.main(sys.argv[1:]))"
    )
    options = [
        "-q",
        "-rs",
        "--noconftest",
        "-p",
        "no:cacheprovider",
        "-c",
        windows_path(_TESTS.parent / "pyproject.toml"),
    ]
    done = office.run("-c", code, *options, *map(windows_path, files), seconds=_PATIENCE)
    return {"disk laws": {"code": done.code, "text": done.text}}
