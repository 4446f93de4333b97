"""Cells and areas of open workbooks, and values as Excel hands them over."""
