"""Palettes beyond the two of our own: from Textual's themes, with a course's accent, and for terminals with few colours."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from itertools import product
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from tui_course.tui.contrast import LEAST, RGB, contrast, hexed, mixed, readable, rgb
from tui_course.tui.theme import PALETTES, Palette

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from textual.theme import Theme

# What of a theme's colours becomes a ground or a line, as a share of another one in it.
_DIM, _RULE, _CODE, _BAR, _FOUND = 0.36, 0.66, 0.08, 0.05, 0.72
_LEAST_RULE = 1.4
# The contrast of running text, so that what is dim stays below it.
_BODY = 7.0
_MOST_TINT = 0.3
_LEAST_TINT = 1.15

_TERMINAL = Palette(
    ground="default",
    text="default",
    dim="default",
    accent="blue",
    right="default",
    wrong="red",
    rule="default",
    code="default",
    found="cyan",
    bar="default",
)
# The sixteen colours of a terminal have no values that we know. On a dark ground, which is only guessed where nobody said so,
# the ground is ours as well; on a light one that somebody chose it is the terminal's.
_SIXTEEN: Mapping[bool, Palette] = MappingProxyType(
    {
        True: replace(
            _TERMINAL,
            ground="black",
            text="white",
            dim="white",
            accent="bright_cyan",
            right="bright_green",
            wrong="bright_red",
            rule="white",
            code="black",
            found="blue",
            bar="black",
        ),
        False: _TERMINAL,
    }
)
# Themes that are the terminal's own colours, whatever those are.
_OWN: Mapping[str, Palette] = MappingProxyType(
    {
        "ansi-dark": replace(_TERMINAL, accent="bright_cyan", right="bright_green", wrong="bright_red", found="blue"),
        "ansi-light": _TERMINAL,
    }
)
# The other side of a theme; one without has our own dark or light.
_PARTNERS: Mapping[str, str] = MappingProxyType(
    {
        "dark": "light",
        "ansi-dark": "ansi-light",
        "atom-one-dark": "atom-one-light",
        "catppuccin-mocha": "catppuccin-latte",
        "catppuccin-frappe": "catppuccin-latte",
        "catppuccin-macchiato": "catppuccin-latte",
        "rose-pine": "rose-pine-dawn",
        "rose-pine-moon": "rose-pine-dawn",
        "solarized-dark": "solarized-light",
        "textual-dark": "textual-light",
    }
)


def is_dark(theme: str) -> bool:
    """Whether a theme has a dark ground; one that is not known is the dark one."""
    if theme in PALETTES:
        return theme != "light"
    found = _builtin(theme)
    return found is None or found.dark


def partner(theme: str) -> str:
    """The light theme that goes with a dark one, or the other way round."""
    if theme in _PARTNERS:
        return _PARTNERS[theme]
    return next((dark for dark, light in _PARTNERS.items() if light == theme), "light" if is_dark(theme) else "dark")


@lru_cache(maxsize=64)
def palette_of(theme: str, system: str = "truecolor", accent: str = "") -> Palette:
    """The palette of a theme on a terminal with the colours of `system`: `truecolor`, `256` or `standard` (16).

    `accent` is the one that a course wants, as `#rrggbb`, or empty; it is made readable. A theme that is not known is the dark
    one.
    """
    if theme in _OWN:
        return _OWN[theme]
    if system == "standard":
        return _SIXTEEN[is_dark(theme)]
    found = PALETTES.get(theme)
    if found is None:
        builtin = _builtin(theme)
        found = _derived(builtin) if builtin is not None else PALETTES["dark"]
    if accent:
        found = replace(found, accent=accent)
    if system == "256":
        return _numbered(_fitted(found, _of_256))
    return _fitted(found)


def _builtin(theme: str) -> Theme | None:
    from textual.theme import BUILTIN_THEMES

    return BUILTIN_THEMES.get(theme)


def _derived(theme: Theme) -> Palette:
    """The colours of one of Textual's themes in their places here."""
    found = theme.to_color_system().generate()
    ground, text = rgb(found["background"]), rgb(found["foreground"])
    return Palette(
        ground=hexed(ground),
        text=hexed(text),
        dim=hexed(mixed(text, ground, _DIM)),
        accent=found["primary"][:7],
        right=found["success"][:7],
        wrong=found["error"][:7],
        rule=hexed(mixed(text, ground, _RULE)),
        code=hexed(mixed(ground, text, _CODE)),
        found=hexed(mixed(rgb(found["warning"]), ground, _FOUND)),
        bar=hexed(mixed(ground, text, _BAR)),
    )


def _fitted(palette: Palette, shade: Callable[[RGB], RGB] = lambda one: one) -> Palette:
    """The palette with every colour of text readable on all that it stands on."""
    ground = shade(rgb(palette.ground))
    code = _tint(ground, rgb(palette.code), rgb(palette.text), shade)
    bar = shade(rgb(palette.bar))
    grounds = ground, code, bar
    text = readable(rgb(palette.text), grounds, _BODY, shade)
    accent = readable(rgb(palette.accent), grounds, shade=shade, apart=(text,))
    right = readable(rgb(palette.right), grounds, shade=shade, apart=(text, accent))
    wrong = readable(rgb(palette.wrong), grounds, shade=shade, apart=(text, accent, right))
    return Palette(
        ground=hexed(ground),
        text=hexed(text),
        dim=hexed(readable(rgb(palette.dim), grounds, shade=shade)),
        accent=hexed(accent),
        right=hexed(right),
        wrong=hexed(wrong),
        rule=hexed(readable(rgb(palette.rule), (ground,), _LEAST_RULE, shade)),
        code=hexed(code),
        found=hexed(_behind(rgb(palette.found), ground, text, shade)),
        bar=hexed(bar),
    )


def _tint(ground: RGB, wanted: RGB, text: RGB, shown: Callable[[RGB], RGB]) -> RGB:
    """A ground that differs from that of the page as it is shown, for only the ground tells code from words."""
    share = 0.0
    while shown(mixed(wanted, text, share)) == ground and share < _MOST_TINT:
        share += 0.02
    return shown(mixed(wanted, text, share))


def _behind(wanted: RGB, ground: RGB, text: RGB, shown: Callable[[RGB], RGB]) -> RGB:
    """A ground that differs from the page and has text that can be read: the one that is wanted, as far as that is possible."""
    near = (mixed(wanted, end, step / 20) for step in range(21) for end in (ground, text))
    good = (found for one in near if contrast(found := shown(one), text) >= LEAST)
    return next((found for found in good if contrast(found, ground) >= _LEAST_TINT), ground)


# Colours with a number beyond the sixteen, which terminals agree on: a cube of six levels a side, and greys.
_LEVELS: Final = (0, 95, 135, 175, 215, 255)
_FIRST_GREY, _GREYS = 232, 24


def _value(number: int) -> RGB:
    """The colour of a number from 16 to 255."""
    if number >= _FIRST_GREY:
        grey = 8 + 10 * (number - _FIRST_GREY)
        return grey, grey, grey
    red, rest = divmod(number - 16, 36)
    green, blue = divmod(rest, 6)
    return _LEVELS[red], _LEVELS[green], _LEVELS[blue]


def _difference(one: RGB, other: RGB) -> float:
    """How different two colours look, by the "redmean" approximation."""
    middle = (one[0] + other[0]) / 2
    red, green, blue = ((a - b) ** 2 for a, b in zip(one, other, strict=True))
    return (2 + middle / 256) * red + 4 * green + (2 + (255 - middle) / 256) * blue


@lru_cache(maxsize=4096)
def _nearest(colour: RGB) -> int:
    """The number of the colour that looks most like one, from 16 to 255."""
    cube = [16 + 36 * red + 6 * green + blue for red, green, blue in product(*map(_sides, colour))]
    grey = round((sum(colour) / 3 - 8) / 10)
    greys = [_FIRST_GREY + max(0, min(_GREYS - 1, grey + by)) for by in (-1, 0, 1)]
    return min((*cube, *greys), key=lambda number: _difference(colour, _value(number)))


def _sides(part: int) -> list[int]:
    """The two levels that are nearest to a part of a colour."""
    return sorted(range(6), key=lambda level: abs(_LEVELS[level] - part))[:2]


def _of_256(colour: RGB) -> RGB:
    return _value(_nearest(colour))


def _numbered(palette: Palette) -> Palette:
    """The palette by the numbers of its colours, so that nobody rounds them once more."""
    names = ("ground", "text", "dim", "accent", "right", "wrong", "rule", "code", "found", "bar")
    return Palette(**{name: f"color({_nearest(rgb(getattr(palette, name)))})" for name in names})
