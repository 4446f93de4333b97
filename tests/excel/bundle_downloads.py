"""The parts that a bundle is made of, as far as they can be had."""

from __future__ import annotations

import pytest

from kaohe.core.problem import FileProblem
from kaohe.excel.bundle.downloads import fetch_python, fetch_wheels


def require_downloads() -> None:
    """Skip the calling test where the parts can't be fetched: no network, no pip."""
    try:
        fetch_python()
        fetch_wheels()
    except FileProblem as problem:
        pytest.skip(problem.message)
