"""Every sentence that the doctor says: what it found, then what to do."""

from __future__ import annotations

#: What the function server is asked, and what it must answer.
QUESTION, EXPECTED = "迟报材料，扣0.3分", 99.7

NOT_HERE = "不适用（只在 Windows 上检查）"

EXCEL = "{path}，版本 {version}"
VERSION_UNKNOWN = "不详"
NO_EXCEL = "没有找到 Excel"
BITS = "{bits} 位"
NO_BITS = "无权读取 Excel 的程序文件"
AUTOMATION = "Excel.Application 由 {path} 提供"
NO_AUTOMATION = "没有登记 Excel.Application"
WPS = "Excel.Application 被 WPS 占用：{path}"
STORE = "Excel 来自微软应用商店：{path}"
NO_STORE = "不是应用商店版"

FORBIDDING = {
    "vba_off": "单位策略关闭了 Office 的宏功能（VBA）",
    "add_ins_off": "单位策略禁用了全部加载项",
    "signed_add_ins_only": "单位策略只允许带签名的加载项",
}
MACRO_LEVELS = {
    1: "宏设置：全部启用",
    2: "宏设置：禁用并提示",
    3: "宏设置：只允许带签名的宏",
    4: "宏设置：全部禁用",
}
UNAFFECTED = "（受信任位置中的加载项不受影响）"
NO_LOCATIONS = "单位策略停用了用户自己设置的受信任位置"
NOT_TRUSTED = "{folder} 不在 Excel 的受信任位置中"
TRUSTED = "{folder} 已受信任"
MARKED = "加载项文件带有“来自互联网”的标记，Excel 会拦截它的宏"
NOT_MARKED = "加载项文件没有这种标记"
BLOCKED_NOT_US = "单位策略拦截来自互联网的宏；加载项文件没有这种标记，不受影响"
CHILD_PROCESSES = "Defender 的规则禁止 Office 启动其他程序，计算程序无法启动"
WIN32_CALLS = "Defender 的规则禁止 Office 宏调用系统函数，加载项无法连接计算程序"
NO_RULES = "没有发现会拦截的规则"
SCANNERS = "正在运行：{names}"
NO_SCANNERS = "没有发现常见的杀毒软件"

PYTHON = "{version}，{bits} 位，{folder}"
PART_MISSING = "缺少 {name}，或它不能加载"
MISMATCH = "版本不一致：xlwings {xlwings}，连接库 {found}"
LIBRARY_FAILS = "连接库不能加载：{why}"
LIBRARY = "64 位和 32 位的连接库齐全，与 xlwings {xlwings} 一致"

NOT_INSTALLED = "尚未安装"
WHOLE = "{folder} 中的文件齐全、未被改动"
DAMAGED = "缺少 {missing} 个文件，{changed} 个被改动：{some}"
DISABLED = "Excel 把加载项列入了“禁用项目”"
SWITCHED_OFF = "加载项在 Excel 的“加载项”对话框中被取消了勾选"
NOT_REGISTERED = "加载项没有在 Excel 中登记"
REGISTERED = "已登记，Excel 启动时加载"
OTHER_VERSION = "已安装的是 {installed}，这里的是 {here}"
NO_ANSWER = "计算程序没有应答：{why}"
WRONG_ANSWER = "计算程序应答不对：{value}"
ANSWERED = "已应答，启动用时 {seconds:.1f} 秒"
ASCII_PATH = "{folder}（只含英文字符）"
RUN_FROM = "；正在从 {folder} 运行，不影响使用"

INSTALL_EXCEL = (
    "请安装 Microsoft Excel 2016 或更新版本；只有 WPS 时请用文件方式：kaohe.cmd recalc 表格.xlsx --in-place。"
)
OLD_EXCEL = "请升级到 Excel 2016 或更新版本，或用文件方式：kaohe.cmd recalc 表格.xlsx --in-place。"
NEEDS_INTEL = "加载项只能用在 Intel、AMD 处理器的 Office 上。请管理员改装 64 位（x64）Office；也可以把文件拖到文件夹里的“重新计算”等图标上。"
ON_ARM = "ARM 版"
CACHE_BROKEN = "连接 Excel 用的缓存（gen_py）损坏：{names}"
CACHE_MENDED = "连接 Excel 用的缓存（gen_py）损坏，已清除：{names}"
RESTART_EXCEL = "请关闭 Excel 后重新打开，缓存会自动重建。"
CACHE_WHOLE = "没有损坏"
RELEASE_WPS = (
    "请打开“WPS 配置工具→高级→兼容设置”，取消“WPS Office 兼容第三方系统和软件”，再修复 Office；或对 WPS 使用文件方式。"
)
LEAVE_STORE = "应用商店版可能不加载加载项。不能使用时，请卸载它并从 Microsoft 365 网站安装桌面版 Office。"
ASK_ADMINISTRATOR = "请管理员放行加载项“考核”，或把它的位置设为受信任位置。"
ALLOW_LOCATION = "若 Excel 不加载“考核”，请管理员把 {folder} 加入策略的受信任位置。"
EXCLUDE = "请管理员在这条规则的排除项中加入 {folder}。"
TRUST_FOLDER = "若功能不能使用，请把 {folder} 加入杀毒软件的信任区，并恢复被隔离的文件。"
RUN_INSTALL = "请关闭 Excel，重新运行安装包中的 install.cmd。"
REPAIR = "请关闭 Excel，重新解压安装包并运行 install.cmd；杀毒软件若隔离了文件，请先恢复。"
