"""What an instructor says to all of a workshop: come to this page, a message, a question."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tui_course.language import gettext as _
from tui_course.model.visible import visible
from tui_course.model.workshop import MAX_MESSAGE
from tui_course.tui.instructor.wording import numbered
from tui_course.tui.screens.addressing import AddressingScreen
from tui_course.tui.screens.prompting import PromptingScreen
from tui_course.workshop.numbering import page_numbers

if TYPE_CHECKING:
    from tui_course.model.course import Course
    from tui_course.tui.instructor.observed import Observed
    from tui_course.tui.theme import Look
    from tui_course.workshop.board import LearnerRow
    from tui_course.workshop.observing import ObservedCourse


class Here(NamedTuple):
    """A place of a workshop's courses, by the ids of course and page and the anchor of a heading or nothing."""

    course: str
    page: str
    anchor: str = ""


class SayingScreen(AddressingScreen, PromptingScreen, room=True):
    """Speaks to all; `here` is where the instructor's own reader is, None where there is none."""

    def __init__(self, look: Look, observed: Observed, here: Here | None) -> None:
        super().__init__(look)
        self.address(observed)
        self.here = here

    # For a subclass

    @property
    def course(self) -> str:
        """The id of the course that is shown."""
        raise NotImplementedError

    # Courses

    def opened(self, course: str) -> ObservedCourse | None:
        """A course of the workshop by its id, as it is open."""
        return next((one for one in self.observed.courses if one.edition.course.id == course), None)

    def outline(self, course: str) -> Course | None:
        """The outline of a course of the workshop by its id."""
        found = self.opened(course)
        return found.edition.course if found is not None else None

    def page_words(self, here: Here) -> str:
        """What a page is called here."""
        outline = self.outline(here.course)
        ref = next((page for page in outline.pages if page.id == here.page), None) if outline is not None else None
        if outline is None or ref is None:
            return ""
        return numbered(page_numbers(outline).get(ref.id, ""), visible(ref.name))

    # Keys

    def action_invite(self) -> None:
        """Invite all to the page where the instructor is."""
        if self.here is None:
            self.say(_("no page is open here; I lists the pages to invite to"))
            return
        page = self.page_words(self.here)
        if self.is_confirmed("invite", _("i again invites {all} to “{page}”").format(all=self.everybody(), page=page)):
            self.invite(self.here)

    def invite(self, here: Here) -> None:
        """Invite all to a place."""
        self.observed.invite(*here)
        self.say(_("invited to “{page}”").format(page=self.page_words(here)))

    def action_invite_elsewhere(self) -> None:
        """Invite all to a page that is chosen from the contents."""
        from tui_course.tui.screens.inviting import InvitingScreen

        outline = self.outline(self.course)
        if outline is None:
            self.say(_("this course is not open here"))
            return
        self.app.push_screen(InvitingScreen(self.look, outline, self.everybody(), self.invite))

    def action_message(self) -> None:
        """Say something to all."""
        self.prompt(_("To {all}: ").format(all=self.everybody()), self._send, most=MAX_MESSAGE)

    def _send(self, text: str) -> None:
        self.observed.message(text)
        self.say(_("said to {all}: {text}").format(all=self.everybody(), text=visible(text)))

    def action_poll(self) -> None:
        """Ask all a question of the course, one that is chosen."""
        from tui_course.tui.screens.polling import PollingScreen

        course = self.opened(self.course)
        if course is None:
            self.say(_("this course is not open here"))
            return
        page = self.here.page if self.here is not None and self.here.course == self.course else ""
        self.app.push_screen(PollingScreen(self.look, course, page, self.everybody(), self.ask_all))

    def ask_all(self, page: str, question: str) -> None:
        """Ask all a question of a page of the course that is shown."""
        self.observed.poll(self.course, page, question)
        self.say(_("asked; x closes the poll"))

    def lower(self, row: LearnerRow | None) -> None:
        """Lower the hand of a learner."""
        if row is None:
            self.say(_("no learner is chosen"))
        elif not row.hand:
            self.say(_("the hand of {name} is not up").format(name=visible(row.name)))
        else:
            self.observed.lower_hand(row.learner)
            self.say(_("the hand of {name} is lowered; they are told that you have seen it").format(name=visible(row.name)))
