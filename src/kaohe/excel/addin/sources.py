"""The texts that the add-in is made of: the folder ``addin`` of the project, or its copy in the installed package."""

from __future__ import annotations

from pathlib import Path

import kaohe
from kaohe.core.records import dataclass

_PACKAGE = Path(kaohe.__file__).parent

#: Windows line ends, as Excel's editor writes them.
LINE_END = "\r\n"

#: What the editor puts above a class that is exported to a file; it is not part of the module.
_PREAMBLE_END = f"{LINE_END}END{LINE_END}"

TEXTS = "texts.toml"
DOCUMENT_MODULE = "ThisWorkbook"


@dataclass(frozen=True, slots=True)
class Module:
    """A VBA module: its name, whether it is a class, and its text with the attributes on top."""

    name: str
    is_class: bool
    text: str

    @property
    def code(self) -> str:
        """The text below the attributes that head the file."""
        lines = self.text.splitlines(keepends=True)
        first = next(index for index, line in enumerate(lines) if not line.startswith("Attribute "))
        return "".join(lines[first:])


def addin_folder() -> Path:
    """Return the folder with the VBA texts."""
    installed = _PACKAGE / "addin"
    return installed if installed.is_dir() else _PACKAGE.parents[1] / "addin"


def read_text(name: str) -> str:
    """Return a text of the add-in folder."""
    return (addin_folder() / name).read_text(encoding="utf-8")


def read_modules() -> tuple[Module, ...]:
    """Return every VBA module, in alphabetical order.

    Raises ValueError for a file that is not ASCII with Windows line ends: VBA has no encoding
    of its own, so other characters would change with the computer.
    """
    files = sorted((addin_folder() / "vba").iterdir())
    return tuple(_read_module(file) for file in files if file.suffix in {".bas", ".cls"})


def _read_module(file: Path) -> Module:
    text = file.read_bytes().decode("ascii")
    if text.count("\n") != text.count(LINE_END):
        raise ValueError(f"{file.name}: line ends are not CRLF")
    if text.startswith("VERSION"):
        text = text.partition(_PREAMBLE_END)[2]
    return Module(file.stem, file.suffix == ".cls", text)
