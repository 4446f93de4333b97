"""Text folding that keeps every position: one code point in, one code point out.

NFKC would be shorter to write, but 1,237 code points change length under it, and
a finding's span must lie on the characters of the ORIGINAL text.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar

from kaohe.core.shipped import read_shipped

#: Characters that take no room on screen: zero width, joiners, direction marks, BOM, soft hyphen.
INVISIBLE = frozenset(
    "\u00ad\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\ufeff"
)

_SAME = {
    "。": ".", "｡": ".", "、": "、", "“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "「": '"', "」": '"',
    "【": "[", "】": "]", "〔": "[", "〕": "]", "《": "<", "》": ">", "〈": "<", "〉": ">",
    "－": "-", "−": "-", "–": "-", "—": "-", "―": "-", "‐": "-", "‑": "-", "‒": "-", "﹣": "-",
    "～": "~", "〜": "~", "∼": "~", "﹢": "+", "·": "·", "•": "·", "・": "·",
}  # fmt: skip


#: Radicals, which text copied from a PDF has in the place of characters that look the same (Unicode's
#: EquivalentUnifiedIdeograph.txt; for the Kangxi radicals normalisation knows them).
RADICALS = {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)} | {
    line[0]: line[1] for line in read_shipped("radicals.txt").splitlines()
}


class _Fold(dict[int, str]):
    """A translation table that fills itself: the fold of a code point, computed once."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        folded = _SAME.get(char) or RADICALS.get(char) or _fold_char(char)
        self[code] = folded
        return folded


def _fold_char(char: str) -> str:
    if char in INVISIBLE or char.isspace() or unicodedata.category(char) == "Cc":
        return "\n" if char in "\n\r\v\f\u2028\u2029" else " "
    wide = unicodedata.normalize("NFKC", char)
    lowered = (wide if len(wide) == 1 else char).lower()
    return lowered if len(lowered) == 1 else char


_FOLD = _Fold()


def fold(text: str) -> str:
    r"""Return ``text`` with width, case, quotes, dashes and blanks folded, of the same length.

    Full-width forms become half-width, invisible and control characters a space,
    line ends ``\n``, full stops ``.``; position i of the result is position i of ``text``.
    """
    return _folded(text) if len(text) <= _LONG else _folded_long(text)


#: A text is asked for by many who look at it one after the other, and is folded once for them; a long one, of which few
#: are kept, for all cells that hold it.
_LONG = 1000
#: So many texts, long and short ones, are remembered with what was found of them.
_LONG_ONES, _SHORT_ONES = 256, 4096


@lru_cache(512)
def _folded(text: str) -> str:
    return text.translate(_FOLD)


@lru_cache(_LONG_ONES)
def _folded_long(text: str) -> str:
    return text.translate(_FOLD)


_Found = TypeVar("_Found")


def once(judge: Callable[[str], _Found]) -> Callable[[str], _Found]:
    """Decorate what is asked of a text and of nothing else: it is answered once for all cells that hold the text.

    A workbook keeps a text once, however many cells show it: without this, a small file costs as much as a large one.
    """
    of_short, of_long = lru_cache(_SHORT_ONES)(judge), lru_cache(_LONG_ONES)(judge)

    @wraps(judge)
    def judged(text: str) -> _Found:
        return of_short(text) if len(text) <= _LONG else of_long(text)

    return judged
