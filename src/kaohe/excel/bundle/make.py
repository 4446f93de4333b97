"""The parts of the bundle put together."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import kaohe
from kaohe.excel.addin.build import build_addin, build_workbook
from kaohe.excel.addin.sources import addin_folder
from kaohe.excel.bundle.downloads import fetch_python, fetch_wheels, pins
from kaohe.excel.bundle.licences import licences
from kaohe.excel.bundle.packages import Files, python_files, wheel_files
from kaohe.excel.bundle.pages import html_page
from kaohe.excel.bundle.publisher import require_publisher
from kaohe.excel.windows.manifest import Manifest, as_json, manifest_of
from kaohe.excel.windows.place import (
    ADDIN,
    COMMAND_LINE,
    DOCTOR,
    FIRST,
    GUIDE,
    INSTALL,
    INSTALLING,
    LICENSES,
    MANIFEST,
    PACKAGES,
    TEMPLATE,
    UNINSTALL,
    WORKBOOK,
)
from kaohe.files.disk.replacing import replace_file

#: All members stand in one folder: whichever way the archive is unpacked, they stay together.
_FOLDER = "kaohe-windows"
_EPOCH = (1980, 1, 1, 0, 0, 0)
_BY_WINDOWS = 0
_BEST = 9

_PACKAGE = Path(kaohe.__file__).parent

#: What add-ins and bundles are built from, where Kaohe is installed as a wheel.
_BUILT_FROM = {"addin", "templates"}


def make_bundle(target: Path) -> Manifest:
    """Write the archive; the same bytes whenever it is made from the same sources.

    Returns:
        What is in it.

    Raises:
        FileProblem: A part can't be had, is not what its publisher signed, or the archive can't be written.
    """
    files = python_files(fetch_python())
    require_publisher(files)
    for wheel in fetch_wheels():
        files |= wheel_files(wheel)
    files |= _own_files()
    files[LICENSES] = licences(files)
    manifest = manifest_of(kaohe.__version__, pins("python.txt") | pins("wheels.txt"), files)
    replace_file(target, [_archive({**files, MANIFEST: as_json(manifest)})])
    return manifest


def _own_files() -> Files:
    files = {f"{PACKAGES}/kaohe/{name}": content for name, content in _package().items()}
    files |= {
        name: (addin_folder() / "windows" / name).read_bytes() for name in (INSTALL, UNINSTALL, DOCTOR, COMMAND_LINE)
    }
    files[TEMPLATE] = (addin_folder().with_name("templates") / "kaohe.xlsx").read_bytes()
    files |= {GUIDE: html_page("guide.md"), INSTALLING: html_page("install.md"), FIRST: html_page("first.md")}
    files[ADDIN] = _built(ADDIN, build_addin)
    files[WORKBOOK] = _built(WORKBOOK, build_workbook)  # an office PC can't build it
    return files


def _built(name: str, build: Callable[[Path], None]) -> bytes:
    with TemporaryDirectory() as folder:
        file = Path(folder) / name
        build(file)
        return file.read_bytes()


def _package() -> Files:
    files = {file.relative_to(_PACKAGE): file for file in _PACKAGE.rglob("*") if file.is_file()}
    return {
        name.as_posix(): file.read_bytes()
        for name, file in files.items()
        if name.parts[0] not in _BUILT_FROM and "__pycache__" not in name.parts
    }


def _archive(files: Files) -> bytes:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=_BEST) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(f"{_FOLDER}/{name}", _EPOCH)
            entry.create_system = _BY_WINDOWS
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, files[name])
    return packed.getvalue()
