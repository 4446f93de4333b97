"""Findings: what Kaohe tells a person about a table, as plain data.

A finding is wording plus a place.  Only the modules in :mod:`kaohe.assessment.rules` word
findings; the stages before them leave gaps as data.
"""

from __future__ import annotations

from enum import StrEnum

from kaohe.core.cells import CellRef
from kaohe.core.reading import Answer
from kaohe.core.records import NamedTuple, dataclass


class Severity(StrEnum):
    """How much a finding matters: an error leaves a unit without a score or rank, or contradicts a written number."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Applicability(StrEnum):
    """Who may apply a fix: anyone in bulk, a person one by one, nobody (only shown)."""

    SAFE = "safe"
    SUGGESTED = "suggested"
    DISPLAY_ONLY = "display_only"


class Span(NamedTuple):
    """Half-open range in code points of the ORIGINAL cell text."""

    start: int
    end: int


class Edit(NamedTuple):
    """Replace ``span`` of the cell text by ``text``."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Fix:
    """A graded proposal to mend one cell; edits are ordered and do not overlap.

    Where the finding is a question about a column or a sheet, there are no edits: taking the fix is
    the ``answer``.
    """

    title: str
    edits: tuple[Edit, ...]
    applicability: Applicability
    answer: Answer | None = None

    def apply(self, text: str) -> str:
        """Return ``text`` with every edit made."""
        for edit in reversed(self.edits):
            text = text[: edit.span.start] + edit.text + text[edit.span.end :]
        return text


@dataclass(frozen=True, slots=True)
class Finding:
    """One remark: a stable code, how bad, the Chinese sentence, where, and what would mend it.

    ``where`` is None for findings on the file as a whole, or on a bare text.
    ``span`` lies in the text of the cell at ``where``.  ``related`` are other cells
    that belong to the matter (the twin of a duplicate, the units of a tie).  ``headline``
    is the message without code and place, for where both are plain to see.
    """

    code: str
    severity: Severity
    message: str
    where: CellRef | None = None
    span: Span | None = None
    fix: Fix | None = None
    related: tuple[CellRef, ...] = ()
    headline: str = ""
