"""Names of units: what is padding in them, for looks or by accident."""

from __future__ import annotations

import re

from kaohe.text import INVISIBLE

_UNSEEN = "".join(sorted(INVISIBLE))
_BLANK = rf"[\s\x00-\x1f\x7f-\x9f{_UNSEEN}]"
#: Blanks at the ends and beside Chinese characters; "ABC Motor" keeps its own.
_PADDING = re.compile(rf"^{_BLANK}+|{_BLANK}+$|(?<=[^\x00-\x7f]){_BLANK}+|{_BLANK}+(?=[^\x00-\x7f])|[{_UNSEEN}]+")


def name_padding(name: str) -> list[tuple[int, int]]:
    """Return the half-open ranges of ``name`` that are only padding (``九  镇`` gives ``[(1, 3)]``)."""
    return [match.span() for match in _PADDING.finditer(name)]


def tidy_name(name: str) -> str:
    """Return ``name`` without padding; two units of one tidy name are the same unit."""
    return _PADDING.sub("", name)
