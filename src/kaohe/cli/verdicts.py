"""One match, explained to a person."""

from __future__ import annotations

import click

from kaohe.cli import words
from kaohe.matching import Matcher


def show_match(matcher: Matcher, reason: str) -> None:
    """Print the verdict and the entries that come near."""
    found = matcher.match(reason)
    click.echo(words.VERDICTS[found.verdict])
    for candidate in found.candidates:
        click.echo(f"{candidate.score:>5.1f}  {candidate.entry.code}  {candidate.entry.wording}")
