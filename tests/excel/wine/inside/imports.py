"""Run by the Windows Python: import every module of kaohe, and print which can't be imported and why, as JSON."""

import importlib
import json
import pkgutil

import kaohe

#: What builds the add-in and the bundle needs parts that the office PC does not get.
BUILDERS = ("kaohe.excel.addin", "kaohe.excel.bundle")

problems = {}
modules = [module.name for module in pkgutil.walk_packages(kaohe.__path__, "kaohe.", onerror=lambda name: None)]
for name in modules:
    if not name.startswith(BUILDERS):
        try:
            importlib.import_module(name)
        except Exception as error:
            problems[name] = repr(error)
print(json.dumps({"modules": len(modules), "problems": problems}))
