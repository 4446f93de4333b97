"""Reading reason texts: from free text to items with points."""

from kaohe.reason.parser import parse
from kaohe.reason.plain import join_plain, plain_segment

__all__ = ["join_plain", "parse", "plain_segment"]
