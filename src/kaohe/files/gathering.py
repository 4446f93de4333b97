"""Which of the files that are named are merged, and what each is called."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from kaohe.core.problem import FileProblem
from kaohe.files import messages
from kaohe.files.opening import is_same_file

#: What Excel lays beside a workbook while it is open; ``*.xlsx`` catches it too.
_TEMPORARY = "~$"


def choose(
    files: Sequence[Path], out: Path | None = None, base: Path | None = None
) -> tuple[dict[str, Path], list[str]]:
    """Return the files to be merged by the names they go under, and a line for each that is left out.

    The result ``out`` and its backups are left out: a second ``kaohe merge *.xlsx`` would merge them again.  So is the
    ``base`` that the others are merged onto.
    """
    distinct: dict[Path, Path] = {}
    for path in files:
        if not path.name.startswith(_TEMPORARY):
            distinct.setdefault(path.resolve(), path)
    paths = list(distinct.values())
    own = [path for path in paths if out is not None and _is_result(path, out)]
    bases = [path for path in paths if base is not None and path not in own and is_same_file(path, base)]
    left = [path for path in paths if path not in own and path not in bases]
    told = [messages.OWN_RESULT.format(name=path.name) for path in own]
    told += (messages.IS_ROSTER.format(name=path.name) for path in bases)
    return dict(zip(_names(left), left, strict=True)), told


def _is_result(path: Path, out: Path) -> bool:
    is_backup = path.name.startswith(f"{out.stem}_备份_") and path.resolve().parent == out.resolve().parent
    return is_backup or is_same_file(path, out)


def _names(paths: Sequence[Path]) -> list[str]:
    """Return a name for each file: its own, with its folder where several have the same, else the whole path."""
    names = [path.name for path in paths]
    for longer in (_with_folder, _in_full):
        count = Counter(names)
        names = [name if count[name] == 1 else longer(path) for name, path in zip(names, paths, strict=True)]
    return names


def _with_folder(path: Path) -> str:
    return f"{path.resolve().parent.name}/{path.name}"


def _in_full(path: Path) -> str:
    return str(path.resolve())


def check_free(path: Path, doing: str = "汇入") -> None:
    """Refuse a file that somebody has open: what they have not saved yet would be missing.

    ``doing`` is the word for what is not done with it.

    Raises:
        FileProblem: Who has it open, in which program.
    """
    from kaohe.files.disk.names import shown
    from kaohe.files.disk.target import find_user

    if user := find_user(path):
        raise FileProblem(
            messages.OPEN_ELSEWHERE.format(
                doing=doing, name=path.name, user=user.name, program=user.program, lock=shown(user.lock)
            )
        )
