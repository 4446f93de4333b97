"""CSV files, and text as pasted from Word or Excel, as grids."""

from kaohe.files.plaintext.delimited import grids_from_csv
from kaohe.files.plaintext.pasted import grids_from_text

__all__ = ["grids_from_csv", "grids_from_text"]
