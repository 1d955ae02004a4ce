"""Every key of every screen, in tables: what it does, and what the help says."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from textual.binding import Binding

from tui_course.language import later

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
    later("Read"),
    (
        Key("space,pagedown", "screen_down", "Space b", later("a screen on, back")),
        Key("b,pageup", "screen_up"),
        Key("j,down", "line(1)", "j k ↓ ↑", later("a line down, up")),
        Key("k,up", "line(-1)"),
        Key("d", "half(1)", "d u", later("half a screen down, up")),
        Key("u", "half(-1)"),
        Key("g,home", "top", "g G", later("top, end of the page")),
        Key("G,end", "bottom"),
        Key("right_square_bracket", "heading(1)", "] [", later("next heading, one before")),
        Key("left_square_bracket", "heading(-1)"),
        Key("less_than_sign,shift+left", "pan(-1)", "< >", later("wide lines sideways")),
        Key("greater_than_sign,shift+right", "pan(1)"),
    ),
)
GOING = Group(
    later("Go"),
    (
        Key("n,right", "next", "n p → ←", later("next page, page before")),
        Key("p,left", "previous"),
        Key("t", "contents", "t", later("contents; again: hide them")),
        Key("backspace,H,alt+left", "back", "Backspace L", later("back to where you were; on")),
        Key("L,alt+right", "forward"),
    ),
)
LINKS = Group(
    later("Links"),
    (
        Key("tab", "link(1)", "Tab", later("next link (Shift: before)")),
        Key("shift+tab", "link(-1)"),
        Key("enter", "follow", "Enter", later("follow, open or close it")),
        Key("f", "jump", "f", later("letters on links in view")),
        Key("K", "consult", "K", later("what it says, in place")),
        Key("C", "references", "C W", later("works cited; glossary")),
        Key("W", "glossary"),
        Key("D", "diagram", "D v", later("diagram, picture in full")),
        Key("v", "picture"),
        Key("o", "open_outside", "o", later("open it in the browser")),
        Key("y", "copy", "y #", later("copy it, or code; numbers")),
        Key("number_sign", "numbers"),
    ),
)
QUESTIONS = Group(
    later("Questions"),
    (
        Key("Q", "question", "Q", later("next question")),
        Key("", "", "1-9 Space", later("choose, pick, take")),
        Key("", "", "a-z u", later("match the pick; undo")),
        Key("", "", "Enter c", later("check; how sure you are")),
        Key("", "", "h x r", later("hint, reveal, try again")),
        Key("", "", "w", later("where it is explained")),
    ),
)
NOTING = Group(
    later("Notes"),
    (
        Key("a", "note", "a h", later("note, highlight")),
        Key("h", "highlight"),
        Key("m", "bookmark", "m '", later("bookmark; list all these")),
        Key("apostrophe", "annotations"),
    ),
)
OTHER = Group(
    later("More"),
    (
        Key("slash", "search", "/ S", later("search page; course")),
        Key("S", "search_course"),
        Key("N", "search_previous", "n N", later("next match, one before")),
        Key("P", "progress", "P R !", later("results; review; problems")),
        Key("R", "review"),
        Key("exclamation_mark", "problems"),
        Key("question_mark", "help", "? :", later("this help; all commands")),
        Key("colon,ctrl+p", "palette"),
        Key("T", "theme", "T + -", later("light or dark; text width")),
        Key("plus,equals_sign", "widen"),
        Key("minus,underscore", "narrow"),
        Key("", "themes"),
        Key("", "density"),
        Key("e", "edit", "e r", later("edit source; read it again")),
        Key("r", "read_again"),
        Key("escape", "leave", "Esc q", later("leave what is open; quit")),
        Key("q", "quit"),
    ),
)
READER_KEYS: tuple[Group, ...] = (READING, LINKS, GOING, QUESTIONS, OTHER, NOTING)

CONTENTS_KEYS: tuple[Group, ...] = (
    Group(
        later("Contents"),
        (
            Key("j,down", "cursor(1)", "j k ↓ ↑", later("move")),
            Key("k,up", "cursor(-1)"),
            Key("d,space,pagedown", "screen(1)"),
            Key("u,b,pageup", "screen(-1)"),
            Key("g,home", "first"),
            Key("G,end", "last"),
            Key("enter,l,right", "choose", "Enter", later("open the page")),
            Key("slash", "filter", "/", later("only titles with …")),
            Key("escape,h,left", "leave", "Esc", later("back to the text")),
            Key("t", "hide", "t", later("hide the contents")),
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
        later("Sheet"),
        (
            *_MOVING,
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
            *_MOVING,
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
            *_MOVING,
            Key("escape,backspace,H", "leave"),
            Key("q", "quit"),
        ),
    ),
)

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

LEARNER_KEYS: tuple[Group, ...] = (
    Group(
        later("Learner"),
        (
            *_MOVING,
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
            *_MOVING,
            Key("enter", "follow"),
            Key("p", "poll"),
            Key("x", "close_poll"),
            Key("escape,backspace,H", "leave"),
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
        "poll": POLL_KEYS,
        "choose": CHOOSING_KEYS,
        "references": REFERENCES_KEYS,
        "notes": NOTES_KEYS,
        "results": RESULTS_KEYS,
        "diagram": DIAGRAM_KEYS,
        "picture": PICTURE_KEYS,
        "board": BOARD_KEYS,
        "instructor": INSTRUCTING_KEYS,
        "learner": LEARNER_KEYS,
        "asked": ASKED_KEYS,
        "workshop": WORKSHOP_KEYS,
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
