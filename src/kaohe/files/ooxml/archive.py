"""The ZIP container of a workbook: members that nobody touched keep their compressed bytes.

``zipfile`` finds the members; writing is done here, because ``zipfile`` would deflate every
member anew.  A member that stays is copied as it was compressed, with its time, attributes and
extra fields; only its place in the file may change.
"""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from kaohe.core.records import NamedTuple

#: Parts larger than this are not read: no real part of an assessment workbook comes near it.
LARGEST_PART = 1 << 30
#: The most that all parts may come to when inflated; a sheet with 1,048,576 rows of eleven plain columns stays below.
LARGEST_INFLATED = 1 << 30
#: What is larger than this and inflates more than so many times is a bomb: of real sheets, in which every cell has
#: an address, none comes near.
_HARMLESS, _BOMB_RATIO = 16 << 20, 50

#: A third of the time that the usual level 6 takes, for a third more bytes; and 100,000 rows of formulas, packed as
#: well as can be, would look like a bomb.
_LEVEL = 3

_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_UTF8_NAME = 0x800
_DESCRIPTOR = 0x8
_ZIP64 = 0x0001
_LIMIT = 0xFFFFFFFF
_MOST_MEMBERS = 0xFFFF
_OLDEST = (1980, 1, 1, 0, 0, 0)


#: What ``zipfile`` and the decoders below it raise on damaged bytes: offsets that point nowhere, names that are no
#: text, streams that break off, methods that nobody knows.
_DAMAGE = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, OSError, ValueError, OverflowError,
    RuntimeError,
)  # fmt: skip


class ArchiveError(Exception):
    """The bytes are no ZIP file, or a damaged one."""


class _Member(NamedTuple):
    """What goes into the archive for one name: header fields, compressed bytes, local extra field."""

    info: zipfile.ZipInfo
    crc: int
    size: int
    body: memoryview | bytes
    extra: bytes

    @property
    def name(self) -> bytes:
        return self.info.orig_filename.encode("utf-8" if self.info.flag_bits & _UTF8_NAME else "cp437")


class Archive:
    """The members of a ZIP file held in memory, addressed by the names in its directory."""

    def __init__(self, data: bytes) -> None:
        """Open ``data``.

        Raises:
            ArchiveError: It is not a ZIP file.
        """
        self.data = data
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _DAMAGE as error:
            raise ArchiveError(str(error)) from error

    @property
    def names(self) -> tuple[str, ...]:
        """Names in the order of the directory."""
        return tuple(info.filename for info in self._zip.infolist())

    @property
    def members(self) -> tuple[zipfile.ZipInfo, ...]:
        """What the directory says of each member."""
        return tuple(self._zip.infolist())

    @property
    def bomb(self) -> int:
        """The bytes that it would inflate to where that is more than any real file does; else 0.

        The directory's sizes are binding: ``zipfile`` stops inflating a member where they say.
        """
        inflated = sum(member.file_size for member in self.members)
        packed = sum(member.compress_size for member in self.members)
        is_bomb = inflated > LARGEST_INFLATED or (inflated > _HARMLESS and inflated > packed * _BOMB_RATIO)
        return inflated if is_bomb else 0

    def read(self, name: str) -> bytes:
        """Return a member, inflated and checked against its CRC.

        Raises:
            ArchiveError: It is damaged, encrypted or larger than ``LARGEST_PART``.
        """
        if self._zip.getinfo(name).file_size > LARGEST_PART:
            raise ArchiveError(f"{name} is too large")
        try:
            return self._zip.read(name)
        except _DAMAGE as error:
            raise ArchiveError(str(error)) from error

    def chunks(
        self,
        replaced: Mapping[str, Iterable[bytes]],
        added: Mapping[str, Iterable[bytes]] = MappingProxyType({}),
        dropped: frozenset[str] = frozenset(),
    ) -> Iterator[bytes | memoryview]:
        """Yield the new archive: the old order, new members last.

        Members are given in pieces, each of which is asked for when the one before it is deflated.  The same arguments always give the same bytes.

        Raises:
            ArchiveError: A member to be copied is damaged, or the result would pass 4 GB.
        """
        directory: list[bytes] = []
        offset = 0
        for member in self._members(replaced, added, dropped):
            header = _local_header(member)
            directory.append(_central_header(member, offset))
            yield header
            yield member.body
            offset += len(header) + len(member.body)
        _check_limit(offset)
        if len(directory) > _MOST_MEMBERS:
            raise ArchiveError("too many members")
        yield from directory
        yield _end_record(len(directory), sum(map(len, directory)), offset, self._zip.comment)

    def _members(
        self, replaced: Mapping[str, Iterable[bytes]], added: Mapping[str, Iterable[bytes]], dropped: frozenset[str]
    ) -> Iterator[_Member]:
        for info in self._zip.infolist():
            # Of several members with one name only the last is ever read; so only that one is replaced.
            current = self._zip.NameToInfo[info.filename] is info
            if info.filename in dropped:
                continue
            if current and info.filename in replaced:
                yield _deflated(info, replaced[info.filename])
            else:
                yield self._as_it_is(info)
        for name, content in added.items():
            yield _deflated(_new_info(name), content)

    def _as_it_is(self, info: zipfile.ZipInfo) -> _Member:
        start = info.header_offset
        if start < 0 or len(self.data) < start + _LOCAL.size:
            raise ArchiveError(f"{info.filename} lies outside the file")
        *_, name_length, extra_length = _LOCAL.unpack_from(self.data, start)
        extra_start = start + _LOCAL.size + name_length
        body_start = extra_start + extra_length
        body = memoryview(self.data)[body_start : body_start + info.compress_size]
        if len(body) < info.compress_size:
            raise ArchiveError(f"{info.filename} is cut off")
        return _Member(info, info.CRC, info.file_size, body, _without_zip64(self.data[extra_start:body_start]))


def _new_info(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _OLDEST)
    info.create_system = 0  # as Excel writes it; the running system must not show in the bytes
    info.flag_bits = 0 if name.isascii() else _UTF8_NAME
    return info


def _deflated(info: zipfile.ZipInfo, content: Iterable[bytes]) -> _Member:
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed, crc, size = [], 0, 0
    for piece in content:
        packed.append(packer.compress(piece))
        crc, size = zlib.crc32(piece, crc), size + len(piece)
    body = b"".join((*packed, packer.flush()))
    fresh = zipfile.ZipInfo(info.orig_filename, info.date_time)
    fresh.orig_filename = info.orig_filename
    fresh.compress_type = zipfile.ZIP_DEFLATED
    fresh.flag_bits = info.flag_bits & _UTF8_NAME
    fresh.create_system, fresh.external_attr, fresh.internal_attr = (
        info.create_system,
        info.external_attr,
        info.internal_attr,
    )
    fresh.create_version, fresh.extract_version = info.create_version, max(info.extract_version, 20)
    return _Member(fresh, crc, size, body, b"")


def _common(member: _Member) -> tuple[int, ...]:
    """Return the fields that both headers share, from the version to the uncompressed size."""
    info = member.info
    year, month, day, hour, minute, second = info.date_time
    return (
        info.extract_version,
        # Sizes stand in the header, so no descriptor follows the data.
        info.flag_bits & ~_DESCRIPTOR,
        info.compress_type,
        hour << 11 | minute << 5 | second // 2,
        (year - 1980) << 9 | month << 5 | day,
        member.crc,
        len(member.body),
        member.size,
    )


def _local_header(member: _Member) -> bytes:
    _check_limit(member.size)
    name = member.name
    fields = (*_common(member), len(name), len(member.extra))
    return _LOCAL.pack(b"PK\3\4", *fields) + name + member.extra


def _central_header(member: _Member, offset: int) -> bytes:
    _check_limit(offset)
    info, name = member.info, member.name
    extra = _without_zip64(info.extra)
    made_by = info.create_system << 8 | info.create_version
    lengths = (len(name), len(extra), len(info.comment))
    tail = (0, info.internal_attr, info.external_attr, offset)
    return _CENTRAL.pack(b"PK\1\2", made_by, *_common(member), *lengths, *tail) + name + extra + info.comment


def _end_record(count: int, size: int, offset: int, comment: bytes) -> bytes:
    return _END.pack(b"PK\5\6", 0, 0, count, count, size, offset, len(comment)) + comment


def _check_limit(value: int) -> None:
    if value >= _LIMIT:
        raise ArchiveError("larger than 4 GB")


def _without_zip64(extra: bytes) -> bytes:
    """Drop the field of 64-bit sizes, as the 32-bit ones are filled in; keep all others."""
    kept, at = b"", 0
    while at + 4 <= len(extra):
        tag, length = struct.unpack_from("<HH", extra, at)
        if tag != _ZIP64:
            kept += extra[at : at + 4 + length]
        at += 4 + length
    return kept + extra[at:]
