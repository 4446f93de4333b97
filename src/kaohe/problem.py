"""What stops a command: a file that can't be read or written."""

from __future__ import annotations


class FileProblem(Exception):
    """A file could not be read or written; ``message`` is one Chinese line: what, where, what to do."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message
