from __future__ import annotations

from dataclasses import asdict
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.color import Color, ColorType
from rich.style import Style
from rich.terminal_theme import TerminalTheme
from textual.theme import BUILTIN_THEMES

from tui_course.config import THEMES
from tui_course.config.settings import FOREIGN_THEMES
from tui_course.tui import palettes
from tui_course.tui.contrast import contrast as contrast_of
from tui_course.tui.contrast import mixed, readable, rgb
from tui_course.tui.palettes import is_dark, palette_of, partner
from tui_course.tui.theme import PALETTES, ROLES, Look
from tui_course.typeset.line import Role, Weight

# Lines are drawn with it, never words.
NO_TEXT = {Role.RULE, Role.TABLE}


# The sixteen colours as the Linux console and xterm have them.
CONSOLE = "000000 aa0000 00aa00 aa5500 0000aa aa00aa 00aaaa aaaaaa 555555 ff5555 55ff55 ffff55 5555ff ff55ff 55ffff ffffff"
XTERM = "000000 cd0000 00cd00 cdcd00 0000ee cd00cd 00cdcd e5e5e5 7f7f7f ff0000 00ff00 ffff00 5c5cff ff00ff 00ffff ffffff"
TERMINALS = [
    TerminalTheme((255, 255, 255), (0, 0, 0), colours[:8], colours[8:])
    for colours in ([rgb(f"#{one}") for one in names.split()] for names in (CONSOLE, XTERM))
]
LOOKS = [Look(theme, colours=system) for theme in THEMES if theme != "auto" for system in ("truecolor", "256")]
ids = lambda look: f"{look.theme}-{look.colours}"  # noqa: E731  named as pytest names it
HEXED = [look for look in LOOKS if not look.theme.startswith("ansi")]
SIXTEEN = [Look("dark", colours="standard"), Look("light", colours="standard"), Look("ansi-dark"), Look("ansi-light")]


def luminance(colour):
    """Relative luminance as WCAG 2.2 defines it, computed once more, not by the code that it judges."""
    parts = [part / 255 for part in colour]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(style, terminal=None):
    terminal = terminal or TERMINALS[0]
    colours = style.color.get_truecolor(terminal), style.bgcolor.get_truecolor(terminal, foreground=False)
    light, dark = sorted(map(luminance, colours), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("look", HEXED, ids=ids)
@pytest.mark.parametrize("flat", [False, True])
def test_every_role_can_be_read(look, flat):
    for role in Role:
        for weight in (Weight.NONE, *Weight):
            style = look.style(role, weight, flat=flat)
            assert contrast(style) >= (1.3 if role in NO_TEXT else 4.5), (role, weight)
            assert not style.dim


OTHERS = ["bar", "bar_dim", "bar_key", "strong", "quiet", "current", "module", "edge", "focus", "label", "found", "selected"]


@pytest.mark.parametrize("look", HEXED, ids=ids)
def test_every_other_text_can_be_read(look):
    for name in OTHERS:
        assert contrast(getattr(look, name)) >= 4.5, name


@pytest.mark.parametrize("look", HEXED, ids=ids)
def test_what_was_found_can_be_read_in_every_role(look):
    for role in set(Role) - NO_TEXT:
        for name in ("found", "focus", "annotated"):
            assert contrast(look.style(role) + getattr(look, name)) >= 4.5, (role, name)


@pytest.mark.parametrize("look", HEXED, ids=ids)
def test_code_and_what_was_found_stand_out_from_the_page(look):
    assert not look.is_sparing
    assert look.palette.code != look.palette.ground
    assert contrast(Style(color=look.palette.found, bgcolor=look.palette.ground)) > 1.1


@pytest.mark.parametrize("look", SIXTEEN, ids=ids)
def test_with_sixteen_colours_everything_can_be_read_whatever_they_are(look):
    # Whoever chose light has a light ground; the dark look has one of its own, but for the terminal's own colours.
    grounds = [((0, 0, 0), (229, 229, 229))] if look.theme == "ansi-dark" else [((255, 255, 255), (0, 0, 0))]
    for theme, (ground, text) in product(TERMINALS, grounds):
        terminal = TerminalTheme(ground, text, [*theme.ansi_colors._colors[:8]], [*theme.ansi_colors._colors[8:]])
        for role in set(Role) - NO_TEXT:
            for style in (look.style(role), look.style(role) + look.found, look.style(role) + look.focus):
                assert contrast(style, terminal) >= 3.4, (role, str(style))
        for name in OTHERS:
            assert contrast(getattr(look, name), terminal) >= 3.4, name
    assert look.is_sparing


@pytest.mark.parametrize("look", SIXTEEN, ids=ids)
def test_with_sixteen_colours_only_those_are_sent(look):
    for role in Role:
        style = look.style(role)
        assert {style.color.type, style.bgcolor.type} <= {ColorType.DEFAULT, ColorType.STANDARD}


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


@pytest.mark.parametrize("look", [*LOOKS, *SIXTEEN[:2]], ids=ids)
def test_right_and_wrong_are_not_the_same_colour(look):
    assert look.style(Role.RIGHT).color != look.style(Role.WRONG).color
    assert look.style(Role.CURSOR).color not in {look.style(Role.RIGHT).color, look.style(Role.WRONG).color}


@pytest.mark.parametrize("look", HEXED, ids=ids)
def test_the_row_of_the_cursor_can_be_read_under_the_mouse(look):
    for role in (Role.CURSOR, Role.RIGHT, Role.WRONG, Role.INPUT, Role.CARET):
        assert contrast(look.style(role, Weight.BOLD) + look.hover) >= 4.5


def test_focus_search_and_selection_differ_without_colour():
    look = Look(monochrome=True)
    shown = {(style.reverse, style.bold, style.underline) for style in (look.focus, look.found, look.selected, look.ground)}
    assert len(shown) == 4


def test_every_theme_of_the_settings_is_one_of_textual():
    assert set(FOREIGN_THEMES) == set(BUILTIN_THEMES)


@pytest.mark.parametrize("theme", THEMES[1:])
def test_the_partner_of_a_theme_has_the_other_ground(theme):
    assert is_dark(partner(theme)) != is_dark(theme)
    assert palette_of(theme).ground != palette_of(partner(theme)).ground or theme.startswith("ansi")


COLOURS = st.tuples(*[st.integers(0, 255)] * 3)


@given(COLOURS, COLOURS)
def test_any_colour_becomes_readable_on_any_ground(colour, ground):
    assert contrast_of(readable(colour, (ground,)), ground) >= 4.5


@given(COLOURS, st.sampled_from(["dark", "light", "nord", "rose-pine-dawn"]), st.sampled_from(["truecolor", "256"]))
def test_whatever_colour_a_course_wants_can_be_read(colour, theme, system):
    look = Look(theme, colours=system, accent="#{:02x}{:02x}{:02x}".format(*colour))
    for role in (Role.HEADING, Role.LINK, Role.KEYWORD, Role.CURSOR):
        assert contrast(look.style(role)) >= 4.5
    assert contrast(look.focus) >= 4.5


def test_a_colour_that_can_be_read_stays_as_it_is():
    assert readable((10, 200, 30), ((0, 0, 0),)) == (10, 200, 30)
    assert mixed((0, 0, 0), (100, 50, 255), 0.5) == (50, 25, 128)
    assert Look("dark", accent="#7db4f0").palette == PALETTES["dark"]


def test_colours_with_numbers_are_those_of_every_terminal():
    for number in range(16, 256):
        colour = tuple(Color.from_ansi(number).get_truecolor())
        assert palettes._value(number) == colour
        assert palettes._value(palettes._nearest(colour)) == colour


@given(COLOURS)
def test_the_nearest_colour_with_a_number_is_near(colour):
    found, *others = (
        palettes._difference(colour, palettes._value(one)) for one in (palettes._nearest(colour), *range(16, 256))
    )
    assert found <= min(others) * 1.1
