"""The roster of units (单位名册): which units there are, in which category, and which names mean one of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sized
from itertools import combinations

from kaohe.core.names import tidy_name
from kaohe.core.patterns import compile_on_use
from kaohe.core.records import dataclass, field
from kaohe.core.text import fold

#: What an office leaves out of a name or adds to it, without meaning another unit.
_FORMAL = compile_on_use(r"(?:人民政府|街道办事处|办事处|居民委员会|村民委员会|居委会|村委会|党工委|党委|机关)$")
_RANK = compile_on_use(r"^[市区县](?=.{2,}(?:局|委|办|部|院|中心|会|处|所|站)$)")
_AS_SHORT = {"街道办事处": "街道", "居民委员会": "社区", "居委会": "社区", "村民委员会": "村", "村委会": "村"}


def name_key(name: str) -> str:
    """Return what two spellings of one name have in common: blanks, width and padding aside."""
    return fold(tidy_name(name))


@dataclass(frozen=True, slots=True)
class Listed:
    """A unit of the roster; ``category`` None where nobody has decided it."""

    name: str
    category: str | None = None


def list_units(units: Iterable[tuple[str, str | None]]) -> dict[str, Listed]:
    """Return units with their categories by their keys; one that stands in two categories has none of its own."""
    listed: dict[str, Listed] = {}
    for written, category in units:
        name = tidy_name(written)
        key = name_key(name)
        known = listed.setdefault(key, Listed(name, category)) if key else None
        if known and known.category != category:
            listed[key] = Listed(known.name)
    return listed


@dataclass(frozen=True, slots=True)
class Roster:
    """What is known of names: ``aliases`` lead from another spelling to the name, by their keys.

    ``apart`` are pairs of keys that a person said are two units; they are not asked about again.
    ``units`` are those that there are, by their keys, in the order of the list; empty where nobody gave one.
    """

    aliases: Mapping[str, str] = field(default_factory=dict)
    apart: frozenset[frozenset[str]] = frozenset()
    units: Mapping[str, Listed] = field(default_factory=dict)

    def name(self, unit: str) -> str:
        """Return the name that a unit goes by; as it is written where nobody decided anything."""
        return self.called(name_key(unit)) or unit

    def called(self, key: str) -> str | None:
        """Return the name that a unit goes by whose name has this key, None where nobody decided anything."""
        listed = self.units.get(key)
        return self.aliases.get(key) or (listed.name if listed else None)

    def category(self, key: str) -> str | None:
        """Return the category that the list gives to the unit of this key, whatever files say."""
        listed = self.units.get(key)
        return listed.category if listed else None

    def joined(self, other: Roster) -> Roster:
        """Return both; where they contradict each other this one holds."""
        if not (other.aliases or other.apart or other.units):
            return self
        decided = {key: unit for key, unit in self.units.items() if unit.category or key not in other.units}
        aliases = {**other.aliases, **self.aliases}
        units = {key: unit for key, unit in {**other.units, **decided}.items() if key not in aliases}
        return Roster(aliases, self.apart | other.apart, units)


def likely_pairs(names: Mapping[str, Sized], roster: Roster) -> Iterator[tuple[str, str]]:
    """Yield pairs of names that are likely one unit and that nobody has decided on.

    ``names`` have the files that use each.  The first of a pair is what the unit would be called: the name on the list,
    else the one that more files use, else the shorter.  Two names on the list are two units.
    """
    first: dict[str, str] = {}  # of each core: most have only one
    several: dict[str, dict[str, str]] = {}
    for name in names:
        key = name_key(name)
        if key and key not in roster.aliases:
            core = _core(key)
            other = first.setdefault(core, name)
            if other != name:
                spellings = several.setdefault(core, {name_key(other): tidy_name(other)})
                spellings.setdefault(key, tidy_name(name))
    for spellings in (several[core] for core in first if core in several):
        order = sorted(spellings, key=lambda key: (key not in roster.units, -len(names[spellings[key]]), len(key)))
        for one, other in combinations(order, 2):
            if frozenset((one, other)) not in roster.apart and other not in roster.units:
                yield spellings[one], spellings[other]


def _core(key: str) -> str:
    """Return a name without what is formal about it: 登科街道办事处 and 登科街道, 区教育局 and 教育局 have one core."""
    found = _FORMAL.search(key)
    if found and len(key) - len(found[0]) >= 2:
        key = key[: found.start()] + _AS_SHORT.get(found[0], "")
    return _RANK.sub("", key)
