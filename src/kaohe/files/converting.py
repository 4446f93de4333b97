"""Files of other programs (.ods, .xlsb, .doc, .wps …), read by way of LibreOffice where it is."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from kaohe.core.problem import FileProblem
from kaohe.files import messages
from kaohe.files.disk.source import Original
from kaohe.files.libreoffice import ConversionError, convert, find_program
from kaohe.files.ooxml.archive import Archive, ArchiveError
from kaohe.files.ooxml.source import refuse_bomb

#: Seconds.
_LONGEST = 120

#: What a file of each kind becomes.
TARGETS = {
    ".ods": "xlsx", ".xlsb": "xlsx",
    ".doc": "docx", ".wps": "docx", ".rtf": "docx", ".odt": "docx",
}  # fmt: skip


def converted(original: Original, folder: str) -> Path:
    """Return a file as a workbook or document of today's, in a folder that the caller keeps until it is read.

    Raises:
        FileProblem: It can't be read, there is no LibreOffice here, or that can't read it.
    """
    path = original.path
    if original.content.startswith(b"PK"):  # LibreOffice would unpack whatever it is given
        with suppress(ArchiveError):
            refuse_bomb(path, Archive(original.content))
    target = TARGETS[path.suffix.lower()]
    source = Path(folder, f"file{path.suffix.lower()}")
    source.write_bytes(original.content)
    program = find_program()
    told = {"name": path.name, "suffix": path.suffix.lower(), "target": f".{target}"}
    if program is None:
        raise FileProblem(messages.NO_CONVERTER.format(**told))
    try:
        return convert(program, source, target, seconds=_LONGEST)
    except ConversionError:
        raise FileProblem(messages.NOT_CONVERTED.format(**told)) from None
