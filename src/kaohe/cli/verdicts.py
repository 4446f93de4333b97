"""One match, explained to a person: the verdict, the words that agree or differ, and why."""

from __future__ import annotations

from collections.abc import Iterable

import click

from kaohe.catalogue import Entry
from kaohe.cli import words
from kaohe.matching import Matcher, compare
from kaohe.matching.comparison import Segment, Side
from kaohe.matching.explanation import Evidence, Explanation, explain
from kaohe.matching.model import Match, Verdict
from kaohe.rules.wording import say_points

_COLOURS = {Side.BOTH: None, Side.REASON: "red", Side.STANDARD: "green"}
#: Without colours the sides are told apart by marks, as in ``[-here-]{+there+}``.
_MARKS = {Side.BOTH: ("", ""), Side.REASON: ("[-", "-]"), Side.STANDARD: ("{+", "+}")}


def show_match(matcher: Matcher, reason: str) -> None:
    """Print the verdict, each entry beside the reason, and what spoke for or against it."""
    explanation = explain(matcher, reason)
    match = explanation.match
    click.secho(words.VERDICTS[match.conflict or match.verdict], bold=True)
    for entry in _entries(match):
        _show_entry(reason, entry, match)
    for evidence in explanation.evidence:
        click.echo(words.WHY.format(why=_why(evidence)))
    _show_shares(explanation)
    if match.verdict is not Verdict.STANDARD and match.candidates:
        click.echo(words.DIFF_LEGEND)


def _entries(match: Match) -> Iterable[Entry]:
    """Return the entries of the verdict, or the candidates where it names none."""
    return match.entries or [candidate.entry for candidate in match.candidates]


def _show_entry(reason: str, entry: Entry, match: Match) -> None:
    score = next((each.score for each in match.candidates if each.entry is entry), None)
    points = words.NO_POINTS if entry.points is None else say_points(entry.points)
    likeness = "" if score is None else words.LIKENESS.format(score=score)
    click.echo(words.ENTRY.format(code=entry.code, points=points, likeness=likeness))
    click.echo(f"  {words.STANDARD_LINE}{entry.wording}")
    click.echo(f"  {words.COMPARED_LINE}{_coloured(compare(reason, entry))}")


def _coloured(segments: Iterable[Segment]) -> str:
    return "".join(click.style(_marked(each), fg=_COLOURS[each.side]) for each in segments)


def _marked(segment: Segment) -> str:
    opening, closing = _MARKS[segment.side]
    return f"{opening}{segment.text}{closing}"


def _why(evidence: Evidence) -> str:
    here, there = (words.QUOTE_JOIN.join(map(_quoted, side)) for side in (evidence.here, evidence.there))
    return words.SIGNALS[evidence.signal].format(code=evidence.entry.code, here=here, there=there)


def _quoted(text: str) -> str:
    return f"“{text}”" if text else words.NOTHING


def _show_shares(explanation: Explanation) -> None:
    """Print the two shares, where they speak of one entry and tell anything."""
    if explanation.match.verdict is Verdict.STANDARD or len(explanation.match.entries) > 1:
        return
    if explanation.said is not None and explanation.beside is not None:
        click.echo(words.SHARES.format(said=explanation.said, beside=explanation.beside))
