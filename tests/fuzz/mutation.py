"""Files damaged at random, but the same way for the same seed: bytes, members of packages, XML."""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Callable

_TAG = re.compile(rb"<[^<>]*>")
_VALUE = re.compile(rb'="[^"]*"')
_WORDS = (
    b"", b"-1", b"0", b"1e309", b"NaN", b"99999999999999999999", b"A0", b"XFE1", b"ZZZZ9", b"$", b"&#0;", b"&x;", b"\xff",
    b"s", b"e", b"d", b"str", b"inlineStr", b"hex", b"utf-16", b"[" * 300, b"../../x", b"/", b"\\", b"\xe6\x89\xa3",
)  # fmt: skip


def mutant(data: bytes, seed: int) -> bytes:
    """Return a damaged file: its bytes as such, or (a package) one or several of its members."""
    rng = random.Random(seed)
    if not data.startswith(b"PK") or rng.random() < 0.25:
        return _damaged(data, rng, _BYTES)
    return _package(data, rng)


def _damaged(data: bytes, rng: random.Random, ways: tuple[Callable[[bytes, random.Random], bytes], ...]) -> bytes:
    for _ in range(rng.choice((1, 1, 2, 5))):
        data = rng.choice(ways)(data, rng)
    return data


def _package(data: bytes, rng: random.Random) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = [(info.filename, archive.read(info)) for info in archive.infolist()]
    for _ in range(rng.choice((1, 1, 2))):
        at = rng.randrange(len(members))
        name, content = members[at]
        way = rng.randrange(10)
        if way == 0:
            del members[at]
        elif way == 1:
            members.append((rng.choice((name, name.upper(), name.replace("/", "\\"), "/" + name)), content))
        elif way == 2:
            members[at] = (members[rng.randrange(len(members))][0], content)
        elif way == 3:
            members[at] = (name, _damaged(content, rng, _BYTES))
        else:
            members[at] = (name, _damaged(content, rng, _XML))
        if not members:
            break
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", rng.choice((zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED))) as archive:
        for name, content in members:
            with _quiet():
                archive.writestr(name, content)
    packed = written.getvalue()
    return _damaged(packed, rng, _BYTES) if rng.random() < 0.1 else packed


class _quiet:  # noqa: N801 - reads as a word
    """Without the warning of two members of one name, which are wanted here."""

    def __enter__(self) -> None:
        import warnings

        self._caught = warnings.catch_warnings()
        self._caught.__enter__()
        warnings.simplefilter("ignore")

    def __exit__(self, *_: object) -> None:
        self._caught.__exit__(None, None, None)


# -- bytes


def _flip(data: bytes, rng: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(rng.choice((1, 4, 32))):
        if changed:
            changed[rng.randrange(len(changed))] = rng.randrange(256)
    return bytes(changed)


def _cut(data: bytes, rng: random.Random) -> bytes:
    return data[: rng.randrange(len(data) + 1)]


def _drop(data: bytes, rng: random.Random) -> bytes:
    start, end = _span(data, rng)
    return data[:start] + data[end:]


def _repeat(data: bytes, rng: random.Random) -> bytes:
    start, end = _span(data, rng)
    return data[:end] + data[start:end] * rng.choice((1, 2, 20)) + data[end:]


def _insert(data: bytes, rng: random.Random) -> bytes:
    at = rng.randrange(len(data) + 1)
    return data[:at] + rng.choice((rng.randbytes(rng.randrange(1, 64)), rng.choice(_WORDS))) + data[at:]


def _span(data: bytes, rng: random.Random) -> tuple[int, int]:
    start = rng.randrange(len(data) + 1)
    return start, min(len(data), start + rng.choice((1, 8, 64, 512)))


# -- XML


def _change_value(data: bytes, rng: random.Random) -> bytes:
    return _replace(
        data, rng, _VALUE, lambda found: b'="' + rng.choice((*_WORDS, str(rng.randrange(100)).encode())) + b'"'
    )


def _drop_tag(data: bytes, rng: random.Random) -> bytes:
    return _replace(data, rng, _TAG, lambda found: b"")


def _double_tag(data: bytes, rng: random.Random) -> bytes:
    return _replace(data, rng, _TAG, lambda found: found[0] * rng.choice((2, 3, 400)))


def _empty_text(data: bytes, rng: random.Random) -> bytes:
    return _replace(data, rng, re.compile(rb">[^<]+<"), lambda found: b">" + rng.choice(_WORDS) + b"<")


def _declare(data: bytes, rng: random.Random) -> bytes:
    codec = rng.choice((b"hex", b"rot13", b"idna", b"gbk", b"utf-16", b"utf-7", b"ascii", b"x"))
    head = b'<?xml version="1.0" encoding="' + codec + b'"?>'
    return re.sub(rb"^\s*<\?xml[^>]*>", b"", data, count=1).join((head, b""))


def _nest(data: bytes, rng: random.Random) -> bytes:
    deep = rng.choice((100, 3000))
    return _replace(data, rng, _TAG, lambda found: b"<n>" * deep + b"</n>" * deep + found[0])


def _replace(
    data: bytes, rng: random.Random, pattern: re.Pattern[bytes], new: Callable[[re.Match[bytes]], bytes]
) -> bytes:
    found = list(pattern.finditer(data))
    if not found:
        return _flip(data, rng)
    one = rng.choice(found)
    return data[: one.start()] + new(one) + data[one.end() :]


_BYTES = (_flip, _cut, _drop, _repeat, _insert)
_XML = (_change_value, _change_value, _empty_text, _drop_tag, _double_tag, _declare, _nest)
