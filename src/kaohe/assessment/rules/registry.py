"""Every rule: a module of this folder that is called by a code, such as ``t301_no_points.py``, holds the rule of that code.

Nothing else names the rules one by one. A code that has been given is never given to another rule.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from kaohe.assessment.rules.rule import Left, Rule
from kaohe.core.patterns import compile_on_use

#: The stages in the order of the flow: sheet, catalogue, text, points, matching, ranks, Kaohe itself.
_STAGES = "SCTPMRX"
_CODED = compile_on_use(r"[a-z]\d{3}_\w+\.py$")


def _rules() -> Iterator[Rule]:
    # Looked up by name, not by importlib.resources or pkgutil, which take longer to import than all the rules.
    modules = (path.stem for path in Path(__file__).parent.iterdir() if _CODED.match(path.name))
    for name in sorted(modules, key=lambda name: (_STAGES.index(name[0].upper()), name)):
        values = vars(import_module(f"{__package__}.{name}")).values()
        (rule,) = (value for value in values if isinstance(value, Rule))
        if rule.code != name[:4].upper():
            raise ImportError(f"{name} holds the rule {rule.code}")
        yield rule


RULES = tuple(_rules())
BY_CODE = {rule.code: rule for rule in RULES}
_WORDINGS = {(type(left), left): rule for rule in RULES for left in rule.left}


def rule_for(left: Left) -> Rule:
    """Return the one rule that words a gap of this kind."""
    return _WORDINGS[type(left), left]
