"""Icons and entries of file managers on a Linux desktop: put down, started by the desktop's own launcher, taken away."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook

from kaohe.cli.linux import boxes, installing
from kaohe.cli.linux.entries import TYPES
from kaohe.core.drops import DROP_ACTIONS, DROP_FOLDER

FORM = Path(__file__).parents[1] / "data" / "assessment_form.xlsx"
NAMES = ["考核表.xlsx", "a&b (1).xlsx", "100% 完成!.xlsx", "甲 = 乙，[终].xlsx", "-q`$x'y\".xlsx"]
MANAGERS = ["thunar", "nautilus", "nemo", "caja", "pcmanfm", "dolphin", "dde-file-manager"]
_BOX = '#!/bin/sh\nprintf "%s\\n" "$@" >>"$KAOHE_SAID"\necho == >>"$KAOHE_SAID"\nexit 1\n'

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="desktops of Linux only"),
    *(pytest.mark.desktop,),
]


@pytest.fixture(params=["home", "我的 文件 100% 'a' \"b\" $c"])
def home(tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A person's home, with another program for workbooks, and every file manager on the path; boxes are kept in a file."""
    home = tmp_path / request.param
    for folder in ("Desktop", "bin", "tables", ".local/share", ".config"):
        (home / folder).mkdir(parents=True)
    for name in (*MANAGERS, "zenity"):
        program = home / "bin" / name
        program.write_text(_BOX, "utf-8")
        program.chmod(0o755)
    applications = tmp_path / "system" / "applications"
    applications.mkdir(parents=True)
    (applications / "wps.desktop").write_text(
        f"[Desktop Entry]\nType=Application\nName=WPS\nExec=true %F\nMimeType={';'.join(TYPES)};\n", "utf-8"
    )
    subprocess.run(["update-desktop-database", str(applications)], check=True)
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CURRENT_DESKTOP", "DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("XDG_DATA_DIRS", f"{tmp_path / 'system'}:/usr/share")
    monkeypatch.setenv("PATH", f"{home / 'bin'}:{os.environ['PATH']}")
    monkeypatch.setenv("KAOHE_SAID", str(tmp_path / "said"))
    return home


def _files(folder: Path) -> set[Path]:
    return set(folder.rglob("*"))


def _table(home: Path, name: str) -> Path:
    return Path(shutil.copy(FORM, home / "tables" / name))


def _said(home: Path, boxes: int) -> str:
    """Return what the boxes said, as soon as there are so many: launchers do not wait for what they start."""
    file = Path(os.environ["KAOHE_SAID"])
    for _ in range(600):
        if file.exists() and file.read_text("utf-8").count("==\n") == boxes:
            break
        time.sleep(0.1)
    return file.read_text("utf-8")


def test_every_file_manager_gets_its_entries_which_are_valid_and_all_are_taken_away_again(home: Path) -> None:
    before = _files(home)
    told = installing.install()
    added = sorted(_files(home) - before)
    assert "Nautilus" in told
    assert "深度文件管理器" in told
    icons = [each for each in added if each.suffix == ".desktop" and "actions" not in each.parts]
    assert len(icons) == 3 * len(DROP_ACTIONS) + 1
    subprocess.run(
        ["desktop-file-validate", *(each for each in icons if "servicemenus" not in each.parts)],
        check=True,
        capture_output=True,
    )
    assert installing.install() == told, "a second time changes nothing"
    installing.uninstall()
    assert _files(home) - before == set()


@pytest.mark.parametrize("home", ["home"], indirect=True)
def test_a_double_click_still_opens_workbooks_with_the_program_it_did(home: Path) -> None:
    def opens(kind: str) -> str:
        asked = ["xdg-mime", "query", "default", kind]
        return subprocess.run(asked, check=True, capture_output=True, text=True).stdout.strip()

    assert [opens(kind) for kind in TYPES] == ["wps.desktop"] * 2
    installing.install()
    assert [opens(kind) for kind in TYPES] == ["wps.desktop"] * 2
    listed = subprocess.run(["gio", "mime", TYPES[0]], check=True, capture_output=True, text=True).stdout
    assert "kaohe-recalc.desktop" in listed
    assert "wps.desktop" in listed.splitlines()[0]
    settings = home / ".config" / "mimeapps.list"
    settings.write_text(settings.read_text("utf-8") + "text/plain=editor.desktop\n", "utf-8")
    installing.uninstall()
    assert settings.read_text("utf-8").split() == ["[Default", "Applications]", "text/plain=editor.desktop"]


def test_where_no_program_opens_workbooks_the_entries_offer_themselves_for_no_double_click(
    home: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_DATA_DIRS", str(tmp_path / "nothing"))
    installing.install()
    texts = [each.read_text("utf-8") for each in (home / ".local/share/applications").glob("*.desktop")]
    assert len(texts) == len(DROP_ACTIONS)
    assert not any("MimeType" in text for text in texts)


def test_files_dropped_on_an_icon_are_worked_on_whatever_they_are_called(home: Path) -> None:
    installing.install()
    tables = [_table(home, name) for name in NAMES]
    icon = home / "Desktop" / DROP_FOLDER / "重新计算.desktop"
    subprocess.run(["gio", "launch", str(icon), *map(str, tables)], check=True)
    said = _said(home, len(tables))
    for table in tables:
        assert f"--text={table.name}\n" in said
        assert "核对结果" in load_workbook(table).sheetnames
    assert said.count("现在打开吗？") == len(tables)
    assert len([*(home / "tables").iterdir()]) == 2 * len(tables), "a dated copy of each is kept"


@pytest.mark.parametrize("folder", [".local/share/nautilus/scripts", ".config/caja/scripts"])
def test_a_script_of_a_file_manager_gets_names_in_the_folder_it_shows(home: Path, folder: str) -> None:
    installing.install()
    table = _table(home, NAMES[-1])
    subprocess.run([home / folder / "考核 导出Word", f"./{table.name}"], check=True, cwd=table.parent)
    assert table.with_name(f"{table.stem}_上报表.docx").read_bytes().startswith(b"PK")
    assert table.name in _said(home, 1)


def test_every_command_of_the_menus_starts_the_same(home: Path) -> None:
    installing.install()
    data = home / ".local/share"
    runner = str(data / "kaohe" / "kaohe-files")
    lines = [
        line.removeprefix("Exec=")
        for file in data.rglob("*")
        if file.is_file() and file.suffix in {".desktop", ".conf"}
        for line in file.read_text("utf-8").splitlines()
        if line.startswith("Exec=")
    ]
    assert len(lines) == 5 * len(DROP_ACTIONS)
    started = {tuple(word for word in _words(line) if word != "sh") for line in lines}
    assert started == {(runner, action, "%F") for action in DROP_ACTIONS.values()}


def _words(line: str) -> list[str]:
    """Split a command as the specification of desktop entries says: first escapes of texts, then quotes."""
    text = line.replace("\\\\", "\\")
    words, word, quoted, signs = [], "", False, iter(text)
    for sign in signs:
        if sign == '"':
            quoted = not quoted
        elif sign == "\\" and quoted:
            word += next(signs)
        elif sign == " " and not quoted:
            words.append(word)
            word = ""
        else:
            word += sign
    return [each.replace("%%", "%") for each in (*words, word)]


def test_a_box_is_shown_by_the_program_of_the_desktop(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert boxes.show_box("甲\\n乙", False) is False
    assert "--info" in _said(home, 1)
    assert "--text=甲\\\\n乙" in _said(home, 1)
    (home / "bin" / "kdialog").write_text(_BOX.replace("exit 1", "exit 0"), "utf-8")
    (home / "bin" / "kdialog").chmod(0o755)
    monkeypatch.setenv("XDG_CURRENT_DESKTOP", "KDE")
    assert boxes.show_box("打开吗？", True) is True
    assert "--yesno\n打开吗？" in _said(home, 2)


def test_without_any_screen_the_text_is_not_lost(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", "")
    assert boxes.show_box("已重新计算", True) is False
    assert capsys.readouterr().err == "已重新计算\n"
