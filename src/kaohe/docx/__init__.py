"""Word documents: tables in, the form out; the only room that knows WordprocessingML."""

from kaohe.docx.reader import read_document
from kaohe.docx.writer import write_document

__all__ = ["read_document", "write_document"]
