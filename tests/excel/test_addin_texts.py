"""The texts that the add-in is made of: what VBA can hold, what is generated, what names stand for."""

from __future__ import annotations

import pytest

from kaohe.core import schema
from kaohe.core.functions import FUNCTIONS
from kaohe.excel.addin import texts, wrappers
from kaohe.excel.addin.sources import Module, addin_folder, read_modules

MODULES = read_modules()


def source(name: str) -> str:
    return next(file for file in (addin_folder() / "vba").iterdir() if file.stem == name).read_bytes().decode("ascii")


def constant(module: str, name: str) -> str:
    line = next(line for line in source(module).splitlines() if f"Const {name} As String" in line)
    return line.partition('"')[2].rpartition('"')[0]


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.name)
def test_modules_name_themselves_and_declare_everything(module: Module) -> None:
    assert f'Attribute VB_Name = "{module.name}"\r\n' in module.text
    assert "\r\nOption Explicit\r\n" in module.text
    assert max(map(len, module.text.splitlines())) <= 1023  # the editor's longest line
    assert "\t" not in module.text


def test_modules_that_vba_would_garble_are_refused(tmp_path, monkeypatch) -> None:
    (tmp_path / "vba").mkdir()
    monkeypatch.setattr("kaohe.excel.addin.sources.addin_folder", lambda: tmp_path)
    file = tmp_path / "vba" / "A.bas"
    file.write_bytes('Attribute VB_Name = "A"\r\n\' 考核\r\n'.encode())
    with pytest.raises(UnicodeDecodeError):
        read_modules()
    file.write_bytes(b'Attribute VB_Name = "A"\nOption Explicit\n')
    with pytest.raises(ValueError, match=r"A\.bas"):
        read_modules()


def test_function_wrappers_follow_the_python_signatures() -> None:
    assert source(wrappers.NAME) == wrappers.functions_module(FUNCTIONS)


def test_sentences_follow_texts_toml() -> None:
    assert source(texts.NAME) == texts.texts_module()


def test_vba_and_template_use_the_same_names() -> None:
    assert constant("KaoheEvents", "DATA_TABLE") == schema.DATA_TABLE
    assert constant("KaoheRows", "CATEGORIES_TABLE") == schema.CATEGORIES_TABLE
    assert constant("KaoheRows", "METHOD_NAME") == schema.SETTING_NAMES["method"]
