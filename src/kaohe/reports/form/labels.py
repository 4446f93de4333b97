"""What stands on the form besides the data: title, lines to sign, headings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kaohe.assessment.figures import shown
from kaohe.core.cells import CellValue
from kaohe.core.records import dataclass
from kaohe.core.unranked import UNRANKED

#: Room to write the year before the first character of the date.
_DATE = "　　　　年　　　月　　　日"


@dataclass(frozen=True, slots=True)
class FormTexts:
    """The texts that an office sets for itself; the defaults are those of the real form.

    ``title`` stands above everything; blank, as in the real form, it takes no room.  ``sign_off`` are
    the lines to sign: what stands at the left, and what stands in the middle of the page.
    """

    title: str = ""
    sign_off: tuple[tuple[str, str], ...] = (
        ("区委分管领导审核意见：", "区政府分管领导审核意见："),
        ("考核实施单位（盖章）：", "单位负责人签字："),
        ("考核经办人签字：", _DATE),
    )


def words_from(texts: Mapping[str, CellValue]) -> FormTexts:
    """Return the words that a workbook's named cells hold (see :data:`kaohe.core.schema.FORM_NAMES`).

    A workbook without such cells has the usual ones; a cell that was emptied leaves its place blank, and a
    line blank on both sides is left out.
    """
    usual = default_texts()
    said = {name: _text(texts[name]) if name in texts else usual[name] for name in usual}
    lines = ((said[f"left_{row}"], said[f"right_{row}"]) for row in range(1, len(FormTexts().sign_off) + 1))
    return FormTexts(said["title"], tuple(line for line in lines if any(line)))


def default_texts() -> dict[str, str]:
    """Return the usual words by the names of their settings."""
    usual = FormTexts()
    sides = (("left", "right"),) * len(usual.sign_off)
    named = {
        f"{side}_{row}": text
        for row, (names, line) in enumerate(zip(sides, usual.sign_off, strict=True), 1)
        for side, text in zip(names, line, strict=True)
    }
    return {"title": usual.title} | named


def _text(value: CellValue) -> str:
    text = "" if value is None else shown(value)
    return text if text.strip() else ""


#: Said when a form is made that bears no title.
NO_TITLE = "上报表没有标题。请在“参数设置”的“上报表标题”中填写（没有“参数设置”的，写在表格上方），再重新生成。"


def untitled(words: FormTexts | None) -> str:
    """Return what a status line adds about a form without a title; nothing where it has one, or there is no form."""
    return "" if words is None or words.title else "；没有标题，可在“参数设置”的“上报表标题”中填写"


#: How many units without a result are named before the rest is only counted.
_MOST_NAMED = 10


def open_remark(units: Sequence[str], unranked: Sequence[str] = ()) -> str:
    """Return the remark below the table on the units without a score or rank, and on those that are not ranked; empty where all are."""
    said = [f"{_named(units)}的得分或名次尚未确定，表中留空"] if units else []
    said += [f"{_named(unranked)}{UNRANKED}"] if unranked else []
    return f"注：{'；'.join(said)}。" if said else ""


def _named(units: Sequence[str]) -> str:
    named = "、".join(unit or "（未写单位）" for unit in units[:_MOST_NAMED])
    return named + (f"等{len(units)}个单位" if len(units) > _MOST_NAMED else "")
