"""Every sentence that making the bundle may end with, in one place."""

from __future__ import annotations

NO_PIP = "下载部件需要 pip，本机的 Python 没有它。请运行“python -m ensurepip”后再试。"
NO_DOWNLOAD = "下载部件失败：{why}。请检查网络连接后再试。"
NO_LIEF = "缺少检查数字签名的 lief，没有检查就不能打包。请运行“pip install 'kaohe[bundle]'”后再试。"
NOT_SIGNED = "“{name}”不是 Python 软件基金会签名的原件，已停止打包。请删除下载缓存后再试。"
