"""Workbook packages part by part: what a file holds stays as it is, but for the cells that change."""
