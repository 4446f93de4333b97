"""Every use of Excel's own object model in the Python sources: what stands behind ``.api``.

xlwings says nothing about types, so they are followed here: from annotations (``book: xw.Book``), through
xlwings' own members and the project's functions, to ``.api``, and from there through the library.  A use whose
object can't be told is a problem too: it must be written so that it can be.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.excel.objectmodel.library import Library, Member, problems_of_call

#: What lies behind ``.api`` of xlwings' classes.
_BEHIND = {
    "App": "Application", "Books": "Workbooks", "Book": "Workbook", "Sheets": "Sheets", "Sheet": "Worksheet",
    "Range": "Range", "Names": "Names", "Name": "Name", "Borders": "Borders", "ConditionalFormat": "FormatCondition",
    "Note": "Comment", "Font": "Font", "Table": "ListObject",
}  # fmt: skip

#: Where members of xlwings' classes lead; ``()`` called, ``[]`` by name or number, ``each`` of a loop.
_LEADS = {
    "App": {"books": "Books", "selection": "Range"},
    "Books": {"active": "Book", "open()": "Book", "[]": "Book", "each": "Book"},
    "Book": {"sheets": "Sheets", "app": "App", "names": "Names", "selection": "Range"},
    "Sheets": {"active": "Sheet", "add()": "Sheet", "[]": "Sheet", "each": "Sheet"},
    "Sheet": {"range()": "Range", "used_range": "Range", "cells": "Range", "book": "Book", "names": "Names",
              "tables": "Tables"},
    "Tables": {"each": "Table"},
    "Range": {"sheet": "Sheet", "merge_area": "Range", "borders": "Borders", "rows": "Range", "font": "Font"},
    "Names": {"add()": "Name", "[]": "Name"},
    "ConditionalFormat": {"impl": "ConditionalFormat"},
}  # fmt: skip

#: An annotation for an object of Excel's own, such as ``_ExcelRange``.
_OWN = re.compile(r"_?Excel(\w+)")
_XLWINGS = re.compile(r"xw\.(?:main\.)?(\w+)(?: \| None)?")
_MEMBER = re.compile(r"[A-Z][A-Za-z0-9]+")


@dataclass(frozen=True, slots=True)
class Use:
    """One place that asks Excel's own object for a member."""

    where: str
    interface: str
    member: Member


@dataclass(slots=True)
class Found:
    """The uses, and what contradicts the library."""

    uses: list[Use] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Own:
    """An object of Excel's own, by its interface."""

    interface: str


_Type = str | _Own | None


def examine(folder: Path, library: Library) -> Found:
    """Examine every module below a folder."""
    trees = {file: ast.parse(file.read_text("utf-8")) for file in sorted(folder.rglob("*.py"))}
    results = {name: kind for tree in trees.values() for name, kind in _results(tree)}
    results |= {name: name for tree in trees.values() for name in _leads_of_classes(tree)}
    _LEADS.update({name: leads for tree in trees.values() for name, leads in _leads_of_classes(tree).items()})
    found = Found()
    for file, tree in trees.items():
        _Module(file.relative_to(folder).as_posix(), library, results, found).visit(tree)
    return found


def _results(tree: ast.Module) -> Iterator[tuple[str, _Type]]:
    """Yield functions and methods whose annotation says that they return an object."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and (kind := _annotated(node.returns)) is not None:
            yield node.name, kind


def _leads_of_classes(tree: ast.Module) -> dict[str, dict[str, str]]:
    """Return the project's own classes with fields that are xlwings' objects, such as a stage with its workbook."""
    found: dict[str, dict[str, str]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            fields = [
                each for each in node.body if isinstance(each, ast.AnnAssign) and isinstance(each.target, ast.Name)
            ]
            kinds = {ast.unparse(each.target): _annotated(each.annotation) for each in fields}
            if leads := {name: kind for name, kind in kinds.items() if isinstance(kind, str)}:
                found[node.name] = leads
    return found


def _annotated(annotation: ast.expr | None) -> _Type:
    text = ast.unparse(annotation) if annotation else ""
    if (own := _OWN.fullmatch(text)) is not None:
        return _Own(own[1])
    classes = _XLWINGS.fullmatch(text)
    return classes[1] if classes else text if text in _LEADS else None


class _Module(ast.NodeVisitor):
    def __init__(self, name: str, library: Library, results: Mapping[str, _Type], found: Found) -> None:
        self._name, self._library, self._results, self._found = name, library, results, found
        self._known: dict[str, _Type] = {}
        self._seen: set[tuple[int, int, int]] = set()
        self._dynamic: set[str] = set()
        self._class = ""

    def visit_Module(self, node: ast.Module) -> None:
        self.generic_visit(node)
        for interface in self._dynamic:  # getattr and setattr by a variable: any text that may be its value
            for each in ast.walk(node):
                if isinstance(each, ast.Constant) and isinstance(each.value, str) and _MEMBER.fullmatch(each.value):
                    self._member(each, interface, each.value)

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        before, self._known, self._class = self._known, {**self._known, **_attributes(node)}, node.name
        self.generic_visit(node)
        self._known, self._class = before, ""

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        parameters = [*node.args.args, *node.args.kwonlyargs]
        before, self._known = self._known, self._known | {each.arg: _annotated(each.annotation) for each in parameters}
        self.generic_visit(node)
        self._known = before

    def visit_Assign(self, node: ast.Assign) -> None:
        self.visit(node.value)
        for target in node.targets:
            values = node.value.elts if isinstance(node.value, ast.Tuple) else ()
            for index, each in enumerate(target.elts if isinstance(target, ast.Tuple) else [target]):
                value = values[index] if values else node.value
                if isinstance(each, ast.Name):
                    self._known[each.id] = self._type(value)
                elif isinstance(each, ast.Attribute):
                    self._assign(each)
                else:
                    self.visit(each)

    def visit_NamedExpr(self, node: ast.NamedExpr) -> None:
        self.visit(node.value)
        self._known[node.target.id] = self._type(node.value)

    def visit_With(self, node: ast.With) -> None:
        for item in node.items:
            if isinstance(item.optional_vars, ast.Name):
                self._known[item.optional_vars.id] = self._type(item.context_expr)
        self.generic_visit(node)

    def visit_For(self, node: ast.For) -> None:
        if isinstance(node.target, ast.Name):
            self._known[node.target.id] = self._each(node.iter)
        self.generic_visit(node)

    def _visit_loops(self, node: ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp) -> None:
        for loop in node.generators:
            if isinstance(loop.target, ast.Name):
                self._known[loop.target.id] = self._each(loop.iter)
        self.generic_visit(node)

    visit_ListComp = visit_SetComp = visit_GeneratorExp = visit_DictComp = _visit_loops  # noqa: N815

    def visit_Call(self, node: ast.Call) -> None:
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        if name in {"getattr", "setattr"} and isinstance(base := self._type(node.args[0]), _Own):
            if isinstance(node.args[1], ast.Constant):
                self._member(node, base.interface, str(node.args[1].value))
            else:
                self._dynamic.add(base.interface)
        self._type(node)
        self.generic_visit(node)

    def visit_Attribute(self, node: ast.Attribute) -> None:
        self._type(node)
        self.generic_visit(node)

    def _assign(self, target: ast.Attribute) -> None:
        base = self._type(target.value)
        if isinstance(base, _Own):
            member = self._member(target, base.interface, target.attr)
            if member is not None and (member.is_method or member.writable is False):
                self._problem(target, f"{base.interface}.{target.attr} can't be assigned")
        self.visit(target.value)

    def _each(self, node: ast.expr) -> _Type:
        kind = self._type(node)
        return _LEADS.get(kind, {}).get("each") if isinstance(kind, str) else None

    def _type(self, node: ast.expr) -> _Type:
        """Return what an expression gives, and note the members of Excel's own that it asks for."""
        if isinstance(node, ast.Name):
            return self._known.get(node.id)
        if isinstance(node, ast.Subscript):
            base = self._type(node.value)
            return _LEADS.get(base, {}).get("[]") if isinstance(base, str) else None
        if isinstance(node, ast.Call):
            return self._call(node)
        if isinstance(node, ast.Attribute):
            return self._attribute(node)
        return None

    def _attribute(self, node: ast.Attribute) -> _Type:
        base = self._type(node.value)
        if isinstance(node.value, ast.Name) and node.value.id == "self":
            return self._known.get(f"self.{node.attr}") or _LEADS.get(self._class, {}).get(node.attr)
        if node.attr == "api":
            if isinstance(base, str) and base in _BEHIND:
                return _Own(_BEHIND[base])
            self._problem(node, f"what {ast.unparse(node)} is can't be told")
            return None
        if isinstance(base, _Own):
            member = self._member(node, base.interface, node.attr)
            return _Own(member.result) if member is not None and member.result else None
        return _LEADS.get(base, {}).get(node.attr) if isinstance(base, str) else None

    def _call(self, node: ast.Call) -> _Type:
        if isinstance(node.func, ast.Name):
            collection = self._known.get(node.func.id)
            item = _Own(self._library.element(collection.interface)) if isinstance(collection, _Own) else None
            return item or self._results.get(node.func.id, "App" if node.func.id == "App" else None)
        if not isinstance(node.func, ast.Attribute):
            return None
        base, name = self._type(node.func.value), node.func.attr
        if not isinstance(base, _Own):
            found = _LEADS.get(base, {}).get(f"{name}()") if isinstance(base, str) else None
            return found or self._results.get(name, "App" if name == "App" else None)
        member = self._member(node.func, base.interface, name)
        if member is None:
            return None
        element = (
            ""
            if member.is_method or member.arguments
            else self._library.element(member.result)
            if member.result
            else ""
        )
        if element:  # a collection that is asked by name or number: its default member
            return _Own(element)
        named = [each.arg for each in node.keywords if each.arg]
        for problem in problems_of_call(member, len(node.args), named):
            self._problem(node, f"{base.interface}.{problem}")
        return _Own(member.result) if member.result else None

    def _member(self, node: ast.expr, interface: str, name: str) -> Member | None:
        member = self._library.find(interface, name)
        if (place := (node.lineno, node.col_offset, node.end_col_offset or 0)) in self._seen:
            return member
        self._seen.add(place)
        if member is None:
            self._problem(node, f"the library knows no {interface}.{name}")
        else:
            self._found.uses.append(Use(f"{self._name}:{node.lineno}", interface, member))
        return member

    def _problem(self, node: ast.expr, text: str) -> None:
        text = f"{self._name}:{node.lineno}: {text}"
        if text not in self._found.problems:
            self._found.problems.append(text)


def _attributes(node: ast.ClassDef) -> dict[str, _Type]:
    """Return what a class keeps of its constructor's arguments."""
    known: dict[str, _Type] = {}
    for function in node.body:
        if isinstance(function, ast.FunctionDef) and function.name == "__init__":
            given = {each.arg: _annotated(each.annotation) for each in function.args.args}
            for each in ast.walk(function):
                if isinstance(each, ast.Assign):
                    targets, values = each.targets[0], each.value
                    pairs = (
                        zip(targets.elts, values.elts, strict=False)
                        if isinstance(targets, ast.Tuple) and isinstance(values, ast.Tuple)
                        else [(targets, values)]
                    )
                    for target, value in pairs:
                        if isinstance(target, ast.Attribute) and isinstance(value, ast.Name):
                            known[f"self.{target.attr}"] = given.get(value.id)
    return known
