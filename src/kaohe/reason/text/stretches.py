"""Stretches of ``Script.plain`` freed from what only separates: ``trim``."""

from __future__ import annotations

from kaohe.core.findings import Span
from kaohe.core.patterns import compile_on_use

_LEADING = compile_on_use(r"其中[,:]?|计(?=[,;。])|<br/?>|[,;:、。.!·|/→=>)\]}\s—+\-]{1,40}")
_TRAILING = frozenset(",;:、。.!|/→=>(-—[{< \n~")
#: 走访日期涂改 → medium; 台账错误，按0.05分/处扣分
_LABELLED = compile_on_use(r"(?:→|->|=>)[a-z]{1,12}\Z|,按\Z")
_BRACKETS = compile_on_use(r"[()\[\]]")
#: Words between marks, with nothing that would have to be weighed (no bracket, quotation mark, label): what most are.
_SIMPLE = compile_on_use(
    r"[,;:、。.!·|/→=>)\]}\s—+\-]*+"
    r"(?P<words>(?![其计<])[^()\[\]\"]*[^()\[\]\",;:、。.!|/→=>—{< \n~\-a-z按])"
    r"[,;:、。.!|/→=>(\-—\[{< \n~]*"
)


def trim(plain: str, start: int, end: int) -> Span:
    """Return what is left of ``plain[start:end]`` without separators, dashes, labels and lone brackets around it.

    Of 日常管理（档案不全 only 档案不全 is left: an open bracket begins the matter.
    """
    simple = _SIMPLE.fullmatch(plain, start, end)
    if simple is not None:
        return Span(*simple.span("words"))
    start, end = _strip(plain, start, end)
    if start < end and _BRACKETS.search(plain, start, end):
        start, end = _strip(plain, *_balance(plain, start, end))
    return Span(start, max(start, end))


def _strip(plain: str, start: int, end: int) -> tuple[int, int]:
    start, end = _strip_marks(plain, start, end)
    label = _LABELLED.search(plain, max(start, end - 16), end)
    quoted = start, label.start() if label else end
    bare = _unquote(plain, *quoted)
    return bare if bare == (start, end) else _strip_marks(plain, *bare)


def _strip_marks(plain: str, start: int, end: int) -> tuple[int, int]:
    while start < end and (leading := _LEADING.match(plain, start, end)):
        start = leading.end()
    while start < end and plain[end - 1] in _TRAILING:
        end -= 1
    return start, end


def _unquote(plain: str, start: int, end: int) -> tuple[int, int]:
    """Leave out a quotation mark at either side that has no partner."""
    if start >= end or plain.count('"', start, end) % 2 == 0:
        return start, end
    return (start + 1, end) if plain[start] == '"' else (start, end - (plain[end - 1] == '"'))


def _balance(plain: str, start: int, end: int) -> tuple[int, int]:
    """Leave out brackets that have no partner, and a pair around the whole."""
    opened: list[int] = []
    lone: set[int] = set()
    pairs: dict[int, int] = {}
    for bracket in _BRACKETS.finditer(plain, start, end):
        if bracket[0] in "([":
            opened.append(bracket.start())
        elif opened:
            pairs[opened.pop()] = bracket.start()
        else:
            lone.add(bracket.start())
    if opened:
        start = opened[-1] + 1
    while end - 1 in lone:
        end -= 1
    while pairs.get(start) == end - 1:
        start, end = start + 1, end - 1
    return start, end
