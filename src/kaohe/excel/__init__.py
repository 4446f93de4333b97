"""Workbooks open in Excel: the only room that imports xlwings."""
