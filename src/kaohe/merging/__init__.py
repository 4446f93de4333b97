"""Several departments' tables put into one, with what clashes between them."""

from kaohe.merging.merge import merge
from kaohe.merging.model import Clash, ClashKind, Merged, Source, Version
from kaohe.merging.rows import Row, rows

__all__ = ["Clash", "ClashKind", "Merged", "Row", "Source", "Version", "merge", "rows"]
