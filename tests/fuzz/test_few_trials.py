"""A few trials of each kind; ``python -m tests.fuzz`` runs many."""

from __future__ import annotations

import os

import pytest

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the trials are forked")

if os.name != "nt":
    from tests.fuzz.batches import Tally, run
    from tests.fuzz.sabotage import sabotaged
    from tests.fuzz.trials import kinds

    @pytest.mark.parametrize("name", kinds())
    def test_few(name: str) -> None:
        tally, kind = Tally(name), kinds()[name]
        run(kind, range(kind.few), tally)
        assert not tally.failed
        assert tally.tried == kind.few

    #: A safeguard, and the trials that must notice that it is off.
    @pytest.mark.parametrize(
        ("safeguard", "name"),
        [
            ("take-back", "faults"), ("removal", "faults"), ("backup", "faults"), ("rename", "faults"),
            ("clearing", "kills"), ("comparison", "saves"), ("lock", "races"),
        ],
    )  # fmt: skip
    def test_trials_notice_what_is_switched_off(safeguard: str, name: str) -> None:
        tally, kind = Tally(name), kinds()[name]
        with sabotaged(safeguard):
            while not tally.failed and tally.tried < 10 * kind.few:
                run(kind, range(tally.tried, tally.tried + kind.few), tally)
        assert tally.failed
