"""What stops a command: a file that can't be read or written."""

from __future__ import annotations

#: A file's name may hold line ends and other control characters.
_ON_ONE_LINE = dict.fromkeys(range(32), " ")


class FileProblem(Exception):  # noqa: N818 - what it says is for people
    """A file could not be read or written; ``message`` is one Chinese line: what, where, what to do."""

    def __init__(self, message: str) -> None:
        self.message = message.translate(_ON_ONE_LINE)
        super().__init__(self.message)
