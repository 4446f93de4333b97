"""The zip file around a workbook: parts in, parts out, the same bytes for the same content."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from kaohe.files.disk.replacing import replace_file

Parts = dict[str, bytes]

_CONTENT_TYPES = "[Content_Types].xml"
_ROOT_RELATIONS = "_rels/.rels"
_EPOCH = (1980, 1, 1, 0, 0, 0)

_RIBBON_PART = "customUI/customUI14.xml"
_RIBBON_RELATION = (
    '<Relationship Id="kaoheRibbon" Type="http://schemas.microsoft.com/office/2007/relationships/ui/extensibility" '
    f'Target="{_RIBBON_PART}"/>'
)

#: Content types of the main part: an ordinary workbook, one with code, an add-in.
WORKBOOK = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
WITH_CODE = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
ADD_IN = b"application/vnd.ms-excel.addin.macroEnabled.main+xml"


def read_parts(file: Path) -> Parts:
    """Return every part of a package by its name, in the order of the file."""
    with zipfile.ZipFile(file) as package:
        return {name: package.read(name) for name in package.namelist()}


def write_parts(file: Path, parts: Parts) -> None:
    """Write a package whose bytes depend on its parts only; an existing file is replaced whole or not at all.

    Raises:
        FileProblem: The file cannot be written.
    """
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(_entry(name), part)
    replace_file(file, [content.getvalue()])


def retype(parts: Parts, old: bytes, new: bytes) -> None:
    """Make the main part another kind of workbook."""
    types = parts[_CONTENT_TYPES]
    if old not in types:
        raise ValueError("the package has another main part")
    parts[_CONTENT_TYPES] = types.replace(old, new)


def add_ribbon(parts: Parts, ribbon: str) -> None:
    """Add the ribbon to a package that has none."""
    parts[_RIBBON_PART] = ribbon.encode("utf-8")
    parts[_ROOT_RELATIONS] = parts[_ROOT_RELATIONS].replace(
        b"</Relationships>", f"{_RIBBON_RELATION}</Relationships>".encode()
    )


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry
