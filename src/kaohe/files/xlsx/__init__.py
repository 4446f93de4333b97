"""Closed workbooks, read and edited part by part; only its ``template`` imports XlsxWriter."""
