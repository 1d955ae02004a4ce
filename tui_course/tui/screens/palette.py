"""The command palette: everything that the reader can do, by its words."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len

from tui_course.language import gettext as _
from tui_course.language import later
from tui_course.tui.key_names import key_names
from tui_course.tui.keymap import Keymap
from tui_course.tui.screens.choosing import ChoosingScreen
from tui_course.tui.strips import shortened
from tui_course.tui.widgets.bars import Hint
from tui_course.tui.widgets.choices import Option
from tui_course.typeset.line import Line, Role, Run

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tui_course.tui.keys import Group
    from tui_course.tui.theme import Look


class Command(NamedTuple):
    """Something to do: the action, what it does in words, and the keys that do it."""

    action: str
    words: str
    keys: str


# What has its own words here: where the help names two things in one row, or no key does it.
WORDS = {
    "screen_down": later("a screen on, then the next page"),
    "screen_up": later("a screen back"),
    "top": later("go to the top of the page"),
    "bottom": later("go to the end of the page"),
    "heading(1)": later("go to the next heading"),
    "heading(-1)": later("go to the heading before"),
    "next": later("next page"),
    "previous": later("page before"),
    "contents": later("contents: choose a page"),
    "back": later("back to where you were"),
    "forward": later("forward again"),
    "link(1)": later("next link"),
    "consult": later("what a reference, a note or a term says"),
    "references": later("references: the works that the course cites"),
    "glossary": later("glossary: the terms that the course explains"),
    "diagram": later("walk through the diagram"),
    "picture": later("look at the picture in full"),
    "open_outside": later("open the link in the browser"),
    "copy": later("copy the code, or the address of the link"),
    "numbers": later("numbers beside lines of code"),
    "jump": later("letters on the links in view"),
    "question": later("next question"),
    "note": later("write a note on a paragraph"),
    "highlight": later("highlight a paragraph, or what is selected"),
    "bookmark": later("set or take away a bookmark"),
    "annotations": later("notes, highlights and bookmarks"),
    "search": later("search this page"),
    "search_course": later("search the whole course"),
    "progress": later("results of this page and the course"),
    "review": later("review what was missed"),
    "problems": later("problems of this page"),
    "edit": later("edit the source of this page"),
    "read_again": later("read the course again from its files"),
    "help": later("keys"),
    "theme": later("light or dark"),
    "themes": later("themes: choose the colours"),
    "widen": later("wider text"),
    "narrow": later("narrower text"),
    "density": later("density: compact, normal or airy"),
    "quit": later("quit"),
    "attend": later("do what the instructor asks, or list what was said"),
    "ok": later("tell the instructor: all is well"),
    "lost": later("tell the instructor: I am lost"),
    "done": later("tell the instructor: I am done"),
    "hand": later("put your hand up or down"),
}


def commands(groups: Iterable[Group], keymap: Keymap | None = None, screen: str = "reader") -> Iterator[Command]:
    """Every command of some groups of a screen's keys once, in their order, with the first of its keys."""
    keymap = keymap or Keymap()
    seen: set[str] = set()
    for group in groups:
        for key in group.keys:
            words = WORDS.get(key.action) or key.text
            if key.action and words and key.action not in seen and key.action != "palette":
                seen.add(key.action)
                yield Command(key.action, words, key_names(keymap.first(screen, key.action)))


class PaletteScreen(ChoosingScreen):
    """Leaves with the action that was chosen; `chosen` is called with it."""

    PROMPT = ":"

    def __init__(self, look: Look, found: Sequence[Command]) -> None:
        super().__init__(look, _("Commands"), typing=True)
        self._found = tuple(found)
        self.action = ""

    def options(self, query: str, room: int) -> Sequence[Option]:
        """The commands whose words all begin with, or at least contain, what was typed."""
        wanted = query.casefold().split()
        ranked = [(rank, one) for one in self._found if (rank := _rank(_(one.words).casefold(), wanted)) is not None]
        return [Option(one, (self._line(one, room),)) for _rank_, one in sorted(ranked, key=lambda pair: pair[0])]

    def _line(self, command: Command, room: int) -> Line:
        words = shortened(_(command.words), max(1, room - cell_len(command.keys) - 2), self.look.mark("…", "..."))
        space = " " * max(1, room - cell_len(words) - cell_len(command.keys))
        return Line((Run(words), Run(space + command.keys, Role.DIM)))

    def hints(self) -> Sequence[Hint]:
        """The keys that matter here."""
        return (Hint("Enter", _("do it")), Hint("Esc", _("back")))

    def choose(self, option: Option) -> None:
        """Leave, and have it done."""
        if isinstance(option.value, Command):
            self.action = option.value.action
            self.dismiss()


def _rank(words: str, wanted: Sequence[str]) -> int | None:
    """How well a command fits, the least best: all that was typed begins words of it, or stands somewhere in it."""
    parts = words.replace(":", " ").split()
    if all(any(part.startswith(one) for part in parts) for one in wanted):
        return 0 if not wanted or words.startswith(wanted[0]) else 1
    return 2 if all(one in words for one in wanted) else None
