"""Reading reason texts: from free text to items with points."""

from kaohe.reason.parser import parse
from kaohe.reason.plain import join_plain, notes_of, plain_segment, segments_of

__all__ = ["join_plain", "notes_of", "parse", "plain_segment", "segments_of"]
