"""Every rule: a module of this folder that is called by a code, such as ``t301_no_points.py``, holds the rule of that code.

Nothing else names the rules one by one, and which of them a run needs is kept between runs: to import all takes as long as
to check a table.  A code that has been given is never given to another rule.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pathlib import Path

from kaohe.assessment.rules.rule import Left, Rule, looks_through_all
from kaohe.core.patterns import compile_on_use
from kaohe.core.prepared import prepared
from kaohe.core.records import NamedTuple

#: The stages in the order of the flow: sheet, catalogue, text, points, matching, ranks, Kaohe itself.
_STAGES = "SCTPMRX"
_CODED = compile_on_use(r"[a-z]\d{3}_\w+\.py$")


class _Index(NamedTuple):
    """The modules by code, in the order of the flow; the codes that look through a whole assessment; the code for each gap."""

    modules: dict[str, str]
    searching: tuple[str, ...]
    wording: dict[tuple[type, Left], str]


def _read_index() -> _Index:
    # Looked up by name, not by importlib.resources or pkgutil, which take longer to import than all the rules.
    names = (path.stem for path in Path(__file__).parent.iterdir() if _CODED.match(path.name))
    ordered = sorted(names, key=lambda name: (_STAGES.index(name[0].upper()), name))
    modules = {name[:4].upper(): name for name in ordered}
    rules = [_rule_of(name) for name in ordered]
    searching = tuple(rule.code for rule in rules if looks_through_all(rule))
    return _Index(modules, searching, {(type(left), left): rule.code for rule in rules for left in rule.left})


def _rule_of(name: str) -> Rule:
    values = vars(import_module(f"{__package__}.{name}")).values()
    (rule,) = (value for value in values if isinstance(value, Rule))
    if rule.code != name[:4].upper():
        raise ImportError(f"{name} holds the rule {rule.code}")
    return rule


@cache
def _index() -> _Index:
    return prepared("rules", _read_index)


@cache
def rule_of(code: str) -> Rule:
    """Return the rule of a code; KeyError for a code that no rule has."""
    return _rule_of(_index().modules[code])


def rules() -> tuple[Rule, ...]:
    """Return all rules in the order of the flow."""
    return tuple(map(rule_of, _index().modules))


def searching_rules() -> tuple[Rule, ...]:
    """Return the rules that look through a whole assessment, in the same order."""
    return tuple(map(rule_of, _index().searching))


def rule_for(left: Left) -> Rule:
    """Return the one rule that words a gap of this kind."""
    return rule_of(_index().wording[type(left), left])
