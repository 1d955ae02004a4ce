"""Where a template's variables are looked up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

_MISSING: Final = object()


class Scope:
    """Mappings of names, of which the first that knows a name counts."""

    __slots__ = ("_inner", "_outer")

    def __init__(self, *outer: Mapping[str, object]) -> None:
        self._inner: list[Mapping[str, object]] = []
        self._outer = outer

    def get(self, name: str) -> object:
        """The value of a name, None where no mapping knows it."""
        for names in reversed(self._inner):
            if (value := names.get(name, _MISSING)) is not _MISSING:
                return value
        for names in self._outer:
            if (value := names.get(name, _MISSING)) is not _MISSING:
                return value
        return None

    def push(self, names: Mapping[str, object]) -> None:
        """Put names before all others."""
        self._inner.append(names)

    def pop(self) -> None:
        """Take back the names that were pushed last."""
        self._inner.pop()

    @property
    def depth(self) -> int:
        """How many mappings are pushed."""
        return len(self._inner)
