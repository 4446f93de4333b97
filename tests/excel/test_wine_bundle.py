"""The bundle on a Windows without Microsoft: made, unpacked, installed, used, updated, examined, uninstalled.

The tests read one record of one life (tests/excel/wine/life.py).
"""

from __future__ import annotations

import json
from typing import Any

import pytest
from tests.excel.bundle_downloads import require_downloads
from tests.excel.wine import calls
from tests.excel.wine.life import life
from tests.excel.wine.pc import DOWNLOADS
from tests.excel.wine.record import Record, shared_folder

from kaohe import __version__
from kaohe.core.functions import FUNCTIONS
from kaohe.excel.windows.doctor.checks import CHECKS

pytestmark = pytest.mark.wine

OPTIONS = r"Software\Microsoft\Office\16.0\Excel\Options"
MANAGER = r"Software\Microsoft\Office\16.0\Excel\Add-in Manager"
TRUSTED = r"Software\Microsoft\Office\16.0\Excel\Security\Trusted Locations"
PROGRAMS = r"Software\Microsoft\Windows\CurrentVersion\Uninstall"
ADDIN = r"C:\ProgramData\Kaohe\kaohe.xlam"


@pytest.fixture(scope="session")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Record:
    require_downloads()
    seen = life(shared_folder(tmp_path_factory, "wine"))
    assert "broken off" not in seen, seen["broken off"]
    return seen


def _differences(before: Record, after: Record) -> dict[str, dict[str, Any]]:
    """Return the keys that came, went or changed, with their values afterwards ({} for a key that went)."""
    found = {}
    for hive in before:
        for key in before[hive].keys() | after[hive].keys():
            if before[hive].get(key) != after[hive].get(key):
                found[key] = after[hive].get(key, {})
    return found


def test_made_twice_the_bundle_has_the_same_bytes(seen: Record) -> None:
    first, second = seen["digests"]
    assert first == second


def test_a_bundle_is_no_larger_than_a_mail_takes(seen: Record) -> None:
    assert 15_000_000 < seen["size"] < 32_000_000


def test_while_excel_is_open_nothing_is_installed(seen: Record) -> None:
    refused = seen["install while Excel is open"]
    assert refused["code"] == 2
    assert "关闭所有 Excel 窗口" in refused["text"]
    assert seen["files after a refusal"] == seen["files before"]


def test_started_inside_the_archive_it_says_to_unpack_first(seen: Record) -> None:
    assert seen["install from inside the archive"]["code"] == 2
    assert "extract all files" in seen["install from inside the archive"]["text"]


def test_installing_warns_of_what_is_wrong_with_the_pc(seen: Record) -> None:
    assert "· Excel：没有找到 Excel。请安装 Microsoft Excel" in seen["install"]["text"]
    assert seen["install"]["text"].count("· ") == 1


def test_installing_says_what_it_does_and_where_the_tab_is(seen: Record) -> None:
    assert seen["install"]["code"] == 0
    assert __version__ in seen["install"]["text"]
    assert "“考核”选项卡" in seen["install"]["text"]


def test_installed_is_what_was_in_the_bundle(seen: Record) -> None:
    assert seen["installed files"] == sorted(seen["members"])


def test_others_may_read_the_installation_and_not_change_it(seen: Record) -> None:
    everybody = [entry for entry in seen["rights"].strip().split("(") if entry.endswith((";WD)", ";BU)"))]
    assert everybody
    assert all("0x1200a9" in entry for entry in everybody)  # read and execute


def test_installing_adds_to_the_registry_and_changes_nothing_of_others(seen: Record) -> None:
    changed = _differences(seen["registry before"], seen["registry installed"])
    program = changed.pop(rf"{PROGRAMS}\Kaohe")
    assert (program["DisplayVersion"], program["UninstallString"]) == (
        repr(__version__),
        repr(r'"C:\ProgramData\Kaohe\uninstall.cmd"'),
    )
    changed.pop(PROGRAMS, None)  # Wine has no such key for the user; Windows has
    options = seen["registry before"]["user"][OPTIONS] | {"OPEN2": repr(f'"{ADDIN}"')}
    location = {
        "Path": repr("C:\\ProgramData\\Kaohe\\"),
        "Description": repr("考核（Kaohe for Excel）"),
        "AllowSubFolders": "0",
    }
    assert changed == {OPTIONS: options, rf"{TRUSTED}\Location51": location}


def test_the_bridges_line_starts_python_without_a_shell(seen: Record) -> None:
    assert seen["calls"]["programs"] == [r"C:\ProgramData\Kaohe\python\pythonw.exe"]


def test_every_function_answers_as_the_core_does(seen: Record) -> None:
    answers = seen["calls"]["answers"]
    expected = [calls.expected(call) for call in calls.CALLS]
    wrong = [
        (call, answer, wanted)
        for call, answer, wanted in zip(calls.CALLS, answers, expected, strict=True)
        if not _same(answer, wanted)
    ]
    assert wrong == []


def _same(answer: object, wanted: object) -> bool:
    """Compare as VBA does: a Double is a number, a Long is an error."""
    if isinstance(answer, list) and isinstance(wanted, list):
        return len(answer) == len(wanted) and all(map(_same, answer, wanted))
    return type(answer) is type(wanted) and answer == wanted


@pytest.mark.wine32
def test_a_32_bit_excel_gets_every_answer_that_a_64_bit_one_gets(seen: Record) -> None:
    if "no 32 bits" in seen:
        pytest.skip(f"32-bit programs can't be run here: {seen['no 32 bits']}")
    assert seen["calls 32"]["bits"] == 32
    answers = seen["calls 32"]["answers"]
    assert len(answers) == len(calls.CALLS)
    wrong = [
        (call, answer)
        for call, answer in zip(calls.CALLS, answers, strict=True)
        if not _same(answer, calls.expected(call))
    ]
    assert wrong == []


def test_every_function_was_asked() -> None:
    asked = {function for _, function, _ in calls.CALLS}
    assert asked >= {function.name for function in FUNCTIONS}


def test_the_real_table_has_its_scores_and_ranks(seen: Record) -> None:
    answers = {json.dumps(call): answer for call, answer in zip(calls.CALLS, seen["calls"]["answers"], strict=True)}
    stated, scores, ranks = calls.stated_scores_and_ranks()
    assert answers[json.dumps(scores)] == [[score] for score in stated["考核得分"]]
    assert answers[json.dumps(ranks)] == [[rank] for rank in stated["名次"]]


def test_every_module_finds_what_it_needs_in_the_bundle(seen: Record) -> None:
    assert seen["modules"]["modules"] > 100
    assert seen["modules"]["problems"] == {}


def test_an_office_pc_says_that_it_cannot_build(seen: Record) -> None:
    assert seen["command line"]["code"] == 0
    assert "共75个单位，提示14条，其中错误0条" in seen["command line"]["text"]
    for done in seen["builders"]:
        assert done["code"] == 2
        assert done["text"].startswith("这里没有生成加载项的部件（pyopenvba）")


def test_an_older_version_does_not_replace_a_newer_one(seen: Record) -> None:
    assert seen["downgrade"]["code"] == 2
    assert "999.0" in seen["downgrade"]["text"]


def test_an_update_mends_what_is_broken_and_keeps_what_is_the_users(seen: Record) -> None:
    assert seen["update"]["code"] == 0
    assert seen["updated files"] == seen["installed files"]
    assert seen["log"] == "kept\n"
    assert _differences(seen["registry installed"], seen["registry updated"]) == {}


def test_the_installed_command_repairs_the_registration(seen: Record) -> None:
    assert seen["install from the place"]["code"] == 0
    assert _differences(seen["registry installed"], seen["registry from the place"]) == {}


@pytest.mark.parametrize(("bundle", "word"), [("damaged bundle", "已不是原来的内容"), ("incomplete bundle", "缺少")])
def test_a_bad_bundle_says_which_file_and_leaves_the_installation_alone(seen: Record, bundle: str, word: str) -> None:
    assert seen[bundle]["code"] == 2
    assert word in seen[bundle]["text"]
    assert rf"{DOWNLOADS}\kaohe-windows\template.xlsx" in seen[bundle]["text"]
    assert seen[f"files after the {bundle}"] == seen["installed files"]


def _verdicts(done: Record) -> dict[str, str]:
    return {result["check"]: result["state"] for result in json.loads(done["text"])}


def test_the_doctor_finds_a_sound_installation_without_excel(seen: Record) -> None:
    states = _verdicts(seen["doctor"])
    assert list(states) == list(CHECKS)
    assert states.pop("excel") == "failed"
    assert {name for name, state in states.items() if state == "unknown"} == {"excel_bits", "wps", "store_office"}
    assert {state for state in states.values() if state != "unknown"} == {"ok"}
    assert seen["doctor"]["code"] == 1


def test_the_doctor_finds_what_is_wrong_in_a_bad_office(seen: Record) -> None:
    states = _verdicts(seen["doctor in a bad office"])
    bad = {name for name, state in states.items() if state in {"failed", "warning"}}
    assert bad == {"excel", "wps", "macros", "trusted_location", "defender_rules", "files", "registered"}
    for result in json.loads(seen["doctor in a bad office"]["text"]):
        assert bool(result["remedy"]) is (result["check"] in bad), result


def test_the_doctor_sees_an_office_of_32_bits_and_mends_the_cache(seen: Record) -> None:
    results = {result["check"]: result for result in json.loads(seen["doctor with 32-bit Office"]["text"])}
    assert results["excel"]["state"] == "ok"
    assert r"EXCEL.EXE" in results["excel"]["detail"]
    assert results["excel_bits"]["detail"] == ("64 位" if "no 32 bits" in seen else "32 位")
    assert results["type_cache"]["state"] == "warning"
    assert "已清除" in results["type_cache"]["detail"]
    assert seen["cache is cleared"]
    assert _verdicts(seen["doctor in a bad office"])["type_cache"] == "ok"


def test_the_doctor_prints_a_line_for_each_check(seen: Record) -> None:
    lines = seen["doctor as text"]["text"].splitlines()
    assert [line.split("\t")[1] for line in lines if "\t" in line] == [title for title, _ in CHECKS.values()]


def test_while_excel_is_open_nothing_is_uninstalled(seen: Record) -> None:
    refused = seen["uninstall while Excel is open"]
    assert refused["code"] == 2
    assert "关闭所有 Excel 窗口" in refused["text"]


def test_uninstalled_nothing_is_left(seen: Record) -> None:
    assert seen["uninstall"]["code"] == 0
    assert "已卸载" in seen["uninstall"]["text"]
    assert seen["files after"] == seen["files before"]
    changed = _differences(seen["registry before"], seen["registry after"])
    # An add-in that was installed after ours moved up into our place.
    assert changed == {OPTIONS: seen["registry before"]["user"][OPTIONS] | {"OPEN2": repr(r'"C:\other\fourth.xlam"')}}


def test_uninstalling_what_is_not_there_is_no_error(seen: Record) -> None:
    assert seen["uninstall again"]["code"] == 0


def test_files_are_sent_to_and_dropped_on_icons(seen: Record) -> None:
    titles = ["上报表", "导出Word", "统计", "重新计算"]
    assert seen["dropped"]["links"] == {f"{lead}{name}.lnk": True for name in titles for lead in ("考核 ", "")}
    said = seen["dropped"]["said"]
    assert [text.partition("\n")[0] for text in said] == ["考核表.xlsx", "a&b (1).xlsx", "100% 完成!.xlsx"]
    assert all("75个单位" in text and text.endswith("现在打开吗？") for text in said)
