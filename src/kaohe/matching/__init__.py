"""Matching reasons on the standard catalogue."""

from kaohe.matching.matcher import Matcher

__all__ = ["Matcher"]
