"""What the reader has in a workshop: the keys of a learner, and those of an instructor."""

from __future__ import annotations

from tui_course.language import later
from tui_course.tui.keys import Group, Key

WORKSHOP_KEYS: tuple[Group, ...] = (
    Group(
        later("Workshop"),
        (
            Key("i", "attend", "i Esc", later("do what is asked; not now")),
            Key("O", "ok", "O X F", later("say: ok, lost, done")),
            Key("X", "lost"),
            Key("F", "done"),
            Key("U", "hand", "U", later("put your hand up or down")),
        ),
    ),
)
"""The keys of whoever attends a workshop, on every screen."""

# What an instructor has in the reader, beside the keys of a learner.
INSTRUCTING_KEYS: tuple[Group, ...] = (
    Group(
        later("Instructor"),
        (
            Key("B", "board", "B", later("the board of the workshop")),
            Key("i", "invite_here", "i", later("invite all to this page")),
        ),
    ),
)
