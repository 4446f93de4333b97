"""Word documents: tables in, the form out; the only room that knows WordprocessingML."""

from kaohe.files.docx.reader import read_document, read_grid
from kaohe.files.docx.writer import write_document

__all__ = ["read_document", "read_grid", "write_document"]
