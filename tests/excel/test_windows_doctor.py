"""The doctor's checks, on the facts of good and of bad PCs."""

from __future__ import annotations

import json
import pickle
import sys
from dataclasses import replace
from pathlib import Path, PureWindowsPath

import pytest
from click.testing import CliRunner

from kaohe import __version__
from kaohe.cli.commands.addin import doctor
from kaohe.excel.windows.doctor import State, examine, gathering
from kaohe.excel.windows.doctor.checks import CHECKS, judge
from kaohe.excel.windows.doctor.model import ARM, Answer, Facts, Installed, Interpreter, Office, Protection
from kaohe.excel.windows.manifest import Damage
from kaohe.excel.windows.place import LIBRARY, LIBRARY_32, PACKAGES, XLWINGS, Place
from kaohe.excel.windows.type_cache import find_broken, mend

EXCEL = PureWindowsPath(r"C:\Program Files\Microsoft Office\root\Office16\EXCEL.EXE")
GOOD = Facts(
    office=Office(EXCEL, "16.0.17328.20162", 64, EXCEL),
    protection=Protection(),
    interpreter=Interpreter(
        "3.13.2", 64, PureWindowsPath(r"C:\ProgramData\Kaohe\python"), "312", XLWINGS, (LIBRARY, LIBRARY_32)
    ),
    installed=Installed(__version__, Damage((), ()), registered=True, trusted=True),
    answer=Answer(99.7, 1.2),
)


def _bad(facts: Facts) -> dict[str, State]:
    return {result.check: result.state for result in judge(facts) if result.state is not State.OK}


def _policies(**policies: int) -> Facts:
    return replace(GOOD, protection=Protection(policies))


def test_on_a_good_pc_nothing_is_to_be_done() -> None:
    assert _bad(GOOD) == {}
    assert {result.remedy for result in judge(GOOD)} == {""}


@pytest.mark.parametrize(
    ("office", "bad"),
    [
        (
            Office(),
            {"excel": State.FAILED, "excel_bits": State.UNKNOWN, "wps": State.UNKNOWN, "store_office": State.UNKNOWN},
        ),
        (replace(GOOD.office, bits=ARM), {"excel_bits": State.FAILED}),
        (replace(GOOD.office, version="15.0.4420.1017"), {"excel": State.FAILED}),
        (replace(GOOD.office, version=None), {}),
        (replace(GOOD.office, bits=None), {"excel_bits": State.UNKNOWN}),
        (replace(GOOD.office, automation=PureWindowsPath(r"C:\WPS Office\12.1\office6\et.exe")), {"wps": State.FAILED}),
        (replace(GOOD.office, automation=None), {"wps": State.UNKNOWN}),
        (
            replace(GOOD.office, excel=PureWindowsPath(r"C:\Program Files\WindowsApps\Microsoft.Office\EXCEL.EXE")),
            {"store_office": State.WARNING},
        ),
    ],
)
def test_excel(office: Office, bad: dict[str, State]) -> None:
    assert _bad(replace(GOOD, office=office)) == bad


@pytest.mark.parametrize(
    ("policies", "bad"),
    [
        ({"macros": 4}, {}),  # a trusted location does not mind
        ({"macros": 4, "no_locations": 1}, {"macros": State.FAILED, "trusted_location": State.WARNING}),
        ({"macros": 3, "own_locations": 0}, {"macros": State.FAILED, "trusted_location": State.WARNING}),
        ({"macros": 1, "no_locations": 1}, {"trusted_location": State.WARNING}),
        ({"no_locations": 0, "own_locations": 1}, {}),
        ({"add_ins_off": 1}, {"macros": State.FAILED}),
        ({"signed_add_ins_only": 1}, {"macros": State.FAILED}),
        ({"vba_off": 1}, {"macros": State.FAILED}),
        ({"internet_blocked": 1}, {}),
    ],
)
def test_policies(policies: dict[str, int], bad: dict[str, State]) -> None:
    assert _bad(_policies(**policies)) == bad


@pytest.mark.parametrize(
    ("protection", "bad"),
    [
        (Protection(rules=frozenset({"d4f940ab-401b-4efc-aadc-ad5f3c50688a"})), {"defender_rules": State.FAILED}),
        (Protection(rules=frozenset({"92e97fa1-2edf-4476-bdd6-9dd0b4dddc7b"})), {"defender_rules": State.FAILED}),
        (Protection(rules=frozenset({"be9ba2d9-53ea-4cdc-84e5-9b1eeee46550"})), {}),
        (Protection(scanners=("360安全卫士", "火绒")), {}),
    ],
)
def test_what_guards_the_pc(protection: Protection, bad: dict[str, State]) -> None:
    assert _bad(replace(GOOD, protection=protection)) == bad


def test_a_scanner_is_suspect_only_where_python_does_not_answer() -> None:
    facts = replace(GOOD, protection=Protection(scanners=("火绒",)), answer=Answer(problem="拒绝访问"))
    assert _bad(facts) == {"antivirus": State.WARNING, "function_server": State.FAILED}


@pytest.mark.parametrize(
    ("interpreter", "bad"),
    [
        (replace(GOOD.interpreter, bits=32), {"python": State.FAILED}),
        (replace(GOOD.interpreter, pywin32=None), {"pywin32": State.FAILED}),
        (replace(GOOD.interpreter, libraries=()), {"library": State.FAILED}),
        (replace(GOOD.interpreter, libraries=(LIBRARY, LIBRARY_32, "xlwings64-0.30.0.dll")), {"library": State.FAILED}),
        (replace(GOOD.interpreter, xlwings="0.30.0"), {"library": State.FAILED}),
        (replace(GOOD.interpreter, libraries=(LIBRARY,)), {"library": State.FAILED}),
        (replace(GOOD.interpreter, broken_cache=("Range.py",)), {"type_cache": State.FAILED}),
        (replace(GOOD.interpreter, broken_cache=("Range.py",), cache_mended=True), {"type_cache": State.WARNING}),
        (replace(GOOD.interpreter, library_problem="找不到模块"), {"library": State.FAILED}),
        (replace(GOOD.interpreter, folder=PureWindowsPath(r"D:\安装包\python")), {}),
    ],
)
def test_python_and_its_parts(interpreter: Interpreter, bad: dict[str, State]) -> None:
    assert _bad(replace(GOOD, interpreter=interpreter)) == bad


@pytest.mark.parametrize(
    ("installed", "bad"),
    [
        (replace(GOOD.installed, damage=Damage(("python/pythonw.exe",), ())), {"files": State.FAILED}),
        (replace(GOOD.installed, damage=Damage((), ("kaohe.xlam",))), {"files": State.FAILED}),
        (replace(GOOD.installed, registered=False), {"registered": State.FAILED}),
        (replace(GOOD.installed, disabled=True), {"registered": State.FAILED}),
        (replace(GOOD.installed, trusted=False), {"trusted_location": State.FAILED}),
        (replace(GOOD.installed, from_internet=True), {"from_internet": State.FAILED}),
        (replace(GOOD.installed, version="0.0.1"), {"version": State.WARNING}),
    ],
)
def test_the_installation(installed: Installed, bad: dict[str, State]) -> None:
    assert _bad(replace(GOOD, installed=installed)) == bad


def test_before_installing_the_doctor_says_to_install() -> None:
    results = judge(replace(GOOD, installed=Installed(), answer=Answer()))
    bad = {result.check: result.state for result in results if result.state is not State.OK}
    assert bad == {
        "trusted_location": State.UNKNOWN,
        "files": State.FAILED,
        "registered": State.FAILED,
        "version": State.FAILED,
        "function_server": State.FAILED,
    }
    assert {result.remedy for result in results if result.check in bad} == {
        "请关闭 Excel，重新运行安装包中的 install.cmd。"
    }


def test_a_wrong_answer_of_the_function_server_is_found() -> None:
    assert _bad(replace(GOOD, answer=Answer(100.0, 1.0))) == {"function_server": State.FAILED}


def test_what_fails_has_a_remedy() -> None:
    nothing = Facts(Office(), Protection(), Interpreter("3.13.2", 32, EXCEL), Installed(), Answer())
    for result in judge(nothing):
        assert bool(result.remedy) >= (result.state in {State.FAILED, State.WARNING}), result


@pytest.mark.skipif(sys.platform == "win32", reason="what other systems are told")
def test_on_other_systems_every_check_says_that_it_does_not_apply() -> None:
    results = examine()
    assert [result.check for result in results] == list(CHECKS)
    assert {(result.state, result.detail) for result in results} == {(State.UNKNOWN, "不适用（只在 Windows 上检查）")}


@pytest.mark.skipif(sys.platform == "win32", reason="what other systems are told")
def test_the_commands_output() -> None:
    done = CliRunner().invoke(doctor, ["--json"])
    assert done.exit_code == 0
    assert {tuple(result) for result in json.loads(done.output)} == {("check", "state", "detail", "remedy")}
    lines = CliRunner().invoke(doctor, []).output.splitlines()
    assert [line.split("\t")[:2] for line in lines] == [["未检查", title] for title, _ in CHECKS.values()]


@pytest.mark.parametrize("broken", [b"class Range(", b"", b"\0" * 40])
def test_a_broken_cache_is_found_and_cleared(tmp_path: Path, broken: bytes) -> None:
    place = Place(tmp_path)
    library = place.root / PACKAGES / "win32com" / "gen_py" / "00020813-0000-0000-C000-000000000046x0x1x9"
    library.mkdir(parents=True)
    (library.parent / "__init__.py").touch()
    (library / "__init__.py").write_bytes(b"CLSID = 1\n")
    (library / "Range.py").write_bytes(b"class Range: pass\n")
    (library.parent / "dicts.dat").write_bytes(pickle.dumps(1) + pickle.dumps({}))
    assert find_broken(place) == ()
    (library / "Range.py").write_bytes(broken)
    assert find_broken(place) == ("Range.py",)
    assert mend(place)
    assert [each.name for each in library.parent.iterdir()] == ["__init__.py"]
    (library.parent / "dicts.dat").write_bytes(b"?")
    assert find_broken(place) == ("dicts.dat",)


def test_a_cache_that_is_not_there_is_whole(tmp_path: Path) -> None:
    assert find_broken(Place(tmp_path)) == ()


def test_a_program_in_the_32_bit_part_of_the_registry_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where 32-bit Office and WPS register themselves."""
    classes, identity = r"SOFTWARE\Classes", "{00024500-0000-0000-C000-000000000046}"
    there = {
        rf"{classes}\Excel.Application\CLSID": {"": identity},
        rf"{classes}\WOW6432Node\CLSID\{identity}\LocalServer32": {"": r"C:\WPS\et.exe /automation"},
    }
    monkeypatch.setattr(gathering.registry, "read_values", lambda key, hive="": there.get(key, {}))
    assert gathering._automation() == PureWindowsPath(r"C:\WPS\et.exe")
    assert _bad(replace(GOOD, office=replace(GOOD.office, automation=gathering._automation()))) == {"wps": State.FAILED}
