"""Texts in CSV files that a spreadsheet program would take for formulas, dates or numbers.

A CSV file has no way to say "text", so Excel computes ``=1+1``, and even ``@SUM(1)`` or ``-1+2``, and turns
``1-1`` into a date and ``003`` into 3.  As clerks do in a cell, an
apostrophe before it makes it text; reading takes that one apostrophe away.
"""

from __future__ import annotations

import re

from kaohe.core.patterns import compile_on_use

#: Characters without ink, which Excel passes over.
_UNSEEN = "[\\s\u00a0\u2000-\u200f\u202a-\u202f\u2060-\u206f\u3000\ufeff]"
#: What Excel computes, in full width too; apostrophes before it are kept apart from the one that is added.
_FORMULA = compile_on_use(rf"'*(?:[\t\r\n]|{_UNSEEN}*[=+\-@＝＋－＠].)", re.DOTALL)
_MONTH = (
    "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:tember)?|oct(?:ober)?|"
    "nov(?:ember)?|dec(?:ember)?)"
)
#: No program takes a longer text for a number or a date.
_LONGEST_NUMBER = 500
#: What Excel turns into a date, a time, a fraction, a truth value, or a number that reads otherwise.
_CHANGED = compile_on_use(
    rf"'*{_UNSEEN}*(?:"
    r"\d+\s*[-/－／:：]\s*\d+(?:\s*[-/－／:：]\s*\d+)?(?:\s*[ap]m?)?"  # 1-1, 2/3, 2025-3-5, 10:30
    r"|\d+\s+\d+[/／]\d+|\d+\s*[ap]m?"  # 1 1/2, 3 pm
    r"|\d+\s*年(?:\s*\d+\s*月(?:\s*\d+\s*日)?)?|\d+\s*月(?:\s*\d+\s*日)?|\d+\s*时(?:\s*\d+\s*分)?"  # 3月5日
    rf"|\d+[-\s/]*{_MONTH}(?:[-\s/]*\d+)?|{_MONTH}[-\s/]*\d+(?:[-\s/]+\d+)?"  # 5-Mar
    r"|0\d+(?:\.\d*)?|\d*\.\d*0|\d{16,}(?:\.\d*)?|(?:\d+\.?\d*|\.\d+)[ed][+-]?\d+"  # 003, 1.10, 12E5
    rf"|true|false){_UNSEEN}*",
    re.IGNORECASE,
)


def guarded(text: str) -> str:
    """Return a text as it is safe in a CSV file."""
    return f"'{text}" if _is_misread(text) else text


def unguarded(text: str) -> str:
    """Return the text that :func:`guarded` was given."""
    return text[1:] if text.startswith("'") and _is_misread(text) else text


def _is_misread(text: str) -> bool:
    return _FORMULA.match(text) is not None or (len(text) <= _LONGEST_NUMBER and _CHANGED.fullmatch(text) is not None)
