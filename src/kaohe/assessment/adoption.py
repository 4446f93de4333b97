"""Standard wordings into reason texts, never changing what the text adds up to.

A catalogue may hold anything: a wording with points, a list, a separator.  So a text is read again with each
wording in it, and one that changes any points is left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from kaohe.core.findings import Edit
from kaohe.matching.catalogue import Entry
from kaohe.matching.occasion import split_count
from kaohe.reason import parse
from kaohe.reason.model import Item


def standard_wording(reason: str, entry: Entry) -> str:
    """Return an entry's wording for a reason, with how often it happened as the reason says it: …，2次."""
    return entry.wording + split_count(reason)[1].rstrip(" ，,、；;。")


def adopt(text: str, edits: Sequence[Edit], sign: int = 0) -> str:
    """Return a text with those of the edits made that leave all of its points as they are.

    ``edits`` are ascending and do not overlap; ``sign`` is that of the column's heading.
    """
    points = _points(text, sign)
    for edit in reversed(edits):
        changed = text[: edit.span.start] + edit.text + text[edit.span.end :]
        if _points(changed, sign) == points:
            text = changed
    return text


def keeps_points(text: str, edit: Edit, sign: int = 0) -> bool:
    """Tell whether an edit leaves all points of a text as they are."""
    changed = text[: edit.span.start] + edit.text + text[edit.span.end :]
    return _points(changed, sign) == _points(text, sign)


def _points(text: str, sign: int) -> tuple[Decimal | None, tuple[Decimal | None, ...]]:
    reading = parse(text, sign=sign)
    return reading.total, tuple(item.points if isinstance(item, Item) else None for item in reading.items)
