"""What is said of files that hold no table, or that somebody has open."""

from __future__ import annotations

NO_COLUMN = "“{name}”的考核表没有“{column}”这一列。请补上这一列的表头再试。"
TOO_LONG = "“{name}”第{row}行有一格的文字超过{most}个字，Excel 放不下。请检查引号是否成对，或把这一格分成几格。"
TOO_WIDE = "“{name}”第{row}行的内容超过{most}列，Excel 放不下。请检查分隔符是否正确，或只留下考核表的列。"
NO_TABLE = "“{name}”里没有找到考核表。表头应有“被考核单位”和“加扣分原因及分值”。"
LYING = (
    "“{name}”里工作表“{sheet}”的考核表是横着排的（单位在上面一行，项目在左边一列）。"
    "请选中整张表复制，在新工作表里用“选择性粘贴”勾选“转置”粘贴，再重新计算。"
)
ONLY_HIDDEN = "“{name}”的考核表在隐藏的工作表“{sheet}”里，没有读取。请先取消隐藏，或用 --sheet 指明要读这张表。"
NO_SUCH_SHEET = "“{name}”里没有工作表“{sheet}”。这个文件里有：{sheets}。"
OWN_RESULT = "“{name}”是汇总结果或它的备份，没有再汇入。"
IS_ROSTER = "“{name}”用作单位名册，其中的原因没有汇入。"
OPEN_ELSEWHERE = (
    "没有{doing}“{name}”：{user}正在用 {program} 打开它，可能有未保存的内容。请保存并关闭后再试；"
    "如已确认无人打开，请删除同一文件夹里的“{lock}”。"
)
CATALOGUE_FORMAT = "标准目录文件“{name}”的 CSV 格式不对。请用 Excel 打开，另存为“CSV UTF-8”后再试。"
CATALOGUE_COLUMN = "标准目录文件“{name}”没有“{heading}”这一列。第一行应为：编号,标准表述,加扣,分值,别名。"
PASSWORD = ("工作簿设了打开密码", "请用 Excel 打开，在“文件—信息—保护工作簿”中去掉密码，保存后再试")
OLD_DAMAGED = ("工作簿的内容已损坏，或不是旧格式（.xls）的工作簿", "请用 Excel 或 WPS 打开，另存为 .xlsx 后再试")
NO_CONVERTER = "无法读取“{name}”：读 {suffix} 文件要用 LibreOffice，这台电脑上没有。请用 WPS 或 Office 打开它，另存为 {target} 后再试。"
NOT_CONVERTED = "无法读取“{name}”：LibreOffice 没有转换成功。请用 WPS 或 Office 打开它，另存为 {target} 后再试。"
