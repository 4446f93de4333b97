"""Closed workbooks: the only room that imports openpyxl, lxml and XlsxWriter."""
