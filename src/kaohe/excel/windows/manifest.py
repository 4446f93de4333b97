"""What a bundle holds: the versions of its parts, and the digest of every file."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Manifest:
    """``version`` is Kaohe's own; ``files`` maps paths with slashes, from the root, to SHA-256 in hexadecimal."""

    version: str
    parts: Mapping[str, str]
    files: Mapping[str, str]

    @property
    def top_names(self) -> set[str]:
        """The files and folders directly below the root."""
        return {name.partition("/")[0] for name in self.files}


@dataclass(frozen=True, slots=True)
class Damage:
    """Files of a manifest that are not there, or not as they were."""

    missing: tuple[str, ...]
    changed: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.missing or self.changed)


def manifest_of(version: str, parts: Mapping[str, str], files: Mapping[str, bytes]) -> Manifest:
    """Return the manifest of these files."""
    return Manifest(version, dict(sorted(parts.items())), {name: _digest(files[name]) for name in sorted(files)})


def as_json(manifest: Manifest) -> bytes:
    """Return the manifest as the content of its file."""
    return (json.dumps(asdict(manifest), ensure_ascii=False, indent=1) + "\n").encode()


def read_manifest(file: Path) -> Manifest | None:
    """Return the manifest in a file; None where there is none, or not a whole one."""
    try:
        return Manifest(**json.loads(file.read_bytes()))
    except (OSError, ValueError, TypeError):
        return None


def read_whole(manifest: Manifest, root: Path) -> Iterator[tuple[str, bytes | None]]:
    """Yield each file below ``root`` with its content; None for one that is missing or not as it was."""
    for name, digest in manifest.files.items():
        try:
            content = (root / name).read_bytes()
        except OSError:
            yield name, None
        else:
            yield name, content if _digest(content) == digest else None


def find_damage(manifest: Manifest, root: Path) -> Damage:
    """Compare the files below ``root`` with the manifest; files that it does not list don't matter."""
    bad = [name for name, content in read_whole(manifest, root) if content is None]
    missing = tuple(name for name in bad if not (root / name).exists())
    return Damage(missing, tuple(name for name in bad if name not in missing))


def _digest(content: bytes) -> str:
    return sha256(content).hexdigest()
