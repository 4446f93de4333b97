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
else:
    from collections.abc import Callable, Mapping
    from operator import attrgetter

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
            TypeError: It has bases, or class variables among its annotations, which only the original can treat.
        """
        if not slots:
            raise TypeError("use dataclasses.dataclass for classes without slots")
        return lambda given: _made(given, frozen=frozen, eq=eq)

    def _made(given: type, *, frozen: bool, eq: bool) -> type:
        types: dict[str, str] = given.__annotations__
        if given.__bases__ != (object,) or any("ClassVar" in told or "InitVar" in told for told in types.values()):
            raise TypeError(f"use dataclasses.dataclass for {given.__qualname__}")
        members = {name: value for name, value in given.__dict__.items() if name not in ("__dict__", "__weakref__")}
        defaults = {name: members.pop(name) for name in types if name in members}
        names = tuple(types)
        cls = type(given)(given.__name__, (), {**members, "__slots__": names, "__match_args__": names})
        cls.__qualname__ = given.__qualname__
        cls.__init__ = _written_at_first_use(cls, names, defaults)
        cls.__dataclass_fields__ = _FieldsWhenAsked(types, defaults, frozen, eq)
        _add_shown(cls, [name for name in names if not isinstance(own := defaults.get(name), _Field) or own.shown])
        if eq:
            _add_compared(cls, names, frozen=frozen)
        if frozen:
            cls.__setattr__, cls.__delattr__ = _refuse_to_set, _refuse_to_delete
            cls.__getstate__, cls.__setstate__ = _state, _set_state
        return cls

    def _written_at_first_use(cls: type, names: tuple[str, ...], defaults: dict[str, object]) -> Callable[..., None]:
        """Return an ``__init__`` that puts the one written out in its place: half of all classes never have an instance in a run."""
        for name, default in defaults.items():
            if not isinstance(default, _Field) and default.__class__.__hash__ is None:
                raise ValueError(f"mutable default of {cls.__qualname__}.{name}: use default_factory")

        def __init__(self: object, *arguments: object, **named: object) -> None:  # noqa: N807
            cls.__init__ = _written_out(cls, names, defaults)
            cls.__init__(self, *arguments, **named)

        return __init__

    def _written_out(cls: type, names: tuple[str, ...], defaults: dict[str, object]) -> Callable[..., None]:
        """Return ``__init__``; it fills the slots directly, as a frozen class lets nobody set its attributes."""
        values: dict[str, object] = {"missing": _MISSING}
        parameters, lines = [], []
        for name in names:
            values[f"set_{name}"] = getattr(cls, name).__set__
            default = defaults.get(name, _MISSING)
            own = default if isinstance(default, _Field) else _Field(default, None, shown=True)
            if own.factory is not None:
                values[f"make_{name}"] = own.factory
                parameters.append(f"{name}=missing")
                lines.append(f" set_{name}(self, make_{name}() if {name} is missing else {name})")
                continue
            if own.default is not _MISSING:
                values[f"default_{name}"] = own.default
            parameters.append(name if own.default is _MISSING else f"{name}=default_{name}")
            lines.append(f" set_{name}(self, {name})")
        exec(code(f"def __init__({', '.join(('self', *parameters))}):\n" + "\n".join(lines or [" pass"])), values)  # noqa: S102
        made = values["__init__"]
        made.__qualname__ = f"{cls.__qualname__}.__init__"
        made.__module__ = cls.__module__
        return made

    def _add_shown(cls: type, names: list[str]) -> None:
        def __repr__(self: object) -> str:  # noqa: N807
            shown = ", ".join([f"{name}={getattr(self, name)!r}" for name in names])
            return f"{self.__class__.__qualname__}({shown})"

        cls.__repr__ = __repr__

    def _add_compared(cls: type, names: tuple[str, ...], *, frozen: bool) -> None:
        values_of = attrgetter(*names)

        def __eq__(self: object, other: object) -> bool:  # noqa: N807
            return values_of(self) == values_of(other) if other.__class__ is self.__class__ else NotImplemented

        def __hash__(self: object) -> int:  # noqa: N807
            return hash(values_of(self))

        cls.__eq__, cls.__hash__ = __eq__, __hash__ if frozen else None

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
