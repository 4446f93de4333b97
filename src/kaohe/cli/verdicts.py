"""One match, explained to a person: the verdict, the words that agree or differ, and why."""

from __future__ import annotations

from collections.abc import Iterable

import click

from kaohe.assessment.rules.wording import say_points
from kaohe.cli import messages
from kaohe.cli.saying import say, say_as_it_is, visible
from kaohe.matching import Matcher, compare
from kaohe.matching.catalogue import Entry
from kaohe.matching.comparison import Fragment, Side
from kaohe.matching.explanation import Evidence, Explanation, explain
from kaohe.matching.model import Match, Verdict

_COLOURS = {Side.BOTH: None, Side.REASON: "red", Side.STANDARD: "green"}
#: Without colours the sides are told apart by marks, as in ``[-here-]{+there+}``.
_MARKS = {Side.BOTH: ("", ""), Side.REASON: ("[-", "-]"), Side.STANDARD: ("{+", "+}")}


def show_match(matcher: Matcher, reason: str) -> None:
    """Print the verdict, each entry beside the reason, and what spoke for or against it."""
    explanation = explain(matcher, reason)
    match = explanation.match
    say_as_it_is(click.style(messages.VERDICTS[match.conflict or match.verdict], bold=True))
    for entry in _entries(match):
        _show_entry(reason, entry, match)
    for evidence in explanation.evidence:
        say(messages.WHY.format(why=_why(evidence)))
    _show_shares(explanation)
    if match.verdict is not Verdict.STANDARD and match.candidates:
        say(messages.DIFF_LEGEND)


def _entries(match: Match) -> Iterable[Entry]:
    """Return the entries of the verdict, or the candidates where it names none."""
    return match.entries or [candidate.entry for candidate in match.candidates]


def _show_entry(reason: str, entry: Entry, match: Match) -> None:
    score = next((each.score for each in match.candidates if each.entry is entry), None)
    points = messages.NO_POINTS if entry.points is None else say_points(entry.points)
    likeness = "" if score is None else messages.LIKENESS.format(score=score)
    say(messages.ENTRY.format(code=entry.code, points=points, likeness=likeness))
    say(f"  {messages.STANDARD_LINE}{entry.wording}")
    say_as_it_is(f"  {messages.COMPARED_LINE}{_coloured(compare(reason, entry))}")


def _coloured(segments: Iterable[Fragment]) -> str:
    return "".join(click.style(visible(_marked(each)), fg=_COLOURS[each.side]) for each in segments)


def _marked(segment: Fragment) -> str:
    opening, closing = _MARKS[segment.side]
    return f"{opening}{segment.text}{closing}"


def _why(evidence: Evidence) -> str:
    here, there = (messages.QUOTE_JOIN.join(map(_quoted, side)) for side in (evidence.here, evidence.there))
    return messages.SIGNALS[evidence.signal].format(code=evidence.entry.code, here=here, there=there)


def _quoted(text: str) -> str:
    return f"“{text}”" if text else messages.NOTHING


def _show_shares(explanation: Explanation) -> None:
    """Print the two shares, where they speak of one entry and tell anything."""
    if explanation.match.verdict is Verdict.STANDARD or len(explanation.match.entries) > 1:
        return
    if explanation.said is not None and explanation.beside is not None:
        say(messages.SHARES.format(said=explanation.said, beside=explanation.beside))
