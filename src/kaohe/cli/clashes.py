"""A merger on the screen: what clashes, and how much was merged."""

from __future__ import annotations

from collections import Counter

from kaohe.cli import messages
from kaohe.cli.saying import say
from kaohe.core.schema import Sheet
from kaohe.files.merging import MergedWorkbook
from kaohe.reports.merging import Clash
from kaohe.reports.merging.rows import WORDS

#: More lines than this are only counted: the sheet has them all.
_MOST_LINES = 20


def show_merged(files: int, workbook: MergedWorkbook) -> None:
    """Print each clash in one line, or their numbers where they are many, then the summary."""
    if len(workbook.clashes) <= _MOST_LINES:
        for clash in workbook.clashes:
            say(_line(clash))
    else:
        for kind, count in Counter(clash.kind for clash in workbook.clashes).items():
            say(messages.CLASH_COUNT.format(word=WORDS[kind][0], count=count))
    if workbook.clashes:
        say(messages.CLASHES_IN_SHEET.format(count=len(workbook.clashes), sheet=Sheet.MERGER))
    say(messages.MERGED.format(files=files, units=workbook.units))


def _line(clash: Clash) -> str:
    sources = "、".join(version.source for version in clash.versions)
    return messages.CLASH.format(word=WORDS[clash.kind][0], subject=clash.subject, sources=sources)
