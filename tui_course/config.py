"""Settings: flags, then environment, then the file, then defaults."""

from __future__ import annotations

import os
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from tui_course.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Mapping

PREFIX: Final = "TUI_COURSE_"
THEMES: Final = ("auto", "dark", "light")


@dataclass(frozen=True, slots=True)
class Settings:
    """What a user may choose.

    `theme` is one of THEMES; `ascii` draws with ASCII alone. `cache` is the folder where pages that were read before are kept:
    empty for the platform's own, `off` for none. `store` is where answers are kept: a file, a PostgreSQL URL, `memory` or
    `off`; empty for a file in the folder `state`, which is the platform's own where that is empty too. `learner` is who
    answers: empty for the user's name.
    """

    theme: str = "auto"
    ascii: bool = False
    cache: str = ""
    store: str = ""
    state: str = ""
    learner: str = ""

    @property
    def cache_folder(self) -> Path | None:
        """Where pages that were read before are kept, or None."""
        if self.cache == "off":
            return None
        if self.cache:
            return Path(self.cache)
        from platformdirs import user_cache_path

        return user_cache_path("tui-course")

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


def _truth(value: object, name: str) -> bool:
    if isinstance(value, bool):
        return value
    words = {"1": True, "true": True, "yes": True, "on": True, "0": False, "false": False, "no": False, "off": False, "": False}
    found = words.get(str(value).strip().lower())
    if found is None:
        raise SettingsError(f"{name} is {value!r}; it takes yes or no")
    return found


def config_file(environment: Mapping[str, str]) -> Path:
    """Where the settings file stands: `TUI_COURSE_CONFIG`, else the platform's place for settings."""
    if given := environment.get(PREFIX + "CONFIG"):
        return Path(given)
    from platformdirs import user_config_path

    return user_config_path("tui-course") / "config.toml"


def _written(path: Path) -> dict[str, Any]:
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"the settings in {path} cannot be read: {error}") from error
    import tomllib

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"the settings in {path} cannot be read: {error}") from error


def load_settings(flags: Mapping[str, Any], environment: Mapping[str, str] | None = None) -> Settings:
    """Settings from `flags` (None where not given), the environment and the settings file; raises SettingsError."""
    environment = os.environ if environment is None else environment
    path = config_file(environment)
    written = _written(path)
    values: dict[str, Any] = {}
    for one in fields(Settings):
        for value in (flags.get(one.name), environment.get(PREFIX + one.name.upper()), written.get(one.name)):
            if value is not None:
                values[one.name] = _truth(value, one.name) if one.type == "bool" else str(value)
                break
    theme = values.get("theme", "auto")
    if theme not in THEMES:
        raise SettingsError(f"theme is {theme!r}; it takes one of: {', '.join(THEMES)}")
    return Settings(**values)
