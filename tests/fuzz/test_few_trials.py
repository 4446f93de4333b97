"""A few trials of each kind; ``python -m tests.fuzz --minutes 30`` runs many."""

from __future__ import annotations

import os

import pytest

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the trials are forked")

if os.name != "nt":
    from tests.fuzz.trials import kinds, run

    @pytest.mark.parametrize("name", kinds())
    def test_few(name: str) -> None:
        few, _, trial = kinds()[name]
        tally = run(name, few, trial)
        assert tally.tried == few
        assert not tally.failed
