"""Reading reason texts: from free text to items with points."""

from kaohe.reason.model import Item
from kaohe.reason.parser import parse_closely as parse

__all__ = ["parse", "plain_segment"]


def plain_segment(segment: str) -> Item | None:
    """Return the one item of a plain segment (none is known to be plain yet)."""
    return None
