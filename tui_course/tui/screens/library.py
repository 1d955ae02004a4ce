"""The courses of a folder, to choose from."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from textual.message import Message

from tui_course.errors import TuiCourseError
from tui_course.model.visible import visible
from tui_course.tui.keys import LIBRARY_KEYS, bindings
from tui_course.tui.screens.dressed import DressedScreen
from tui_course.tui.screens.reader import ReaderScreen
from tui_course.tui.strips import fitted, shortened
from tui_course.tui.widgets.bars import Hint, Note
from tui_course.tui.widgets.lines import LineWidget

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.strip import Strip

    from tui_course.tui.shelf import CourseCard, Shelf
    from tui_course.tui.theme import Look

_MARGIN = 2
_COLUMN = 76
_WHEEL_CARDS = 1
_HINTS = (Hint("Enter", "open"), Hint("j k", "move"), Hint("T", "light or dark"), Hint("q", "quit"))


class CourseList(LineWidget, can_focus=True):
    """A card of two rows, and one empty one, for each course."""

    class Chosen(Message):
        """A course was chosen."""

        def __init__(self, card: CourseCard) -> None:
            super().__init__()
            self.card = card

    def __init__(self, look: Look, cards: tuple[CourseCard, ...]) -> None:
        super().__init__(look)
        self._cards = cards
        self.cursor = 0
        self._top = 0

    @property
    def card(self) -> CourseCard | None:
        """The course under the cursor."""
        return self._cards[self.cursor] if self._cards else None

    @property
    def screenful(self) -> int:
        """How many cards fit."""
        return max(1, (self.size.height - 1) // 3)

    def point(self, to: int) -> bool:
        """Move the cursor to a card, the first or last at the ends; False if it is there already."""
        to = max(0, min(to, len(self._cards) - 1))
        if to == self.cursor:
            return False
        self.cursor = to
        self._top = max(0, min(max(self._top, to - self.screenful + 1), to))
        self.refresh()
        return True

    def row(self, y: int, width: int) -> Strip:
        """Row `y`: an empty one above each card, its title, what else there is to say."""
        look = self.look
        number, part = self._top + y // 3, y % 3
        if part == 0 or number >= len(self._cards):
            return fitted((), width, look.ground)
        card = self._cards[number]
        room = max(1, min(_COLUMN, width - _MARGIN - 2) - 2)
        ellipsis = look.mark("…", "...")
        chosen = number == self.cursor
        if part == 1:
            title = shortened(visible(card.title), room, ellipsis)
            mark = look.mark("▸ ", "> ") if chosen else "  "
            parts = [
                Segment(" " * (_MARGIN - 1), look.ground),
                Segment(f" {mark}{title} ", look.focus if chosen else look.strong),
            ]
            return fitted(parts, width, look.ground)
        pages = f"{card.pages} page{'' if card.pages == 1 else 's'}"
        joint = look.mark(" · ", " | ")
        facts = joint.join(fact for fact in (pages, _folder(card.path), visible(card.description)) if fact)
        parts = [Segment(" " * (_MARGIN + 2), look.ground), Segment(shortened(facts, room, ellipsis), look.quiet)]
        return fitted(parts, width, look.ground)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The wheel moves what is seen."""
        event.stop()
        self.point(self.cursor + _WHEEL_CARDS)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """The wheel moves what is seen."""
        event.stop()
        self.point(self.cursor - _WHEEL_CARDS)

    def on_click(self, event: events.Click) -> None:
        """A click acts on what it hits."""
        number = self._top + event.y // 3
        if event.y % 3 and number < len(self._cards):
            self.point(number)
            self.post_message(self.Chosen(self._cards[number]))

    def on_resize(self) -> None:
        """What mattered stays in view."""
        self._top = max(0, min(max(self._top, self.cursor - self.screenful + 1), self.cursor))


class LibraryScreen(DressedScreen):
    """The courses of a shelf; what cannot be opened is said in the line below."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(LIBRARY_KEYS)

    def __init__(self, shelf: Shelf, look: Look, *, local: bool = True) -> None:
        super().__init__(look)
        self._local = local
        self._shelf = shelf
        self.courses = CourseList(look, shelf.cards)

    def compose(self) -> ComposeResult:
        """The list between the two lines."""
        yield self.top_line
        yield self.courses
        yield self.bottom_line
        count = len(self._shelf.cards)
        courses = f"{count} course{'' if count == 1 else 's'}"
        self.top_line.tell((visible(self._shelf.title),), (Note(courses, courses),))
        self.bottom_line.offer(_HINTS)

    def on_mount(self) -> None:
        """The list has the focus."""
        self.courses.focus()

    def on_course_list_chosen(self, message: CourseList.Chosen) -> None:
        """Open a course."""
        self._open(message.card)

    def action_choose(self) -> None:
        """Open the course under the cursor."""
        card = self.courses.card
        if card is not None:
            self._open(card)

    def _open(self, card: CourseCard) -> None:
        try:
            study = self._shelf.open(card)
        except (TuiCourseError, OSError) as error:
            self.bottom_line.say(f"{visible(card.title)} cannot be opened: {visible(str(error))}")
        else:
            self.app.push_screen(ReaderScreen(study, self.look, local=self._local, from_library=True))

    def action_cursor(self, by: int) -> None:
        """Move by courses."""
        if not self.courses.point(self.courses.cursor + by):
            self.bottom_line.say("this is the last course" if by > 0 else "this is the first course")

    def action_screen(self, by: int) -> None:
        """Move by screens."""
        self.courses.point(self.courses.cursor + by * self.courses.screenful)

    def action_first(self) -> None:
        """Go to the first course."""
        self.courses.point(0)

    def action_last(self) -> None:
        """Go to the last course."""
        self.courses.point(len(self._shelf.cards) - 1)

    def action_theme(self) -> None:
        """Change between dark and light."""
        self.switch_theme()

    def action_quit(self) -> None:
        """Leave the program."""
        self.app.exit(0)


def _folder(path: str) -> str:
    """Where a course is, as far as it tells courses of one library apart: the name of its folder."""
    return visible(path.rstrip("/").rpartition("/")[2])
