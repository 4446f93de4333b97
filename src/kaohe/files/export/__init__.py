"""What leaves the house: the form and the table as files of other kinds."""

from kaohe.files.export.pdf import pdf_of
from kaohe.files.export.table import csv_of, entries_of, form_of

__all__ = ["csv_of", "entries_of", "form_of", "pdf_of"]
