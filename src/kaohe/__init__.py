"""Kaohe: scores, ranks and checks yearly assessment tables (考核) in Excel."""

__version__ = "0.1.0"
