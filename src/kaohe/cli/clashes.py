"""A merger on the screen: what clashes, and how much was merged."""

from __future__ import annotations

from collections import Counter

import click

from kaohe.cli import messages
from kaohe.core.schema import Sheet
from kaohe.reports.merging import Clash, Merged
from kaohe.reports.merging.rows import WORDS

#: More lines than this are only counted: the sheet has them all.
_MOST_LINES = 20


def show_merged(merged: Merged) -> None:
    """Print each clash in one line, or their numbers where they are many, then the summary."""
    if len(merged.clashes) <= _MOST_LINES:
        for clash in merged.clashes:
            click.echo(_line(clash))
    else:
        for kind, count in Counter(clash.kind for clash in merged.clashes).items():
            click.echo(messages.CLASH_COUNT.format(word=WORDS[kind][0], count=count))
    if merged.clashes:
        click.echo(messages.CLASHES_IN_SHEET.format(count=len(merged.clashes), sheet=Sheet.MERGER))
    click.echo(messages.MERGED.format(files=len(merged.counts), units=sum(merged.counts.values())))


def _line(clash: Clash) -> str:
    sources = "、".join(version.source for version in clash.versions)
    return messages.CLASH.format(word=WORDS[clash.kind][0], subject=clash.subject, sources=sources)
