"""Word documents: tables in (and, later, the form out); the only room that reads WordprocessingML."""

from kaohe.docx.reader import read_document

__all__ = ["read_document"]
