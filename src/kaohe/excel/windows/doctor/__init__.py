"""Is everything on this PC as the add-in needs it, and if not, what is to be done?"""

from kaohe.excel.windows.doctor.checks import examine
from kaohe.excel.windows.doctor.model import Result, State

__all__ = ["Result", "State", "examine"]
