"""What every test room shares: tools that may be missing, and CI's rule that they may not."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

#: CI tries the same random cases each time: a landing must not hang on chance, and a failure can be repeated.
settings.register_profile("ci", derandomize=True, deadline=None, print_blob=True)
settings.register_profile("here", deadline=None)
settings.load_profile("ci" if os.environ.get("CI") else "here")

DATA = Path(__file__).parent / "data"

_TOOLS: dict[str, tuple[str, Callable[[], object]]] = {
    "libreoffice": ("LibreOffice (soffice) is not installed", lambda: shutil.which("soffice")),
    "wine": ("Wine is not installed", lambda: shutil.which("wine64") or Path("/usr/lib/wine/wine64").exists()),
    "desktop": (
        "the tools of a Linux desktop (gio, xdg-mime, desktop-file-validate) are not installed",
        lambda: all(map(shutil.which, ("gio", "xdg-mime", "desktop-file-validate", "update-desktop-database"))),
    ),
    "node": ("Node.js (npm) is not installed", lambda: shutil.which("npm")),
}


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a test, with the reason, when the tool that its marker names is missing."""
    for marker, (reason, find) in _TOOLS.items():
        if item.get_closest_marker(marker) and not find():
            pytest.skip(reason)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail in CI when anything was skipped: there every tool is installed, but perhaps a Wine for 32 bits."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    skipped = reporter.stats.get("skipped", []) if reporter is not None else []
    if os.environ.get("CI") and any("wine32" not in each.keywords for each in skipped):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
        reporter.write_line("skipped tests count as failures in CI", red=True)


@pytest.fixture
def data() -> Path:
    """Return the folder with the real table, the catalogue and the samples."""
    return DATA
