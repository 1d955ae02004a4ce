"""Everything that was said in a workshop, the newest first, and how the class is getting on."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from tui_course.language import gettext as _
from tui_course.language import later, pgettext
from tui_course.model.workshop import HandLowered, Invitation, Poll, PollClosed
from tui_course.tui.screens.choosing import ChoosingScreen
from tui_course.tui.widgets.bars import Hint
from tui_course.tui.widgets.choices import Option
from tui_course.typeset.line import Line, Role, Run
from tui_course.typeset.wrap import breaks
from tui_course.workshop.wording import class_words, notice_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tui_course.model.workshop import Notice
    from tui_course.tui.classroom import Classroom
    from tui_course.tui.theme import Look
    from tui_course.workshop.attending import Attendance


class SaidScreen(ChoosingScreen):
    """What was said to all in a classroom: an invitation can be followed from here, a poll looked at."""

    EMPTY: ClassVar[str] = later("nothing was said in this workshop so far")

    def __init__(self, look: Look, attendance: Attendance, classroom: Classroom) -> None:
        super().__init__(look, _("What was said"))
        self._classroom = classroom
        self._attendance = attendance

    def options(self, query: str, room: int) -> Sequence[Option]:
        """How the class is getting on, and what was said."""
        wanted = query.casefold().split()
        said = self._attendance.latest()
        over = {one.poll for one in said if isinstance(one, PollClosed)}
        found = []
        for notice in reversed(said):
            # A poll that is closed stands there once; whose hand was lowered is nobody else's affair.
            if isinstance(notice, HandLowered | PollClosed):
                continue
            words = self._words(notice, over)
            if all(one in words.casefold() for one in wanted):
                found.append(Option(notice, (*_lines(words, room), Line())))
        head = () if query else tuple(self._class_lines(room))
        if head and not found:
            # Who is here is no answer to what was said.
            head += (Line((Run(_(self.EMPTY), Role.DIM),)),)
        return [*([Option(None, head)] if head else []), *found]

    def _words(self, notice: Notice, over: set[str]) -> str:
        words = notice_words(notice, self._classroom.called)
        if not isinstance(notice, Poll):
            return words
        state = _("closed: see the result") if notice.id in over else pgettext("poll", "open")
        return f"{words} ({state})"

    def _class_lines(self, room: int) -> Iterator[Line]:
        words = class_words(self._attendance.class_now())
        if words:
            yield Line()
            for line in _lines(self.look.mark(" · ", " | ").join(words), room):
                yield Line(tuple(Run(run.text, Role.DIM) for run in line.runs))
            yield Line()

    def hints(self) -> Sequence[Hint]:
        """The keys that matter here."""
        option = self.choices.option
        keys = []
        match option.value if option is not None else None:
            case Invitation():
                keys = [Hint("Enter", _("go there"))]
            case Poll():
                keys = [Hint("Enter", _("look at it"))]
            case _:
                pass
        return (*keys, Hint("j k", _("move")), Hint("/", _("find")), Hint("Esc", _("back")), Hint("q", _("quit")))

    def on_choices_pointed(self) -> None:
        """Another one has other keys."""
        self.tell_query()

    def workshop_changed(self) -> None:
        """More was said, or the class is another one."""
        self.renew()

    def choose(self, option: Option) -> None:
        """Go where an invitation leads, or look at a poll; words are read already."""
        notice = cast("Notice | None", option.value)
        if isinstance(notice, Invitation | Poll):
            self._classroom.do(notice)
        else:
            self.say(_("this is all of it"))


def _lines(words: str, room: int) -> list[Line]:
    from rich.cells import cell_len

    return [Line((Run(words[start:stop]),)) for start, stop in breaks(words, max(1, room), cell_len)]
