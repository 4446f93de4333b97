"""An xlwings engine over openpyxl: Kaohe's macros run on it unchanged, and it counts what they ask."""

from tests.excel.engine.app import ComError, Engine, EngineApp, open_workbook

__all__ = ["ComError", "Engine", "EngineApp", "open_workbook"]
