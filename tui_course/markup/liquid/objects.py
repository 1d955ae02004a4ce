"""Objects a template may look into that are more than plain data."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Mapping


class Drop(Mapping[str, object]):
    """A mapping whose values are computed when a template asks for them, such as a page.

    Subclasses implement `__getitem__` (raising KeyError for names that do not exist) and `__iter__`. A template reaches nothing
    else of the object.
    """

    __slots__ = ()

    @abstractmethod
    def __iter__(self) -> Iterator[str]:
        """The names a template may ask for."""

    def __len__(self) -> int:
        """How many names there are."""
        return sum(1 for _ in self)

    def __eq__(self, other: object) -> bool:
        """Whether it is the same object: comparing would compute every value."""
        return self is other

    def __hash__(self) -> int:
        """By identity, like equality."""
        return id(self)

    def text(self) -> str:
        """What a template prints for the object itself."""
        return ""

    def inspect(self) -> str:
        """What a template prints for the object inside a list, or after the filter `inspect`."""
        return self.text()


class Tracked(dict[str, object]):
    """A data mapping with a list of `questions`: an include that really shows them becomes a quiz element of `path`.

    `path` is relative to the course folder. Otherwise it behaves as the mapping it was made of.
    """

    __slots__ = ("path",)

    def __init__(self, path: str, data: Mapping[str, object]) -> None:
        super().__init__(data)
        self.path = path
