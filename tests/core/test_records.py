"""A record is what a dataclass with slots is."""

from __future__ import annotations

import copy
import dataclasses
import inspect
import pickle
import re
import types
import typing
from collections.abc import Callable
from dataclasses import FrozenInstanceError, fields, is_dataclass
from pathlib import Path

import pytest

from kaohe.core import records
from kaohe.core.records import dataclass, replace

pytestmark = pytest.mark.core


def make(decorate: Callable[..., Callable[[type], type]], **options: bool) -> type:
    field = records.field if decorate is records.dataclass else dataclasses.field

    @decorate(slots=True, **options)
    class Made:
        """A class."""

        name: str
        count: int = 2
        parts: list[int] = field(default_factory=list)
        secret: bytes = field(default=b"", repr=False)

        @property
        def double(self) -> int:
            return self.count * 2

    return Made


OPTIONS = ({"frozen": True}, {"frozen": True, "eq": False}, {}, {"eq": False})


@dataclass(frozen=True, slots=True)
class Pair:
    """Two values, at the top of a module, so that it can be pickled."""

    one: str
    other: tuple[int, ...] = ()


@pytest.mark.parametrize("options", OPTIONS)
def test_it_behaves_as_the_original(options: dict[str, bool]) -> None:
    ours, theirs = make(dataclass, **options), make(dataclasses.dataclass, **options)
    for arguments, named in (
        (("a",), {}), (("a", 3, [1]), {"secret": b"x"}), ((), {"name": "a"}), (("b",), {"count": 0}),
    ):  # fmt: skip
        mine, other = ours(*arguments, **named), theirs(*arguments, **named)
        assert repr(mine) == repr(other)
        assert [getattr(mine, each.name) for each in fields(mine)] == [
            getattr(other, each.name) for each in fields(other)
        ]
        assert mine.double == other.double
        assert (mine == ours(*arguments, **named)) == (other == theirs(*arguments, **named))
        assert (mine == ours("c")) == (other == theirs("c"))
        assert mine != other
    assert ours("a").parts is not ours("a").parts
    assert ours.__slots__ == theirs.__slots__
    assert ours.__match_args__ == theirs.__match_args__
    assert (ours.__hash__ is None) == (theirs.__hash__ is None)
    assert not hasattr(ours("a"), "__dict__")


@pytest.mark.parametrize("options", OPTIONS)
@pytest.mark.parametrize(("arguments", "named"), [((), {}), (("a", 1, [], b"", 5), {}), (("a",), {"other": 1})])
def test_wrong_arguments_are_refused_in_the_same_words(
    options: dict[str, bool], arguments: tuple[object, ...], named: dict[str, object]
) -> None:
    with pytest.raises(TypeError) as mine:
        make(dataclass, **options)(*arguments, **named)
    with pytest.raises(TypeError) as theirs:
        make(dataclasses.dataclass, **options)(*arguments, **named)
    assert str(mine.value) == str(theirs.value)


def test_frozen_means_frozen() -> None:
    pair = Pair("a")
    with pytest.raises(FrozenInstanceError):
        pair.one = "b"  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        del pair.one
    made = make(dataclass)("a")
    made.count = 5
    assert made.double == 10


def test_equal_ones_are_one_key() -> None:
    assert len({Pair("a"), Pair("a", ()), Pair("b")}) == 2
    identical = make(dataclass, frozen=True, eq=False)
    assert len({identical("a"), identical("a")}) == 2


def test_copies() -> None:
    pair = Pair("a", (1, 2))
    assert replace(pair, one="b") == dataclasses.replace(pair, one="b") == Pair("b", (1, 2))
    with pytest.raises(TypeError, match="unexpected keyword argument 'third'"):
        replace(pair, third=3)
    assert pickle.loads(pickle.dumps(pair)) == copy.deepcopy(pair) == copy.copy(pair) == pair
    assert is_dataclass(pair)
    assert dataclasses.asdict(pair) == {"one": "a", "other": (1, 2)}


#: What the written-out functions could call something of their own.
CLASHING = (
    "self",
    "cls",
    "missing",
    "new",
    "made",
    "set_self",
    "make_missing",
    "default_new",
    "tuple",
    "values",
    "len",
)


@pytest.mark.parametrize("kind", ["default", "factory"])
def test_a_field_may_have_any_name(kind: str) -> None:
    made = []
    for module in (records, dataclasses):
        own = {each: each if kind == "default" else module.field(default_factory=each.upper) for each in CLASHING}
        space = {"__annotations__": dict.fromkeys(CLASHING, "str"), **own}
        made.append(module.dataclass(slots=True, frozen=True)(type("Made", (), space)))
    for named in ({}, {"self": "x"}, {"missing": "x", "set_self": "y"}):
        assert repr(made[0](**named)) == repr(made[1](**named))
    assert inspect.signature(made[0]) == inspect.signature(made[1])

    space = {"__module__": __name__, "__annotations__": dict.fromkeys(CLASHING, "str")} | {
        each: each for each in CLASHING
    }
    tuples = [
        types.new_class("Made", (base.NamedTuple,), {}, lambda new: new.update(space)) for base in (records, typing)
    ]
    for named in ({}, {"cls": "x"}, {"new": "x", "len": "y"}):
        assert repr(tuples[0](**named)) == repr(tuples[1](**named))


def test_what_is_told_of_a_class_that_has_not_been_used() -> None:
    """By ``help``, and by programs that show the arguments while one types."""
    assert inspect.signature(make(dataclass)) == inspect.signature(make(dataclasses.dataclass))
    assert str(inspect.signature(Named)) == "(one: 'str', other: 'int' = 2, rest: 'tuple[int, ...]' = ())"
    assert typing.get_type_hints(Pair) == {"one": str, "other": tuple[int, ...]}

    class Heir(Pair):
        def __init__(self, both: str) -> None:
            super().__init__(both, ())

    assert str(inspect.signature(Heir)) == "(both: 'str') -> 'None'"


def test_patterns_match_by_place() -> None:
    match Pair("a", (1,)):
        case Pair("a", (number,)):
            assert number == 1
        case _:
            pytest.fail("no match")


def test_what_it_can_not_do_is_refused() -> None:
    with pytest.raises(ValueError, match="default_factory"):

        @dataclass(slots=True)
        class _Shared:
            parts: list[int] = []  # noqa: RUF012

    with pytest.raises(TypeError, match="use dataclasses"):

        @dataclass(slots=True)
        class _Heir(Pair):
            third: int

    with pytest.raises(TypeError, match="use dataclasses"):
        dataclass(slots=False)

    with pytest.raises(TypeError, match="use dataclasses"):

        @dataclass(slots=True)
        class _Empty:
            pass


@pytest.mark.parametrize(
    ("fields_of", "bases"), [({}, ()), ({"_one": "str"}, ()), ({"one": "str"}, (typing.Generic[typing.TypeVar("T")],))]
)
def test_a_named_tuple_that_it_can_not_make_is_refused(fields_of: dict[str, str], bases: tuple[type, ...]) -> None:
    with pytest.raises(TypeError, match=r"use typing\.NamedTuple"):
        types.new_class("Made", (records.NamedTuple, *bases), {}, lambda new: new.update(__annotations__=fields_of))


class Named(records.NamedTuple):
    """Three values."""

    one: str
    other: int = 2
    rest: tuple[int, ...] = ()

    @property
    def double(self) -> int:
        return self.other * 2


class Original(typing.NamedTuple):
    """Three values."""

    one: str
    other: int = 2
    rest: tuple[int, ...] = ()

    @property
    def double(self) -> int:
        return self.other * 2


def test_a_named_tuple_behaves_as_the_original() -> None:
    for arguments, named in ((("a",), {}), (("a", 3), {"rest": (1,)}), ((), {"one": "b", "other": 0})):
        mine, other = Named(*arguments, **named), Original(*arguments, **named)
        assert mine == other == tuple(other)
        assert hash(mine) == hash(other)
        assert repr(mine) == repr(other).replace("Original", "Named")
        assert (mine._asdict(), mine.double, [*mine]) == (other._asdict(), other.double, [*other])
        assert (mine.one, mine.other, mine.rest) == (other.one, other.other, other.rest)
        assert mine._replace(other=9) == other._replace(other=9)
        assert type(mine._replace(other=9)) is type(Named._make(mine)) is Named
        assert pickle.loads(pickle.dumps(mine)) == copy.deepcopy(mine) == copy.copy(mine) == mine
        assert type(pickle.loads(pickle.dumps(mine))) is Named
    assert Named._fields == Original._fields == Named.__match_args__
    assert Named._field_defaults == Original._field_defaults
    assert Named.__doc__ == Original.__doc__
    assert not hasattr(Named("a"), "__dict__")
    match Named("a", 5):
        case Named(one, other):
            assert (one, other) == ("a", 5)


@pytest.mark.parametrize(("arguments", "named"), [((), {}), (("a", 1, (), 4), {}), (("a",), {"third": 1})])
def test_wrong_values_of_a_named_tuple_are_refused_in_the_same_words(
    arguments: tuple[object, ...], named: dict[str, object]
) -> None:
    said = []
    for cls in (Named, Original):
        with pytest.raises(TypeError) as refused:
            cls(*arguments, **named)  # type: ignore[arg-type]
        said.append(str(refused.value).replace("Original", "Named"))
    assert said[0] == said[1]
    with pytest.raises(AttributeError):
        Named("a").one = "b"  # type: ignore[misc]
    with pytest.raises(TypeError):
        Named("a")._replace(third=1)


def test_no_other_classes_are_made_where_a_start_waits_for_them() -> None:
    """Each of :mod:`typing`'s and :mod:`dataclasses`' takes as long as ten of these."""
    folder = Path(records.__file__).parents[1]
    slow = re.compile(r"^from (?:typing import .*\bNamedTuple|dataclasses import)", re.MULTILINE)
    rooms = [path for path in folder.rglob("*.py") if path.relative_to(folder).parts[0] not in ("excel", "cli")]
    found = [path.name for path in rooms if slow.search(path.read_text("utf-8"))]
    assert (found, len(rooms) > 100) == ([], True)
