"""What a test sees of a screen, the keys it presses there, and how it waits for what other threads bring."""

from __future__ import annotations

import asyncio

_TRIES = 2_000
_PAUSE = 0.01


def rows(app):
    """What stands on the screen, row by row, each as wide as the screen."""
    return ["".join(segment.text for segment in line) for line in app.screen._compositor.render_strips()]


def shown_rows(app):
    """The same without the blanks at the ends."""
    return [row.rstrip() for row in rows(app)]


def shown(app):
    """What stands on the screen, as one text."""
    return "\n".join(shown_rows(app))


def row_of(app, words):
    """The number of the first row with these words."""
    return next(number for number, row in enumerate(rows(app)) if words in row)


async def press(pilot, *keys):
    """Press keys, and wait until what came of them is on the screen."""
    await pilot.press(*keys)
    await pilot.pause()


async def until(holds):
    """Wait until something holds that another thread or a moment brings."""
    for _ in range(_TRIES):
        if holds():
            return
        await asyncio.sleep(_PAUSE)
    raise AssertionError("it never came to this")
