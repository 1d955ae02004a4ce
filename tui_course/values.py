"""Dataclasses that cost little to define: a reader defines some hundred before its first frame."""

from __future__ import annotations

import dataclasses
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable
    from dataclasses import dataclass

__all__ = ["dataclass"]

_T = TypeVar("_T")


def _define(cls: type[_T], *, frozen: bool, slots: bool) -> type[_T]:
    """The class with the fields of a dataclass, and the methods that all of them share.

    The standard library compiles seven functions for each class, which takes 0.6 ms; only `__init__` has to be its own, and
    that is compiled when the first value is made: what comes from a cache never needs it.
    """
    made: Any = dataclasses.dataclass(init=False, repr=False, eq=False, slots=slots)(cls)
    names = tuple(field.name for field in dataclasses.fields(made) if field.compare)
    made.__init__ = _beginner(made)
    made._values = _getter(names)  # noqa: SLF001 - our own
    for method in (_eq, _repr, *(_FROZEN if frozen else ()), *(_PICKLED if frozen and slots else ())):
        setattr(made, _NAMES[method], method)
    if not frozen:
        made.__hash__ = None
    found: type[_T] = made
    return found


def _getter(names: tuple[str, ...]) -> Callable[[Any], tuple[Any, ...]]:
    """What gives the fields of these names as a tuple."""
    if len(names) > 1:
        return attrgetter(*names)
    return staticmethod(lambda value: tuple(getattr(value, name) for name in names))


def _beginner(cls: Any) -> Callable[..., None]:  # noqa: ANN401 - a class under way
    """A function that sets the first value's fields, and has a quicker one do so from then on."""

    def __init__(self: object, *given: object, **named: object) -> None:  # noqa: N807 - it is one
        cls.__init__ = made = _initializer(cls)
        made(self, *given, **named)

    return __init__


def _initializer(cls: Any) -> Callable[..., None]:  # noqa: ANN401 - a class under way
    """A function that sets each field, as it is written for a frozen dataclass, and then runs `__post_init__`."""
    fields = dataclasses.fields(cls)
    scope: dict[str, Any] = {"_set": object.__setattr__}
    arguments, body = [], []
    for field in fields:
        given = field.name
        if not field.init:
            # `__post_init__` sets it.
            continue
        if field.default_factory is not dataclasses.MISSING:
            scope["_missing"] = dataclasses.MISSING
            scope[f"_make_{given}"] = field.default_factory
            arguments.append(f"{given}=_missing")
            given = f"_make_{given}() if {given} is _missing else {given}"
        elif field.default is not dataclasses.MISSING:
            scope[f"_default_{given}"] = field.default
            arguments.append(f"{given}=_default_{given}")
        else:
            arguments.append(given)
        body.append(f" _set(self, {field.name!r}, {given})")
    if hasattr(cls, "__post_init__"):
        body.append(" self.__post_init__()")
    exec(f"def __init__({', '.join(['self', *arguments])}):\n" + "\n".join(body or [" pass"]), scope)  # noqa: S102 - names of our own fields
    made: Callable[..., None] = scope["__init__"]
    return made


def _eq(self: Any, other: Any) -> Any:  # noqa: ANN401
    if other.__class__ is not self.__class__:
        return NotImplemented
    return self is other or self._values(self) == self._values(other)


def _hash(self: Any) -> int:  # noqa: ANN401
    # Of the fields alone, as elsewhere: with the class in it the order of a set would differ from run to run.
    return hash(self._values(self))


def _repr(self: Any) -> str:  # noqa: ANN401
    parts = (f"{name}={getattr(self, name)!r}" for name, field in self.__dataclass_fields__.items() if field.repr)
    return f"{self.__class__.__qualname__}({', '.join(parts)})"


def _frozen(self: object, name: str, value: object) -> None:  # noqa: ARG001
    raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")


def _kept(self: object, name: str) -> None:  # noqa: ARG001
    raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")


def _getstate(self: Any) -> list[Any]:  # noqa: ANN401
    return [getattr(self, name) for name in self.__dataclass_fields__]


def _setstate(self: Any, state: list[Any]) -> None:  # noqa: ANN401
    for name, value in zip(self.__dataclass_fields__, state, strict=True):
        object.__setattr__(self, name, value)


_NAMES = {
    _eq: "__eq__",
    _hash: "__hash__",
    _repr: "__repr__",
    _frozen: "__setattr__",
    _kept: "__delattr__",
    _getstate: "__getstate__",
    _setstate: "__setstate__",
}

# What a value that can be changed has from `object`.
_FROZEN = (_hash, _frozen, _kept)
_PICKLED = (_getstate, _setstate)

if not TYPE_CHECKING:

    def dataclass(cls=None, /, *, frozen=False, slots=False):  # noqa: ANN001, ANN201
        """As `dataclasses.dataclass`, for classes that have no such methods of their own."""

        def define(defined):  # noqa: ANN001, ANN202
            return _define(defined, frozen=frozen, slots=slots)

        return define if cls is None else define(cls)
