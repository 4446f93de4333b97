"""The roster of units (单位名册): which names mean one unit, as a person has decided once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import combinations

from kaohe.core.names import tidy_name
from kaohe.core.patterns import compile_on_use
from kaohe.core.text import fold

#: What an office leaves out of a name or adds to it, without meaning another unit.
_FORMAL = compile_on_use(r"(?:人民政府|街道办事处|办事处|居民委员会|村民委员会|居委会|村委会|党工委|党委|机关)$")
_RANK = compile_on_use(r"^[市区县](?=.{2,}(?:局|委|办|部|院|中心|会|处|所|站)$)")
_AS_SHORT = {"街道办事处": "街道", "居民委员会": "社区", "居委会": "社区", "村民委员会": "村", "村委会": "村"}


def name_key(name: str) -> str:
    """Return what two spellings of one name have in common: blanks, width and padding aside."""
    return fold(tidy_name(name))


@dataclass(frozen=True, slots=True)
class Roster:
    """What is known of names: ``aliases`` lead from another spelling to the name, by their keys.

    ``apart`` are pairs of keys that a person said are two units; they are not asked about again.
    """

    aliases: Mapping[str, str] = field(default_factory=dict)
    apart: frozenset[frozenset[str]] = frozenset()

    def name(self, unit: str) -> str:
        """Return the name that a unit goes by; as it is written where nobody decided anything."""
        return self.aliases.get(name_key(unit), unit)

    def joined(self, other: Roster) -> Roster:
        """Return both; where they contradict each other this one holds."""
        return Roster({**other.aliases, **self.aliases}, self.apart | other.apart)


def likely_pairs(names: Iterable[str], roster: Roster) -> Iterator[tuple[str, str]]:
    """Yield pairs of names that are likely one unit and that nobody has decided on, the shorter first."""
    by_core: dict[str, dict[str, str]] = {}
    for name in names:
        key = name_key(name)
        if key and key not in roster.aliases:
            by_core.setdefault(_core(key), {}).setdefault(key, tidy_name(name))
    for spellings in by_core.values():
        for one, other in combinations(sorted(spellings, key=len), 2):
            if frozenset((one, other)) not in roster.apart:
                yield spellings[one], spellings[other]


def _core(key: str) -> str:
    """Return a name without what is formal about it: 登科街道办事处 and 登科街道, 区教育局 and 教育局 have one core."""
    found = _FORMAL.search(key)
    if found and len(key) - len(found[0]) >= 2:
        key = key[: found.start()] + _AS_SHORT.get(found[0], "")
    return _RANK.sub("", key)
