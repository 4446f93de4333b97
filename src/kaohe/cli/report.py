"""An outcome on the screen or as JSON, and the exit code that follows from it."""

from __future__ import annotations

from kaohe.assessment.outcome import Outcome
from kaohe.cli.saying import say
from kaohe.cli.screen import show_outcome
from kaohe.core.findings import Severity
from kaohe.core.patterns import compile_on_use
from kaohe.reports.render import outcome_json

#: Characters that a terminal obeys and JSON does not escape of itself.
_CONTROLS = compile_on_use("[\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def report(outcome: Outcome, *, as_json: bool) -> int:
    """Print the outcome; return 1 when a finding is an error, else 0."""
    if as_json:
        say(json_line(outcome_json(outcome)))
    else:
        show_outcome(outcome)
    return int(any(finding.severity is Severity.ERROR for finding in outcome.findings))


def json_line(value: object) -> str:
    """Return one line of JSON, readable unless it holds characters that no encoding can write."""
    import json  # for the few who ask for it

    text = _CONTROLS.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(value, ensure_ascii=False))
    try:
        text.encode()
    except UnicodeEncodeError:  # a lone surrogate from a damaged cell
        return json.dumps(value)
    return text
