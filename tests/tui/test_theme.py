from __future__ import annotations

from dataclasses import asdict

import pytest

from tui_course.tui.theme import PALETTES, ROLES, Look
from tui_course.typeset.line import Role, Weight

# Lines are drawn with it, never words.
NO_TEXT = {Role.RULE, Role.TABLE}


def luminance(colour):
    """Relative luminance as WCAG 2.2 defines it."""
    parts = [part / 255 for part in colour.get_truecolor()]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(style):
    light, dark = sorted((luminance(style.color), luminance(style.bgcolor)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", PALETTES)
@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("flat", [False, True])
def test_every_role_can_be_read(theme, role, flat):
    for weight in (Weight.NONE, *Weight):
        style = Look(theme).style(role, weight, flat=flat)
        assert contrast(style) >= (1.3 if role in NO_TEXT else 4.5), (role, weight)
        assert not style.dim


@pytest.mark.parametrize("theme", PALETTES)
@pytest.mark.parametrize(
    "name", ["bar", "bar_dim", "bar_key", "strong", "quiet", "current", "module", "edge", "focus", "found", "selected"]
)
def test_every_other_text_can_be_read(theme, name):
    assert contrast(getattr(Look(theme), name)) >= 4.5


@pytest.mark.parametrize("theme", PALETTES)
@pytest.mark.parametrize("role", sorted(set(Role) - NO_TEXT))
def test_what_was_found_can_be_read_in_every_role(theme, role):
    look = Look(theme)
    assert contrast(look.style(role) + look.found) >= 4.5
    assert contrast(look.style(role) + look.focus) >= 4.5


def test_both_themes_know_every_colour_and_role():
    assert set(ROLES) == set(Role)
    assert {tuple(asdict(palette)) for palette in PALETTES.values()} == {tuple(asdict(PALETTES["dark"]))}


def without_colour(style):
    return style.bold, style.underline, style.strike, style.reverse


@pytest.mark.parametrize(
    "role",
    [
        Role.HEADING,
        Role.LINK,
        Role.EXTERNAL,
        Role.BROKEN,
        Role.MARK,
        Role.KEY,
        Role.RIGHT,
        Role.WRONG,
        Role.CURSOR,
        Role.INPUT,
        Role.CARET,
    ],
)
def test_what_matters_differs_from_text_without_colour(role):
    look = Look(monochrome=True)
    assert without_colour(look.style(role)) != without_colour(look.style(Role.TEXT))


def test_the_caret_and_the_field_and_the_text_differ_without_colour():
    look = Look(monochrome=True)
    # As `typeset.questions.blanks` sets them.
    shown = (look.style(Role.CARET), look.style(Role.INPUT, Weight.UNDERLINE), look.style(Role.TEXT))
    assert len({without_colour(style) for style in shown}) == 3


@pytest.mark.parametrize("theme", PALETTES)
def test_right_and_wrong_are_not_the_same_colour(theme):
    look = Look(theme)
    assert look.style(Role.RIGHT).color != look.style(Role.WRONG).color
    assert look.style(Role.CURSOR).color not in {look.style(Role.RIGHT).color, look.style(Role.WRONG).color}


@pytest.mark.parametrize("theme", PALETTES)
def test_the_row_of_the_cursor_can_be_read_under_the_mouse(theme):
    look = Look(theme)
    for role in (Role.CURSOR, Role.RIGHT, Role.WRONG, Role.INPUT, Role.CARET):
        assert contrast(look.style(role, Weight.BOLD) + look.hover) >= 4.5


def test_focus_search_and_selection_differ_without_colour():
    look = Look(monochrome=True)
    shown = {(style.reverse, style.bold, style.underline) for style in (look.focus, look.found, look.selected, look.ground)}
    assert len(shown) == 4
