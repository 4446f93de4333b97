"""Reading reason texts: from free text to items with points."""

from kaohe.reason.parser import parse
from kaohe.reason.plain import plain_segment

__all__ = ["parse", "plain_segment"]
