"""What is done with files that are dropped on icons or chosen in a file manager's menu, without Excel's add-in."""

from __future__ import annotations

#: The names of the icons, and the actions that ``kaohe.cli.dropping`` knows.
DROP_ACTIONS = {"重新计算": "recalc", "上报表": "form", "统计": "stats", "导出Word": "docx"}

#: The folder on the desktop that holds the icons.
DROP_FOLDER = "考核（把文件拖到图标上）"
