"""Data classes with slots that take a quarter of the time to make: ``dataclass`` as in :mod:`dataclasses`.

A command line that answers at once can't spend a fifth of its time on writing and compiling six functions for each of
ninety classes.  Here only ``__init__`` is written out, at its first use (and an instance is made in half the time); comparing, hashing and
showing are shared.  To type checkers, and to everything in :mod:`dataclasses` (``fields``, ``asdict``, its own ``replace``),
such a class is a dataclass like any other; that module itself is imported when somebody asks it, as it takes as long as
twenty of Kaohe's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
    from dataclasses import field as field
    from dataclasses import replace as replace
    from typing import NamedTuple as NamedTuple
else:
    import collections
    from collections.abc import Callable, Iterable, Mapping
    from operator import attrgetter, itemgetter

    from kaohe.core.prepared import code

    _MISSING = object()

    class _Field:
        """What :func:`field` says of a field."""

        __slots__ = ("default", "factory", "shown")

        def __init__(self, default: object, factory: Callable[[], object] | None, shown: bool) -> None:
            self.default, self.factory, self.shown = default, factory, shown

    def field(
        *,
        default: object = _MISSING,
        default_factory: Callable[[], object] | None = None,
        repr: bool = True,  # noqa: A002 - its name there
    ) -> _Field:
        """Say what is special about a field: of the options of :func:`dataclasses.field`, those that Kaohe uses."""
        return _Field(default, default_factory, repr)

    def replace(instance: object, /, **changes: object) -> object:
        """Return a copy of a record with some values changed, as :func:`dataclasses.replace` does."""
        cls = instance.__class__
        for name in cls.__slots__:
            if name not in changes:
                changes[name] = getattr(instance, name)
        return cls(**changes)

    def dataclass(*, slots: bool, frozen: bool = False, eq: bool = True) -> Callable[[type], type]:
        """Make a class with annotations a dataclass with slots; of its options, those that Kaohe uses.

        Raises:
            TypeError: It has bases, no fields, or class variables among its annotations, which only the original can treat.
        """
        if not slots:
            raise TypeError("use dataclasses.dataclass for classes without slots")
        return lambda given: _made(given, frozen=frozen, eq=eq)

    def _made(given: type, *, frozen: bool, eq: bool) -> type:
        types: dict[str, str] = given.__annotations__
        is_simple = types and given.__bases__ == (object,)
        if not is_simple or any("ClassVar" in told or "InitVar" in told for told in types.values()):
            raise TypeError(f"use dataclasses.dataclass for {given.__qualname__}")
        members = {name: value for name, value in given.__dict__.items() if name not in ("__dict__", "__weakref__")}
        defaults = {name: members.pop(name) for name in types if name in members}
        names = tuple(types)
        _check_defaults(given, defaults)

        def __init__(self: object, /, *arguments: object, **named: object) -> None:  # noqa: N807
            # Once, and only then: half of all classes never have an instance in a run.
            made.__init__ = _written_out(made, names, defaults)
            made.__init__(self, *arguments, **named)

        members |= {
            "__slots__": names,
            "__match_args__": names,
            "__init__": __init__,
            "__qualname__": given.__qualname__,
            "__signature__": _SIGNATURE,
        }
        members["__dataclass_fields__"] = _FieldsWhenAsked(types, defaults, frozen, eq)
        members["__repr__"] = _shown(
            [name for name in names if not isinstance(own := defaults.get(name), _Field) or own.shown]
        )
        if eq:
            members["__eq__"], members["__hash__"] = _compared(names, frozen=frozen)
        if frozen:
            members |= _FROZEN
        made = type(given)(given.__name__, (), members)
        return made

    def _check_defaults(given: type, defaults: Mapping[str, object]) -> None:
        for name, default in defaults.items():
            if not isinstance(default, _Field) and default.__class__.__hash__ is None:
                raise ValueError(f"mutable default of {given.__qualname__}.{name}: use default_factory")

    def _written_out(cls: type, names: tuple[str, ...], defaults: dict[str, object]) -> Callable[..., None]:
        """Return ``__init__``; it fills the slots directly, as a frozen class lets nobody set its attributes.

        What it uses has names that no field has, and ``self`` another one where that is a field.
        """
        own_name = "__self__" if "self" in names else "self"
        values: dict[str, object] = {"__missing__": _MISSING}
        parameters, lines = [own_name], []
        for name in names:
            values[f"__set_{name}__"] = getattr(cls, name).__set__
            default = defaults.get(name, _MISSING)
            own = default if isinstance(default, _Field) else _Field(default, None, shown=True)
            if own.factory is not None:
                values[f"__make_{name}__"] = own.factory
                parameters.append(f"{name}=__missing__")
                value = f"__make_{name}__() if {name} is __missing__ else {name}"
            else:
                values[f"__default_{name}__"] = own.default
                parameters.append(name if own.default is _MISSING else f"{name}=__default_{name}__")
                value = name
            lines.append(f" __set_{name}__({own_name}, {value})")
        exec(code(f"def __init__({', '.join(parameters)}):\n" + "\n".join(lines)), values)  # noqa: S102
        made = values["__init__"]
        made.__qualname__ = f"{cls.__qualname__}.__init__"
        made.__module__ = cls.__module__
        return made

    def _shown(names: list[str]) -> Callable[[object], str]:
        def __repr__(self: object) -> str:  # noqa: N807
            shown = ", ".join([f"{name}={getattr(self, name)!r}" for name in names])
            return f"{self.__class__.__qualname__}({shown})"

        return __repr__

    def _compared(names: tuple[str, ...], *, frozen: bool) -> tuple[Callable[..., object], Callable[..., int] | None]:
        values_of = attrgetter(*names)

        def __eq__(self: object, other: object) -> bool:  # noqa: N807
            return values_of(self) == values_of(other) if other.__class__ is self.__class__ else NotImplemented

        def __hash__(self: object) -> int:  # noqa: N807
            return hash(values_of(self))

        return __eq__, __hash__ if frozen else None

    class _SignatureWhenAsked:
        """What :mod:`inspect` and ``help`` tell of a class: its fields, though what makes it may not be written out yet."""

        def __get__(self, instance: object, cls: type) -> object:
            from dataclasses import field as original
            from dataclasses import fields, make_dataclass
            from inspect import Parameter, Signature, signature

            if vars(cls).get("__signature__") is not self:  # an heir, which may be made of something else
                raise AttributeError("__signature__")
            if issubclass(cls, tuple):
                types, defaults, kind = cls.__annotations__, cls._field_defaults, Parameter.POSITIONAL_OR_KEYWORD
                told = ((name, defaults.get(name, Parameter.empty), types[name]) for name in cls._fields)
                return Signature([Parameter(name, kind, default=own, annotation=of) for name, own, of in told])
            given = [
                (each.name, each.type, original(default=each.default, default_factory=each.default_factory))
                for each in fields(cls)
            ]
            return signature(make_dataclass(cls.__name__, given))

    _SIGNATURE = _SignatureWhenAsked()

    class _FieldsWhenAsked:
        """The fields of a class, as :mod:`dataclasses` asks for them: seldom, so they are made then."""

        def __init__(self, types: dict[str, str], defaults: dict[str, object], frozen: bool, eq: bool) -> None:
            self._types, self._defaults, self._options = types, defaults, {"frozen": frozen, "eq": eq}

        def __get__(self, instance: object, cls: type) -> Mapping[str, object]:
            from dataclasses import make_dataclass

            given = [
                (name, told, _as_given(self._defaults[name])) if name in self._defaults else (name, told)
                for name, told in self._types.items()
            ]
            cls.__dataclass_fields__ = make_dataclass(cls.__name__, given, **self._options).__dataclass_fields__
            return cls.__dataclass_fields__

    def _as_given(default: object) -> object:
        """Return a field's default, or what is special about it, in the terms of :mod:`dataclasses`."""
        from dataclasses import field as original

        if not isinstance(default, _Field):
            return default
        if default.factory is not None:
            return original(default_factory=default.factory, repr=default.shown)
        return original(repr=default.shown, **({} if default.default is _MISSING else {"default": default.default}))

    def _refuse_to_set(self: object, name: str, value: object) -> None:
        from dataclasses import FrozenInstanceError

        raise FrozenInstanceError(f"cannot assign to field {name!r}")

    def _refuse_to_delete(self: object, name: str) -> None:
        from dataclasses import FrozenInstanceError

        raise FrozenInstanceError(f"cannot delete field {name!r}")

    def _state(self: object) -> list[object]:
        return [getattr(self, name) for name in self.__slots__]

    def _set_state(self: object, state: list[object]) -> None:
        for name, value in zip(self.__slots__, state, strict=True):
            object.__setattr__(self, name, value)

    _FROZEN = {
        "__setattr__": _refuse_to_set, "__delattr__": _refuse_to_delete, "__getstate__": _state, "__setstate__": _set_state,
    }  # fmt: skip

    #: What reads a tuple's value by its place, in C; :mod:`collections` has its like under another name everywhere.
    _getter = getattr(collections, "_tuplegetter", None) or (lambda place, doc: property(itemgetter(place), doc=doc))

    class _TupleMaker(type):
        def __new__(cls, name: str, bases: tuple[type, ...], space: dict[str, object]) -> type:
            if not bases:
                return super().__new__(cls, name, bases, space)
            if len(bases) > 1:
                raise TypeError(f"use typing.NamedTuple for {name}, which has other bases too")
            return _tuple_made(name, space)

    class NamedTuple(metaclass=_TupleMaker):
        """What :class:`typing.NamedTuple` is, made in a quarter of the time: its ``__new__`` is written out at its first use."""

    def _tuple_made(name: str, space: dict[str, object]) -> type:
        names = tuple(space.get("__annotations__", ()))
        if not names or any(each[0] == "_" for each in names):
            raise TypeError(f"use typing.NamedTuple for {name}, if it takes such fields: {names}")
        defaults = {each: space[each] for each in names if each in space}

        def __new__(cls: type, /, *arguments: object, **named: object) -> object:  # noqa: N807
            made.__new__ = staticmethod(_tuple_written_out(made, names, defaults))
            return made.__new__(cls, *arguments, **named)

        getters = {each: _getter(place, f"Alias for field number {place}") for place, each in enumerate(names)}
        own = {
            "__slots__": (),
            "_fields": names,
            "_field_defaults": defaults,
            "__match_args__": names,
            "__new__": __new__,
            "__signature__": _SIGNATURE,
        }
        made = type(name, (tuple,), {**_OF_TUPLES, **space, **getters, **own})
        return made

    def _tuple_written_out(
        made: type, names: tuple[str, ...], defaults: dict[str, object]
    ) -> Callable[..., tuple[object, ...]]:
        parameters = [f"{name}=_default_{name}" if name in defaults else name for name in names]
        values = {f"_default_{name}": default for name, default in defaults.items()} | {"_new": tuple.__new__}
        filled = "".join(f"{name}, " for name in names)
        exec(code(f"def __new__({', '.join(('_cls', *parameters))}):\n return _new(_cls, ({filled}))"), values)  # noqa: S102
        written = values["__new__"]
        written.__qualname__, written.__module__ = f"{made.__qualname__}.__new__", made.__module__
        return written

    def _show_tuple(self: tuple[object, ...]) -> str:
        shown = ", ".join([f"{name}={value!r}" for name, value in zip(self._fields, self, strict=True)])
        return f"{self.__class__.__name__}({shown})"

    def _as_dict(self: tuple[object, ...]) -> dict[str, object]:
        return dict(zip(self._fields, self, strict=True))

    def _replaced(self: tuple[object, ...], /, **changes: object) -> tuple[object, ...]:
        return self.__class__(**(_as_dict(self) | changes))

    def _made_of(cls: type, values: Iterable[object]) -> tuple[object, ...]:
        return cls(*values)

    _OF_TUPLES = {
        "__repr__": _show_tuple, "__getnewargs__": lambda self: tuple(self),
        "_asdict": _as_dict, "_replace": _replaced, "_make": classmethod(_made_of),
    }  # fmt: skip
