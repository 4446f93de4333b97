"""Several departments' tables put into one, with what clashes between them."""

from kaohe.reports.merging.base import base_of
from kaohe.reports.merging.merge import merge
from kaohe.reports.merging.model import Clash, ClashKind, Merged, Source, Version
from kaohe.reports.merging.rows import ClashRow, rows

__all__ = ["Clash", "ClashKind", "ClashRow", "Merged", "Source", "Version", "base_of", "merge", "rows"]
