"""What a key does and what the help says of it; the tables of all keys stand in this package, by screens."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from textual.binding import Binding

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from textual.binding import BindingType


class Key(NamedTuple):
    """Keys by Textual's names, the action they start, and how the help writes and explains them (no text: not listed)."""

    keys: str
    action: str
    shown: str = ""
    text: str = ""


class Group(NamedTuple):
    """Keys that belong together."""

    title: str
    keys: tuple[Key, ...]


# Which way an action goes, in words, where its arguments say it: down or on first.
_WAYS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "line": ("down", "up"),
        "half": ("down", "up"),
        "screen": ("down", "up"),
        "cursor": ("down", "up"),
        "pan": ("right", "left"),
        "zoom": ("in", "out"),
        "end": ("first", "last"),
    }
)
_SIDES: Mapping[str, str] = MappingProxyType({"-1,0": "left", "1,0": "right", "0,-1": "up", "0,1": "down"})


def action_id(screen: str, action: str) -> str:
    """The name of an action of a screen that outlives its keys: `heading(1)` of the reader is `reader.heading-next`."""
    name, _, arguments = action.rstrip(")").partition("(")
    way = _SIDES.get(arguments, "")
    if arguments and not way:
        way = _WAYS.get(name, ("next", "previous"))[arguments.startswith("-")]
    return f"{screen}.{name.replace('_', '-')}{f'-{way}' if way else ''}"


def bindings(screen: str, groups: Iterable[Group]) -> list[BindingType]:
    """The bindings of a screen's table; each has the name of its action, so that the user may give it other keys."""
    return [
        Binding(key.keys, key.action, key.text, show=False, id=action_id(screen, key.action))
        for group in groups
        for key in group.keys
        if key.keys
    ]
