"""The keys of the reader and of its contents."""

from __future__ import annotations

from tui_course.language import later
from tui_course.tui.keys import Group, Key

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
