"""Every sentence of bundle, installation and uninstallation, in one place."""

from __future__ import annotations

# -- bundle
NO_PIP = "下载部件需要 pip，本机的 Python 没有它。请运行“python -m ensurepip”后再试。"
NO_DOWNLOAD = "下载部件失败：{why}。请检查网络连接后再试。"
NO_LIEF = "缺少检查数字签名的 lief，没有检查就不能打包。请运行“pip install 'kaohe[bundle]'”后再试。"
NO_BUILDER = "缺少生成加载宏的 {name}。请运行“pip install 'kaohe[bundle]'”后再试。"
NOT_SIGNED = "“{name}”不是 Python 软件基金会签名的原件，已停止打包。请删除下载缓存后再试。"

# -- install, uninstall
PRODUCT = "考核（Kaohe for Excel）"
COPYING = "正在复制文件…"
PREPARING = "正在准备计算程序…"
REGISTERING = "正在向 Excel 登记…"
UNINSTALLED = "已卸载，没有留下文件和设置。"
UNREGISTERED = "已为当前用户卸载。程序文件由管理员或其他用户安装，仍保留在 {folder}。"
FOREIGN_FILES = "已卸载。{folder} 中还有不是 Kaohe 的文件，没有删除，请自行处理。"
EXCEL_OPEN = "Excel 正在运行，不能继续。请保存工作簿并关闭所有 Excel 窗口（任务管理器中也不应有 EXCEL.EXE），再试一次。"
NO_BUNDLE = "“{folder}”不是 Kaohe 的安装包。请先用“kaohe addin bundle”制作安装包，解压后双击其中的 install.cmd。"
FILE_MISSING = "安装包不完整，缺少“{name}”。请重新解压全部文件；若仍缺少，请在杀毒软件中恢复被隔离的文件。"
FILE_CHANGED = "安装包中的“{name}”已不是原来的内容。请重新解压安装包。"
NEWER_INSTALLED = "已安装较新的版本 {present}，这个安装包是 {offered}。要换回旧版，请先运行 uninstall.cmd 卸载。"
NOT_OURS = "“{folder}”属于本机的另一位用户，为安全起见不使用它。请让那位用户先卸载，或请管理员运行 install.cmd。"
IN_USE = "“{name}”正被其他程序使用。请关闭 Excel 和打开了这个文件夹的窗口，再试一次。"
DOES_NOT_START = "新复制的程序不能启动（{why}），没有改动原有安装。请检查杀毒软件是否拦截，再试一次。"
NOT_WRITTEN = "无法写入 {folder}（{why}），没有改动原有安装。请检查磁盘空间和权限，再试一次。"
