"""Which language is spoken, and how it writes what has no words."""

import pytest

from tui_course.language import gettext, languages, later, locale_language, ngettext, number, speak


def test_english_comes_first():
    assert languages()[0] == "en"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("", "en"),
        ("C", "en"),
        ("C.UTF-8", "en"),
        ("POSIX", "en"),
        ("en_GB.UTF-8", "en"),
        ("de", "de"),
        ("de_AT.UTF-8", "de"),
        ("de-CH", "de"),
        ("DE_DE@euro", "de"),
        ("tlh_KX", "en"),
        ("../../de", "en"),
        ("de/../de", "en"),
        ("*", "en"),
    ],
)
def test_a_locale_names_a_language(name, code):
    assert speak(name) == code


@pytest.mark.parametrize(
    ("environment", "name"),
    [
        ({}, ""),
        ({"LANG": "de_DE.UTF-8"}, "de_DE.UTF-8"),
        ({"LANG": "de_DE.UTF-8", "LC_MESSAGES": "en_US"}, "en_US"),
        ({"LANG": "de_DE.UTF-8", "LC_MESSAGES": "en_US", "LC_ALL": "fr"}, "fr"),
        ({"LANG": "de_DE.UTF-8", "LC_ALL": ""}, "de_DE.UTF-8"),
        ({"LANG": "en_US", "LANGUAGE": "tlh:de:en"}, "de"),
        ({"LANG": "en_US", "LANGUAGE": "tlh"}, "en_US"),
        ({"LANG": "C", "LANGUAGE": "de"}, "C"),
        ({"LANGUAGE": "de"}, ""),
    ],
)
def test_the_environment_asks_for_a_language(environment, name):
    assert locale_language(environment) == name


def test_no_message_is_no_message():
    speak("de")
    assert gettext("") == ""


def test_a_message_without_a_translation_is_said_in_english():
    speak("de")
    assert gettext("a sentence that nobody wrote") == "a sentence that nobody wrote"
    assert [ngettext("{n} flood", "{n} floods", count) for count in (1, 2)] == ["{n} flood", "{n} floods"]


def test_a_message_for_later_is_itself():
    speak("de")
    assert later("back") == "back"


@pytest.mark.parametrize(
    ("value", "decimals", "english", "german"),
    [
        (0, 0, "0", "0"),
        (12, 2, "12", "12"),
        (2.5, 2, "2.5", "2,5"),
        (2.25, 2, "2.25", "2,25"),
        (1 / 3, 2, "0.33", "0,33"),
        (100_000, 0, "100,000", "100.000"),
        (1234567.5, 1, "1,234,567.5", "1.234.567,5"),
        (-2.5, 1, "-2.5", "-2,5"),
    ],
)
def test_numbers(value, decimals, english, german):
    assert number(value, decimals) == english
    speak("de")
    assert number(value, decimals) == german
