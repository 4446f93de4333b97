"""Run by the Windows Python: give the prefix the registry of a PC with Office.

Arguments: ``other add-ins``; ``bad office`` and a path to EXCEL.EXE, ``good office`` takes that back; ``32-bit office``
and a path, ``no office`` takes that back.
"""

import sys
import winreg

USER, MACHINE = winreg.HKEY_CURRENT_USER, winreg.HKEY_LOCAL_MACHINE
EXCEL = r"Software\Microsoft\Office\16.0\Excel"
POLICIES = r"Software\Policies\Microsoft\Office\16.0\Excel"
DEFENDER = r"SOFTWARE\Policies\Microsoft\Windows Defender\Windows Defender Exploit Guard\ASR"
CLASS = "{00024500-0000-0000-C000-000000000046}"
CLASSES_32 = r"SOFTWARE\Classes\WOW6432Node\CLSID"
ADDIN = r"C:\ProgramData\Kaohe\kaohe.xlam"


def put(hive, key, name, value):
    with winreg.CreateKey(hive, key) as opened:
        kind = winreg.REG_DWORD if isinstance(value, int) else winreg.REG_SZ
        winreg.SetValueEx(opened, name, 0, kind, value)


def drop(hive, key):
    try:
        with winreg.OpenKey(hive, key) as opened:
            names = [winreg.EnumKey(opened, index) for index in range(winreg.QueryInfoKey(opened)[0])]
    except OSError:
        return
    for name in names:
        drop(hive, rf"{key}\{name}")
    winreg.DeleteKey(hive, key)


def other_add_ins():
    put(USER, rf"{EXCEL}\Options", "OPEN", r'"C:\other\first.xlam"')
    put(USER, rf"{EXCEL}\Options", "OPEN1", r'/R "C:\other\second.xll"')
    put(USER, rf"{EXCEL}\Options", "Font", "宋体,11")
    put(USER, rf"{EXCEL}\Add-in Manager", r"C:\other\third.xlam", "")
    put(USER, rf"{EXCEL}\Security\Trusted Locations\Location50", "Path", "C:\\other\\")
    for hive, key in ((USER, r"SOFTWARE\Classes\CLSID"), (USER, POLICIES), (MACHINE, DEFENDER), (MACHINE, CLASSES_32)):
        winreg.CreateKey(hive, key).Close()


def bad_office(excel):
    put(MACHINE, r"SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\excel.exe", "", excel)
    put(USER, r"SOFTWARE\Classes\Excel.Application\CLSID", "", CLASS)
    put(USER, rf"SOFTWARE\Classes\CLSID\{CLASS}\LocalServer32", "", r'"C:\WPS Office\office6\et.exe" /automation')
    put(USER, rf"{POLICIES}\Security", "VBAWarnings", 4)
    put(USER, rf"{POLICIES}\Security\Trusted Locations", "AllLocationsDisabled", 1)
    put(MACHINE, rf"{DEFENDER}\Rules", "D4F940AB-401B-4EFC-AADC-AD5F3C50688A", "1")
    with winreg.OpenKey(USER, rf"{EXCEL}\Options", access=winreg.KEY_ALL_ACCESS) as options:
        winreg.DeleteValue(options, "OPEN2")
    put(USER, rf"{EXCEL}\Add-in Manager", ADDIN, "")


def good_office():
    drop(MACHINE, r"SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\excel.exe")
    drop(USER, r"SOFTWARE\Classes\Excel.Application")
    drop(USER, rf"SOFTWARE\Classes\CLSID\{CLASS}")
    drop(USER, rf"{POLICIES}\Security")
    drop(MACHINE, rf"{DEFENDER}\Rules")
    with winreg.OpenKey(USER, rf"{EXCEL}\Add-in Manager", access=winreg.KEY_ALL_ACCESS) as manager:
        winreg.DeleteValue(manager, ADDIN)
    put(USER, rf"{EXCEL}\Options", "OPEN2", f'"{ADDIN}"')
    # somebody else's add-in came after ours
    put(USER, rf"{EXCEL}\Options", "OPEN3", r'"C:\other\fourth.xlam"')


def office_of_32_bits(excel):
    """Register Excel as 32-bit Office does: its program stands in the 32-bit part of the registry alone."""
    put(MACHINE, r"SOFTWARE\Classes\Excel.Application\CLSID", "", CLASS)
    put(MACHINE, rf"{CLASSES_32}\{CLASS}\LocalServer32", "", f'"{excel}" /automation')


def no_office():
    drop(MACHINE, r"SOFTWARE\Classes\Excel.Application")
    drop(MACHINE, rf"{CLASSES_32}\{CLASS}")


_WHAT = {
    "other add-ins": other_add_ins,
    "bad office": bad_office,
    "good office": good_office,
    "32-bit office": office_of_32_bits,
    "no office": no_office,
}
_WHAT[sys.argv[1]](*sys.argv[2:])
