"""The manual page of each rule, and the examples in it."""

from __future__ import annotations

from kaohe.assessment.rules.registry import rule_of, rules
from kaohe.assessment.rules.rule import Rule
from kaohe.core.findings import Severity
from kaohe.core.records import dataclass

_SEVERITY_WORDS = {Severity.ERROR: "错误", Severity.WARNING: "需核对", Severity.INFO: "参考"}
_BAD, _GOOD = "反例：", "正例："


@dataclass(frozen=True, slots=True)
class Examples:
    """The examples of a manual page, line by line: what the rule speaks up about, and what it lets pass.

    A line is the text of a reason cell; or, where any line has ``|``, the lines are the rows
    of a sheet, and ``〔…〕`` starts another sheet.
    """

    bad: tuple[str, ...]
    good: tuple[str, ...]


def registered_codes() -> tuple[str, ...]:
    """Return the codes of all rules, in the order of the registry."""
    return tuple(rule.code for rule in rules())


def manual_page(code: str) -> str:
    """Return the manual page of a rule; KeyError for a code that no rule has."""
    rule = rule_of(code)
    title, _, body = _text(rule).partition("\n")
    return f"{rule.code}　{title}（{_SEVERITY_WORDS[rule.severity]}）\n{body}\n"


def _text(rule: Rule) -> str:
    import inspect  # for the few who ask for a page

    return inspect.cleandoc(rule.manual)


def examples(code: str) -> Examples:
    """Return the examples of a rule; empty where its page gives none."""
    lines = _text(rule_of(code)).splitlines()
    return Examples(_block(lines, _BAD), _block(lines, _GOOD))


def _block(lines: list[str], heading: str) -> tuple[str, ...]:
    if heading not in lines:
        return ()
    start = lines.index(heading) + 1
    end = next((at for at in range(start, len(lines)) if not lines[at].startswith(" ")), len(lines))
    return tuple(line.strip(" ") for line in lines[start:end])
