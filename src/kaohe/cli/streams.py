"""JSON lines in, JSON lines out: one object a line, in order."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping

from kaohe.cli import messages
from kaohe.cli.report import json_line
from kaohe.cli.saying import say
from kaohe.core.problem import FileProblem


def answer_lines(answer: Callable[[str], Mapping[str, object]]) -> int:
    """Answer every ``{"text": …}`` line of standard input; blank lines are passed over."""
    for text in _texts():
        say(json_line(answer(text)))
    return 0


def _texts() -> Iterator[str]:
    for number, line in enumerate(sys.stdin.buffer, start=1):
        if line.strip():
            yield _text(line, number)


def _text(line: bytes, number: int) -> str:
    try:
        text = json.loads(line.decode("utf-8-sig"))["text"]
    except (ValueError, KeyError, TypeError, RecursionError):
        text = None
    if not isinstance(text, str):
        raise FileProblem(messages.BAD_JSON_LINE.format(line=number))
    return text
