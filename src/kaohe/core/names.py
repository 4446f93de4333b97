"""Names of units and categories: what is padding in them, and which spellings are one name."""

from __future__ import annotations

from kaohe.core.patterns import compile_on_use
from kaohe.core.text import INVISIBLE, RADICALS, fold

_UNSEEN = "".join(sorted(INVISIBLE))
_BLANK = rf"[\s\x00-\x1f\x7f-\x9f{_UNSEEN}]"
#: A whole run, looked at once: thousands of blanks must not be tried from each of them on.
_RUN = rf"(?<!{_BLANK}){_BLANK}++"
#: Blanks at the ends, beside Chinese characters and beside a dash that stands next to one; "ABC Motor" keeps its own.
_DASH = "[-\u2010-\u2015]"
_PADDING = compile_on_use(
    rf"^{_BLANK}++|{_RUN}$|(?<=[^\x00-\x7f]){_BLANK}++|{_RUN}(?=[^\x00-\x7f])|[{_UNSEEN}]++"
    rf"|{_RUN}(?={_DASH}{_BLANK}{{0,99}}[^\x00-\x7f])|(?<=[^\x00-\x7f]{_DASH}){_BLANK}++"
    rf"|(?<=[^\x00-\x7f]{_BLANK}{_DASH}){_BLANK}++"
)


def name_padding(name: str) -> list[tuple[int, int]]:
    """Return the half-open ranges of ``name`` that are only padding (``九  镇`` gives ``[(1, 3)]``)."""
    return [match.span() for match in _PADDING.finditer(name)]


_PLAIN = str.maketrans(RADICALS)
#: Most names have nothing of this, and are tidy as they are.
_UNTIDY = compile_on_use(rf"{_BLANK}|[{''.join(RADICALS)}]")


def radicals_in(name: str) -> list[int]:
    """Return the places of radicals that stand for characters, as in text copied from a PDF: ⻓ for 长."""
    return [at for at, char in enumerate(name) if char in RADICALS]


def tidy_name(name: str) -> str:
    """Return ``name`` without padding and with characters for radicals; two units of one tidy name are the same unit."""
    return _PADDING.sub("", name.translate(_PLAIN)) if _UNTIDY.search(name) else name


class Spelling:
    """The first spelling met of each name: full width or half, padded or not, it is one name."""

    def __init__(self) -> None:
        self._first: dict[str, str] = {}

    def settle(self, name: str) -> str:
        """Return the name as it was spelled first, without padding."""
        tidy = tidy_name(name)
        return self._first.setdefault(fold(tidy), tidy)
