"""A comparison on the screen: a table with colours on a terminal, plain lines when piped."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from kaohe.cli import messages
from kaohe.cli.saying import say, visible
from kaohe.reports.comparison import ChangeRow, Comparison, rows, summary

#: Of longer texts a line shows as much; sixty thousand rows may each show as long a one.
_LONGEST = 1000
_STYLES = {"＋": "cyan", "－": "red", "≠": "yellow", "↕": "dim"}


def show_comparison(comparison: Comparison) -> None:
    """Print every change, then the summary line."""
    found = rows(comparison)
    if found:
        _show_table(found) if sys.stdout.isatty() else _show_lines(found)
    say(summary(comparison))


def _show_table(found: Sequence[ChangeRow]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(header_style="bold")
    for heading in messages.COMPARE_COLUMNS:
        table.add_column(heading, overflow="fold")
    for row, following in zip(found, (*found[1:], None), strict=True):
        cells = _unit_cells(row) if row.first else ("", "", "", "")
        texts = (*cells[:2], row.word, _cut(row.before), _cut(row.after), *cells[2:])
        ends = following is None or following.first
        table.add_row(*(Text(visible(text)) for text in texts), style=_STYLES[row.word[0]], end_section=ends)
    Console().print(table)


def _unit_cells(row: ChangeRow) -> tuple[str, str, str, str]:
    return row.subject, row.category, _pair(row.scores), _pair(row.ranks)


def _pair(values: tuple[str, str]) -> str:
    before, after = values
    return before if before == after else messages.COMPARE_PAIR.format(before=_or_none(before), after=_or_none(after))


def _or_none(value: str) -> str:
    return value or messages.COMPARE_NONE


def _show_lines(found: Sequence[ChangeRow]) -> None:
    for row in found:
        if row.first:
            say(_unit_line(row))
        say(f"    {_change_line(row)}".rstrip())


def _unit_line(row: ChangeRow) -> str:
    category = messages.COMPARE_CATEGORY.format(category=row.category) if row.category else ""
    figures = ((messages.COMPARE_SCORE, row.scores), (messages.COMPARE_RANK, row.ranks))
    shown = (sentence.format(values=_pair(values)) for sentence, values in figures if any(values))
    return "".join((row.subject, category, *shown))


def _change_line(row: ChangeRow) -> str:
    before, after = _cut(row.before), _cut(row.after)
    if before and after:
        return f"{row.word}：{messages.COMPARE_PAIR.format(before=before, after=after)}"
    text = before or after
    return f"{row.word}：{text}" if text else row.word


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else messages.COMPARE_CUT.format(text=text[:_LONGEST], count=len(text))
