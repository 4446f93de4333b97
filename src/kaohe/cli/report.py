"""An outcome on the screen or as JSON, and the exit code that follows from it."""

from __future__ import annotations

import json

import click

from kaohe.assessment.outcome import Outcome
from kaohe.cli.screen import show_outcome
from kaohe.core.findings import Severity
from kaohe.reports.render import outcome_json


def report(outcome: Outcome, *, as_json: bool) -> int:
    """Print the outcome; return 1 when a finding is an error, else 0."""
    if as_json:
        click.echo(json_line(outcome_json(outcome)))
    else:
        show_outcome(outcome)
    return int(any(finding.severity is Severity.ERROR for finding in outcome.findings))


def json_line(value: object) -> str:
    """Return one line of JSON, readable unless it holds characters that no encoding can write."""
    text = json.dumps(value, ensure_ascii=False)
    try:
        text.encode()
    except UnicodeEncodeError:  # a lone surrogate from a damaged cell
        return json.dumps(value)
    return text
