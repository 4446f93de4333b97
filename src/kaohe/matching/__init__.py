"""Matching reasons on the standard catalogue."""

from kaohe.matching.comparison import compare
from kaohe.matching.matcher import Matcher

__all__ = ["Matcher", "compare"]
