"""Keys that are pressed as fast as they are taken; Pilot's own `press` rests twice after each, for what other threads do."""

from __future__ import annotations

import unicodedata

from textual import events
from textual.keys import _character_to_key

_TURNS = 4
"""From the application to the screen, to the widget, and up again with what it says."""


async def press(pilot, *keys):
    """Press keys one after the other, each once every widget has taken what came of the one before.

    What becomes of them in other threads, or after a moment, is not waited for.
    """
    for key in keys:
        pilot.app.post_message(key_event(key).set_sender(pilot.app))
        for _ in range(_TURNS):
            await pilot.pause(0)


def key_event(key):
    if len(key) == 1:
        return events.Key(key if key.isalnum() else _character_to_key(key), key)
    try:
        return events.Key(key, unicodedata.lookup(key.replace("_", " ").upper()))
    except KeyError:
        return events.Key(key, None)
