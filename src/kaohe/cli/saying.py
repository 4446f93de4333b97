"""What is printed, and what is not: text of cells and file names gives a terminal no orders.

An escape character in a cell could move the cursor, change what stands above, or send keys; a sign that turns the
direction of writing could show 0.1 as 1.0.  They are shown as signs.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import suppress

#: The pictures of the control characters below the blank, and one mark for the others.
_SIGNS = {
    **{code: chr(0x2400 + code) for code in range(0x20) if chr(code) not in "\n\t"},
    **dict.fromkeys(range(0x7F, 0xA0), "\ufffd"),
    **dict.fromkeys((0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)), "\ufffd"),
}


def visible(text: str) -> str:
    """Return text with a sign for each character that a terminal would obey."""
    return text if text.isprintable() else text.translate(_SIGNS)


def say(text: str = "", *, err: bool = False) -> None:
    """Print a line, or several, to standard output or the error stream; one that can't take errors stops no work."""
    if not err:
        print(visible(text), flush=True)
        return
    with suppress(OSError):
        print(visible(text), file=sys.stderr, flush=True)


def say_lines(lines: Sequence[str]) -> None:
    """Print many lines to standard output, some thousand at a time: each call costs far more than its line."""
    for first in range(0, len(lines), _LINES):
        print("\n".join(map(visible, lines[first : first + _LINES])), flush=True)


_LINES = 2000


def say_as_it_is(text: str) -> None:
    """Print text that holds colours of our own; what is foreign in it has been made :func:`visible`."""
    import click  # which takes the colours out where there is no terminal

    click.echo(text)
