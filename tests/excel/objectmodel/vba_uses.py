"""Every use of Excel's object model in the VBA sources, held against the library: members, arguments, order, assignment.

Types are followed from declarations (``As Range``), from the functions of the project and from ``With``.  What is
declared ``Object`` has no type: each member asked of it must at least be one that some interface has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.excel.objectmodel.library import INTERFACES, Library, problems_of_call

_GLOBALS = {
    "Application": "Application", "ThisWorkbook": "Workbook", "ActiveWorkbook": "Workbook", "ActiveSheet": "Worksheet",
}  # fmt: skip

#: Objects of other libraries: VBA's own, Office's (LanguageSettings), the ribbon's control, xlwings' server.
_OTHERS = {"Err", "languages", "control", "mServer", "KaoheApplication"}

_DECLARED = re.compile(r"(\w+)(?:\(\))? As (?:New )?(\w+)")
_PROCEDURE = re.compile(r"(?:Public |Private |Friend )?(?:Function|Sub|Property (?:Get|Let|Set)) (\w+)")
_CHAIN = re.compile(r"(?<![\w.\"])(\w*)((?:\.\w+(?:\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\))?)+)")
_PART = re.compile(r"\.(\w+)(\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\))?")
_TEXT = re.compile(r'"(?:[^"]|"")*"')


@dataclass(slots=True)
class VbaFound:
    """How many uses there were, of which members that came after Excel 2010, and what contradicts the library."""

    uses: int = 0
    later: set[str] = field(default_factory=set)
    problems: list[str] = field(default_factory=list)


def examine_vba(folder: Path, library: Library) -> VbaFound:
    found = VbaFound()
    files = sorted([*folder.glob("*.cls"), *folder.glob("*.bas")])
    texts = {file: file.read_text("ascii") for file in files}
    own = {file.stem for file in files} - _GLOBALS.keys() | _OTHERS
    results = {
        name: kind
        for text in texts.values()
        for name, kind in re.findall(r"(?:Function |Property Get |Public )(\w+)(?:\(.*\))? As (\w+)", text)
    }
    for file, text in texts.items():
        _File(file.name, library, own, results, found).read(text)
    return found


def statements(text: str) -> Iterator[tuple[int, str]]:
    """Yield statements with the number of their first line: continued lines joined, comments and texts' words away."""
    begun, number = "", 0
    for line, raw in enumerate(text.splitlines(), 1):
        bare = _TEXT.sub('""', raw).partition("'")[0].rstrip()
        number = number or line
        if bare.endswith(" _"):
            begun += bare[:-1]
            continue
        yield number, begun + bare
        begun, number = "", 0


class _File:
    def __init__(self, name: str, library: Library, own: set[str], results: dict[str, str], found: VbaFound) -> None:
        self._name, self._library, self._own, self._results, self._found = name, library, own, results, found
        self._module: dict[str, str] = {}
        self._local: dict[str, str] = {}
        self._withs: list[str] = []
        self._line = 0

    def read(self, text: str) -> None:
        inside = False
        for self._line, line in statements(text):
            if line.startswith("Attribute "):
                continue
            if _PROCEDURE.match(line.strip()):
                self._local, inside = {}, True
            known = self._local if inside else self._module
            known.update(_DECLARED.findall(line))
            if line.strip() == "End With":
                self._withs.pop()
            self._read_statement(line)
            if line.strip().startswith("With "):
                self._withs.append(self._chain(line.strip()[5:]))

    def _read_statement(self, line: str) -> None:
        for chain in _CHAIN.finditer(line):
            self._follow(chain[1], chain[2], line, chain.end())
        for inside in re.findall(r"\((.*)\)", line):  # arguments may ask for members too
            self._read_statement(inside)

    def _chain(self, text: str) -> str:
        chain = _CHAIN.match(text)
        return self._follow(chain[1], chain[2], text, chain.end()) if chain else self._type_of(text)

    def _type_of(self, root: str) -> str:
        kind = self._local.get(root) or self._module.get(root) or _GLOBALS.get(root, "")
        return kind or self._results.get(root, "")

    def _follow(self, root: str, members: str, line: str, end: int) -> str:
        """Hold a chain such as ``sheet.Range(…).Value2`` against the library; return what it leads to."""
        if root in self._own:
            return ""
        kind = self._type_of(root) if root else (self._withs[-1] if self._withs else "")
        if root.isdigit() or (kind and kind not in INTERFACES and kind not in {"Object", "Variant"}):
            return ""
        assigned = re.match(rf"\s*{re.escape(root)}{re.escape(members)} = ", line) is not None
        parts = [*_PART.finditer(members)]
        for part in parts:
            if kind not in INTERFACES:
                self._untyped(root, part[1])
                return ""
            last = part is parts[-1]
            kind = self._ask(kind, part[1], part[2], line[end:] if last else None, assigned=last and assigned)
        return kind

    def _ask(self, kind: str, name: str, brackets: str | None, behind: str | None, *, assigned: bool) -> str:
        """Hold one member against the library; ``behind`` is what follows the last member of a chain."""
        member = self._library.find(kind, name)
        if member is None:
            self._problem(f"the library knows no {kind}.{name}")
            return ""
        self._found.uses += 1
        if member.since == "later":
            self._found.later.add(f"{kind}.{name}")
        if assigned and (member.is_method or member.writable is False):
            self._problem(f"{kind}.{name} can't be assigned")
        if brackets and not member.is_method and not member.arguments:
            return self._library.element(member.result) if member.result else ""
        given = brackets[1:-1] if brackets else behind or "" if member.is_method else ""
        for problem in problems_of_call(member, *_arguments(given)):
            self._problem(f"{kind}.{problem}")
        return member.result

    def _untyped(self, root: str, name: str) -> None:
        if not any(self._library.find(interface, name) for interface in INTERFACES) and not self._is_own(name):
            self._problem(f"no interface of the library has what {root or 'the object'}.{name} asks for")

    def _is_own(self, name: str) -> bool:
        """Say whether it is a member of a class of the project, such as ``KaoheRankedSheet.Key``."""
        return name in self._results

    def _problem(self, text: str) -> None:
        text = f"{self._name}:{self._line}: {text}"
        if text not in self._found.problems:
            self._found.problems.append(text)


def _arguments(text: str) -> tuple[int, list[str]]:
    """Return how many arguments are given by position, and the names of the others."""
    text = text.strip()
    if not text or text[0] in "=<>&+-*/)":
        return 0, []
    parts, depth, start = [], 0, 0
    for index, letter in enumerate(text):
        depth += (letter == "(") - (letter == ")")
        if depth < 0:  # the closing bracket of what the call stands in
            text = text[:index]
            break
        if letter == "," and not depth:
            parts.append(text[start:index])
            start = index + 1
    parts.append(text[start:])
    named = [found[1] for part in parts if (found := re.match(r"\s*(\w+):=", part))]
    return len(parts) - len(named), named
