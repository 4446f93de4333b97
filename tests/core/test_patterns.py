"""Patterns that are compiled at their first use: all can be, and they are used as compiled ones are."""

from __future__ import annotations

import pkgutil
import re
from importlib import import_module

import pytest

import kaohe
from kaohe.core.patterns import _Pattern, compile_on_use


def _modules() -> list[str]:
    rooms = ("core", "reason", "matching", "tables", "assessment", "reports", "files")
    found = pkgutil.walk_packages(kaohe.__path__, "kaohe.")
    return [
        module.name for module in found if module.name.split(".")[1] in rooms and not module.name.endswith("__main__")
    ]


def _has_repeats_that_go_wrong(parsed: object) -> bool:
    """Say whether ``(…)*+`` repeats what can fail in its middle: before Python 3.11.5 what it had read is lost then.

    ``(?>(…)*)`` says the same and never goes wrong.
    """
    if isinstance(parsed, tuple) and parsed and str(parsed[0]) == "POSSESSIVE_REPEAT":
        body = parsed[1][2]
        if len(body) > 1 and any(str(op) != "LITERAL" for op, _ in body):
            return True
        if len(body) == 1 and str(body[0][0]) not in ("LITERAL", "NOT_LITERAL", "IN", "ANY"):
            return True
    if isinstance(parsed, tuple | list) or hasattr(parsed, "data"):
        return any(_has_repeats_that_go_wrong(each) for each in parsed)
    return False


def test_what_goes_wrong_is_found() -> None:
    parse = import_module("re._parser").parse
    assert all(
        _has_repeats_that_go_wrong(parse(wrong))
        for wrong in (r"a((?:b|/(?!>))*+)", r"(?:a[bc]d)?+", "(?:x|(?:a+b){0,9}+)")
    )
    assert not any(
        _has_repeats_that_go_wrong(parse(right)) for right in (r"[ab]*+c++.?+", r"(?: xml)?+", r"(?>(?:b|/(?!>))*)")
    )


def test_each_pattern_is_one() -> None:
    """A mistake in a pattern must not wait for the clerk whose table uses it first."""
    found = {
        f"{name}.{key}": value
        for name in _modules()
        for key, value in vars(import_module(name)).items()
        if isinstance(value, _Pattern)
    }
    assert len(found) > 100
    for name, value in found.items():
        re.compile(value.pattern, value._flags)
        assert not _has_repeats_that_go_wrong(import_module("re._parser").parse(value.pattern, value._flags)), name


@pytest.mark.core
def test_it_is_compiled_once_and_only_when_used(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled: list[object] = []
    real = re.compile
    monkeypatch.setattr(re, "compile", lambda *given: compiled.append(given) or real(*given))
    digits = compile_on_use(r"\d+", re.ASCII)
    assert (digits.pattern, compiled) == (r"\d+", [])
    assert digits.search("a12b").span() == (1, 3)  # type: ignore[union-attr]
    assert digits.sub("#", "1 22") == "# #"
    assert digits.flags == re.ASCII
    assert digits.groups == 0
    assert len(compiled) <= 3
    assert compile_on_use(rb"(?P<n>x)").groupindex == {"n": 1}
