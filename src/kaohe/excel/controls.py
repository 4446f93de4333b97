"""The controls of the ribbon, declared in ``data/ribbon.toml``, and the commands among them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from typing import Any

from kaohe.core.records import dataclass
from kaohe.core.shipped import read_shipped

#: Chinese, English.
Bilingual = tuple[str, str]

#: What calls a command whose button hands nothing over.
CLICK = "Click"


@dataclass(frozen=True, slots=True)
class Command:
    """What a button does.

    ``function`` is one of ``kaohe.excel.commands``, with its module; ``macro`` is the name by which Excel asks for it,
    ``title`` the one by which a person knows it. It works on the workbook in front or, ``on_excel``, on Excel itself.
    ``adds`` says that what it writes may need what only today's file format can hold.  ``callback`` is the Sub of KaoheRibbon.bas that calls it.
    """

    macro: str
    function: str
    title: str
    on_excel: bool
    writes: bool
    adds: bool
    callback: str

    @property
    def takes_text(self) -> bool:
        """Whether the callback hands a text over."""
        return self.callback != CLICK


@dataclass(frozen=True, slots=True)
class Control:
    """A control, as ``data/ribbon.toml`` describes it; ``words`` are label, tip and more, as far as there are any."""

    id: str
    kind: str
    words: tuple[Bilingual, ...]
    icon: str | None
    key: str
    large: bool
    command: Command | None
    items: tuple[Control, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Controls with a title below them."""

    id: str
    label: Bilingual
    controls: tuple[Control, ...]


@cache
def groups() -> tuple[Group, ...]:
    """Return what the tab shows, in its order."""
    listed = tomllib.loads(read_shipped("ribbon.toml"))["group"]
    return tuple(Group(each["id"], _words(each["label"]), tuple(map(_control, each["control"]))) for each in listed)


def commands() -> Iterator[Command]:
    """Yield what can be clicked, in the order of the ribbon."""
    for group in groups():
        for control in group.controls:
            yield from (each.command for each in (control, *control.items) if each.command)


def _control(entry: dict[str, Any], menu: str | None = None) -> Control:
    label = entry["label"][0]
    return Control(
        entry["id"],
        entry.get("kind", "button"),
        tuple(_words(entry[name]) for name in ("label", "tip", "more") if name in entry),
        entry.get("icon"),
        entry["key"],
        entry.get("large", False),
        _command(entry, menu or label) if "does" in entry else None,
        tuple(_control(item, label) for item in entry.get("item", ())),
    )


def _command(entry: dict[str, Any], title: str) -> Command:
    function = entry["does"]
    return Command(
        entry.get("macro", function.partition(".")[2]),
        function,
        title,
        entry.get("on") == "excel",
        entry.get("writes", True),
        entry.get("adds", True),
        entry.get("callback", CLICK),
    )


def _words(pair: list[str]) -> Bilingual:
    chinese, english = pair
    return chinese, english
