"""Ribbon ↔ VBA ↔ Python: every callback exists once with the signature that Excel calls, and nothing is left over."""

from __future__ import annotations

import csv
import re
from importlib import import_module
from inspect import signature
from pathlib import Path
from xml.etree import ElementTree

import pytest
from tests.excel.vba_text import Procedure, all_procedures

from kaohe.excel.addin.ribbon_xml import ribbon_xml
from kaohe.excel.controls import CLICK, Command, commands

NAMESPACE = "{http://schemas.microsoft.com/office/2009/07/customui}"
CONTROLS = list(ElementTree.fromstring(ribbon_xml().encode()).iter())
CALLBACKS = {
    "getLabel": ("control As Object", "ByRef text As Variant"),
    "getScreentip": ("control As Object", "ByRef text As Variant"),
    "getSupertip": ("control As Object", "ByRef text As Variant"),
    "getContent": ("control As Object", "ByRef content As Variant"),
    "onAction": ("control As Object",),
    "onChange": ("control As Object", "text As String"),
}
#: Called from the menu that Python makes, not from the ribbon itself.
FROM_MENU = "InsertReason"


def ribbon_procedures() -> dict[str, Procedure]:
    return {procedure.name: procedure for procedure in all_procedures() if procedure.module == "KaoheRibbon"}


def called() -> set[tuple[str, str]]:
    """Return (attribute, procedure) for every callback that the ribbon names."""
    found = set()
    for control in CONTROLS:
        for attribute, value in control.attrib.items():
            if attribute.startswith(("get", "on")):
                module, _, name = value.partition(".")
                assert module == "KaoheRibbon", value
                found.add((attribute, name))
    return found


@pytest.mark.parametrize(("attribute", "name"), sorted(called()))
def test_callback_has_the_signature_that_excel_calls(attribute: str, name: str) -> None:
    procedure = ribbon_procedures()[name]
    assert procedure.public
    assert procedure.kind == "Sub"
    assert procedure.parameters == CALLBACKS[attribute]


def test_every_public_procedure_is_a_callback() -> None:
    public = {name for name, procedure in ribbon_procedures().items() if procedure.public}
    assert public == {name for _, name in called()} | {FROM_MENU}


def test_each_callback_exists_once_in_the_project() -> None:
    names = [procedure.name for procedure in all_procedures() if procedure.public]
    assert {name: names.count(name) for _, name in called()} == dict.fromkeys((name for _, name in called()), 1)


def test_each_command_stands_in_its_control() -> None:
    tags = [control.attrib["tag"].partition(":")[0] for control in CONTROLS if "tag" in control.attrib]
    assert sorted(filter(None, tags)) == sorted(command.macro for command in commands())
    assert len(set(tags)) == len([tag for tag in tags if tag]) + 1


@pytest.mark.parametrize("command", list(commands()), ids=lambda command: command.macro)
def test_each_command_has_its_function_and_its_callback(command: Command) -> None:
    module, _, name = command.function.partition(".")
    function = getattr(import_module(f"kaohe.excel.commands.{module}"), name)
    first, *more = signature(function).parameters
    assert first == ("app" if command.on_excel else "book")
    assert len(more) == command.takes_text
    assert command.callback in {CLICK, FROM_MENU} | {name for _, name in called()}


def test_ids_and_keytips_are_unique() -> None:
    ids = [control.attrib["id"] for control in CONTROLS if "id" in control.attrib]
    keytips = [control.attrib["keytip"] for control in CONTROLS if "keytip" in control.attrib]
    assert len(ids) == len(set(ids))
    assert all(each.startswith("kaohe") for each in ids)
    assert len(keytips) == len(set(keytips))
    assert not any(other.startswith(each) for each in keytips for other in keytips if other != each)


@pytest.mark.parametrize(
    "control", [each for each in CONTROLS if "id" in each.attrib], ids=lambda each: each.attrib["id"]
)
def test_words_are_there_in_both_languages(control: ElementTree.Element) -> None:
    parts = control.attrib["tag"].partition(":")[2].split("|")
    wanted = sum(f"get{each}" in control.attrib for each in ("Label", "Screentip", "Supertip"))
    assert len(parts) == 2 * wanted
    assert len(control.attrib["tag"]) <= 1024
    assert all(re.search("[\u4e00-\u9fff]", chinese) for chinese in parts[::2])
    assert all(english.isascii() and english for english in parts[1::2])


def test_icons_are_known_to_every_excel_since_2016() -> None:
    with (Path(__file__).parent / "image_names.csv").open(encoding="utf-8") as file:
        known = {row["name"] for row in csv.DictReader(file)}
    used = {control.attrib["imageMso"] for control in CONTROLS if "imageMso" in control.attrib}
    assert used <= known
