"""The kinds of trials: how many there are, and what each does."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.fuzz import books, interruptions
from tests.fuzz.batches import Kind
from tests.fuzz.hostile import is_bearable, pairs
from tests.fuzz.judging import commands_hold, file_is_read_or_refused, text_is_read
from tests.fuzz.mutation import mutant
from tests.fuzz.rearranged import pages_are_known_again
from tests.fuzz.words import words_stay_words


def kinds() -> dict[str, Kind]:
    """Return the kinds of trials by name."""
    return {
        "damaged .xlsx": _damaged(".xlsx", books.small, lambda: books.stored("assessment_form.xlsx")),
        "damaged pages": _damaged(".xlsx", books.with_pages),
        "damaged .docx": _damaged(
            ".docx", lambda: books.exported(".docx"), lambda: books.stored("assessment_form.docx")
        ),
        "damaged .csv": _damaged(".csv", lambda: books.exported(".csv"), lambda: books.stored("assessment_table.csv")),
        "damaged .xls": _damaged(".xls", lambda: books.stored("old_format.xls")),
        "pages": Kind(8, 600, lambda folder, rng, _: pages_are_known_again(folder, rng), books.with_pages),
        "hostile": Kind(
            3, len(pairs()), lambda folder, _, number: is_bearable(folder, number), interruptions.warm, batch=5
        ),
        "words": Kind(8, 1000, lambda folder, rng, _: words_stay_words(folder, rng)),
        "texts": Kind(400, 100_000, lambda _, rng, number: text_is_read(rng, number), batch=5000),
        "faults": _interrupted(12, 1000, interruptions.fault_changes_nothing),
        "kills": _interrupted(8, 300, interruptions.kill_leaves_old_or_new),
        "saves": _interrupted(8, 300, interruptions.save_is_kept),
        "races": _interrupted(3, 50, interruptions.race_loses_nothing),
    }


def _interrupted(few: int, many: int, trial: Callable[[Path, random.Random], None]) -> Kind:
    return Kind(few, many, lambda folder, rng, _: trial(folder, rng), interruptions.warm)


def _damaged(suffix: str, small: Callable[[], bytes], large: Callable[[], bytes] | None = None) -> Kind:
    """Return the trials that damage a small file, one time in ten a larger one (which takes ten times longer)."""

    def trial(folder: Path, rng: random.Random, _: int) -> None:
        book = large if large and rng.random() < 0.1 else small
        _judge(folder, mutant(book(), rng.randrange(1 << 60)), suffix, rng)

    def warm() -> None:
        with TemporaryDirectory() as folder:
            _judge(Path(folder), small(), suffix, random.Random(0))

    return Kind(10, 3000, trial, warm)


def _judge(folder: Path, content: bytes, suffix: str, rng: random.Random) -> None:
    path = folder / f"考核{suffix}"
    path.write_bytes(content)
    file_is_read_or_refused(path, folder / "结果.xlsx")
    commands_hold(path, folder / "另外", rng)
