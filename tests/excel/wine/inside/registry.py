"""Run by the Windows Python: print the user's registry and the machine's software keys as JSON."""

import json
import winreg


def tree(hive, key):
    values = {}
    with winreg.OpenKey(hive, key) as opened:
        subkeys, count, _ = winreg.QueryInfoKey(opened)
        values[key] = {name: repr(data) for name, data, _ in (winreg.EnumValue(opened, i) for i in range(count))}
        names = [winreg.EnumKey(opened, i) for i in range(subkeys)]
    for name in names:
        try:
            values |= tree(hive, f"{key}\\{name}" if key else name)
        except OSError:
            values[f"{key}\\{name}"] = {"": "closed"}
    return values


print(
    json.dumps(
        {
            "user": tree(winreg.HKEY_CURRENT_USER, ""),
            "machine": tree(winreg.HKEY_LOCAL_MACHINE, "Software"),
        }
    )
)
