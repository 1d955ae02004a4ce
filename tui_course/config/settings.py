"""The settings, and what each of them takes."""

from __future__ import annotations

import os
from dataclasses import fields
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from tui_course.language import languages
from tui_course.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

PREFIX: Final = "TUI_COURSE_"
FOREIGN_THEMES: Final = (
    "ansi-dark",
    "ansi-light",
    "atom-one-dark",
    "atom-one-light",
    "catppuccin-frappe",
    "catppuccin-latte",
    "catppuccin-macchiato",
    "catppuccin-mocha",
    "dracula",
    "flexoki",
    "gruvbox",
    "monokai",
    "nord",
    "rose-pine",
    "rose-pine-dawn",
    "rose-pine-moon",
    "solarized-dark",
    "solarized-light",
    "textual-dark",
    "textual-light",
    "tokyo-night",
)
THEMES: Final = ("auto", "dark", "light", *FOREIGN_THEMES)
DENSITIES: Final = ("compact", "normal", "airy")
_MOST_KEYS: Final = 16
_MOST_COMPLAINTS: Final = 20
_LONGEST: Final = 60  # about what a line has room for
WIDTHS: Final = (40, 120)
"""The least and the most cells that a column of text may have."""


class KeyChange(NamedTuple):
    """Other keys for an action, by its id and as the user wrote them; `line` is where, from 1, or 0 where that is not known."""

    action: str
    keys: tuple[str, ...]
    line: int = 0


@dataclass(frozen=True, slots=True)
class Settings:
    """What a user may choose.

    `theme` is one of THEMES; `ascii` draws with ASCII alone. `width` is the most cells of a column of text, within WIDTHS;
    `density` is one of DENSITIES. `language` is the program's own: `auto` for that of the environment. `mouse` has the terminal
    send what the mouse does. `keys` are other keys for actions. `cache` is the folder where pages that were read before are
    kept: empty for the platform's own, `off` for none. `library` is the folder of the list of courses, and of those that were
    fetched, likewise. `store` is where answers are kept: a file, a PostgreSQL URL, `memory` or
    `off`; empty for a file in the folder `state`, which is the platform's own where that is empty too. `learner` is who
    answers: empty for the user's name.
    """

    theme: str = "auto"
    ascii: bool = False
    width: int = 76
    density: str = "normal"
    language: str = "auto"
    mouse: bool = True
    cache: str = ""
    library: str = ""
    store: str = ""
    state: str = ""
    learner: str = ""
    keys: tuple[KeyChange, ...] = ()

    @property
    def cache_folder(self) -> Path | None:
        """Where pages that were read before are kept, or None."""
        if self.cache == "off":
            return None
        if self.cache:
            return Path(os.path.expanduser(self.cache))  # noqa: PTH111 - Path's own fails where there is no home
        from platformdirs import user_cache_path

        return user_cache_path("tui-course")

    @property
    def library_folder(self) -> Path | None:
        """Where the list of courses is kept, or None; it begins with `~` where there is no home folder."""
        if self.library == "off":
            return None
        if self.library:
            return Path(os.path.expanduser(self.library))  # noqa: PTH111 - Path's own fails where there is no home
        from platformdirs import user_data_path

        return user_data_path("tui-course")

    @property
    def state_folder(self) -> Path:
        """Where answers are kept; it begins with `~` where there is no home folder."""
        if self.state:
            return Path(os.path.expanduser(self.state))  # noqa: PTH111 - Path's own fails where there is no home
        from platformdirs import user_state_path

        return user_state_path("tui-course")

    @property
    def learner_name(self) -> str:
        """Who answers: as set, else as the operating system says, else `local`."""
        if name := self.learner.strip():
            return name
        from getpass import getuser

        try:
            return getuser() or "local"
        except (OSError, KeyError, ImportError):  # what it raises where nobody has that number differs between versions
            return "local"


class Origin(NamedTuple):
    """Where a value comes from: `flag`, `environment`, `file`, `reader` or `default`, and the name or line there."""

    kind: str
    place: str = ""


class Loaded(NamedTuple):
    """Settings with where each comes from, by its name, and what could not be used, as sentences."""

    settings: Settings
    origins: Mapping[str, Origin]
    complaints: tuple[str, ...]


def brief(value: object) -> str:
    """A value as it stands in a complaint: quoted, and its beginning where it is long."""
    try:
        text = repr(value)
    except ValueError:  # a number of thousands of digits
        text = "a very long number"
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 3]}..."


def likely(name: str, known: Iterable[str], complaints: Sequence[str]) -> str:
    """What may be meant by a name that is not known; empty where nothing is like it, or there is much to complain of."""
    if len(name) > _LONGEST or len(complaints) >= _MOST_COMPLAINTS:
        return ""
    from difflib import get_close_matches

    return next(iter(get_close_matches(name, known, 1)), "")


def most(complaints: Sequence[str]) -> tuple[str, ...]:
    """The first of many complaints, and how many more there are."""
    more = len(complaints) - _MOST_COMPLAINTS
    return (*complaints[:_MOST_COMPLAINTS], f"and {more} more") if more > 0 else tuple(complaints)


def config_file(environment: Mapping[str, str]) -> Path:
    """Where the settings file stands: `TUI_COURSE_CONFIG`, else the platform's place for settings."""
    if given := environment.get(PREFIX + "CONFIG"):
        return Path(given)
    from platformdirs import user_config_path

    return user_config_path("tui-course") / "config.toml"


# What each setting takes. A reader raises ValueError, whose text is "it takes …".


def _truth(value: object) -> bool:
    if isinstance(value, bool):
        return value
    words = {"1": True, "true": True, "yes": True, "on": True, "0": False, "false": False, "no": False, "off": False, "": False}
    found = words.get(str(value).strip().lower()) if isinstance(value, str | int) else None
    if found is None:
        raise ValueError("it takes yes or no")
    return found


def _words(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError("it takes words between quotes")  # noqa: TRY004  one kind of error for all that cannot be used
    if "\0" in value:
        raise ValueError("it takes words without the character of number 0")
    return value


def _number(least: int, most: int) -> Callable[[object], int]:
    def read(value: object) -> int:
        text = str(value).strip()
        if isinstance(value, bool) or not text.isascii() or not text.isdigit() or not least <= int(text[:9]) <= most:
            raise ValueError(f"it takes a number from {least} to {most}")
        return int(text)

    return read


def _one_of(names: tuple[str, ...]) -> Callable[[object], str]:
    def read(value: object) -> str:
        name = str(value).strip().lower()
        if not isinstance(value, str) or name not in names:
            raise ValueError(f"it takes one of: {', '.join(names)}")
        return name

    return read


def _language(value: object) -> str:
    known = ("auto", *languages())
    code = str(value).strip().partition(".")[0].partition("@")[0]
    if not isinstance(value, str) or not {code, code.partition("_")[0]}.intersection(known):
        raise ValueError(f"it takes one of: {', '.join(known)}")
    return code


_READERS: Mapping[str, Callable[[object], Any]] = MappingProxyType(
    {
        "theme": _one_of(THEMES),
        "width": _number(*WIDTHS),
        "density": _one_of(DENSITIES),
        "language": _language,
    }
)
_BY_TYPE: Mapping[str, Callable[[object], Any]] = MappingProxyType({"bool": _truth, "str": _words})
NAMES: Final = tuple(one.name for one in fields(Settings) if one.name != "keys")
"""The settings that have one value."""
_TYPES: Final = {one.name: str(one.type) for one in fields(Settings)}


def read_value(name: str, value: object) -> Any:  # noqa: ANN401  each setting has its own type
    """The value of a setting, one of NAMES, as a user wrote it; raises ValueError with what it takes."""
    return (_READERS.get(name) or _BY_TYPE[_TYPES[name]])(value)


def read_keys(value: object) -> tuple[str, ...]:
    """The names of keys in a list or between commas; raises ValueError with what it takes."""
    found = _key_names(value)
    if len(found) > _MOST_KEYS:
        raise ValueError(f"it takes at most {_MOST_KEYS} keys")
    return found


def _key_names(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        # A comma between commas is the key itself.
        parts = value.replace(",,", ",comma").split(",") if value != "," else ["comma"]
        return tuple(part.strip() for part in parts if part.strip())
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return tuple(one.strip() or "space" for one in value)
    raise ValueError('it takes the names of keys, such as "n, right"')
