"""Which language is spoken, and how it writes what has no words."""

import os
import subprocess
import sys

import pytest

from tui_course.language import gettext, languages, later, locale_language, ngettext, number, speak, spoken_in
from tui_course.sources.isolated import IsolatedCourse, Worker


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


def test_several_languages_are_spoken_at_once():
    speak("en")
    german, other = spoken_in("de_AT.UTF-8"), spoken_in("tlh")
    assert german("quit") != other("quit") == gettext("quit") == "quit"
    speak("de")
    assert other("quit") == "quit"
    assert german("quit") == gettext("quit")
    assert german("") == ""


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


# Who chooses


def printed(arguments, folder, **environment):
    command = [sys.executable, "-m", "tui_course", *arguments]
    places = {"TUI_COURSE_CONFIG": str(folder / "config.toml"), "TUI_COURSE_STATE": str(folder), "TUI_COURSE_CACHE": "off"}
    settings = {**os.environ, "PYTHONUTF8": "1", "LC_ALL": "", **places, **environment}
    return subprocess.run(command, capture_output=True, encoding="utf-8", env=settings, check=False, timeout=60).stdout


@pytest.fixture
def page(tmp_path):
    path = tmp_path / "page.md"
    path.write_text("# Brot\n\n> [!WARNING]\n> Heiß.\n", encoding="utf-8")
    return str(path)


@pytest.mark.parametrize(
    ("environment", "file", "word"),
    [
        ({}, "", "Warning"),
        ({"LC_ALL": "C"}, "", "Warning"),
        ({"LANG": "de_DE.UTF-8"}, "", "Warnung"),
        ({"LANG": "de_DE.UTF-8"}, 'language = "en"', "Warning"),
        ({"LC_ALL": "C"}, 'language = "de"', "Warnung"),
        ({"TUI_COURSE_LANGUAGE": "en", "LANG": "de_DE.UTF-8"}, 'language = "de"', "Warning"),
        ({"LANG": "de_DE.UTF-8"}, 'language = "xx"', "Warnung"),
        ({"LANG": "de_DE.UTF-8"}, "language = ", "Warnung"),
    ],
)
def test_a_command_without_a_screen_speaks_as_it_is_asked_to(page, tmp_path, environment, file, word):
    (tmp_path / "config.toml").write_text(file, encoding="utf-8")
    assert word in printed(["cat", page], tmp_path, **environment)


@pytest.mark.parametrize("command", ["cat --json", "toc --json", "progress --json", "progress --csv"])
def test_what_programs_read_is_the_same_in_every_language(page, tmp_path, command):
    name, form = command.split()
    english, german = (printed([name, page, form], tmp_path, LC_ALL=locale) for locale in ("C", "de_DE.UTF-8"))
    assert english
    assert german == english


def test_what_is_kept_of_a_course_is_in_english_whatever_is_spoken(tmp_path):
    speak("de")
    (tmp_path / "page.md").write_text(
        "# Brot\n\n```quiz\nquestions:\n- question: Wie heiß?\n  type: number\n  answer: '1,000'\n```\n", "utf-8"
    )
    with Worker() as worker:
        pages = IsolatedCourse(worker, tmp_path)
        messages = [problem.message for problem in pages.page(pages.course.pages[0].id).problems]
    assert any("its answer is no number: 1,000 may mean 1000 or 1.000: write one of these" in one for one in messages)
