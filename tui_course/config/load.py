"""Settings from flags, then the environment, then the file, then what was chosen in the reader, then defaults."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from tui_course.config.file import Written, read_file
from tui_course.config.remembered import CHOSEN, read_chosen
from tui_course.config.settings import (
    NAMES,
    PREFIX,
    KeyChange,
    Loaded,
    Origin,
    Settings,
    brief,
    config_file,
    likely,
    most,
    read_keys,
    read_value,
)
from tui_course.errors import SettingsError
from tui_course.language import locale_language

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path


def load_settings(flags: Mapping[str, Any], environment: Mapping[str, str] | None = None) -> Settings:
    """Settings alone; see `load`."""
    return load(flags, environment).settings


def load(flags: Mapping[str, Any], environment: Mapping[str, str] | None = None) -> Loaded:
    """Settings from `flags` (None where not given), the environment, the settings file and the reader's own choices.

    A flag that cannot be used raises SettingsError: it was typed just now. What stands in the environment or the file was
    written another day, and stops nobody: it is a complaint, and the next source counts.
    """
    return _Loading(flags, os.environ if environment is None else environment).load()


def asked_language(environment: Mapping[str, str]) -> str:
    """The language to speak before any flag is read: of the environment, the file or the locale; complaints wait for `load`."""
    return _Loading({}, environment).language()


def spoken(setting: str, environment: Mapping[str, str]) -> str:
    """The language that the setting means: its own, or with `auto` that of the locale."""
    return locale_language(environment) if setting == "auto" else setting


class _Loading:
    def __init__(self, flags: Mapping[str, Any], environment: Mapping[str, str]) -> None:
        self.flags = flags
        self.environment = environment
        self.path = config_file(environment)
        self.written: Written = read_file(self.path)
        self.complaints = [self.written.complaint] if self.written.complaint else []

    def load(self) -> Loaded:
        values: dict[str, Any] = {}
        origins: dict[str, Origin] = {}
        self._report_unknown()
        for name in NAMES:
            self._take(name, values, origins)
        # Where choices are kept is a setting itself.
        chosen = _chosen(Settings(**values).state_folder)
        for name in CHOSEN:
            if name in chosen and origins[name].kind == "default":
                values[name], origins[name] = chosen[name], Origin("reader")
        keys = self._keys()
        origins["keys"] = Origin("file", str(self.path)) if keys else Origin("default")
        return Loaded(Settings(**values, keys=keys), origins, most(self.complaints))

    def language(self) -> str:
        values: dict[str, Any] = {}
        self._take("language", values, {})
        return spoken(values.get("language", "auto"), self.environment)

    def _take(self, name: str, values: dict[str, Any], origins: dict[str, Origin]) -> None:
        origins[name] = Origin("default")
        for origin, value in self._given(name):
            try:
                values[name] = read_value(name, value)
            except ValueError as error:
                if origin.kind == "flag":
                    raise SettingsError(f"--{name} is {value!r}; {error}") from None
                self.complaints.append(f"{origin.place}: {_setting(name)} is {brief(value)}; {error}")
                continue
            origins[name] = origin
            return

    def _given(self, name: str) -> Iterator[tuple[Origin, object]]:
        if (flag := self.flags.get(name)) is not None:
            yield Origin("flag", f"--{name}"), flag
        variable = PREFIX + name.upper()
        if (value := self.environment.get(variable)) is not None:
            yield Origin("environment", variable), value
        if name in self.written.values:
            yield Origin("file", self._place(name)), self.written.values[name]

    def _place(self, name: str) -> str:
        line = self.written.lines.get(name, 0)
        return f"{self.path}:{line}" if line else str(self.path)

    def _report_unknown(self) -> None:
        for name in self.written.values:
            if name not in NAMES and name != "keys":
                near = likely(name, (*NAMES, "keys"), self.complaints)
                hint = f"; did you mean {near}?" if near else ""
                self.complaints.append(f"{self._place(name)}: there is no setting {brief(name)}{hint}")

    def _keys(self) -> tuple[KeyChange, ...]:
        table = self.written.values.get("keys", {})
        if not isinstance(table, dict):
            self.complaints.append(f"{self._place('keys')}: keys is no table; it begins with [keys]")
            return ()
        found = []
        for action, value in _flat(table):
            name = f"keys.{action}"
            try:
                found.append(KeyChange(action, read_keys(value), self.written.lines.get(name, 0)))
            except ValueError as error:
                self.complaints.append(f"{self._place(name)}: {brief(action)} is {brief(value)}; {error}")
        return tuple(found)


def _setting(name: str) -> str:
    return f"the setting {name}"


def _flat(table: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, object]]:
    """The actions of a table: `"reader.next" = …`, and `reader.next = …`, which TOML takes for a table in it."""
    for key, value in table.items():
        name = f"{above}.{key}" if above else key
        if isinstance(value, dict):
            yield from _flat(value, name)
        else:
            yield name, value


def _chosen(folder: Path) -> dict[str, Any]:
    """What was chosen in the reader and can be used."""
    found = {}
    for name, value in read_chosen(folder).items():
        try:
            found[name] = read_value(name, value)
        except ValueError:
            continue
    return found
