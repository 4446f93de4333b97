"""Policies, settings and scanners that may keep Excel from running the add-in."""

from __future__ import annotations

import re

from kaohe.excel.windows import processes, registry
from kaohe.excel.windows.doctor.model import Protection

_SECURITY = r"16.0\Excel\Security"
_TRUSTED = rf"{_SECURITY}\Trusted Locations"
_COMMON = r"16.0\Common"

#: Name of the setting → key below Office's own, value.
_SETTINGS = {
    "macros": (_SECURITY, "VBAWarnings"),
    "add_ins_off": (_SECURITY, "DisableAllAddins"),
    "signed_add_ins_only": (_SECURITY, "RequireAddinSig"),
    "internet_blocked": (_SECURITY, "BlockContentExecutionFromInternet"),
    "no_locations": (_TRUSTED, "AllLocationsDisabled"),
    "own_locations": (rf"{_COMMON}\Security\Trusted Locations", "Allow User Locations"),
    "vba_off": (_COMMON, "VBAOff"),
}

#: A policy, from Microsoft's cloud, of the PC or of the user, goes before the user's own setting.
_LEVELS = (
    (registry.USER, r"Software\Policies\Microsoft\Cloud\Office"),
    (registry.MACHINE, r"Software\Policies\Microsoft\Office"),
    (registry.USER, r"Software\Policies\Microsoft\Office"),
    (registry.USER, r"Software\Microsoft\Office"),
)

_DEFENDER = r"Windows Defender\Windows Defender Exploit Guard\ASR\Rules"
_RULE_KEYS = (rf"SOFTWARE\Policies\Microsoft\{_DEFENDER}", rf"SOFTWARE\Microsoft\{_DEFENDER}")
_MANAGED_RULES = (r"SOFTWARE\Microsoft\PolicyManager\current\device\Defender", "ASRRules")
_RULE = re.compile(r"\{?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\}?=(\d)", re.IGNORECASE)
_BLOCKS = {"1", "6"}

#: Program of a scanner → its name.
_SCANNERS = {
    "360tray.exe": "360安全卫士",
    "360sd.exe": "360杀毒",
    "360entclient.exe": "360终端安全",
    "qaxsvc.exe": "奇安信天擎",
    "tqclient.exe": "奇安信天擎",
    "hipstray.exe": "火绒",
    "hipsdaemon.exe": "火绒",
    "qqpctray.exe": "腾讯电脑管家",
    "kxetray.exe": "金山毒霸",
    "ravmond.exe": "瑞星",
    "avp.exe": "卡巴斯基",
    "msmpeng.exe": "Microsoft Defender",
}


def protection() -> Protection:
    """Return what is in force for this user on this PC."""
    names = processes.running_names()
    scanners = tuple(dict.fromkeys(title for name, title in _SCANNERS.items() if name in names))
    return Protection(_settings(), _blocking_rules(), scanners)


def _settings() -> dict[str, int]:
    found = {name: _setting(key, value) for name, (key, value) in _SETTINGS.items()}
    return {name: number for name, number in found.items() if number is not None}


def _setting(key: str, value: str) -> int | None:
    for hive, base in _LEVELS:
        for name, number in registry.read_values(rf"{base}\{key}", hive).items():
            if name.lower() == value.lower() and isinstance(number, int):
                return number
    return None


def _blocking_rules() -> frozenset[str]:
    lines = [
        f"{name}={data!s}" for key in _RULE_KEYS for name, data in registry.read_values(key, registry.MACHINE).items()
    ]
    key, value = _MANAGED_RULES
    lines.append(str(registry.read_values(key, registry.MACHINE).get(value, "")))
    return frozenset(rule.lower() for line in lines for rule, state in _RULE.findall(line) if state in _BLOCKS)
