"""What people see: a table with colours on a terminal, plain lines when piped.

rich is imported only for a terminal: it costs as much start-up time as the work itself.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from kaohe.assessment.outcome import Outcome, UnitResult
from kaohe.assessment.rules import reading_findings
from kaohe.assessment.scoring import plain
from kaohe.cli import messages
from kaohe.cli.saying import say, say_lines, visible
from kaohe.core.findings import Finding, Severity
from kaohe.reason.model import Item, Reading
from kaohe.reports.render import finding_lines, signed, summary, tie_text

if TYPE_CHECKING:
    from rich.console import Console

#: Only work longer than this shows its progress.
PATIENCE_SECONDS = 1.0

_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}
_MOST_UNITS = 100
#: From this width of the terminal on there is room for who else has the same rank.
_WIDE = 120


def show_outcome(outcome: Outcome) -> None:
    """Print units, findings and the summary line."""
    if sys.stdout.isatty():
        _show_tables(outcome)
    else:
        say_lines(finding_lines(outcome.findings))
    say(summary(outcome))


def _show_tables(outcome: Outcome) -> None:
    from rich.console import Console

    console = Console()
    if len(outcome.units) <= _MOST_UNITS:
        _show_units(console, outcome.units)
    _show_findings(console, outcome.findings)


def _show_units(console: Console, units: Iterable[UnitResult]) -> None:
    from rich.table import Table
    from rich.text import Text

    table = Table(*messages.UNIT_COLUMNS, header_style="bold")
    with_ties = console.width >= _WIDE
    if with_ties:
        table.add_column(messages.TIES_COLUMN)
    for unit in units:
        cells = (*_unit_cells(unit), tie_text(unit.ties)) if with_ties else _unit_cells(unit)
        table.add_row(*(Text(visible(cell)) for cell in cells), style=None if unit.score is not None else "red")
    console.print(table)


def _unit_cells(unit: UnitResult) -> Sequence[str]:
    numbers = (unit.added, unit.deducted, unit.score)
    points = [messages.OPEN if number is None else plain(number) for number in numbers]
    rank = unit.rank_said or messages.OPEN
    stated = "" if unit.stated_score is None else plain(unit.stated_score)
    stated_rank = "" if unit.stated_rank is None else str(unit.stated_rank)
    return (str(unit.row), unit.unit, unit.category or "", *points, rank, stated, stated_rank)


def _show_findings(console: Console, findings: Iterable[Finding]) -> None:
    from rich.text import Text

    for finding in findings:
        mark = f"{messages.SEVERITIES[finding.severity]} "
        console.print(Text(mark, style=_STYLES[finding.severity]) + Text(visible(finding.message)))


def show_reading(reading: Reading) -> None:
    """Print the items of one text, its total and its findings."""
    for item in reading.items:
        points = f"{signed(item.points):>6}" if isinstance(item, Item) else f"{messages.OPEN:>4}"
        say(f"{points}  {item.reason}")
    say(messages.TOTAL_OPEN if reading.total is None else messages.TOTAL.format(total=signed(reading.total)))
    for line in finding_lines(reading_findings(reading)):
        say(line)


@contextmanager
def progress(stages: Sequence[str]) -> Iterator[Iterator[None]]:
    """Show a bar over ``stages`` on the error stream, from the second second on, on a terminal.

    Yields an iterator: each ``next()`` starts the next stage.
    """
    if not sys.stderr.isatty():
        yield iter([None] * len(stages))
        return
    bar = _Bar(stages)
    timer = threading.Timer(PATIENCE_SECONDS, bar.show)
    timer.daemon = True
    timer.start()
    try:
        yield bar.steps()
    finally:
        timer.cancel()
        bar.close()


class _Bar:
    """A progress bar over named stages that appears only when it is asked to."""

    def __init__(self, stages: Sequence[str]) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

        self._stages = stages
        self._progress = Progress(
            TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn(),
            console=Console(stderr=True), transient=True,
        )  # fmt: skip
        self._task = self._progress.add_task("", total=len(stages))

    def show(self) -> None:
        self._progress.start()

    def close(self) -> None:
        self._progress.stop()

    def steps(self) -> Iterator[None]:
        for done, stage in enumerate(self._stages):
            self._progress.update(self._task, description=stage, completed=done)
            yield
