"""Colours that can be read: contrast as WCAG 2.2 defines it, and the nearest colour that has enough of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable

LEAST: Final = 4.5
"""The contrast that text needs against its ground (WCAG 2.2, success criterion 1.4.3)."""
_STEPS: Final = 48

RGB = tuple[int, int, int]


def rgb(colour: str) -> RGB:
    """The parts of `#rrggbb`, from 0 to 255."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def hexed(colour: RGB) -> str:
    """The colour as `#rrggbb`."""
    return "#{:02x}{:02x}{:02x}".format(*colour)


def luminance(colour: RGB) -> float:
    """Relative luminance, from 0 to 1."""
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in _shares(colour))  # noqa: PLR2004
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _shares(colour: RGB) -> Iterable[float]:
    return (part / 255 for part in colour)


def contrast(one: RGB, other: RGB) -> float:
    """The contrast of two colours, from 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def mixed(one: RGB, other: RGB, share: float) -> RGB:
    """`one` with a share, from 0 to 1, of `other` in it."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


def readable(
    colour: RGB,
    grounds: Iterable[RGB],
    least: float = LEAST,
    shade: Callable[[RGB], RGB] = lambda one: one,
    apart: Container[RGB] = (),
) -> RGB:
    """The colour, lightened or darkened as little as is needed to be read on every one of some grounds.

    `shade` tells which colour a terminal shows for one; the answer is a colour that it shows, and none of those in `apart`
    where that is possible. Where no colour can be read on all of the grounds it is white or black, whichever is read better.
    """
    behind = tuple(grounds)

    def worst(front: RGB) -> float:
        return min(contrast(front, ground) for ground in behind)

    ends: list[RGB] = sorted(((0, 0, 0), (255, 255, 255)), key=worst, reverse=True)
    good = None
    for step in range(_STEPS + 1):
        for end in ends:
            found = shade(mixed(colour, end, step / _STEPS))
            if worst(found) >= least:
                good = good or found
                if found not in apart:
                    return found
    return good or shade(ends[0])
