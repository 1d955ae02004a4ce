"""An application that may be hosted, and may stand in a workshop."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from textual import events
from textual.message import Message

from tui_course.model.visible import visible
from tui_course.tui.hosting import without_places
from tui_course.tui.keys import bindings
from tui_course.tui.keys.workshop import WORKSHOP_KEYS
from tui_course.tui.screens.illustrating import IllustratedApp

if TYPE_CHECKING:
    from textual.binding import BindingType

    from tui_course.pictures.gallery import Gallery
    from tui_course.tui.classroom import Classroom
    from tui_course.tui.hosting import Surroundings
    from tui_course.tui.theme import Look

_ACTIONS: Final = frozenset(key.action for group in WORKSHOP_KEYS for key in group.keys)
# What Textual can do that would act on a host.
_HOSTS_OWN: Final = frozenset(("screenshot", "suspend_process"))
_PRESSED: Final = (events.Key, events.Paste, events.MouseDown, events.MouseScrollDown, events.MouseScrollUp)


class WorkshopApp(IllustratedApp):
    """Has a `classroom` where a host or an instructor may say something; a learner's keys are there on every screen."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("workshop", WORKSHOP_KEYS)
    look: Look

    class Heard(Message):
        """Something arrived from the workshop, or what is known of the class has changed."""

    def __init__(self, gallery: Gallery | None, surroundings: Surroundings) -> None:
        super().__init__(gallery)
        self.hosted = surroundings.hosted
        self.attendance = surroundings.attendance
        self.observation = surroundings.observation
        self.board_first = surroundings.board_first
        self.classroom: Classroom | None = None
        if self.attendance is not None or surroundings.host is not None:
            # Who reads alone waits for none of it.
            from tui_course.tui.classroom import Classroom

            self.classroom = Classroom(self, self.attendance, surroundings.host)

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

    # The workshop

    def on_ready(self) -> None:
        """The first frame is painted: listen."""
        if self.classroom is not None:
            self.classroom.begin(self._heard_of_workshop)

    def on_unmount(self) -> None:
        """The learner leaves."""
        if self.classroom is not None:
            self.classroom.end()

    def _heard_of_workshop(self) -> None:
        """Called from another thread."""
        self.post_message(self.Heard())

    def on_workshop_app_heard(self) -> None:
        """Show what has arrived."""
        if self.classroom is not None:
            self.classroom.hear()

    async def on_event(self, event: events.Event) -> None:
        """Notice that somebody is here, whatever screen takes the event."""
        if self.classroom is not None and isinstance(event, _PRESSED):
            self.classroom.is_here()
        await super().on_event(event)

    def on_dressed_screen_resumed(self) -> None:
        """The learner is on another screen: it shows the same."""
        if self.classroom is not None:
            self.classroom.tell()

    def on_dressed_screen_put_away(self) -> None:
        """The learner has done with what is announced."""
        if self.classroom is not None:
            self.classroom.put_away()

    # Keys

    def action_attend(self) -> None:
        """Do what is asked on top; where nothing is, list what was said."""
        if self.classroom is not None:
            self.classroom.attend()

    def action_ok(self) -> None:
        """Say that all is well."""
        self._say_pulse("ok")

    def action_lost(self) -> None:
        """Say that the learner is lost."""
        self._say_pulse("lost")

    def action_done(self) -> None:
        """Say that the learner has finished."""
        self._say_pulse("done")

    def _say_pulse(self, word: str) -> None:
        if self.classroom is not None:
            from tui_course.model.workshop import Pulse

            self.classroom.say_pulse(Pulse(word))

    def action_hand(self) -> None:
        """Put the hand up or down."""
        if self.classroom is not None:
            self.classroom.move_hand()
