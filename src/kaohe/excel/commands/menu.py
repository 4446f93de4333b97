"""The menu 插入标准原因: the catalogue as the ribbon wants it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, starmap
from xml.sax.saxutils import quoteattr

import xlwings as xw

from kaohe.assessment.rules.wording import say_points
from kaohe.assessment.scoring import ZERO
from kaohe.core.letters import letters
from kaohe.core.schema import Sheet
from kaohe.core.table import CatalogueRow
from kaohe.core.text import INVISIBLE
from kaohe.excel.workbook.reader import read_list, read_open_workbook
from kaohe.matching.catalogue import Entry, builtin, catalogue_from_rows
from kaohe.tables.lists import find_catalogue

_NAMESPACE = "http://schemas.microsoft.com/office/2009/07/customui"

#: Lines that fit a screen; more entries than that stand in menus of the menu.
_MOST_LINES = 60
#: What Excel can be trusted to list at all; the others are found with the box 查找.
_MOST_ENTRIES = 1000
#: Characters of a label; the whole wording is shown when the pointer rests on it.
_LONGEST = 34


def reason_menu(book: xw.Book | None, search: str) -> str:
    """Return the entries that hold the letters of ``search``, grouped by 扣 and 加 and by the letter of their codes.

    Without a workbook they are those of the built-in catalogue.
    """
    rows = _catalogue_rows(book) if book is not None else None
    entries = (catalogue_from_rows(rows) if rows else builtin()).entries
    wanted = letters(search)
    found = [each for each in entries if each.code and each.points and _holds(each, wanted)]
    return f'<menu xmlns="{_NAMESPACE}">{"".join(_lines(found, search))}</menu>'


def _catalogue_rows(book: xw.Book) -> tuple[CatalogueRow, ...] | None:
    """Return the workbook's catalogue; its own sheet is read alone, as the menu must open at once."""
    for sheet in book.sheets:
        if sheet.name == Sheet.CATALOGUE:
            found = find_catalogue([read_list(sheet, Sheet.CATALOGUE)])
            return found.rows if found else None
    return read_open_workbook(book).sheets.catalogue


def _holds(each: Entry, wanted: str) -> bool:
    return any(wanted in letters(text) for text in (each.code, each.wording, *each.aliases))


def _lines(found: list[Entry], search: str) -> Iterator[str]:
    if not found:
        said = f"没有含“{search}”的条目，请减少“查找”中的字" if search else "标准目录里没有可用的条目"
        yield f'<button id="kaohe_none" enabled="false" label={_label(said)}/>'
        return
    for title, group in groupby([*enumerate(found[:_MOST_ENTRIES])], key=lambda each: _group(each[1])):
        entries = [*group]
        if len(found) <= _MOST_LINES:
            yield f'<menuSeparator id="kaohe_group{entries[0][0]}" title={_label(title)}/>'
            yield from starmap(_button, entries)
        else:
            yield from _submenus(title, entries)
    if len(found) > _MOST_ENTRIES:
        said = f"另有{len(found) - _MOST_ENTRIES}条，请在“查找”里输入几个字"
        yield f'<button id="kaohe_more" enabled="false" label={_label(said)}/>'


def _submenus(title: str, entries: Sequence[tuple[int, Entry]]) -> Iterator[str]:
    """Yield menus of the entries of one group, each short enough for a screen."""
    for start in range(0, len(entries), _MOST_LINES):
        part = entries[start : start + _MOST_LINES]
        (number, first), (_, last) = part[0], part[-1]
        label = _label(f"{title}　{first.code}～{last.code}（{len(part)}条）")
        yield f'<menu id="kaohe_group{number}" label={label}>{"".join(starmap(_button, part))}</menu>'


def _group(each: Entry) -> str:
    return f"{'扣分' if (each.points or 0) < 0 else '加分'} {each.code[:1]}".strip()


def _button(number: int, each: Entry) -> str:
    points = say_points(each.points or ZERO)
    wording = each.wording if len(each.wording) <= _LONGEST else f"{each.wording[: _LONGEST - 1]}…"
    return (
        f'<button id="kaohe_reason{number}" tag={quoteattr(_clean([each.code]))} '
        f"label={_label(f'{each.code} {wording}（{points}）')} "
        f"screentip={quoteattr(_clean([each.code, ' ', points]))} supertip={quoteattr(_clean([each.wording])[:1000])} "
        'onAction="KaoheRibbon.InsertReason"/>'
    )


def _label(text: str) -> str:
    """Return a label as an attribute; a single & would underline the letter after it."""
    return quoteattr(_clean([text]).replace("&", "&&"))


def _clean(parts: Iterable[str]) -> str:
    """Return one line that XML can hold."""
    text = " ".join("".join(parts).split())
    return "".join(char for char in text if char not in INVISIBLE and (char >= " ") and char not in "\ufffe\uffff")
