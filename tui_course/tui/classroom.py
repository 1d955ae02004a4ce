"""A learner in a workshop: what is said to all reaches them on every screen, and what they say goes out."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING, Final

from tui_course.errors import TuiCourseError
from tui_course.language import gettext as _
from tui_course.language import ngettext
from tui_course.model.workshop import Invitation, Message, Poll, PollClosed, Pulse
from tui_course.study import Place
from tui_course.tui.notices import Announcement, Notices, notice_hints, standing_words
from tui_course.tui.opened import OpenScreens
from tui_course.tui.screens.dressed import DressedScreen
from tui_course.workshop.wording import closing_words, notice_words, pulse_words

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from textual.timer import Timer
    from textual.worker import WorkType

    from tui_course.model.workshop import Notice
    from tui_course.tui.notices import Waiting
    from tui_course.tui.theme import Look
    from tui_course.tui.workshop import WorkshopApp
    from tui_course.workshop.attending import Attendance
    from tui_course.workshop.host_words import HostWords

_SECOND: Final = 1.0


class Classroom:
    """The workshop around an application, on whatever screen the learner is; it begins with the first frame.

    `grace` is how many seconds something announced must have been there before Escape puts it away: a key that was on its way
    when it came was meant for something else.
    """

    def __init__(self, app: WorkshopApp, attendance: Attendance | None, host: HostWords | None = None) -> None:
        """`attendance` is the learner's side of a workshop; to who attends none only the `host` says something."""
        self.attendance = attendance
        self._host = host
        self.notices = Notices()
        self.grace = _SECOND
        self._app = app
        self._open = OpenScreens(app)
        self._graceful: Timer | None = None
        self._counting_down: Timer | None = None

    # What arrives

    def begin(self, heard: Callable[[], None]) -> None:
        """Listen; `heard` is called from another thread when there is something to hear."""
        if self._host is not None:
            self._host.listener = heard
            # What was said before the first frame.
            heard()
        if self.attendance is not None:
            self.attendance.listener = heard
            self.attendance.start()

    def end(self) -> None:
        """The learner leaves."""
        if self._host is not None:
            self._host.listener = None
        if self.attendance is not None:
            self.attendance.listener = None

    def hear(self) -> None:
        """Show what has arrived."""
        before = self.notices.top
        said = self.notices.take(self._host.arrived()) if self._host is not None else ""
        if self.attendance is not None:
            said = self.notices.take(self.attendance.arrived()) or said
        if self._has_come():
            said = _("all are invited to this page")
        if self.notices.top is not before:
            self._be_graceful()
        if self.notices.closing is not None and self._counting_down is None:
            self._counting_down = self._app.set_interval(_SECOND, self._count_down)
        self.tell()
        screen = self._app.screen
        if isinstance(screen, DressedScreen):
            screen.workshop_changed()
            if said:
                screen.say(said)

    def _be_graceful(self) -> None:
        if self._graceful is not None:
            self._graceful.stop()
        self._graceful = self._app.set_timer(self.grace, self._end_grace) if self.grace else None

    def _end_grace(self) -> None:
        self._graceful = None
        self.tell()

    def _count_down(self) -> None:
        if self.notices.closing is None and self._counting_down is not None:
            self._counting_down.stop()
            self._counting_down = None
        self.tell()

    def _has_come(self) -> bool:
        """Whether the learner is where they are invited to: then there is nothing to be done about it."""
        top, reader = self.notices.top, self._open.reader
        if not isinstance(top, Invitation) or top.anchor or reader is None:
            return False
        if (top.course, top.page) != (reader.study.course.id, reader.study.place.page):
            return False
        self.notices.forget(top.id)
        return True

    def turned(self) -> None:
        """The learner is on another page."""
        if self._has_come():
            self.tell()

    def is_here(self) -> None:
        """Whoever presses a key is here: the host closes nothing for want of keys."""
        if self.notices.is_idle:
            self.notices.stay()
            self.tell()

    # What is shown of it

    def put_away(self) -> None:
        """The learner has done with what is announced."""
        self.notices.put_away()
        self._be_graceful()
        self.tell()

    def tell(self) -> None:
        """Show on the present screen what is announced and what the learner says of themselves."""
        screen, attendance = self._app.screen, self.attendance
        if not isinstance(screen, DressedScreen) or not screen.bottom_line.is_attached:
            # One that is still being put together tells when it is there.
            return
        shown = self._shown_poll()
        if shown:
            # Whoever looks at a poll needs not be told of it.
            self.notices.forget(shown)
        screen.announce(self._announcement())
        if attendance is None:
            return
        said = standing_words(attendance.pulse, hand=attendance.hand, look=screen.look)
        trouble = _("workshop out of reach") if attendance.trouble else ""
        screen.bottom_line.attend(screen.look.mark("  ·  ", "  |  ").join(filter(None, (said, trouble))))

    def _announcement(self) -> Announcement | None:
        closing = self.notices.closing
        if closing is not None:
            return Announcement(closing_words(*closing, idle=self.notices.is_idle), urgent=True)
        top = self.notices.top
        if top is None:
            return None
        words = notice_words(top, self.called)
        if self.notices.more:
            more = ngettext("({n} more)", "({n} more)", self.notices.more).format(n=self.notices.more)
            words = f"{words} {more}"
        return Announcement(words, notice_hints(top), leaves=self._graceful is None)

    def _shown_poll(self) -> str:
        from tui_course.tui.screens.poll import PollScreen

        return self._app.screen.poll.id if isinstance(self._app.screen, PollScreen) else ""

    def called(self, course: str, page: str) -> str:
        """What a page is called, by the ids of its course and itself, where that is known here."""
        return self._open.called(course, page)

    # What the learner does about it

    def attend(self) -> None:
        """Do what is asked on top; where nothing is, list what was said."""
        top = self.notices.top
        if top is None or isinstance(top, Message):
            self.notices.put_messages_away()
            self.list_what_was_said()
        else:
            self.do(top)

    def do(self, notice: Notice) -> None:
        """Go where an invitation leads, or look at a poll."""
        match notice:
            case Invitation():
                self._begin(partial(self._accept, notice))
            case Poll():
                self._begin(partial(self._look_at, notice))
            case PollClosed(poll=closed):
                said = self.attendance.latest() if self.attendance is not None else ()
                poll = next((one for one in said if isinstance(one, Poll) and one.id == closed), None)
                if poll is not None:
                    self._begin(partial(self._look_at, poll))
            case _:
                pass

    def list_what_was_said(self) -> None:
        """List all that was said, the newest first; from there, go back."""
        from tui_course.tui.screens.said import SaidScreen

        screen = self._app.screen
        if isinstance(screen, SaidScreen):
            screen.dismiss()
        elif self.attendance is not None:
            self._app.push_screen(SaidScreen(self._worn, self.attendance, self))

    def _begin(self, work: Callable[[], Coroutine[None, None, None]]) -> None:
        begun: WorkType[None] = work
        self._app.run_worker(begun, group="workshop", exclusive=True)

    async def _accept(self, invitation: Invitation) -> None:
        place = Place(invitation.page, invitation.anchor)
        words = _("Backspace leads back to where you were")
        reader = self._open.reader_of(invitation.course)
        library = self._open.library
        try:
            if reader is not None:
                reader.study.ref(place.page)
                self._open.come_back_to(reader)
                reader.go(place, words)
            elif library is not None and (study := await library.study_of(invitation.course)) is not None:
                study.go(place)
                self._open.come_back_to(library)
                library.read(study)
            else:
                self._say(_("that page is in another course, which is not open here"))
                return
        except (TuiCourseError, OSError) as error:
            self._say(_("that page is not there: {reason}").format(reason=self._app.reason(error)))
            return
        self._done_with(invitation)

    async def _look_at(self, poll: Poll) -> None:
        from tui_course.model.walk import all_questions
        from tui_course.tui.loading import in_background
        from tui_course.tui.screens.poll import PollScreen

        try:
            study = await self._open.study_of(poll.course)
            if study is None or self.attendance is None:
                self._say(_("that question is in another course, which is not open here"))
                return
            page = await asyncio.wrap_future(in_background(lambda: study.read(poll.page), "poll"))
        except (TuiCourseError, OSError) as error:
            self._say(_("that question is not there: {reason}").format(reason=self._app.reason(error)))
            return
        question = next((one for one in all_questions(page.blocks) if one.id == poll.question), None)
        if question is None or question.fault:
            self._say(_("that question is no longer on its page"))
            return
        if self._shown_poll():
            self._app.pop_screen()
        self._app.push_screen(PollScreen(self._worn, study, question, poll, self.attendance))
        self._done_with(poll)

    def _done_with(self, notice: Waiting) -> None:
        self.notices.forget(notice.id)
        self.tell()

    def _say(self, words: str) -> None:
        if isinstance(self._app.screen, DressedScreen):
            self._app.screen.say(words)

    def say_pulse(self, pulse: Pulse) -> None:
        """Say how the learner is getting on; again takes it back."""
        attendance = self.attendance
        if attendance is None:
            return
        again = attendance.pulse is pulse
        attendance.set_pulse(None if again else pulse)
        self.tell()
        if again:
            self._say(_("you said: {word}; that is taken back").format(word=pulse_words(pulse)))
            return
        now = attendance.class_now()
        said = _("you say: {word}").format(word=pulse_words(pulse))
        others = now.pulses.get(pulse, 0)
        if others and now.here > 1:
            share = ngettext("{n} of {here} says so", "{n} of {here} say so", others).format(n=others, here=now.here)
            said = f"{said}; {share}"
        self._say(said)

    def move_hand(self) -> None:
        """Put the hand up or down."""
        attendance = self.attendance
        if attendance is None:
            return
        attendance.set_hand(not attendance.hand)
        self.tell()
        up = _("your hand is up: the instructor sees it; again takes it down")
        self._say(up if attendance.hand else _("your hand is down"))

    @property
    def _worn(self) -> Look:
        """The look of the present screen, with the colour of its course."""
        return self._app.screen.look if isinstance(self._app.screen, DressedScreen) else self._app.look
