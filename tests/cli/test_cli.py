"""The commands as a person or a script calls them, on the real table."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from kaohe.assessment.rules import registered_codes
from kaohe.cli import messages

SOURCES = ("assessment_form.xlsx", "assessment_table.csv", "assessment_form.txt")


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_check_audits_the_real_table(kaohe: Callable, data: Path) -> None:
    run = kaohe("check", data / "assessment_form.xlsx", "--json")
    units, findings = run.json["units"], run.json["findings"]
    assert run.code == 0
    assert len(units) == 75
    assert all(unit["score"] == unit["stated_score"] and unit["rank"] == unit["stated_rank"] for unit in units)
    codes = Counter(finding["code"] for finding in findings)
    assert (codes["M502"], codes["T306"], codes["S204"]) == (12, 1, 1)
    assert not [finding for finding in findings if finding["severity"] == "error"]


@pytest.mark.parametrize("name", SOURCES)
def test_new_takes_the_table_from_any_source(kaohe: Callable, data: Path, tmp_path: Path, name: str) -> None:
    target = tmp_path / "x.xlsx"
    assert kaohe("new", target, "--from", data / name).code == 0
    units = kaohe("check", target, "--json").json["units"]
    assert len(units) == 75
    assert len({unit["category"] for unit in units}) == 3


def test_recalc_twice_gives_the_same_bytes(kaohe: Callable, data: Path, tmp_path: Path) -> None:
    target = tmp_path / "x.xlsx"
    kaohe("new", target, "--from", data / "assessment_form.xlsx")
    assert kaohe("recalc", target, "--in-place").code == 0
    once = digest(target)
    again = kaohe("recalc", target, "--in-place", "--json")
    assert (again.code, again.json["changes"], digest(target)) == (0, 0, once)


def test_in_place_keeps_what_was_there(kaohe: Callable, data: Path, tmp_path: Path) -> None:
    target = tmp_path / "表.xlsx"
    target.write_bytes((data / "assessment_form.xlsx").read_bytes())
    before = digest(target)
    kaohe("recalc", target, "--in-place")
    (backup,) = tmp_path.glob("表_备份_*.xlsx")
    assert digest(backup) == before
    assert digest(target) != before


def test_output_leaves_the_source_alone(kaohe: Callable, data: Path, tmp_path: Path) -> None:
    source = data / "assessment_form.xlsx"
    before = digest(source)
    run = kaohe("recalc", source, "-o", tmp_path / "out.xlsx")
    assert (run.code, digest(source)) == (0, before)
    assert kaohe("check", tmp_path / "out.xlsx", "--json").json["units"][0]["score"] == "99.6"


def test_dry_run_writes_nothing(kaohe: Callable, data: Path, tmp_path: Path) -> None:
    target = tmp_path / "x.xlsx"
    target.write_bytes((data / "assessment_form.xlsx").read_bytes())
    before = digest(target)
    assert kaohe("recalc", target, "--dry-run").code == 0
    assert digest(target) == before
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize("choice", [(), ("--in-place", "--dry-run"), ("-o", "y.xlsx", "--in-place")])
def test_recalc_wants_one_target(kaohe: Callable, data: Path, choice: tuple[str, ...]) -> None:
    run = kaohe("recalc", data / "assessment_form.xlsx", *choice)
    assert run.code == 2
    assert messages.WHERE_TO in run.err


def test_an_existing_target_is_kept_beside_the_new_one(kaohe: Callable, data: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.xlsx"
    kaohe("new", target)
    before = digest(target)
    kaohe("recalc", data / "assessment_form.xlsx", "-o", target)
    assert [digest(path) for path in tmp_path.glob("out_备份_*")] == [before]


def test_demo_says_where_the_workbook_is(kaohe: Callable, tmp_path: Path) -> None:
    target = tmp_path / "演示.xlsx"
    run = kaohe("demo", "-o", target)
    assert run.code == 0
    assert "得分 75/75，名次 75/75" in run.out
    assert str(target) in run.out
    assert target.exists()


def test_demo_twice_leaves_one_file(kaohe: Callable, tmp_path: Path) -> None:
    for _ in range(2):
        kaohe("demo", "-o", tmp_path / "演示.xlsx")
    assert len(list(tmp_path.iterdir())) == 1


def test_parse_answers_line_by_line(kaohe: Callable) -> None:
    texts = ("迟到，扣0.1分；旷工，扣0.2分", "无", "迟报材料，扣分")
    run = kaohe("parse", "--jsonl", stdin="\n".join(json.dumps({"text": text}) for text in texts))
    assert [line["total"] for line in run.lines] == ["-0.3", "0", None]
    assert [item["points"] for item in run.lines[0]["items"]] == ["-0.1", "-0.2"]
    assert run.lines[0]["items"][0]["span"] == [0, 8]
    assert [finding["code"] for finding in run.lines[2]["findings"]] == ["T301"]


def test_parse_shows_one_text_to_a_person(kaohe: Callable) -> None:
    run = kaohe("parse", "迟到，扣0.1分")
    assert (run.code, "-0.1  迟到" in run.out, "合计：-0.1" in run.out) == (0, True, True)


def test_match_answers_line_by_line(kaohe: Callable) -> None:
    texts = ("个别帮扶干部未及时到村开展工作", "检查发现驻村队员不在岗", "食堂饭菜质量不高")
    run = kaohe("match", "--jsonl", stdin="\n".join(json.dumps({"text": text}) for text in texts))
    assert [(line["verdict"], line["code"]) for line in run.lines] == [
        ("standard", "A05"),
        ("variant", "B01"),
        ("unknown", None),
    ]


def test_match_takes_another_catalogue(kaohe: Callable, tmp_path: Path) -> None:
    catalogue = tmp_path / "目录.csv"
    catalogue.write_text("编号,标准表述,加扣,分值,别名\nZ9,食堂饭菜质量不高,扣,0.3,伙食差\n", encoding="utf-8")
    lines = "\n".join(json.dumps({"text": text}) for text in ("食堂饭菜质量不高", "伙食差"))
    run = kaohe("match", "--jsonl", "--catalogue", catalogue, stdin=lines)
    assert [(line["verdict"], line["code"]) for line in run.lines] == [("standard", "Z9"), ("standard", "Z9")]


def test_a_reason_may_hold_what_no_encoding_can_write(kaohe: Callable) -> None:
    run = kaohe("parse", "--jsonl", stdin='{"text": "坏字\\ud800，扣0.1分"}')
    assert run.lines[0]["items"][0]["reason"] == "坏字\ud800"


@pytest.mark.parametrize("line", ["{", "[]", '{"text": 1}', "1", "null", '{"word": "x"}'])
def test_a_line_that_is_no_object_is_named(kaohe: Callable, line: str) -> None:
    run = kaohe("parse", "--jsonl", stdin=f'{{"text": "无"}}\n{line}\n')
    assert run.code == 2
    assert "第2行" in run.err


@pytest.mark.parametrize("code", registered_codes())
def test_every_code_is_explained(kaohe: Callable, code: str) -> None:
    run = kaohe("explain", code.lower())
    assert run.code == 0
    assert run.out.startswith(code)


@pytest.mark.parametrize(
    "arguments", [("没有",), ("check",), ("check", "--quick", "x"), ("recalc", "x", "-o"), ("check", "我的", "表.xlsx")]
)
def test_wrong_arguments_get_one_chinese_line(kaohe: Callable, arguments: tuple[str, ...]) -> None:
    run = kaohe(*arguments)
    assert run.code == 2
    assert len(run.err.splitlines()) == 1
    assert "--help" in run.err
    assert not any(word in run.err for word in ("Usage", "Error", "Missing", "option", "requires", "Got"))


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("check", "我的", "表.xlsx"), "多写了“表.xlsx”。文件名里有空格时，请给它加上引号。用法见：kaohe check --help"),
        (("recalc", "表.xlsx"), messages.WHERE_TO),
        (("new", "x.xlsx", "--from"), "选项“--from”后面少了内容。用法见：kaohe new --help"),
        (("recalc", "表.xlsx", "-o", "."), "“.”是文件夹。请写出里面的文件名。"),
    ],
)
def test_wrong_arguments_are_named(kaohe: Callable, arguments: tuple[str, ...], says: str) -> None:
    run = kaohe(*arguments)
    assert (run.code, run.err.strip()) == (2, says)


def test_a_code_may_be_copied_with_its_brackets(kaohe: Callable) -> None:
    assert kaohe("explain", "【t301】").out == kaohe("explain", "T301").out != ""


@pytest.mark.parametrize("command", [(), *((name,) for name in messages.COMMANDS)])
def test_help_is_in_chinese(kaohe: Callable, command: tuple[str, ...]) -> None:
    run = kaohe(*command, "--help")
    assert run.code == 0
    assert "用法：kaohe" in run.out
    assert not any(word in run.out for word in ("Usage", "Options", "Show this", "Commands", "[OPTIONS]"))


@pytest.mark.parametrize(
    ("reason", "says"),
    [
        ("个别帮扶干部未如实填写帮扶记录", ["标准表述", "一字不差"]),
        ("个别帮扶干部未如实添写帮扶记录", ["请人工确认", "未如实{+填+}[-添-]写", "笔误", "A06"]),
        ("暗访发现驻村工作队员在岗", ["意思相反", "队员{+未+}在岗", "B01"]),
        ("帮扶村信访矛盾较多，村容村貌、环境卫生较差", ["请分开写", "C03", "C04"]),
        ("食堂饭菜质量不高", ["标准目录中没有这一条"]),
    ],
)
def test_match_explains_itself(kaohe: Callable, reason: str, says: list[str]) -> None:
    run = kaohe("match", reason)
    assert run.code == 0
    assert [each for each in says if each not in run.out] == []


def test_a_catalogue_without_wordings_is_named(kaohe: Callable, tmp_path: Path) -> None:
    catalogue = tmp_path / "目录.csv"
    catalogue.write_text("编号,说法\nZ9,食堂饭菜质量不高\n", encoding="utf-8")
    run = kaohe("match", "食堂", "--catalogue", catalogue)
    assert (run.code, "标准表述" in run.err) == (2, True)


@pytest.mark.parametrize("command", ["parse", "match"])
def test_a_text_or_lines_but_not_both(kaohe: Callable, command: str) -> None:
    assert kaohe(command).code == 2
    assert kaohe(command, "迟到，扣0.1分", "--jsonl").code == 2


def test_a_table_that_lacks_a_column_is_a_finding_and_no_source(kaohe: Callable, tmp_path: Path) -> None:
    source = tmp_path / "表.csv"
    source.write_text("序号,被考核单位,考核得分,名次\n1,甲镇,99,1\n", encoding="utf-8")
    run = kaohe("check", source, "--json")
    assert (run.code, [finding["code"] for finding in run.json["findings"]]) == (1, ["S101"])
    run = kaohe("new", tmp_path / "x.xlsx", "--from", source)
    assert (run.code, "加扣分原因及分值" in run.err) == (2, True)


def test_a_file_without_a_table_is_a_problem(kaohe: Callable, tmp_path: Path) -> None:
    source = tmp_path / "表.csv"
    source.write_text("日期,天气\n1日,晴\n", encoding="utf-8")
    run = kaohe("check", source)
    assert (run.code, "没有找到考核表" in run.err) == (2, True)


def test_names_that_look_like_colours_are_names(on_terminal: Callable[..., str], tmp_path: Path) -> None:
    table = tmp_path / "表.csv"
    table.write_text("单位,加扣分原因及分值\n甲镇[/x],无\n乙镇[bold],无\n", encoding="utf-8")
    shown = on_terminal("check", table)
    assert "甲镇[/x]" in shown
    assert "乙镇[bold]" in shown


def test_who_has_the_same_rank_is_named_on_a_terminal(on_terminal: Callable[..., str], tmp_path: Path) -> None:
    table = tmp_path / "表.csv"
    table.write_text('单位,加扣分原因及分值\n甲镇,无\n乙镇,无\n丙镇,"迟到，扣0.1分"\n', encoding="utf-8")
    shown = on_terminal("check", table)
    assert "与乙镇并列" in shown
    assert "与甲镇并列" in shown


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("表.csv", "kaohe new 新表.xlsx --from 表.csv"),
        ("表.xls", "kaohe new 新表.xlsx --from 表.xls"),
        ("表", "另存为 .xlsx"),
    ],
)
def test_scores_go_into_workbooks_only(kaohe: Callable, tmp_path: Path, name: str, says: str) -> None:
    (tmp_path / name).write_text("单位,加扣分原因及分值\n甲镇,无\n", encoding="utf-8")
    run = kaohe("recalc", tmp_path / name, "--in-place")
    assert (run.code, says in run.err, len(run.err.splitlines())) == (2, True, 1)


def test_a_name_with_a_line_end_is_said_in_one_line(kaohe: Callable, tmp_path: Path) -> None:
    run = kaohe("check", tmp_path / "换\n行.csv")
    assert (run.code, len(run.err.splitlines())) == (2, 1)


@pytest.mark.parametrize("command", [("match", "迟到", "--catalogue"), ("check",)])
def test_a_csv_cell_larger_than_any_cell_of_excel(kaohe: Callable, tmp_path: Path, command: tuple[str, ...]) -> None:
    table = tmp_path / "表.csv"
    table.write_text(f"编号,单位,标准表述\n1,甲镇,{'迟' * 140_000}\n", encoding="utf-8")
    run = kaohe(*command, table)
    assert (run.code, "CSV 格式不对" in run.err, len(run.err.splitlines())) == (2, True, 1)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no device that is always full")
@pytest.mark.parametrize("option", [(), ("--json",)])
def test_output_that_finds_no_room(data: Path, option: tuple[str, ...]) -> None:
    command = [sys.executable, "-c", "from kaohe.cli import main; main()", "check", str(data / "assessment_form.xlsx")]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run([*command, *option], stdout=full, stderr=subprocess.PIPE, check=False)
    assert (done.returncode, done.stderr.decode().strip()) == (2, messages.NOT_SHOWN)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no device that is always full")
def test_errors_that_find_no_room(data: Path) -> None:
    """The exit code is left, of what was done; the outcome is shown where there is room for it."""
    command = [sys.executable, "-c", "from kaohe.cli import main; main()", "check"]
    with Path("/dev/full").open("wb") as full:
        missing = subprocess.run([*command, "没有.xlsx"], stdout=subprocess.PIPE, stderr=full, check=False)
        nowhere = subprocess.run([*command, data / "assessment_form.xlsx"], stdout=full, stderr=full, check=False)
    assert (missing.returncode, missing.stdout, nowhere.returncode) == (2, b"", 2)


@pytest.mark.parametrize("streams", [("stdout",), ("stderr",), ("stdout", "stderr")])
def test_streams_that_the_caller_has_closed(data: Path, streams: tuple[str, ...]) -> None:
    """As Python has it then, and in a program without a console."""
    script = f"import sys; {' = '.join(f'sys.{name}' for name in streams)} = None; from kaohe.cli import main; main()"
    for file, code in ((data / "assessment_form.xlsx", 0), ("没有.xlsx", 2)):
        done = subprocess.run([sys.executable, "-c", script, "check", file], capture_output=True, check=False)
        assert done.returncode == code
        assert bool(done.stdout) == ("stdout" not in streams and code == 0)
        assert bool(done.stderr) == ("stderr" not in streams and code == 2)


def test_a_reader_that_leaves_early_is_no_problem(data: Path) -> None:
    command = [sys.executable, "-c", "from kaohe.cli import main; main()", "check", str(data / "assessment_form.xlsx")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as run:
        run.stdout.close()
        assert (run.stderr.read(), run.wait()) == (b"", 0)
