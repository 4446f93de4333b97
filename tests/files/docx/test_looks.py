"""Text struck out or raised in Word: by its own format, by a style of characters, by one of paragraphs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE

from kaohe.files.docx import read_document, read_grid
from kaohe.recalculation import recalculate

Mark = Callable[[Any, Any, str], None]


def _directly(_document: Any, run: Any, look: str) -> None:
    setattr(run.font, look, True)


def _by_character_style(document: Any, run: Any, look: str) -> None:
    base = document.styles.add_style(f"{look}底", WD_STYLE_TYPE.CHARACTER)
    setattr(base.font, look, True)
    style = document.styles.add_style(look, WD_STYLE_TYPE.CHARACTER)
    style.base_style = base
    run.style = style


def _by_paragraph_style(document: Any, run: Any, look: str) -> None:
    style = document.styles.add_style(f"段{look}", WD_STYLE_TYPE.PARAGRAPH)
    setattr(style.font, look, True)
    run._parent.style = style


def _table(path: Path, mark: Mark, look: str) -> Path:
    """Write a table of one unit; the piece between bars is what is marked, in a paragraph of its own if need be."""
    document = docx.Document()
    table = document.add_table(2, 5)
    for cell, text in zip(
        table.rows[0].cells, ("序号", "被考核单位", "加扣分原因及分值", "考核得分", "名次"), strict=True
    ):
        cell.text = text
    cells = table.rows[1].cells
    cells[0].text, cells[1].text = "1", "甲街道"
    paragraph = cells[2].paragraphs[0]
    paragraph.add_run("迟到，扣0.1")
    if mark is _by_paragraph_style:
        paragraph.add_run("分；")
        paragraph = cells[2].add_paragraph()
    mark(document, paragraph.add_run("旷会，扣0.5分" if look == "strike" else "2"), look)
    document.save(path)
    return path


@pytest.mark.parametrize("mark", [_directly, _by_character_style, _by_paragraph_style])
def test_text_struck_out_is_known(tmp_path: Path, mark: Mark) -> None:
    assert read_grid(_table(tmp_path / "a.docx", mark, "strike")).struck == {(2, 3): "旷会，扣0.5分"}


@pytest.mark.parametrize("mark", [_directly, _by_character_style])
def test_a_raised_digit_is_no_digit_of_the_number(tmp_path: Path, mark: Mark) -> None:
    path = _table(tmp_path / "a.docx", mark, "superscript")
    assert read_grid(path).value(2, 3) == "迟到，扣0.1²"
    assert [str(unit.score) for unit in recalculate(read_document(path)).units] == ["99.9"]


def test_a_run_may_say_that_its_style_is_off(tmp_path: Path) -> None:
    def mark(document: Any, run: Any, look: str) -> None:
        _by_character_style(document, run, look)
        run.font.strike = False

    assert not read_grid(_table(tmp_path / "a.docx", mark, "strike")).struck
