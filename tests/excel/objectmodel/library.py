"""What ``members.csv`` says: interfaces with their members, and constants."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("members.csv")
HEADINGS = ("interface", "member", "kind", "arguments", "result", "writable", "since")

#: The interfaces that Kaohe touches, by the names that VBA gives them.
INTERFACES = (
    "Application", "Areas", "Border", "Borders", "Characters", "Comment", "Comments", "Font", "FormatCondition", "FormatConditions",
    "Interior", "ListObject", "ListObjects", "ListRows", "Name", "Names", "PageSetup", "ProtectedViewWindows", "Range",
    "Sheets", "Window", "Windows", "Workbook", "Workbooks", "Worksheet",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Member:
    """A member of an interface.

    Attributes:
        name: As the library spells it; pywin32 tells capitals from small letters.
        is_method: Whether it is called; a property may be called too, where it has arguments.
        arguments: Their names in order.
        result: The interface that it leads to, "" for values and for what the library leaves open.
        writable: Whether it can be assigned; None where the descriptions do not say.
        since: ``"2010"`` where Excel 2010 has it, else ``"later"``.
    """

    name: str
    is_method: bool
    arguments: tuple[str, ...]
    result: str
    writable: bool | None
    since: str


@dataclass(frozen=True, slots=True)
class Library:
    """Members by interface and name; constants by name."""

    members: Mapping[str, Mapping[str, Member]]
    constants: Mapping[str, int]

    def find(self, interface: str, name: str) -> Member | None:
        return self.members[interface].get(name)

    def element(self, interface: str) -> str:
        """Return what a collection holds: ``Workbooks`` → ``Workbook``; "" for other interfaces."""
        if interface == "Sheets":  # charts too, which only VBA tells apart
            return "Worksheet"
        item = self.members[interface].get("Item")
        return "" if item is None else "Range" if interface == "Areas" else item.result


def problems_of_call(member: Member, positional: int, named: Sequence[str]) -> list[str]:
    """Return what is wrong with a call: too many arguments, one of an unknown name, one that is given twice."""
    known = member.arguments
    found = [f"{member.name} takes {len(known)} arguments, {positional} are given"] if positional > len(known) else []
    found += [
        f"{member.name} has no argument {each} (it has {', '.join(known)})" for each in named if each not in known
    ]
    given = [*known[:positional], *named]
    return found + [f"{member.name} is given {each} twice" for each in sorted({e for e in given if given.count(e) > 1})]


def bound(member: Member, positional: Sequence[Any], named: Mapping[str, Any]) -> dict[str, Any]:
    """Return arguments by their names in the library.

    Raises:
        TypeError: They do not go together, as pywin32's generated methods would say.
    """
    if wrong := problems_of_call(member, len(positional), [*named]):
        raise TypeError("; ".join(wrong))
    return dict(zip(member.arguments, positional, strict=False)) | dict(named)


@cache
def library() -> Library:
    """Return the extract."""
    with FILE.open(encoding="utf-8", newline="") as lines:
        return from_rows(list(csv.DictReader(line for line in lines if not line.startswith("#"))))


def from_rows(rows: Iterable[Mapping[str, str]]) -> Library:
    members: dict[str, dict[str, Member]] = {name: {} for name in INTERFACES}
    constants = {}
    for row in rows:
        if row["kind"] == "constant":
            constants[row["member"]] = int(row["result"])
            continue
        writable = {"yes": True, "no": False}.get(row["writable"])
        members[row["interface"]][row["member"]] = Member(
            row["member"], row["kind"] == "method", tuple(row["arguments"].split()), row["result"], writable,
            row["since"],
        )  # fmt: skip
    return Library(members, constants)
