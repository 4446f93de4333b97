"""What leaves the house: the form and the table as files of other kinds."""

from kaohe.export.entries import entries_of, form_of
from kaohe.export.pdf import pdf_of
from kaohe.export.table import csv_of

__all__ = ["csv_of", "entries_of", "form_of", "pdf_of"]
