"""The keys of the instructor's board and of what opens from it."""

from __future__ import annotations

from tui_course.language import later
from tui_course.tui.keys import Group, Key
from tui_course.tui.keys.texts import MOVING

BOARD_KEYS: tuple[Group, ...] = (
    Group(
        later("Look"),
        (
            Key("j,down", "cursor(1)", "j k ↓ ↑", later("move")),
            Key("k,up", "cursor(-1)"),
            Key("d,space,pagedown", "screen(1)"),
            Key("u,b,pageup", "screen(-1)"),
            Key("g,home", "first", "g G", later("first, last")),
            Key("G,end", "last"),
            Key("tab,shift+tab", "other", "Tab", later("learners, questions")),
            Key("enter,right", "choose", "Enter", later("all of a learner or question")),
            Key("slash", "find", "/", later("only those with some words")),
            Key("less_than_sign,shift+left", "pan(-1)", "< >", later("other modules")),
            Key("greater_than_sign,shift+right", "pan(1)"),
            Key("c", "course", "c", later("another course")),
        ),
    ),
    Group(
        later("To all"),
        (
            Key("i", "invite", "i I", later("invite to your page; to another")),
            Key("I", "invite_elsewhere"),
            Key("m", "message", "m", later("say something")),
            Key("p", "poll", "p x", later("ask a question; close the poll")),
            Key("x", "close_poll"),
            Key("h", "lower", "h", later("lower a learner's hand")),
        ),
    ),
    Group(
        later("More"),
        (
            Key("e", "export", "e", later("export as CSV")),
            Key("question_mark", "help", "? T", later("this help; light or dark")),
            Key("T", "theme"),
            Key("escape,backspace,B,H,r", "leave", "Esc", later("read the course")),
            Key("q", "quit", "q", later("quit")),
        ),
    ),
)

LEARNER_KEYS: tuple[Group, ...] = (
    Group(
        later("Learner"),
        (
            *MOVING,
            Key("h", "lower"),
            Key("escape,backspace,enter,H", "leave"),
            Key("q", "quit"),
        ),
    ),
)

ASKED_KEYS: tuple[Group, ...] = (
    Group(
        later("Asked"),
        (
            *MOVING,
            Key("enter", "follow"),
            Key("p", "poll"),
            Key("x", "close_poll"),
            Key("escape,backspace,H", "leave"),
            Key("q", "quit"),
        ),
    ),
)
