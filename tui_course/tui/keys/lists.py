"""The keys of lists: what all of them have, and what the library, notes and references have besides."""

from __future__ import annotations

from tui_course.language import later
from tui_course.tui.keys import Group, Key

CHOOSING_KEYS: tuple[Group, ...] = (
    Group(
        later("Choose"),
        (
            Key("j,down,tab", "cursor(1)", "j k ↓ ↑", later("move")),
            Key("k,up,shift+tab", "cursor(-1)"),
            Key("d,space,pagedown", "screen(1)"),
            Key("u,b,pageup", "screen(-1)"),
            Key("g,home", "first"),
            Key("G,end", "last"),
            Key("enter,l,right", "choose", "Enter", later("go there")),
            Key("slash", "find", "/", later("only those with some words")),
            Key("T", "theme"),
            Key("escape,backspace,H,left", "leave", "Esc", later("back")),
            Key("q", "quit", "q", later("quit")),
        ),
    ),
)

LIBRARY_KEYS: tuple[Group, ...] = (
    Group(
        later("Library"),
        (
            Key("j,down,tab", "cursor(1)", "j k ↓ ↑", later("move")),
            Key("k,up,shift+tab", "cursor(-1)"),
            Key("d,space,pagedown", "screen(1)"),
            Key("b,pageup", "screen(-1)"),
            Key("g,home", "first"),
            Key("G,end", "last"),
            Key("enter,right", "choose", "Enter", later("open the course")),
            Key("slash", "find", "/", later("only courses with some words")),
            Key("R", "review", "R", later("review what is due")),
        ),
    ),
    Group(
        later("Courses"),
        (
            Key("plus", "add", "+", later("add a path or git address")),
            Key("x", "remove", "x", later("take it off the list")),
            Key("u", "undo", "u", later("put it back")),
            Key("l", "locate", "l", later("say where a lost course is")),
        ),
    ),
    Group(
        later("More"),
        (
            Key("question_mark", "help", "? T", later("this help; light or dark")),
            Key("T", "theme"),
            Key("escape,backspace,H", "leave", "Esc", later("leave what is open")),
            Key("q", "quit", "q", later("quit")),
        ),
    ),
)

REFERENCES_KEYS: tuple[Group, ...] = (Group(later("References"), (Key("y", "copy", "y", later("copy the reference")),)),)

NOTES_KEYS: tuple[Group, ...] = (
    Group(
        later("Notes"),
        (
            Key("e,a", "edit", "e", later("write to it")),
            Key("x,delete", "remove", "x", later("take it away")),
            Key("u", "bring_back", "u", later("bring back what was taken away")),
            Key("s", "kinds", "s", later("all, notes, highlights, bookmarks")),
        ),
    ),
)
