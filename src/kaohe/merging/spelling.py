"""One spelling for a category that files write with other brackets, widths and blanks."""

from __future__ import annotations

from kaohe.names import tidy_name
from kaohe.text import fold


class Spelling:
    """The first spelling met of each category."""

    def __init__(self) -> None:
        self._first: dict[str, str] = {}

    def settle(self, category: str) -> str:
        """Return the category as it was spelled first, without padding."""
        tidy = tidy_name(category)
        return self._first.setdefault(fold(tidy), tidy)
