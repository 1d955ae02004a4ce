"""The settings as a command needs them, and the commands about them: show, path, keys, init."""

from __future__ import annotations

import os
import re
import sys
from dataclasses import fields
from typing import TYPE_CHECKING, Any, Final

from tui_course.config import Loaded, Settings, config_file, load, spoken
from tui_course.language import gettext as _
from tui_course.language import speak
from tui_course.model.visible import visible
from tui_course.own_files import create

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tui_course.config.settings import Origin

_PASSWORD: Final = re.compile(r"(?i)(?<![^?&])((?:ssl)?password=)[^&]*")

DONE = 0
IN_TROUBLE = 1


def settings_for(flags: Mapping[str, Any]) -> Loaded:
    """The settings of a command, in whose language the program speaks from now on; what cannot be used is said.

    Raises SettingsError for a flag that cannot be used.
    """
    loaded = load(flags)
    speak(spoken(loaded.settings.language, os.environ))
    for complaint in loaded.complaints:
        print(f"tui-course: {visible(complaint)}", file=sys.stderr)
    return loaded


def show(flags: Mapping[str, Any], *, as_json: bool) -> int:
    """Print every setting, its value and where that comes from."""
    loaded = settings_for(flags)
    rows = [(name, _value(loaded.settings, name), loaded.origins[name]) for name in _names()]
    if as_json:
        import json

        found = {name: {"value": value, "from": origin.kind, "place": origin.place} for name, value, origin in rows}
        print(json.dumps({"file": str(config_file(os.environ)), "settings": found, "complaints": loaded.complaints}, indent=2))
        return DONE
    shown = [(name, _shown(value), _origin(origin)) for name, value, origin in rows]
    for name, value, origin in shown:
        print(f"{name:<9} {visible(value):<22} {visible(origin)}".rstrip())
    return DONE


def path() -> int:
    """Print where the settings file stands, or would."""
    print(visible(str(config_file(os.environ))))
    return DONE


def keys(flags: Mapping[str, Any], *, as_json: bool) -> int:
    """Print the name of every action, its keys as they are set, and what it does."""
    from tui_course.tui.keymap import Keymap

    loaded = settings_for(flags)
    keymap = Keymap.of(loaded.settings.keys, config_file(os.environ))
    for complaint in keymap.complaints:
        print(f"tui-course: {visible(complaint)}", file=sys.stderr)
    if as_json:
        import json

        print(json.dumps({one.id: one.shown for one in keymap.actions}, indent=2, ensure_ascii=False))
        return DONE
    widest = max(len(one.id) for one in keymap.actions)
    for one in keymap.actions:
        changed = _("(changed)") if one.changed else ""
        print(f"{one.id:<{widest}}  {', '.join(one.shown) or '-':<28} {changed}".rstrip())
    return DONE


def init() -> int:
    """Write a settings file that explains every setting and sets none; 1 where there is one already."""
    from importlib.resources import files

    target = config_file(os.environ)
    example = files("tui_course.config").joinpath("example.toml").read_text(encoding="utf-8")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        create(target, example.encode())
    except OSError as error:
        if isinstance(error, FileExistsError) and target.exists():
            reason = _("it is there already")
        else:
            reason = error.strerror or type(error).__name__
        said = _("tui-course: {path} was not written: {reason}").format(path=target, reason=reason)
        print(visible(said), file=sys.stderr)
        return IN_TROUBLE
    print(visible(str(target)))
    return DONE


def _names() -> list[str]:
    return [one.name for one in fields(Settings)]


def _value(settings: Settings, name: str) -> Any:  # noqa: ANN401  each setting has its own type
    value = getattr(settings, name)
    if name == "keys":
        return {change.action: list(change.keys) for change in value}
    return without_password(value) if name == "store" else value


def without_password(address: str) -> str:
    """The address of a store as it may be shown to whoever looks at the screen."""
    address = _PASSWORD.sub(r"\1…", address)
    scheme, sign, rest = address.partition("://")
    login, at, place = rest.rpartition("@")
    user, colon, _password = login.partition(":")
    return f"{scheme}://{user}:…@{place}" if sign and at and colon else address


def _shown(value: object) -> str:
    match value:
        case bool():
            return "yes" if value else "no"  # as the environment takes it, in every language
        case dict():
            return _("{count} changed").format(count=len(value))
        case _:
            return str(value) or "-"


def _origin(origin: Origin) -> str:
    match origin.kind:
        case "flag" | "file" | "environment":
            return origin.place
        case "reader":
            return _("chosen while reading")
        case _:
            return _("default")
