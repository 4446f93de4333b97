"""What goes into the bundle: everything that the office PC needs, from where it should come, and no more."""

from __future__ import annotations

import re
import sys
import tomllib
import zipfile
from collections.abc import Iterable
from importlib.metadata import requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from tests.excel.bundle_downloads import require_downloads

from kaohe.core.problem import FileProblem
from kaohe.excel.addin.sources import addin_folder
from kaohe.excel.bundle import downloads, make_bundle
from kaohe.excel.bundle.downloads import fetch_python, fetch_wheels, pins
from kaohe.excel.bundle.licences import licences, parts_without_licence
from kaohe.excel.bundle.packages import Files, python_files, wheel_files
from kaohe.excel.bundle.publisher import require_publisher
from kaohe.excel.windows.manifest import find_damage, read_manifest
from kaohe.excel.windows.place import LIBRARY, LIBRARY_32

WINDOWS = {
    "platform_system": "Windows",
    "sys_platform": "win32",
    "python_version": "3.13",
    "os_name": "nt",
    "extra": "",
}

#: Why the office PC does without them stands in wheels.txt.
LEFT_OUT = {"pyopenvba", "pygments", "markdown-it-py", "mdurl"}


@pytest.fixture(scope="module")
def python() -> Files:
    require_downloads()
    return python_files(fetch_python())


@pytest.fixture(scope="module")
def packages() -> Files:
    require_downloads()
    return {name: content for wheel in fetch_wheels() for name, content in wheel_files(wheel).items()}


def _name(requirement: Requirement) -> str:
    return re.sub(r"[-_.]+", "-", requirement.name).lower()


def _collect(wanted: Iterable[str], found: dict[str, list[Requirement]]) -> dict[str, list[Requirement]]:
    """Collect what is wanted on Windows, and what that needs."""
    for text in wanted:
        requirement = Requirement(text)
        if requirement.marker and not requirement.marker.evaluate(WINDOWS):
            continue
        name = _name(requirement)
        known = name in found
        found.setdefault(name, []).append(requirement)
        if not known and name not in LEFT_OUT | {"pywin32"}:
            _collect(requires(name) or [], found)
    return found


def test_the_pinned_wheels_are_what_the_project_needs(pytestconfig: pytest.Config) -> None:
    project = tomllib.loads((pytestconfig.rootpath / "pyproject.toml").read_text(encoding="utf-8"))
    needed = _collect(project["project"]["dependencies"], {})
    pinned = pins("wheels.txt")
    assert set(pinned) == set(needed) - LEFT_OUT
    for name, requirements in needed.items():
        for requirement in requirements:
            assert name in LEFT_OUT or requirement.specifier.contains(pinned[name]), requirement


def test_every_part_has_its_digest() -> None:
    for name in ("wheels.txt", "python.txt"):
        lines = (addin_folder() / "windows" / name).read_text(encoding="ascii").splitlines()
        for line in lines:
            assert (
                not line
                or line.startswith("#")
                or re.fullmatch(r"[a-z0-9-]+==[0-9.]+ --hash=sha256:[0-9a-f]{64}", line)
            )


def test_nothing_is_used_that_rich_would_need_the_left_out_packages_for(pytestconfig: pytest.Config) -> None:
    sources = (pytestconfig.rootpath / "src").rglob("*.py")
    users = [
        file for file in sources if re.search(r"rich\.(markdown|syntax|traceback|pretty)", file.read_text("utf-8"))
    ]
    assert users == []


def test_python_is_what_its_publisher_signed(python: Files) -> None:
    require_publisher(python)


@pytest.mark.parametrize("name", ["python/python.exe", "python/pythonw.exe", "python/python313.dll"])
def test_a_changed_program_is_refused(python: Files, name: str) -> None:
    content = bytearray(python[name])
    content[0x2000] ^= 1
    with pytest.raises(FileProblem, match=name):
        require_publisher({**python, name: bytes(content)})


def test_an_unsigned_program_and_a_missing_one_are_refused(python: Files, packages: Files) -> None:
    with pytest.raises(FileProblem, match="pythonw"):
        require_publisher({**python, "python/pythonw.exe": packages[f"python/{LIBRARY}"]})
    with pytest.raises(FileProblem, match="pythonw"):
        require_publisher({name: content for name, content in python.items() if not name.endswith("pythonw.exe")})


def test_without_the_checking_library_nothing_is_bundled(python: Files, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "lief", None)  # Python's own way to say that a module is not installed
    with pytest.raises(FileProblem, match=r"kaohe\[bundle\]"):
        require_publisher(python)


def test_a_part_with_another_digest_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    changed = re.sub("sha256:.", "sha256:0", (addin_folder() / "windows" / "python.txt").read_text(encoding="ascii"))
    (tmp_path / "windows").mkdir()
    (tmp_path / "windows" / "python.txt").write_text(changed, encoding="ascii")
    monkeypatch.setattr(downloads, "addin_folder", lambda: tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    with pytest.raises(FileProblem, match="下载部件失败"):
        fetch_python()


def test_every_package_comes_with_its_licence(python: Files, packages: Files) -> None:
    assert parts_without_licence(packages) == set()
    text = licences(python | packages).decode()
    for part in ("Kaohe", "CPython", *pins("wheels.txt")):
        assert re.search(rf"(?m)^{part}", text, re.IGNORECASE), part
    assert "PRO" not in re.findall(r"(?m)^xlwings.*$", text)[0]


def test_what_has_another_licence_or_purpose_is_left_out(packages: Files) -> None:
    assert not [
        name for name in packages if re.search(r"xlwings/pro/|LICENSE_PRO|xlwingslib|/pythonwin/|/tests?/|\.chm$", name)
    ]


def test_libraries_stand_beside_the_interpreter(packages: Files) -> None:
    beside = {name for name in packages if name.count("/") == 1}
    assert beside == {
        f"python/{LIBRARY}",
        f"python/{LIBRARY_32}",
        "python/pythoncom313.dll",
        "python/pywintypes313.dll",
    }


def test_the_bundle_is_as_its_manifest_says(tmp_path: Path) -> None:
    require_downloads()
    target = tmp_path / "kaohe-windows.zip"
    manifest = make_bundle(target)
    with zipfile.ZipFile(target) as archive:
        names = archive.namelist()
        archive.extractall(tmp_path)
    root = tmp_path / "kaohe-windows"
    assert names == sorted(names)
    assert {name.partition("/")[0] for name in names} == {"kaohe-windows"}
    assert {name.removeprefix("kaohe-windows/") for name in names} == {*manifest.files, "manifest.json"}
    assert read_manifest(root / "manifest.json") == manifest
    assert not find_damage(manifest, root)
    assert manifest.top_names == {
        "python",
        "kaohe.xlam",
        "kaohe.xlsm",
        "template.xlsx",
        "LICENSES.txt",
        "guide.html",
        "first.html",
        "install.html",
        "install.cmd",
        "uninstall.cmd",
        "doctor.cmd",
        "kaohe.cmd",
    }


def test_the_wheel_carries_what_the_bundle_is_made_from(pytestconfig: pytest.Config) -> None:
    project = tomllib.loads((pytestconfig.rootpath / "pyproject.toml").read_text(encoding="utf-8"))
    included = project["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    assert included == {"templates": "kaohe/templates", "addin": "kaohe/addin"}
