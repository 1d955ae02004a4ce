"""The language of the program's own words; what a course says stays as its author wrote it."""

from __future__ import annotations

from gettext import NullTranslations, translation
from pathlib import Path
from typing import Final

SOURCE: Final = "en"
_FOLDER: Final = Path(__file__).resolve().parent / "locale"


class _Spoken:
    """The language that is spoken now: one for the process, chosen before the first sentence."""

    catalogue: NullTranslations = NullTranslations()


def languages() -> tuple[str, ...]:
    """The languages that can be chosen, as codes such as `de`, English first."""
    return (SOURCE, *sorted(path.parent.parent.name for path in _FOLDER.glob("*/LC_MESSAGES/tui_course.mo")))


def speak(language: str) -> str:
    """Choose a language by a locale's name, such as `de`, `de_AT.UTF-8` or `C`; the code of the one that is spoken now.

    A language that there is no translation for is English.
    """
    code = language.partition(".")[0].partition("@")[0]
    wanted = [code, code.partition("_")[0]]
    _Spoken.catalogue = translation("tui_course", _FOLDER, wanted, fallback=True)
    found = next((one for one in wanted if one in languages()), SOURCE)
    return found if type(_Spoken.catalogue) is not NullTranslations else SOURCE


def gettext(message: str) -> str:
    """A sentence in the language that is spoken; import it as `_`. Values go in afterwards: `_("page {n}").format(n=3)`."""
    return _Spoken.catalogue.gettext(message)


def ngettext(one: str, many: str, count: int) -> str:
    """A sentence for so many things."""
    return _Spoken.catalogue.ngettext(one, many, count)


def later(message: str) -> str:
    """The message itself, marked for translation: for tables made before a language is chosen."""
    return message
