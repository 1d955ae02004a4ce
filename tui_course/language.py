"""The language of the program's own words; what a course says stays as its author wrote it."""

from __future__ import annotations

from gettext import NullTranslations, translation
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

SOURCE: Final = "en"
_DOMAIN: Final = "tui_course"
_FOLDER: Final = Path(__file__).resolve().parent / "locale"
_UNTRANSLATED: Final = frozenset(("", "C", "POSIX"))


class _Spoken:
    """The language that is spoken now: one for the process, chosen before the first sentence."""

    catalogue: NullTranslations = NullTranslations()
    code: str = SOURCE


def languages(folder: Path = _FOLDER) -> tuple[str, ...]:
    """The languages that can be chosen, as codes such as `de`, English first; `folder` has the translations."""
    return (SOURCE, *sorted(path.parent.parent.name for path in folder.glob(f"*/LC_MESSAGES/{_DOMAIN}.mo")))


def locale_language(environment: Mapping[str, str]) -> str:
    """The language that the environment asks for, as a locale's name; of several in LANGUAGE the first that is spoken here.

    LC_ALL goes before LC_MESSAGES and LANG. As elsewhere, LANGUAGE has no say where they ask for no language (`C`).
    """
    name = next((value for key in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := environment.get(key))), "")
    if _codes(name)[0] in _UNTRANSLATED:
        return name
    wanted = [one for one in environment.get("LANGUAGE", "").split(":") if one]
    return next((one for one in wanted if _spoken_code(one)), name)


def speak(language: str, folder: Path = _FOLDER) -> str:
    """Choose a language by a locale's name, such as `de`, `de_AT.UTF-8` or `C`; the code of the one that is spoken now.

    A language that there is no translation for in `folder` is English.
    """
    code = _spoken_code(language, folder) or SOURCE
    _Spoken.catalogue = NullTranslations() if code == SOURCE else translation(_DOMAIN, folder, [code])
    _Spoken.code = code
    return code


def spoken_now() -> str:
    """The code of the language that is spoken now."""
    return _Spoken.code


def spoken_in(language: str, folder: Path = _FOLDER) -> Callable[[str], str]:
    """What says a sentence in a language, whatever this process speaks: a server's learners have each their own.

    `language` is a locale's name as for `speak`; the sentences are marked by `later`.
    """
    code = _spoken_code(language, folder) or SOURCE
    catalogue = NullTranslations() if code == SOURCE else translation(_DOMAIN, folder, [code])
    return lambda message: catalogue.gettext(message) if message else message


def _codes(language: str) -> tuple[str, str]:
    """A locale's name with and without its territory."""
    code = language.partition(".")[0].partition("@")[0].replace("-", "_")
    return code, code.partition("_")[0].lower()


def _spoken_code(language: str, folder: Path = _FOLDER) -> str:
    """The code of the translation for a locale; empty where there is none."""
    known = languages(folder)
    return next((code for code in _codes(language) if code in known), "")


def gettext(message: str) -> str:
    """A sentence in the language that is spoken; import it as `_`. Values go in afterwards: `_("page {n}").format(n=3)`."""
    return _Spoken.catalogue.gettext(message) if message else message


def pgettext(context: str, message: str) -> str:
    """A word that means different things, in the sense that `context` says."""
    return _Spoken.catalogue.pgettext(context, message)


def ngettext(one: str, many: str, count: int) -> str:
    """A sentence for so many things."""
    return _Spoken.catalogue.ngettext(one, many, count)


def later(message: str) -> str:
    """The message itself, marked for translation: for tables made before a language is chosen."""
    return message


def number(value: float, decimals: int = 0) -> str:
    """A number as the language writes it, with as many decimals as it needs, `decimals` at most."""
    # Translators: this is how English groups and divides a number; write the same number as your language does.
    example = gettext("1,234.5")
    whole, _, part = f"{value:,.{decimals}f}".partition(".")
    part = part.rstrip("0")
    return whole.replace(",", example[1]) + (example[-2] + part if part else "")
