"""The keys of screens that show a text: help, review, a poll, results."""

from __future__ import annotations

from tui_course.language import later
from tui_course.tui.keys import Group, Key

MOVING = (
    Key("space,pagedown", "screen(1)"),
    Key("b,pageup", "screen(-1)"),
    Key("j,down", "line(1)"),
    Key("k,up", "line(-1)"),
    Key("d", "half(1)"),
    Key("u", "half(-1)"),
    Key("g,home", "top"),
    Key("G,end", "bottom"),
    Key("less_than_sign,shift+left", "pan(-1)"),
    Key("greater_than_sign,shift+right", "pan(1)"),
    Key("T", "theme"),
)
"""What moves a text on a screen of its own."""

SHEET_KEYS: tuple[Group, ...] = (
    Group(
        later("Sheet"),
        (
            *MOVING,
            Key("escape,enter,backspace,question_mark,exclamation_mark,H", "leave"),
            Key("q", "quit"),
        ),
    ),
)

REVIEW_KEYS: tuple[Group, ...] = (
    Group(
        later("Review"),
        (
            Key("Q,n,right", "next_question"),
            *MOVING,
            Key("escape,backspace,H,R", "leave"),
            Key("q", "quit"),
        ),
    ),
)

POLL_KEYS: tuple[Group, ...] = (
    Group(
        later("Poll"),
        (
            Key("Q", "question"),
            *MOVING,
            Key("escape,backspace,H", "leave"),
            Key("q", "quit"),
        ),
    ),
)

RESULTS_KEYS: tuple[Group, ...] = (
    Group(
        later("Results"),
        (
            Key("j,down,tab", "link(1)"),
            Key("k,up,shift+tab", "link(-1)"),
            Key("enter", "follow"),
            Key("space,pagedown", "screen(1)"),
            Key("b,pageup", "screen(-1)"),
            Key("d", "half(1)"),
            Key("u", "half(-1)"),
            Key("g,home", "top"),
            Key("G,end", "bottom"),
            Key("T", "theme"),
            Key("escape,backspace,H,P", "leave"),
            Key("q", "quit"),
        ),
    ),
)
