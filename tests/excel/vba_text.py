"""VBA modules taken apart: which procedures there are, which of them a cell or the ribbon can reach, what they call."""

from __future__ import annotations

import re
from typing import NamedTuple

from kaohe.excel.addin.sources import Module, read_modules

_PROCEDURE = re.compile(
    r"^(?P<scope>Public |Private |Friend )?(?P<kind>Sub|Function|Property Get|Property Let|Property Set) "
    r"(?P<name>\w+)\((?P<parameters>.*)\)",
    re.MULTILINE,
)
_STRING = re.compile(r'"(?:[^"]|"")*"')


class Procedure(NamedTuple):
    """A procedure of a VBA module."""

    module: str
    name: str
    kind: str
    public: bool
    parameters: tuple[str, ...]
    body: str


def procedures(module: Module) -> list[Procedure]:
    """Return a module's procedures in order."""
    starts = list(_PROCEDURE.finditer(module.text))
    ends = [match.start() for match in starts[1:]] + [len(module.text)]
    return [
        Procedure(
            module.name,
            match["name"],
            match["kind"],
            (match["scope"] or "Public ").strip() != "Private",
            tuple(part.strip() for part in match["parameters"].split(",") if part.strip()),
            module.text[match.end() : end],
        )
        for match, end in zip(starts, ends, strict=True)
    ]


def all_procedures() -> list[Procedure]:
    """Return the procedures of all modules."""
    return [procedure for module in read_modules() for procedure in procedures(module)]


def code_lines(module: Module) -> list[str]:
    """Return a module's lines without comments."""
    return [_without_comment(line) for line in module.text.splitlines()]


def without_strings(line: str) -> str:
    """Return a line with every text literal emptied."""
    return _STRING.sub('""', line)


def _without_comment(line: str) -> str:
    masked = _STRING.sub(lambda match: "x" * len(match[0]), line)
    return line[: masked.index("'")] if "'" in masked else line
