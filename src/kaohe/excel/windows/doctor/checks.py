"""The checks, in the order in which a person would go about it: each looks at the facts and says what to do."""

from __future__ import annotations

import sys
from collections.abc import Callable

from kaohe import __version__
from kaohe.excel.windows.doctor import messages
from kaohe.excel.windows.doctor.model import ARM, Facts, Result, State
from kaohe.excel.windows.place import LIBRARY, LIBRARY_32, ROOT, XLWINGS

Verdict = tuple[State, str, str]

#: One for each bitness of Excel.
LIBRARIES = (LIBRARY, LIBRARY_32)
_OLDEST_EXCEL = 16
_CHILD_PROCESSES = "d4f940ab-401b-4efc-aadc-ad5f3c50688a"
_WIN32_CALLS = "92e97fa1-2edf-4476-bdd6-9dd0b4dddc7b"
_WPS = ("wps", "kingsoft", "et.exe")
_ASK, _SIGNED_ONLY, _NO_MACROS = 2, 3, 4


def examine() -> tuple[Result, ...]:
    """Make every check; on other systems than Windows they all say that they do not apply."""
    if sys.platform != "win32":
        return tuple(Result(name, title, State.UNKNOWN, messages.NOT_HERE) for name, (title, _) in CHECKS.items())
    from kaohe.excel.windows.doctor.gathering import gather

    return judge(gather())


def judge(facts: Facts) -> tuple[Result, ...]:
    """Return what the checks say of these facts."""
    return tuple(Result(name, title, *check(facts)) for name, (title, check) in CHECKS.items())


def _ok(detail: str) -> Verdict:
    return State.OK, detail, ""


def _excel(facts: Facts) -> Verdict:
    office = facts.office
    if office.excel is None:
        return State.FAILED, messages.NO_EXCEL, messages.INSTALL_EXCEL
    found = messages.EXCEL.format(path=office.excel, version=office.version or messages.VERSION_UNKNOWN)
    if office.version and int(office.version.partition(".")[0]) < _OLDEST_EXCEL:
        return State.FAILED, found, messages.OLD_EXCEL
    return _ok(found)


def _excel_bits(facts: Facts) -> Verdict:
    bits = facts.office.bits
    if bits is None:
        return State.UNKNOWN, messages.NO_BITS if facts.office.excel else messages.NO_EXCEL, ""
    if bits == ARM:
        return State.FAILED, messages.ON_ARM, messages.NEEDS_INTEL
    return _ok(messages.BITS.format(bits=bits))


def _wps(facts: Facts) -> Verdict:
    program = facts.office.automation
    if program is None:
        return State.UNKNOWN, messages.NO_AUTOMATION, ""
    if any(word in str(program).lower() for word in _WPS):
        return State.FAILED, messages.WPS.format(path=program), messages.RELEASE_WPS
    return _ok(messages.AUTOMATION.format(path=program))


def _store(facts: Facts) -> Verdict:
    excel = facts.office.excel
    if excel is None:
        return State.UNKNOWN, messages.NO_EXCEL, ""
    if "windowsapps" in str(excel).lower():
        return State.WARNING, messages.STORE.format(path=excel), messages.LEAVE_STORE
    return _ok(messages.NO_STORE)


def _macros(facts: Facts) -> Verdict:
    policies = facts.protection.policies
    for name, detail in messages.FORBIDDING.items():
        if policies.get(name):
            return State.FAILED, detail, messages.ASK_ADMINISTRATOR
    level = policies.get("macros", _ASK)
    detail = messages.MACRO_LEVELS.get(level, str(level))
    if not _locations_off(facts):
        return _ok(detail + messages.UNAFFECTED)
    return (State.FAILED, detail, messages.ASK_ADMINISTRATOR) if level in (_SIGNED_ONLY, _NO_MACROS) else _ok(detail)


def _locations_off(facts: Facts) -> bool:
    """Say whether a policy makes Excel trust no folder that a user names."""
    policies = facts.protection.policies
    return bool(policies.get("no_locations")) or policies.get("own_locations") == 0


def _trust(facts: Facts) -> Verdict:
    if _locations_off(facts):
        return State.WARNING, messages.NO_LOCATIONS, messages.ALLOW_LOCATION.format(folder=ROOT)
    if facts.installed.version is None:
        return State.UNKNOWN, messages.NOT_INSTALLED, messages.RUN_INSTALL
    if not facts.installed.trusted:
        return State.FAILED, messages.NOT_TRUSTED.format(folder=ROOT), messages.RUN_INSTALL
    return _ok(messages.TRUSTED.format(folder=ROOT))


def _internet(facts: Facts) -> Verdict:
    if facts.installed.from_internet:
        return State.FAILED, messages.MARKED, messages.RUN_INSTALL
    blocked = facts.protection.policies.get("internet_blocked")
    return _ok(messages.BLOCKED_NOT_US if blocked else messages.NOT_MARKED)


def _defender(facts: Facts) -> Verdict:
    rules = facts.protection.rules
    if _CHILD_PROCESSES in rules:
        return State.FAILED, messages.CHILD_PROCESSES, messages.EXCLUDE.format(folder=ROOT)
    if _WIN32_CALLS in rules:
        return State.FAILED, messages.WIN32_CALLS, messages.EXCLUDE.format(folder=ROOT)
    return _ok(messages.NO_RULES)


def _scanners(facts: Facts) -> Verdict:
    names = "、".join(facts.protection.scanners)
    if not names:
        return _ok(messages.NO_SCANNERS)
    stopped = facts.answer.problem and not facts.answer.value
    return (
        (State.WARNING if stopped else State.OK),
        messages.SCANNERS.format(names=names),
        messages.TRUST_FOLDER.format(folder=ROOT),
    )


def _python(facts: Facts) -> Verdict:
    python = facts.interpreter
    detail = messages.PYTHON.format(version=python.version, bits=python.bits, folder=python.folder)
    return _ok(detail) if python.bits == 64 else (State.FAILED, detail, messages.RUN_INSTALL)


def _pywin32(facts: Facts) -> Verdict:
    version = facts.interpreter.pywin32
    return (
        _ok(version) if version else (State.FAILED, messages.PART_MISSING.format(name="pywin32"), messages.RUN_INSTALL)
    )


def _library(facts: Facts) -> Verdict:
    python = facts.interpreter
    for name in LIBRARIES:
        if name not in python.libraries:
            return State.FAILED, messages.PART_MISSING.format(name=name), messages.RUN_INSTALL
    if python.xlwings != XLWINGS or len(python.libraries) > len(LIBRARIES):
        found = "、".join(python.libraries)
        return State.FAILED, messages.MISMATCH.format(xlwings=python.xlwings, found=found), messages.RUN_INSTALL
    if python.library_problem:
        return (
            State.FAILED,
            messages.LIBRARY_FAILS.format(why=python.library_problem),
            messages.TRUST_FOLDER.format(folder=ROOT),
        )
    return _ok(messages.LIBRARY.format(xlwings=python.xlwings))


def _type_cache(facts: Facts) -> Verdict:
    broken = facts.interpreter.broken_cache
    if not broken:
        return _ok(messages.CACHE_WHOLE)
    names = "、".join(broken[:3])
    if facts.interpreter.cache_mended:
        return State.WARNING, messages.CACHE_MENDED.format(names=names), messages.RESTART_EXCEL
    return State.FAILED, messages.CACHE_BROKEN.format(names=names), messages.RUN_INSTALL


def _files(facts: Facts) -> Verdict:
    damage = facts.installed.damage
    if damage is None:
        return State.FAILED, messages.NOT_INSTALLED, messages.RUN_INSTALL
    if damage:
        some = "、".join((damage.missing + damage.changed)[:3])
        return (
            State.FAILED,
            messages.DAMAGED.format(missing=len(damage.missing), changed=len(damage.changed), some=some),
            messages.REPAIR,
        )
    return _ok(messages.WHOLE.format(folder=ROOT))


def _registered(facts: Facts) -> Verdict:
    installed = facts.installed
    if installed.version is None:
        return State.FAILED, messages.NOT_INSTALLED, messages.RUN_INSTALL
    if installed.disabled:
        return State.FAILED, messages.DISABLED, messages.RUN_INSTALL
    if not installed.registered:
        return (
            State.FAILED,
            messages.SWITCHED_OFF if installed.switched_off else messages.NOT_REGISTERED,
            messages.RUN_INSTALL,
        )
    return _ok(messages.REGISTERED)


def _version(facts: Facts) -> Verdict:
    version = facts.installed.version
    if version is None:
        return State.FAILED, messages.NOT_INSTALLED, messages.RUN_INSTALL
    if version != __version__:
        return State.WARNING, messages.OTHER_VERSION.format(installed=version, here=__version__), messages.RUN_INSTALL
    return _ok(version)


def _server(facts: Facts) -> Verdict:
    answer = facts.answer
    if answer.problem:
        return State.FAILED, messages.NO_ANSWER.format(why=answer.problem), messages.TRUST_FOLDER.format(folder=ROOT)
    if answer.value is None:
        return State.FAILED, messages.NOT_INSTALLED, messages.RUN_INSTALL
    if answer.value != messages.EXPECTED:
        return State.FAILED, messages.WRONG_ANSWER.format(value=answer.value), messages.REPAIR
    return _ok(messages.ANSWERED.format(seconds=answer.seconds))


def _paths(facts: Facts) -> Verdict:
    folder = facts.interpreter.folder
    if not str(ROOT).isascii():
        return State.FAILED, str(ROOT), messages.REPAIR
    here = "" if str(folder).isascii() else messages.RUN_FROM.format(folder=folder)
    return _ok(messages.ASCII_PATH.format(folder=ROOT) + here)


#: Name of a check → its title, and what makes it.
CHECKS: dict[str, tuple[str, Callable[[Facts], Verdict]]] = {
    "excel": ("Excel", _excel),
    "excel_bits": ("Excel 位数", _excel_bits),
    "wps": ("WPS 是否占用", _wps),
    "store_office": ("应用商店版 Office", _store),
    "macros": ("宏与加载项策略", _macros),
    "trusted_location": ("受信任位置", _trust),
    "from_internet": ("来自互联网的标记", _internet),
    "defender_rules": ("Defender 规则", _defender),
    "antivirus": ("杀毒软件", _scanners),
    "python": ("Python", _python),
    "pywin32": ("pywin32", _pywin32),
    "library": ("xlwings 连接库", _library),
    "type_cache": ("连接缓存", _type_cache),
    "files": ("程序文件", _files),
    "registered": ("加载项登记", _registered),
    "version": ("版本", _version),
    "function_server": ("计算程序应答", _server),
    "paths": ("安装路径", _paths),
}
