"""A catalogue of one's own: drafted from the tables, decided on by a person, taken over."""

from kaohe.reports.drafting.decisions import Decided, decide
from kaohe.reports.drafting.rows import HEADINGS, ProposalRow, as_catalogue, as_lines, coded
from kaohe.reports.drafting.uses import draft_of, fits, uses_in, uses_of

__all__ = [
    "HEADINGS",
    "Decided",
    "ProposalRow",
    "as_catalogue",
    "as_lines",
    "coded",
    "decide",
    "draft_of",
    "fits",
    "uses_in",
    "uses_of",
]
