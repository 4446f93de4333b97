"""The files by which Linux desktops learn what can be done with a workbook, each in its desktop's own format.

Sources: freedesktop.org's Desktop Entry Specification 1.5 (icons and 打开方式, which UKUI's Peony lists too) and its draft of
file actions (PCManFM); KDE's service menus; the scripts folders of Nautilus, Nemo and Caja; Thunar's 发送到; the
right-click menus of UOS and Deepin (their specification of custom menus, version 1.0).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from kaohe.core.drops import DROP_ACTIONS, DROP_FOLDER
from kaohe.core.records import NamedTuple, dataclass

#: The files that Kaohe writes in place: .xlsx and .xlsm.
TYPES = (
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.ms-excel.sheet.macroEnabled.12",
)
_SUFFIXES = "xlsx:xlsm"
_ICONS = {
    "recalc": "accessories-calculator",
    "form": "document-print",
    "stats": "x-office-spreadsheet",
    "docx": "x-office-document",
}
_PREFIX, _GROUP = "考核 ", "考核"
_PLAIN = re.compile(r"[\w/.+-]+", re.ASCII)


@dataclass(frozen=True, slots=True)
class Folders:
    """Where a person's desktop looks: data and settings, and the desktop itself, None where there is none to see."""

    data: Path
    config: Path
    desktop: Path | None

    @property
    def runner(self) -> Path:
        """The script that every entry starts: it knows which Python has Kaohe."""
        return self.data / "kaohe" / "kaohe-files"

    @property
    def applications(self) -> Path:
        """Where programs say which files they open."""
        return self.data / "applications"


class DesktopFile(NamedTuple):
    """A file to be put down; ``program`` is the file manager that reads it, "" where any may."""

    path: Path
    text: str
    is_run: bool = False
    program: str = ""


def entries(folders: Folders, python: str, *, listed: bool = True) -> Iterator[DesktopFile]:
    """Yield all files; ``listed`` says whether 打开方式 may offer the actions."""
    yield DesktopFile(folders.runner, _RUNNER.format(python=_quoted_for_shell(python)), is_run=True)
    for name, action in DROP_ACTIONS.items():
        run = f"{_program(folders.runner)} {action} %F"
        launcher = _LAUNCHER.format(name=f"{_PREFIX}{name}", icon=_ICONS[action], run=run)
        types = f"MimeType={';'.join(TYPES)};\n"
        yield DesktopFile(folders.applications / f"kaohe-{action}.desktop", launcher + (types if listed else ""))
        if folders.desktop is not None:
            yield DesktopFile(folders.desktop / DROP_FOLDER / f"{name}.desktop", launcher, is_run=True)
        yield DesktopFile(
            folders.data / "Thunar" / "sendto" / f"kaohe-{action}.desktop", launcher + types, program="thunar"
        )
        told = f'#!/bin/sh\nexec {_quoted_for_shell(str(folders.runner))} {action} "$@"\n'
        for program, folder in _scripts(folders):
            yield DesktopFile(folder / f"{_PREFIX}{name}", told, is_run=True, program=program)
        text = _FILE_ACTION.format(name=f"{_PREFIX}{name}", icon=_ICONS[action], run=run, types=";".join(TYPES))
        for program in ("pcmanfm", "pcmanfm-qt"):
            yield DesktopFile(
                folders.data / "file-manager" / "actions" / f"kaohe-{action}.desktop", text, program=program
            )
    yield DesktopFile(
        folders.data / "kio" / "servicemenus" / "kaohe.desktop", _kde(folders), is_run=True, program="dolphin"
    )
    deepin = folders.data / "deepin" / "dde-file-manager" / "context-menus" / "kaohe.conf"
    yield DesktopFile(deepin, _deepin(folders), program="dde-file-manager")


def _scripts(folders: Folders) -> list[tuple[str, Path]]:
    return [
        ("nautilus", folders.data / "nautilus" / "scripts"),
        ("nemo", folders.data / "nemo" / "scripts"),
        ("caja", folders.config / "caja" / "scripts"),
    ]


def _kde(folders: Folders) -> str:
    parts = [_KDE.format(types=";".join(TYPES), actions=";".join(DROP_ACTIONS.values()), group=_GROUP)]
    for name, action in DROP_ACTIONS.items():
        run = f"{_program(folders.runner)} {action} %F"
        parts.append(f"\n[Desktop Action {action}]\nName={name}\nIcon={_ICONS[action]}\nExec={run}\n")
    return "".join(parts)


def _deepin(folders: Folders) -> str:
    parts = [_DEEPIN.format(group=_GROUP, suffixes=_SUFFIXES, actions=":".join(DROP_ACTIONS.values()))]
    for name, action in DROP_ACTIONS.items():
        parts.append(f"\n[Menu Action {action}]\nName={name}\nExec={_program(folders.runner)} {action} %F\n")
    return "".join(parts)


def _program(path: Path) -> str:
    """Return a program as Exec lines have it: quoted, then escaped as every text of such a file is.

    GLib takes no program whose own name needs that, but an argument of sh.
    """
    if _PLAIN.fullmatch(str(path)):
        return str(path)
    quoted = re.sub(r'(["`$\\])', r"\\\1", str(path)).replace("%", "%%")
    return 'sh "{}"'.format(quoted.replace("\\", "\\\\"))


def _quoted_for_shell(argument: str) -> str:
    return "'{}'".format(argument.replace("'", "'\\''"))


_RUNNER = """#!/bin/sh
# Works on the files that a file manager hands over (kaohe addin install; kaohe addin uninstall takes it away).
exec {python} -P -X utf8 -c 'from kaohe.cli.dropping import main; main()' "$@"
"""

_LAUNCHER = """[Desktop Entry]
Type=Application
Version=1.0
Name={name}
Comment=把考核表拖到这个图标上，或在文件上点右键打开
Icon={icon}
Exec={run}
Terminal=false
NoDisplay=true
Categories=Office;Spreadsheet;
"""

_FILE_ACTION = """[Desktop Entry]
Type=Action
Name={name}
Icon={icon}
Profiles=tables;

[X-Action-Profile tables]
MimeTypes={types};
Exec={run}
"""

_KDE = """[Desktop Entry]
Type=Service
X-KDE-ServiceTypes=KonqPopupMenu/Plugin
MimeType={types};
Actions={actions};
X-KDE-Submenu={group}
"""

_DEEPIN = """[Menu Entry]
Version=1.0
Comment={group}
Actions=kaohe

[Menu Action kaohe]
Name={group}
X-DFM-MenuTypes=SingleFile:MultiFiles
X-DFM-SupportSuffix={suffixes}
Actions={actions}
"""
