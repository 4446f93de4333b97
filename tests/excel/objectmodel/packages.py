"""Reads the two published descriptions of Excel's type library."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from tests.excel.objectmodel.library import INTERFACES

_WHEEL, _WHEEL_FILE = "exceltypes==0.0.2", "exceltypes-0.0.2-py3-none-any.whl"
_NPM, _NPM_FILE = "@types/activex-excel@14.0.11", "types-activex-excel-14.0.11.tgz"
_MAKEPY = "exceltypes/gen_py/_00020813_0000_0000_C000_000000000046x0x1x9.py"

#: What makepy calls the interfaces that VBA calls otherwise.
_MAKEPY_NAMES = {"_Application": "Application", "_Workbook": "Workbook", "_Worksheet": "Worksheet"}
_SIGNATURE = re.compile(r"(?:readonly )?([A-Za-z]\w*)(?:<[^>]*>)?\s*([(:])")

#: Where members lead whose result the library leaves open, as Excel's reference has it.
_LEFT_OPEN = {
    ("Application", "ActiveSheet"): "Worksheet", ("Workbook", "ActiveSheet"): "Worksheet",
    ("Worksheet", "Parent"): "Workbook", ("Range", "Parent"): "Worksheet", ("Worksheet", "ListObjects"): "ListObjects",
    ("Worksheet", "Range"): "Range", ("Worksheet", "Cells"): "Range", ("Range", "Item"): "Range",
    ("Range", "Resize"): "Range", ("Range", "Offset"): "Range", ("Sheets", "Item"): "Worksheet",
    ("Range", "Cells"): "Range", ("Worksheet", "Comments"): "Comments",
}  # fmt: skip

Row = dict[str, str]


@dataclass(slots=True)
class _Old:
    """A member as Excel 2010's description has it."""

    is_method: bool
    arguments: tuple[str, ...] = ()
    readonly: bool = False


@dataclass(slots=True)
class _Interface:
    methods: dict[str, tuple[tuple[str, ...], str]] = field(default_factory=dict)
    properties: dict[str, str] = field(default_factory=dict)


def fetch() -> tuple[str, str]:
    """Return the texts of both descriptions; skip the calling test where they can't be had."""
    home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "kaohe-tests" / "excel-types"
    home.mkdir(parents=True, exist_ok=True)
    pip = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--only-binary=:all:", _WHEEL, "-d"]
    npm = [str(shutil.which("npm")), "pack", "--silent", _NPM, "--pack-destination"]
    with zipfile.ZipFile(_fetched(home / _WHEEL_FILE, pip)) as wheel:
        makepy = wheel.read(_MAKEPY).decode("utf-8", "replace")
    with tarfile.open(_fetched(home / _NPM_FILE, npm)) as package:
        name = next(each for each in package.getnames() if each.endswith("/index.d.ts"))
        content = package.extractfile(name)
        assert content is not None
        return makepy, content.read().decode("utf-8")


def _fetched(file: Path, command: list[str]) -> Path:
    """Fetch into a private folder and move into place whole: several test processes may do so at once."""
    if not file.exists():
        with tempfile.TemporaryDirectory(dir=file.parent) as folder:
            done = subprocess.run([*command, folder], capture_output=True, text=True, timeout=300)
            if done.returncode:
                pytest.skip(f"{file.name} could not be fetched: {done.stderr.strip().splitlines()[-1:]}")
            Path(folder, file.name).replace(file)
    return file


def rows_of(makepy: str, types: str, constants: Mapping[str, object]) -> list[Row]:
    """Return the rows of ``members.csv``: the interfaces that Kaohe touches, and ``constants`` by their names.

    Raises:
        KeyError: The library has no constant of a name.
    """
    tree = ast.parse(makepy)
    rows = [*_member_rows(_interfaces(tree), _old_interfaces(types))]
    known = dict(_constants(tree))
    for name in sorted(constants):
        rows.append(_row("", name, "constant", "", str(known[name]), "", ""))
    return rows


def _row(*values: str) -> Row:
    return dict(zip(("interface", "member", "kind", "arguments", "result", "writable", "since"), values, strict=True))


def _member_rows(new: Mapping[str, _Interface], old: Mapping[str, Mapping[str, _Old]]) -> Iterator[Row]:
    for interface in INTERFACES:
        found, before = new[interface], old.get(interface, {})
        for name in sorted(found.methods.keys() | found.properties.keys()):
            if name.startswith("_") or (name[:3] == "Set" and name[3:] in found.properties):
                continue
            # Where a property has arguments, pywin32's classes have a method Get… beside it.
            known = before.get(name[3:] if name[:3] == "Get" and name[3:] in found.properties else name)
            since = "later" if known is None else "2010"
            if name in found.properties:
                arguments = found.methods.get(f"Get{name}", ((), ""))[0]
                writable = "" if known is None else "no" if known.readonly else "yes"
                kind, result = "property", found.properties[name]
            else:
                arguments, result = found.methods[name]
                kind, writable = "method", "no"
            leads = _result(result) or _LEFT_OPEN.get((interface, name), "")
            yield _row(interface, name, kind, " ".join(arguments), leads, writable, since)


def _result(annotation: str) -> str:
    name = annotation.removeprefix("typing.").strip("'")
    name = _MAKEPY_NAMES.get(name, name)
    return name if name in INTERFACES else ""


def _interfaces(tree: ast.Module) -> dict[str, _Interface]:
    """Return interfaces of makepy's text; a property with arguments has a method ``Get…`` beside it."""
    found = {}
    for node in tree.body:
        if not isinstance(node, ast.ClassDef):
            continue
        interface = _Interface()
        for each in node.body:
            if isinstance(each, ast.FunctionDef):
                result = ast.unparse(each.returns) if each.returns else ""
                interface.methods[each.name] = (tuple(a.arg for a in each.args.args[1:]), result)
            elif isinstance(each, ast.AnnAssign) and isinstance(each.target, ast.Name):
                interface.properties[each.target.id] = ast.unparse(each.annotation)
        name = _MAKEPY_NAMES.get(node.name, node.name)
        if node.name in _MAKEPY_NAMES or name not in found:
            found[name] = interface
    return found


def _constants(tree: ast.Module) -> Iterator[tuple[str, int]]:
    for node in tree.body:
        if isinstance(node, ast.ClassDef) and any("Enum" in ast.unparse(base) for base in node.bases):
            for each in node.body:
                if isinstance(each, ast.Assign) and isinstance(each.targets[0], ast.Name):
                    yield each.targets[0].id, ast.literal_eval(each.value)


def _old_interfaces(types: str) -> dict[str, dict[str, _Old]]:
    """Return classes and interfaces of the TypeScript text, which spreads long signatures over lines."""
    found: dict[str, dict[str, _Old]] = {}
    current: dict[str, _Old] | None = None
    arguments: _Old | None = None
    for line in types.splitlines():
        text = line.strip()
        if heading := re.match(r"(?:class|interface) (\w+)", text):
            current, arguments = found.setdefault(heading[1], {}), None
        elif arguments is not None:
            if text.startswith(")"):
                arguments = None
            elif argument := re.match(r"(\w+)\??:", text):
                arguments.arguments += (argument[1],)
        elif current is not None and (member := _SIGNATURE.match(text)):
            known = _Old(member[2] == "(", readonly=text.startswith("readonly "))
            if known.is_method:
                inside = text[member.end() :]
                known.arguments = tuple(re.findall(r"(\w+)\??:", inside.rpartition(")")[0] or inside))
                if ")" not in inside:
                    arguments = known
            current.setdefault(member[1], known)
    return found


def old_arguments(types: str) -> dict[tuple[str, str], tuple[str, ...]]:
    """Return the arguments of methods in Excel 2010's description: the second witness of names and order."""
    return {
        (interface, name): member.arguments
        for interface, members in _old_interfaces(types).items()
        for name, member in members.items()
        if member.is_method
    }
