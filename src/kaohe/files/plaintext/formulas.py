"""Texts in CSV files that a spreadsheet program would take for formulas.

A CSV file has no way to say "text", so Excel computes ``=1+1``, and even ``@SUM(1)`` or ``-1+2``.  As
clerks do in a cell, an apostrophe before it makes it text; reading takes that one apostrophe away.
"""

from __future__ import annotations

import re

#: What Excel computes, in full width too; apostrophes before it are kept apart from the one that is added.
_FORMULA = re.compile(r"'*(?:[\t\r\n]|[ \u3000]*[=+\-@＝＋－＠])")


def guarded(text: str) -> str:
    """Return a text as it is safe in a CSV file."""
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """Return the text that :func:`guarded` was given."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text
