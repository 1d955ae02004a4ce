"""The workshop around the reader: what is said to all reaches the learner on every screen, and what they say goes out."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING, ClassVar, Final, assert_never

from textual import events
from textual.message import Message as TextualMessage

from tui_course.errors import PageNotFound, TuiCourseError
from tui_course.language import gettext as _
from tui_course.language import ngettext
from tui_course.model.visible import visible
from tui_course.model.workshop import Invitation, Message, Poll, PollClosed, Pulse
from tui_course.study import Place
from tui_course.tui.hosting import without_places
from tui_course.tui.keys import WORKSHOP_KEYS, bindings
from tui_course.tui.notices import Announcement, Notices, closing_words, notice_words, pulse_words, standing_words
from tui_course.tui.screens.dressed import DressedScreen
from tui_course.tui.screens.illustrating import IllustratedApp
from tui_course.tui.widgets.bars import Hint

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from textual.binding import BindingType
    from textual.timer import Timer
    from textual.worker import WorkType

    from tui_course.model.workshop import Notice
    from tui_course.pictures.gallery import Gallery
    from tui_course.study import Study
    from tui_course.tui.hosting import Surroundings
    from tui_course.tui.notices import Waiting
    from tui_course.tui.screens.library import LibraryScreen
    from tui_course.tui.screens.reader import ReaderScreen
    from tui_course.tui.theme import Look

_ACTIONS: Final = frozenset(key.action for group in WORKSHOP_KEYS for key in group.keys)
# What Textual can do that would act on the host.
_HOSTS_OWN: Final = frozenset(("screenshot", "suspend_process"))
_SECOND: Final = 1.0


class WorkshopApp(IllustratedApp):
    """An application that may be hosted, and may stand in a workshop; its keys are there on every screen.

    `grace` is how many seconds something announced must have been there before Escape puts it away: a key that was on its way
    when it came was meant for something else.
    """

    BINDINGS: ClassVar[list[BindingType]] = bindings(WORKSHOP_KEYS)
    look: Look

    class Heard(TextualMessage):
        """Something arrived, or what is known of the class has changed."""

    def __init__(self, gallery: Gallery | None, surroundings: Surroundings) -> None:
        super().__init__(gallery)
        self.hosted = surroundings.hosted
        self.attendance = surroundings.attendance
        self.observation = surroundings.observation
        self.board_first = surroundings.board_first
        self.notices = Notices()
        self.grace = _SECOND
        self._graceful: Timer | None = None
        self._counting_down: Timer | None = None

    def reason(self, error: Exception | str) -> str:
        """What is wrong, for the learner: free of control characters, and of the folders of a host."""
        words = visible(str(error)) or type(error).__name__
        return without_places(words) if self.hosted else words

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Whether an action is there: those of a workshop in one, and none of Textual's own that would act on a host."""
        if action in _ACTIONS:
            return self.attendance is not None
        if action in _HOSTS_OWN:
            return False
        return super().check_action(action, parameters)

    # What arrives

    def on_ready(self) -> None:
        """The first frame is painted: listen."""
        if self.attendance is not None:
            self.attendance.listener = self._heard_of_workshop
            self.attendance.start()

    def on_unmount(self) -> None:
        """The learner leaves."""
        if self.attendance is not None:
            self.attendance.listener = None

    def _heard_of_workshop(self) -> None:
        """Called from another thread."""
        self.post_message(self.Heard())

    def on_workshop_app_heard(self) -> None:
        """Show what has arrived."""
        attendance = self.attendance
        if attendance is None:
            return
        before = self.notices.top
        lowered = self.notices.take(attendance.arrived())
        if self.notices.top is not before:
            self._be_graceful()
        if self.notices.closing is not None and self._counting_down is None:
            self._counting_down = self.set_interval(_SECOND, self._count_down)
        self.tell_workshop()
        screen = self.screen
        if isinstance(screen, DressedScreen):
            screen.workshop_changed()
            if lowered and not attendance.hand:
                screen.say(_("the instructor has seen your hand"))

    def _be_graceful(self) -> None:
        if self._graceful is not None:
            self._graceful.stop()
        self._graceful = self.set_timer(self.grace, self._end_grace) if self.grace else None

    def _end_grace(self) -> None:
        self._graceful = None
        self.tell_workshop()

    def _count_down(self) -> None:
        if self.notices.closing is None and self._counting_down is not None:
            self._counting_down.stop()
            self._counting_down = None
        self.tell_workshop()

    async def on_event(self, event: events.Event) -> None:
        """Whoever presses a key is here: the host closes nothing for want of keys."""
        if isinstance(event, events.Key | events.Paste | events.MouseDown | events.MouseScrollDown | events.MouseScrollUp):
            self._is_here()
        await super().on_event(event)

    def _is_here(self) -> None:
        if self.notices.is_idle:
            self.notices.stay()
            self.tell_workshop()

    # What is shown of it

    def on_dressed_screen_resumed(self) -> None:
        """The learner is on another screen: it shows the same."""
        self.tell_workshop()

    def on_dressed_screen_put_away(self) -> None:
        """The learner has done with what is announced."""
        self.notices.put_away()
        self._be_graceful()
        self.tell_workshop()

    def tell_workshop(self) -> None:
        """Show on the present screen what is announced and what the learner says of themselves."""
        screen, attendance = self.screen, self.attendance
        if attendance is None or not isinstance(screen, DressedScreen) or not screen.is_attached:
            return
        screen.announce(self._announcement())
        said = standing_words(attendance.pulse, hand=attendance.hand, look=screen.look)
        trouble = _("workshop out of reach") if attendance.trouble else ""
        screen.bottom_line.attend(screen.look.mark("  ·  ", "  |  ").join(filter(None, (said, trouble))))

    def _announcement(self) -> Announcement | None:
        closing = self.notices.closing
        if closing is not None:
            words = closing_words(*closing)
            if self.notices.is_idle:
                words = _("{words}; any key keeps this open").format(words=words)
            return Announcement(words, urgent=True)
        top = self.notices.top
        if top is None or (isinstance(top, Poll) and self._shown_poll() == top.id):
            return None
        words = notice_words(top, self.called)
        if self.notices.more:
            more = ngettext("({n} more)", "({n} more)", self.notices.more).format(n=self.notices.more)
            words = f"{words} {more}"
        return Announcement(words, _hints(top), leaves=self._graceful is None)

    def _shown_poll(self) -> str:
        from tui_course.tui.screens.poll import PollScreen

        return self.screen.poll.id if isinstance(self.screen, PollScreen) else ""

    def called(self, course: str, page: str) -> str:
        """What a page is called, by the ids of its course and itself, where that is known here."""
        for reader in self._readers():
            if reader.study.course.id == course:
                try:
                    return visible(reader.study.ref(page).name)
                except PageNotFound:
                    break
        return visible(page)

    # What the learner does about it

    def action_attend(self) -> None:
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
                polls = self.attendance.latest() if self.attendance is not None else ()
                poll = next((one for one in polls if isinstance(one, Poll) and one.id == closed), None)
                if poll is not None:
                    self._begin(partial(self._look_at, poll))
            case _:
                pass

    def list_what_was_said(self) -> None:
        """List all that was said, the newest first; from there, go back."""
        from tui_course.tui.screens.said import SaidScreen

        screen = self.screen
        if isinstance(screen, SaidScreen):
            screen.dismiss()
        elif self.attendance is not None:
            self.push_screen(SaidScreen(self._worn, self.attendance))

    def _begin(self, work: Callable[[], Coroutine[None, None, None]]) -> None:
        begun: WorkType[None] = work
        self.run_worker(begun, group="workshop", exclusive=True)

    async def _accept(self, invitation: Invitation) -> None:
        place = Place(invitation.page, invitation.anchor)
        words = _("Backspace leads back to where you were")
        reader = next((one for one in self._readers() if one.study.course.id == invitation.course), None)
        library = self._library()
        try:
            if reader is not None:
                reader.study.ref(place.page)
                self._come_back_to(reader)
                reader.go(place, words)
            elif library is not None and (study := await library.study_of(invitation.course)) is not None:
                study.go(place)
                self._come_back_to(library)
                library.read(study)
            else:
                self._say(_("that page is in another course, which is not open here"))
                return
        except (TuiCourseError, OSError) as error:
            self._say(_("that page is not there: {reason}").format(reason=self.reason(error)))
            return
        self._done_with(invitation)

    async def _look_at(self, poll: Poll) -> None:
        from tui_course.model.walk import all_questions
        from tui_course.tui.loading import in_background
        from tui_course.tui.screens.poll import PollScreen

        try:
            study = await self._study_of(poll.course)
            if study is None or self.attendance is None:
                self._say(_("that question is in another course, which is not open here"))
                return
            page = await asyncio.wrap_future(in_background(lambda: study.read(poll.page), "poll"))
        except (TuiCourseError, OSError) as error:
            self._say(_("that question is not there: {reason}").format(reason=self.reason(error)))
            return
        question = next((one for one in all_questions(page.blocks) if one.id == poll.question), None)
        if question is None or question.fault:
            self._say(_("that question is no longer on its page"))
            return
        if self._shown_poll():
            self.pop_screen()
        self.push_screen(PollScreen(self._worn, study, question, poll, self.attendance))
        self._done_with(poll)

    def _done_with(self, notice: Waiting) -> None:
        self.notices.forget(notice.id)
        self.tell_workshop()

    def _say(self, words: str) -> None:
        if isinstance(self.screen, DressedScreen):
            self.screen.say(words)

    def action_ok(self) -> None:
        """Say that all is well."""
        self._tell_pulse(Pulse.OK)

    def action_lost(self) -> None:
        """Say that the learner is lost."""
        self._tell_pulse(Pulse.LOST)

    def action_done(self) -> None:
        """Say that the learner has finished."""
        self._tell_pulse(Pulse.DONE)

    def _tell_pulse(self, pulse: Pulse) -> None:
        attendance = self.attendance
        if attendance is None:
            return
        again = attendance.pulse is pulse
        attendance.set_pulse(None if again else pulse)
        self.tell_workshop()
        if again:
            self._say(_("you said: {word}; that is taken back").format(word=pulse_words(pulse)))
            return
        now = attendance.class_now()
        said = _("you say: {word}").format(word=pulse_words(pulse))
        others = now.pulses.get(pulse, 0)
        if others and now.here > 1:
            shares = {
                Pulse.OK: _("{n} of {here} are ok"),
                Pulse.LOST: _("{n} of {here} are lost"),
                Pulse.DONE: _("{n} of {here} are done"),
            }
            said = f"{said}; {shares[pulse].format(n=others, here=now.here)}"
        self._say(said)

    def action_hand(self) -> None:
        """Put the hand up or down."""
        attendance = self.attendance
        if attendance is None:
            return
        attendance.set_hand(not attendance.hand)
        self.tell_workshop()
        up = _("your hand is up: the instructor sees it; again takes it down")
        self._say(up if attendance.hand else _("your hand is down"))

    # Where things are

    def _readers(self) -> list[ReaderScreen]:
        from tui_course.tui.screens.reader import ReaderScreen

        return [screen for screen in reversed(self.screen_stack) if isinstance(screen, ReaderScreen)]

    def _library(self) -> LibraryScreen | None:
        from tui_course.tui.screens.library import LibraryScreen

        return next((screen for screen in self.screen_stack if isinstance(screen, LibraryScreen)), None)

    async def _study_of(self, course: str) -> Study | None:
        """The study of a course that is open here or stands on the shelf; raises CourseError and OSError."""
        reader = next((one for one in self._readers() if one.study.course.id == course), None)
        if reader is not None:
            return reader.study
        library = self._library()
        return await library.study_of(course) if library is not None else None

    @property
    def _worn(self) -> Look:
        """The look of the present screen, with the colour of its course."""
        return self.screen.look if isinstance(self.screen, DressedScreen) else self.look

    def _come_back_to(self, screen: DressedScreen) -> None:
        """Leave all screens above one."""
        while self.screen is not screen:
            self.pop_screen()


def _hints(notice: Waiting) -> tuple[Hint, ...]:
    match notice:
        case Invitation():
            return (Hint("i", _("go there")), Hint("Esc", _("not now"), fixed=True))
        case Poll():
            return (Hint("i", _("answer")), Hint("Esc", _("not now"), fixed=True))
        case PollClosed():
            return (Hint("i", _("what all said")), Hint("Esc", _("put away"), fixed=True))
        case Message():
            return (Hint("i", _("all that was said")), Hint("Esc", _("put away"), fixed=True))
        case _:
            assert_never(notice)
