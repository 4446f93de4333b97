"""A workbook that is open in Excel: read, written, and given pages."""
