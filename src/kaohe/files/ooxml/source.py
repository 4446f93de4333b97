"""The bytes of a workbook file, or one sentence that says why there are none to be had."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from kaohe.core.problem import FileProblem
from kaohe.files.disk.source import Original, unreadable
from kaohe.files.ooxml.archive import Archive, ArchiveError

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP, _EMPTY_ZIP = b"PK\x03\x04", b"PK\x05\x06"
_ENCRYPTED = 0x1
#: A sheet with a longer name is no work of a person.
_LONGEST_NAME = 255


def check_source(source: Original) -> bytes:
    """Return the bytes of a workbook file that can be unpacked without harm.

    Raises:
        FileProblem: It is empty, no workbook (another format is
            named), protected by a password, cut off, or made to fill memory.
    """
    path, data = source.path, source.content
    if not data:
        raise unreadable(path, "文件是空的（0 字节）", "请重新拷贝或另存一份后再试")
    if data.startswith(_OLE):
        raise _ole_problem(path, data)
    if not data.startswith((_ZIP, _EMPTY_ZIP)):
        raise _foreign_problem(path, data)
    _check_members(path, _opened(path, data))
    return data


def _opened(path: Path, data: bytes) -> Archive:
    try:
        return Archive(data)
    except ArchiveError:
        raise unreadable(
            path, "文件不完整或已损坏（可能没有传输完）", "请重新拷贝，或用 Excel 打开修复、另存后再试"
        ) from None


def _check_members(path: Path, archive: Archive) -> None:
    members = archive.members
    names = {member.filename.lower().lstrip("/") for member in members}
    if any(member.flag_bits & _ENCRYPTED for member in members):
        raise unreadable(path, "压缩包加了密码", "请解压出其中的工作簿，再对它操作")
    refuse_bomb(path, archive)
    if "[content_types].xml" not in names:
        raise _zip_problem(path, names)
    if any(name.startswith(("word/", "ppt/")) for name in names) and not any(name.startswith("xl/") for name in names):
        raise unreadable(
            path, "这是 Word 或 PPT 文件，不是 Excel 工作簿", "请换成 .xlsx 工作簿；Word 里的表，请把后缀改回 .docx"
        )
    if "xl/workbook.bin" in names:
        raise unreadable(path, "这是二进制格式（.xlsb）的工作簿", "请用 Excel 打开，另存为 .xlsx 后再试")


def refuse_bomb(path: Path, archive: Archive) -> None:
    """Refuse a package that is made to fill memory.

    Raises:
        FileProblem: It is.
    """
    if inflated := archive.bomb:
        raise unreadable(
            path,
            f"解压后有 {inflated >> 20} MB，不像正常的工作簿",
            "请先确认文件来源；确是工作簿的，请用 Excel 打开，删去多余的行和工作表，另存后再试",
        )


def _zip_problem(path: Path, names: set[str]) -> FileProblem:
    """Return the problem of a ZIP file that is no Office document."""
    if {"content.xml", "mimetype"} <= names:
        return unreadable(
            path, "这是 .ods 一类的文件，不是 Excel 工作簿", "请用 WPS 或 LibreOffice 打开，另存为 .xlsx 后再试"
        )
    kind = "是压缩包" if names else "是空的压缩包"
    return unreadable(path, f"这不是 Excel 工作簿（{kind}）", "请解压出其中的 .xlsx 工作簿再试")


def _ole_problem(path: Path, data: bytes) -> FileProblem:
    """Return the problem of a file in Microsoft's old container: encrypted, or in the old format."""

    def holds(name: str) -> bool:
        return name.encode("utf-16-le") in data

    if holds("EncryptedPackage"):
        return unreadable(path, "工作簿设了打开密码", "请用 Excel 打开，在“文件—信息—保护工作簿”中去掉密码，保存后再试")
    if holds("Workbook") or holds("Book"):
        return unreadable(path, "这是旧格式（.xls）的工作簿", "请用 Excel 或 WPS 打开，另存为 .xlsx 后再试")
    return unreadable(path, "这不是 Excel 工作簿", "请换成 .xlsx 工作簿")


def _foreign_problem(path: Path, data: bytes) -> FileProblem:
    """Return the problem of a file that is no package at all; systems often export web pages named .xls."""
    head = data[:512].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\x00").lower().replace(b"\x00", b"")
    if head.startswith((b"<html", b"<!doctype html", b"<table", b"<?xml", b"<meta", b"mime-version")):
        return unreadable(path, "内容其实是网页，不是 Excel 工作簿", "请用 Excel 打开，另存为 .xlsx 后再试")
    if not data.strip(b"\x00"):
        return unreadable(path, "文件内容全是空字节，已损坏", "请重新拷贝一份后再试")
    if path.name.startswith("~$"):
        return unreadable(path, "这是 Excel 打开工作簿时的临时文件", f"请改用“{path.name[2:]}”")
    return unreadable(path, "这不是 Excel 工作簿", "请换成 .xlsx 工作簿；如是文本表格，请把后缀改为 .csv 或 .txt")


def damaged(path: Path) -> FileProblem:
    """Return the problem of a package whose parts cannot be made sense of."""
    return unreadable(path, "工作簿的内容已损坏", "请用 Excel 打开修复、另存后再试")


def too_large(path: Path, sheet: str) -> FileProblem:
    """Return the problem of a sheet with more filled cells than fit into memory."""
    return unreadable(path, f"工作表“{sheet}”的数据范围太大", "请删去表格以外多余的行和列，另存后再试")


def refuse_long_names(path: Path, names: Iterable[str]) -> None:
    """Refuse a workbook with names of sheets that no program lets anyone type.

    Excel allows 31 characters, other programs some more; each table is read with its sheet's name.

    Raises:
        FileProblem: There is one.
    """
    if (longest := max(map(len, names), default=0)) > _LONGEST_NAME:
        raise unreadable(
            path, f"有工作表的名称长达{longest}个字（Excel 最多31个字）", "请用 Excel 打开修复、另存后再试"
        )


def no_sheets(path: Path) -> FileProblem:
    """Return the problem of a workbook that holds nothing to read."""
    return unreadable(path, "工作簿里没有工作表", "请换成有考核表的工作簿")
