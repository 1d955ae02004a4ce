"""The keys of a diagram and of a picture in full."""

from __future__ import annotations

from tui_course.language import later
from tui_course.tui.keys import Group, Key

DIAGRAM_KEYS: tuple[Group, ...] = (
    Group(
        later("Move"),
        (
            Key("h,left", "move(-1,0)", "←↓↑→ hjkl", later("to the box in that direction")),
            Key("j,down", "move(0,1)"),
            Key("k,up", "move(0,-1)"),
            Key("l,right", "move(1,0)"),
            Key("tab", "order(1)", "Tab", later("next box (Shift: before)")),
            Key("shift+tab", "order(-1)"),
            Key("g,home", "end(0)", "g G", later("first, last box")),
            Key("G,end", "end(-1)"),
            Key("slash", "search", "/", later("a box by its words")),
            Key("enter", "follow", "Enter", later("the page that explains it")),
        ),
    ),
    Group(
        later("Steps"),
        (
            Key("n,space", "next(1)", "n p", later("next step, one before")),
            Key("p,b", "next(-1)"),
            Key("N", "previous_match", "n N", later("next match, one before")),
        ),
    ),
    Group(
        later("Look"),
        (
            Key("z", "zoom", "z u", later("into its group, out again")),
            Key("u", "out"),
            Key("c", "collapse", "c", later("fold or unfold its group")),
            Key("f", "fit", "f", later("full size, or fitted")),
            Key("less_than_sign,shift+left", "pan(-1,0)", "< > [ ]", later("move the view")),
            Key("greater_than_sign,shift+right", "pan(1,0)"),
            Key("left_square_bracket,shift+up,pageup", "pan(0,-1)"),
            Key("right_square_bracket,shift+down,pagedown", "pan(0,1)"),
        ),
    ),
    Group(
        later("More"),
        (
            Key("t", "outline", "t", later("the diagram as text")),
            Key("y", "copy", "y", later("copy the drawing")),
            Key("question_mark", "help", "? T", later("this help; light or dark")),
            Key("T", "theme"),
            Key("escape,backspace,D,H", "leave", "Esc", later("back to the text")),
            Key("q", "quit", "q", later("quit")),
        ),
    ),
)

PICTURE_KEYS: tuple[Group, ...] = (
    Group(
        later("Picture"),
        (
            Key("plus,equals_sign,enter", "zoom(1)"),
            Key("minus,underscore", "zoom(-1)"),
            Key("h,left", "move(-1,0)"),
            Key("j,down", "move(0,1)"),
            Key("k,up", "move(0,-1)"),
            Key("l,right", "move(1,0)"),
            Key("f", "fit"),
            Key("0", "natural"),
            Key("w", "words"),
            Key("o", "open_outside"),
            Key("y", "copy"),
            Key("T", "theme"),
            Key("escape,backspace,H,v", "leave"),
            Key("q", "quit"),
        ),
    ),
)
