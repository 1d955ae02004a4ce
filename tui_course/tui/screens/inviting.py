"""The contents of a course, to invite all to one of its pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_course.language import gettext as _
from tui_course.model.visible import visible
from tui_course.tui.instructor.wording import numbered
from tui_course.tui.screens.choosing import ChoosingScreen
from tui_course.tui.screens.saying import Here
from tui_course.tui.strips import shortened
from tui_course.tui.widgets.bars import Hint
from tui_course.tui.widgets.choices import Option
from tui_course.typeset.line import Line, Role, Run, Weight
from tui_course.workshop.numbering import page_numbers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from textual import events

    from tui_course.model.course import Course
    from tui_course.tui.theme import Look


class AskingAllScreen(ChoosingScreen, room=True):
    """Something to choose for all; as that disturbs `everybody`, Enter asks first, and Enter again does it."""

    def __init__(self, look: Look, title: str, everybody: str) -> None:
        super().__init__(look, title, typing=True)
        self.everybody = everybody
        self._meant: object = None

    def on_key(self, event: events.Key) -> None:
        """Any other key: what was meant is meant no more."""
        if event.key != "enter":
            self._meant = None

    def is_meant(self, value: object, words: str) -> bool:
        """Whether Enter was pressed on the very same before; where it was not, say `words`."""
        if value == self._meant:
            return True
        self._meant = value
        self.say(words)
        return False

    def say(self, message: str) -> None:
        """Say something in place of what is typed, until the next key."""
        if message:
            self.bottom_line.ask(None)
        elif self.typing and self.bottom_line.message:
            super().say("")
            self.tell_query()
        super().say(message)


class InvitingScreen(AskingAllScreen):
    """The pages of a course; `invite` is called with the one that all are invited to."""

    def __init__(self, look: Look, course: Course, everybody: str, invite: Callable[[Here], None]) -> None:
        super().__init__(look, _("Invite {all} to").format(all=everybody), everybody)
        self._course = course
        self._numbers = page_numbers(course)
        self._invite = invite

    def options(self, query: str, room: int) -> Sequence[Option]:
        """The modules with their pages; with some words typed, the pages that have all of them."""
        return list(self._listed(query.casefold().split(), room))

    def _listed(self, wanted: Sequence[str], room: int) -> Iterator[Option]:
        ellipsis = self.look.mark("…", "...")
        seen: set[str] = set()
        for module in self._course.modules:
            pages = [page for page in module.pages if page.id not in seen]
            seen.update(page.id for page in pages)
            named = [(page.id, numbered(self._numbers[page.id], visible(page.name))) for page in pages]
            found = [(page, name) for page, name in named if all(word in name.casefold() for word in wanted)]
            if found and module.title:
                title = shortened(visible(module.title), room, ellipsis)
                yield Option(None, (Line((Run(title, Role.HEADING, Weight.BOLD),)),))
            for page, name in found:
                yield Option(page, (Line((Run(shortened(name, room, ellipsis)),)),))

    def hints(self) -> Sequence[Hint]:
        """The keys that matter here."""
        return (Hint("Enter", _("invite all")), Hint("Esc", _("back")))

    def choose(self, option: Option) -> None:
        """Invite all to a page, once that was asked for twice."""
        page = str(option.value)
        name = option.lines[0].text
        said = _("Enter again invites {all} to “{page}”").format(all=self.everybody, page=name)
        if self.is_meant(page, said):
            self.dismiss()
            self._invite(Here(self._course.id, page))
