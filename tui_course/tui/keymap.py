"""Which key does what, as the user wants it: every action has a name, and may have other keys."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import field
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from textual.keys import KEY_NAME_REPLACEMENTS, Keys

from tui_course.config.settings import brief, likely, most
from tui_course.tui.keys import action_id
from tui_course.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping, Sequence
    from pathlib import Path

    from tui_course.config.settings import KeyChange
    from tui_course.tui.keys import Group

# As keys are called by people, and by Textual.
_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "esc": "escape",
        "return": "enter",
        "del": "delete",
        "ins": "insert",
        "pgdn": "pagedown",
        "pgup": "pageup",
        "page down": "pagedown",
        "page up": "pageup",
        "←": "left",
        "→": "right",
        "↑": "up",
        "↓": "down",
    }
)
_SHOWN: Mapping[str, str] = MappingProxyType(
    {"escape": "Esc", "pagedown": "PgDn", "pageup": "PgUp", "left": "←", "right": "→", "up": "↑", "down": "↓"}
)
_MODIFIERS = {"ctrl": "Ctrl", "shift": "Shift", "alt": "Alt"}
# Keys that hints name in one word.
_TOGETHER = frozenset(("←↓↑→", "hjkl"))
# No key has this name: it stands for no key at all.
_NO_KEY = "none"


class Action(NamedTuple):
    """Something that keys do: its name, such as `reader.next`, and its keys as people write them."""

    id: str
    shown: tuple[str, ...]
    changed: bool


@dataclass(frozen=True, slots=True)
class Keymap:
    """Other keys for actions: `changes` has Textual's names of keys by the action's own name.

    `complaints` are sentences on what cannot be used. Without changes every key is as it is in the tables.
    """

    changes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    complaints: tuple[str, ...] = ()

    @classmethod
    def of(cls, wanted: Sequence[KeyChange], path: Path | None = None) -> Keymap:
        """The changes that a user wants, as far as they can be; `path` is the file where they stand."""
        known = set(_all_names()) if wanted else set()
        changes: dict[str, tuple[str, ...]] = {}
        complaints: list[str] = []
        for change in wanted:
            place = _place(change, path)
            if change.action not in known:
                near = likely(change.action, known, complaints)
                hint = f"; did you mean {near}?" if near else "; `tui-course config keys` lists them"
                complaints.append(f"{place}there is no action {brief(change.action)}{hint}")
                continue
            keys = []
            for written in change.keys:
                key = key_named(written)
                if key is None:
                    complaints.append(f"{place}there is no key {brief(written)}")
                elif other := _owner(change.action, key, changes):
                    complaints.append(f"{place}{shown_key(key)} is a key of {other} already, which keeps it")
                else:
                    keys.append(key)
            if keys or not change.keys:
                changes[change.action] = tuple(dict.fromkeys(keys))
        complaints.extend(f"{_place(change, path)}{words}" for change in wanted for words in _robbed(change.action, changes))
        return cls(changes, most(complaints))

    @property
    def textual(self) -> dict[str, str]:
        """The changes as Textual's keymap."""
        return {name: ",".join(keys) or _NO_KEY for name, keys in self.changes.items()}

    @property
    def actions(self) -> list[Action]:
        """Every action of every screen with the keys that it has now."""
        return [
            Action(name, tuple(map(shown_key, self._now(screen, name))), name in self.changes)
            for screen in _tables()
            for name in keys_of(screen)
        ]

    def _now(self, screen: str, name: str) -> Sequence[str]:
        if name in self.changes:
            return self.changes[name]
        others = {key for other, keys in self.changes.items() if other.startswith(f"{screen}.") for key in keys}
        return [key for key in keys_of(screen)[name] if key not in others]

    def first(self, screen: str, action: str) -> str:
        """The first key of a screen's action as people write it; empty for one without."""
        return next((shown_key(key) for key in self._now(screen, action_id(screen, action))), "")

    def told(self, words: str, screens: Sequence[str]) -> str:
        """Keys as a hint names them, such as `j k`, as they are now; those of the first screen that knows them count.

        A name that is no key of these screens stays. Empty where no key is left.
        """
        if not self.changes:
            return words
        found: list[str] = []
        for word in words.split():
            if word in _TOGETHER:
                found.append("".join(one for sign in word for one in self._instead(sign, screens)))
            else:
                found.extend(self._instead(word, screens))
        return " ".join(dict.fromkeys(filter(None, found)))

    def _instead(self, word: str, screens: Sequence[str]) -> Sequence[str]:
        key = key_named(word)
        if key is None or shown_key(key) != word:
            return (word,)
        for screen in (one for one in screens if one in _tables()):
            for name, keys in keys_of(screen).items():
                if key in keys:
                    now = self._now(screen, name)
                    return (word,) if key in now else tuple(map(shown_key, now[:1]))
        return (word,)


def key_named(written: str) -> str | None:
    """Textual's name for a key as people write it, such as `Ctrl+N`, `]`, `PgDn` or `F5`; None where there is none such."""
    if len(written) == 1:
        return _NAMES.get(written) or (_character(written) if written.isprintable() else None)
    *modifiers, last = (part.strip() for part in written.replace("++", "+plus").split("+"))
    base = key_named(last) if len(last) == 1 else _NAMES.get(last.lower(), last.lower())
    wanted = {modifier.lower() for modifier in modifiers}
    if base is None or not (len(base) == 1 or base in _special() or base in _SIGNS):
        return None
    if not wanted <= set(_MODIFIERS) or len(wanted) != len(modifiers):
        return None
    if len(base) == 1 and wanted == {"shift"}:
        # With Shift a letter is another letter.
        return base.upper()
    if "ctrl" in wanted:
        base = base.lower()
    return "+".join((*(name for name in ("alt", "ctrl", "shift") if name in wanted), base))


def shown_key(key: str) -> str:
    """A key, by Textual's name, as people write it."""
    *modifiers, last = key.split("+")
    shown = _SHOWN.get(last) or _SIGNS.get(last) or (last if len(last) == 1 else last.capitalize())
    if modifiers and len(shown) == 1:
        shown = shown.upper()
    return "+".join((*(_MODIFIERS[name] for name in modifiers), shown))


@cache
def _special() -> frozenset[str]:
    """Textual's names of the keys that are no character."""
    return frozenset(key.value for key in Keys if re.fullmatch(r"[a-z]+|f\d+", key.value)) | {"space"}


def _character(character: str) -> str:
    """Textual's name for the key of a character."""
    if character.isalnum():
        return character
    name = unicodedata.name(character, character).lower().replace("-", "_").replace(" ", "_")
    return KEY_NAME_REPLACEMENTS.get(name, name)


_SIGNS: Mapping[str, str] = MappingProxyType({_character(sign): sign for sign in "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~§"})
"""The signs of a keyboard by Textual's names for them."""


def _tables() -> Mapping[str, Sequence[Group]]:
    """The tables of all screens; who changes no keys waits for none of them."""
    from tui_course.tui.keys.screens import SCREENS

    return SCREENS


def _all_names() -> Iterator[str]:
    return (name for screen in _tables() for name in keys_of(screen))


@cache
def keys_of(screen: str) -> Mapping[str, tuple[str, ...]]:
    """The keys of a screen's actions, by their names, as the tables have them."""
    found: dict[str, tuple[str, ...]] = {}
    for group in _tables()[screen]:
        for key in group.keys:
            if key.action:
                name = action_id(screen, key.action)
                found[name] = (*found.get(name, ()), *(one for one in key.keys.split(",") if one))
    return MappingProxyType(found)


def screens_of(node: object) -> list[str]:
    """The names of the tables that a screen or a widget has its keys from."""
    listed = (binding for one in type(node).__mro__ for binding in vars(one).get("BINDINGS", ()))
    ids = (getattr(binding, "id", None) or "" for binding in listed)
    # Textual's own have no name of a table before theirs.
    return list(dict.fromkeys(one.partition(".")[0] for one in ids if "." in one))


def _place(change: KeyChange, path: Path | None) -> str:
    return f"{path or 'keys'}:{change.line}: " if change.line else ""


def _owner(action: str, key: str, owners: Mapping[str, tuple[str, ...]], apart: Container[str] = ()) -> str:
    """Another action of the same screen that has this key."""
    screen = action.partition(".")[0]
    for name, keys in owners.items():
        if name != action and name not in apart and name.startswith(f"{screen}.") and key in keys:
            return name
    return ""


def _robbed(action: str, changes: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """What is said where an action takes the key of one that has its keys from the tables."""
    screen = action.partition(".")[0]
    for key in changes.get(action, ()):
        owner = _owner(action, key, keys_of(screen), changes)
        if owner:
            yield f"{shown_key(key)} was a key of {owner}, which loses it"
