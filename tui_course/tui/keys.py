"""Every key of the reader, in one table: what it does, and what the help says."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from textual.binding import Binding

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from textual.binding import BindingType


class Key(NamedTuple):
    """Keys by Textual's names, the action they start, and how the help writes and explains them (no text: not listed)."""

    keys: str
    action: str
    shown: str = ""
    text: str = ""


class Group(NamedTuple):
    """Keys that belong together."""

    title: str
    keys: tuple[Key, ...]


READING = Group(
    "Read",
    (
        Key("space,pagedown", "screen_down", "Space PgDn", "a screen on; next page"),
        Key("b,pageup", "screen_up", "b PgUp", "a screen back"),
        Key("j,down", "line(1)", "j k ↓ ↑", "a line down, up"),
        Key("k,up", "line(-1)"),
        Key("d", "half(1)", "d u", "half a screen down, up"),
        Key("u", "half(-1)"),
        Key("g,home", "top", "g G", "top, end of the page"),
        Key("G,end", "bottom"),
        Key("right_square_bracket", "heading(1)", "] [", "next heading, one before"),
        Key("left_square_bracket", "heading(-1)"),
        Key("less_than_sign,shift+left", "pan(-1)", "< >", "wide lines sideways"),
        Key("greater_than_sign,shift+right", "pan(1)"),
    ),
)
GOING = Group(
    "Go",
    (
        Key("n,right", "next", "n p → ←", "next page, page before"),
        Key("p,left", "previous"),
        Key("t", "contents", "t", "contents; again: hide them"),
        Key("backspace,H,alt+left", "back", "Backspace H", "back to where you were"),
        Key("L,alt+right", "forward", "L", "forward again"),
    ),
)
LINKS = Group(
    "Links",
    (
        Key("tab", "link(1)", "Tab", "next link (Shift: before)"),
        Key("shift+tab", "link(-1)"),
        Key("enter", "follow", "Enter", "follow, open or close it"),
        Key("f", "jump", "f", "letters on links in view"),
        Key("K", "consult", "K", "what it says, without going"),
        Key("C", "references", "C W", "works cited; glossary"),
        Key("W", "glossary"),
        Key("D", "diagram", "D v", "diagram, picture in full"),
        Key("v", "picture"),
        Key("o", "open_outside", "o", "open it in the browser"),
        Key("y", "copy", "y", "copy its address, or code"),
        Key("number_sign", "numbers", "#", "numbers beside code"),
    ),
)
QUESTIONS = Group(
    "Questions",
    (
        Key("Q", "question", "Q", "next question"),
        Key("", "", "1-9 Space", "choose, pick, take"),
        Key("", "", "a-z u", "match the pick; undo"),
        Key("", "", "Enter c", "check; how sure you are"),
        Key("", "", "h x r", "hint, reveal, try again"),
        Key("", "", "w", "where it is explained"),
    ),
)
NOTING = Group(
    "Notes",
    (
        Key("a", "note", "a", "write a note here"),
        Key("h", "highlight", "h", "highlight, or what is selected"),
        Key("m", "bookmark", "m", "bookmark; again: none"),
        Key("apostrophe", "annotations", "'", "list notes and bookmarks"),
    ),
)
OTHER = Group(
    "More",
    (
        Key("slash", "search", "/ S", "search the page, the course"),
        Key("S", "search_course"),
        Key("N", "search_previous", "n N", "next match, one before"),
        Key("P", "progress", "P R", "results; review"),
        Key("R", "review"),
        Key("exclamation_mark", "problems", "!", "problems of this page"),
        Key("question_mark", "help", "? T", "this help; light or dark"),
        Key("T", "theme"),
        Key("e", "edit", "e r", "edit the source; read it again"),
        Key("r", "read_again"),
        Key("plus,equals_sign", "widen", "+ -", "wider, narrower text"),
        Key("minus,underscore", "narrow"),
        Key("", "themes"),
        Key("", "density"),
        Key("colon,ctrl+p", "palette", ":", "every command by its words"),
        Key("escape", "leave", "Esc", "leave what is open"),
        Key("q", "quit", "q", "quit"),
    ),
)
READER_KEYS: tuple[Group, ...] = (READING, GOING, LINKS, QUESTIONS, NOTING, OTHER)

CONTENTS_KEYS: tuple[Group, ...] = (
    Group(
        "Contents",
        (
            Key("j,down", "cursor(1)", "j k ↓ ↑", "move"),
            Key("k,up", "cursor(-1)"),
            Key("d,space,pagedown", "screen(1)"),
            Key("u,b,pageup", "screen(-1)"),
            Key("g,home", "first"),
            Key("G,end", "last"),
            Key("enter,l,right", "choose", "Enter", "open the page"),
            Key("slash", "filter", "/", "only titles with …"),
            Key("escape,h,left", "leave", "Esc", "back to the text"),
            Key("t", "hide", "t", "hide the contents"),
        ),
    ),
)

LIBRARY_KEYS: tuple[Group, ...] = (
    Group(
        "Library",
        (
            Key("j,down,tab", "cursor(1)", "j k ↓ ↑", "move"),
            Key("k,up,shift+tab", "cursor(-1)"),
            Key("d,space,pagedown", "screen(1)"),
            Key("b,pageup", "screen(-1)"),
            Key("g,home", "first"),
            Key("G,end", "last"),
            Key("enter,right", "choose", "Enter", "open the course"),
            Key("slash", "find", "/", "only courses with some words"),
            Key("R", "review", "R", "review what is due"),
        ),
    ),
    Group(
        "Courses",
        (
            Key("plus", "add", "+", "add a path or a git address"),
            Key("x", "remove", "x", "take it off the list"),
            Key("u", "undo", "u", "put it back"),
            Key("l", "locate", "l", "say where a lost course is"),
        ),
    ),
    Group(
        "More",
        (
            Key("question_mark", "help", "? T", "this help; light or dark"),
            Key("T", "theme"),
            Key("escape,backspace,H", "leave", "Esc", "leave what is open"),
            Key("q", "quit", "q", "quit"),
        ),
    ),
)

# What moves a text on a screen of its own.
_MOVING = (
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

SHEET_KEYS: tuple[Group, ...] = (
    Group(
        "Sheet",
        (
            *_MOVING,
            Key("escape,enter,backspace,question_mark,exclamation_mark,H", "leave"),
            Key("q", "quit"),
        ),
    ),
)


REVIEW_KEYS: tuple[Group, ...] = (
    Group(
        "Review",
        (
            Key("Q,n,right", "next_question"),
            *_MOVING,
            Key("escape,backspace,H,R", "leave"),
            Key("q", "quit"),
        ),
    ),
)

CHOOSING_KEYS: tuple[Group, ...] = (
    Group(
        "Choose",
        (
            Key("j,down,tab", "cursor(1)", "j k ↓ ↑", "move"),
            Key("k,up,shift+tab", "cursor(-1)"),
            Key("d,space,pagedown", "screen(1)"),
            Key("u,b,pageup", "screen(-1)"),
            Key("g,home", "first"),
            Key("G,end", "last"),
            Key("enter,l,right", "choose", "Enter", "go there"),
            Key("slash", "find", "/", "only those with some words"),
            Key("T", "theme"),
            Key("escape,backspace,H,left", "leave", "Esc", "back"),
            Key("q", "quit", "q", "quit"),
        ),
    ),
)

REFERENCES_KEYS: tuple[Group, ...] = (Group("References", (Key("y", "copy", "y", "copy the reference"),)),)

NOTES_KEYS: tuple[Group, ...] = (
    Group(
        "Notes",
        (
            Key("e,a", "edit", "e", "write to it"),
            Key("x,delete", "remove", "x", "take it away"),
            Key("u", "bring_back", "u", "bring back what was taken away"),
            Key("s", "kinds", "s", "all, notes, highlights, bookmarks"),
        ),
    ),
)

RESULTS_KEYS: tuple[Group, ...] = (
    Group(
        "Results",
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

DIAGRAM_KEYS: tuple[Group, ...] = (
    Group(
        "Move",
        (
            Key("h,left", "move(-1,0)", "←↓↑→ hjkl", "to the box in that direction"),
            Key("j,down", "move(0,1)"),
            Key("k,up", "move(0,-1)"),
            Key("l,right", "move(1,0)"),
            Key("tab", "order(1)", "Tab", "next box (Shift: before)"),
            Key("shift+tab", "order(-1)"),
            Key("g,home", "end(0)", "g G", "first, last box"),
            Key("G,end", "end(-1)"),
            Key("slash", "search", "/", "a box by its words"),
            Key("enter", "follow", "Enter", "the page that explains it"),
        ),
    ),
    Group(
        "Steps",
        (
            Key("n,space", "next(1)", "n p", "next step, one before"),
            Key("p,b", "next(-1)"),
            Key("N", "previous_match", "n N", "next match, one before"),
        ),
    ),
    Group(
        "Look",
        (
            Key("z", "zoom", "z u", "into its group, out again"),
            Key("u", "out"),
            Key("c", "collapse", "c", "fold or unfold its group"),
            Key("f", "fit", "f", "full size, or fitted"),
            Key("less_than_sign,shift+left", "pan(-1,0)", "< > [ ]", "move the view"),
            Key("greater_than_sign,shift+right", "pan(1,0)"),
            Key("left_square_bracket,shift+up,pageup", "pan(0,-1)"),
            Key("right_square_bracket,shift+down,pagedown", "pan(0,1)"),
        ),
    ),
    Group(
        "More",
        (
            Key("t", "outline", "t", "the diagram as text"),
            Key("y", "copy", "y", "copy the drawing"),
            Key("question_mark", "help", "? T", "this help; light or dark"),
            Key("T", "theme"),
            Key("escape,backspace,D,H", "leave", "Esc", "back to the text"),
            Key("q", "quit", "q", "quit"),
        ),
    ),
)

PICTURE_KEYS: tuple[Group, ...] = (
    Group(
        "Picture",
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


SCREENS: Mapping[str, tuple[Group, ...]] = MappingProxyType(
    {
        "reader": READER_KEYS,
        "contents": CONTENTS_KEYS,
        "library": LIBRARY_KEYS,
        "sheet": SHEET_KEYS,
        "review": REVIEW_KEYS,
        "choose": CHOOSING_KEYS,
        "references": REFERENCES_KEYS,
        "notes": NOTES_KEYS,
        "results": RESULTS_KEYS,
        "diagram": DIAGRAM_KEYS,
        "picture": PICTURE_KEYS,
    }
)
"""Every table by the name with which its actions begin, as in `reader.next`; a new table belongs here."""

# Which way an action goes, in words, where its arguments say it: down or on first.
_WAYS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "line": ("down", "up"),
        "half": ("down", "up"),
        "screen": ("down", "up"),
        "cursor": ("down", "up"),
        "pan": ("right", "left"),
        "zoom": ("in", "out"),
        "end": ("first", "last"),
    }
)
_SIDES: Mapping[str, str] = MappingProxyType({"-1,0": "left", "1,0": "right", "0,-1": "up", "0,1": "down"})


def action_id(screen: str, action: str) -> str:
    """The name of an action of a screen that outlives its keys: `heading(1)` of the reader is `reader.heading-next`."""
    name, _, arguments = action.rstrip(")").partition("(")
    way = _SIDES.get(arguments, "")
    if arguments and not way:
        way = _WAYS.get(name, ("next", "previous"))[arguments.startswith("-")]
    return f"{screen}.{name.replace('_', '-')}{f'-{way}' if way else ''}"


def bindings(groups: Iterable[Group]) -> list[BindingType]:
    """The bindings of some groups; each has the name of its action, so that the user may give it other keys."""
    found = list(groups)
    screen = next((name for name, known in SCREENS.items() if found[0] in known), found[0].title.lower())
    return [
        Binding(key.keys, key.action, key.text, show=False, id=action_id(screen, key.action))
        for group in found
        for key in group.keys
        if key.keys
    ]
