"""The commands that are run after each change of a table, apart from click.

To import click, and what it imports, takes longer than to check a table.  So a plain line such as ``kaohe check FILE`` is
read here; whatever else a line may hold (help, several sheets, ``--output=OUT``, a mistake) is left to click, which
reads plain lines in the same way.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from importlib import import_module
from pathlib import Path

#: The parameters of each command that a plain line may give, by the option's name.
_FLAGS: Mapping[str, Mapping[str, str]] = {
    "check": {"--json": "as_json"},
    "recalc": {
        "--in-place": "in_place", "--dry-run": "dry_run", "--overwrite": "overwrite",
        "--forget-earlier": "forget_earlier", "--json": "as_json",
    },
}  # fmt: skip
#: What click expands on Windows, where the shell doesn't.
_EXPANDED = frozenset("*?[~$%")
_WITH_PATH: Mapping[str, Mapping[str, str]] = {"check": {}, "recalc": {"-o": "out", "--output": "out"}}


def of_plain_line(arguments: Sequence[str]) -> Callable[[], int] | None:
    """Return what a plain line asks for; None for any other line."""
    name, *rest = arguments or [""]
    if name not in _FLAGS or not _EXPANDED.isdisjoint("".join(rest)):
        return None
    files: list[Path] = []
    given: dict[str, object] = dict.fromkeys(_FLAGS[name].values(), False) | dict.fromkeys(_WITH_PATH[name].values())
    words = iter(rest)
    for word in words:
        if word in _FLAGS[name]:
            given[_FLAGS[name][word]] = True
        elif word in _WITH_PATH[name] and (path := next(words, "-"))[:1] != "-":
            given[_WITH_PATH[name][word]] = Path(path)
        elif word[:1] == "-":
            return None
        else:
            files.append(Path(word))
    if len(files) != 1:
        return None
    return partial(import_module(f"{__name__}.{name}").run, files[0], only=(), **given)
