"""What keys are called."""

import pytest

from tui_course.language import speak
from tui_course.tui.key_names import arrow_names, key_names


@pytest.mark.parametrize(
    ("words", "german"),
    [
        ("", ""),
        ("n", "n"),
        ("Space PgDn", "Leer Bild↓"),
        ("Backspace H", "Rück H"),
        ("Ctrl+P", "Strg+P"),
        ("Ctrl-J", "Strg-J"),
        ("Ctrl+Shift+Home", "Strg+Umschalt+Pos1"),
        ("+ -", "+ -"),
        ("Ctrl++", "Strg++"),
        ("1-9 Space", "1-9 Leer"),
        ("Up Down", "Auf Ab"),
        ("F5 ] [ ' \"", "F5 ] [ ' \""),
        ("spaceship", "spaceship"),
    ],
)
def test_keys_by_their_names(words, german):
    assert key_names(words) == words
    speak("de")
    assert key_names(words) == german


def test_arrows_in_words():
    assert arrow_names("j k ↓ ↑ ← →") == "j k Down Up Left Right"
    speak("de")
    assert arrow_names("j k ↓ ↑ ← →") == "j k Ab Auf Links Rechts"
