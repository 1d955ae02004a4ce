"""What the learner has done, beside the page: marks in the contents, whether it is saved, results, and visits on the way."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from textual.message import Message

from tui_course.language import gettext as _
from tui_course.language import number as written
from tui_course.progress.recorder import Failing, Saved, Saving
from tui_course.study.learning import READ_TO_THE_END
from tui_course.study.pacing import minutes_left
from tui_course.tui.loading import due_in_background, survey_in_background
from tui_course.tui.screens.asking import AskingScreen

if TYPE_CHECKING:
    from tui_course.model.course import Page
    from tui_course.model.index import PageQuestions, QuestionIndex
    from tui_course.study import Place, Spot, Study
    from tui_course.study.learning import Learning
    from tui_course.tui.screens.review import ReviewSession
    from tui_course.tui.theme import Look

_VISIT_SECONDS = 10.0
_COUNTING_AFTER = 0.25
REVIEW_MINUTES = 5.0


class LearningScreen(AskingScreen, room=True):
    """Notes where the learner is, and shows what they did."""

    class Kept(Message):
        """Something was saved, or could not be."""

    def __init__(self, study: Study, look: Look, *, local: bool) -> None:
        super().__init__(study, look, local=local)
        self.index: QuestionIndex | None = None
        self._counting = False
        self._noticed = ""
        self._noted: tuple[str, Spot, int] | None = None
        self._review: ReviewSession | None = None
        self._review_minutes = REVIEW_MINUTES
        self._review_at_once = False

    def on_mount(self) -> None:
        """Listen to what is saved; count the course's questions once the page is there."""
        keeping = self.study.keeping
        if keeping is not None:
            keeping.listener = self._heard
        self.set_interval(_VISIT_SECONDS, self.note_visit)
        self._stand()
        if self._review_at_once:
            self.call_after_refresh(self.action_review)

    def on_unmount(self) -> None:
        """The learner leaves the course."""
        self.note_visit()

    # Whether it is saved

    def _heard(self) -> None:
        """Called from the recorder's thread."""
        self.post_message(self.Kept())

    def on_learning_screen_kept(self) -> None:
        """Tell whether everything is saved."""
        self._stand()

    def _stand(self) -> None:
        keeping = self.study.keeping
        if keeping is None:
            return
        if keeping.notice != self._noticed:
            self._noticed = keeping.notice
            if self._noticed:
                self.say(self.reason(self._noticed))
        look = self.look
        if not keeping.lasting:
            words = _("not kept")
            self.bottom_line.stand(f"{look.mark('⚠', '!')} {words}" if keeping.notice else words)
            return
        match keeping.state:
            case Failing():
                self.bottom_line.stand(_("not saved yet"))
            case Saving():
                self.bottom_line.stand(_("saving {dots}").format(dots=look.mark("…", "...")))
            case Saved():
                self.bottom_line.stand(look.mark(_("saved ✓"), _("saved")) if keeping.recorded else "")

    # Visits

    def show_page(self, page: Page, place: Place) -> None:
        """Show a page that has arrived; that is a visit."""
        super().show_page(page, place)
        self.call_after_refresh(self.note_visit)
        if not self._counting:
            self._counting = True
            # The first page, and what the learner does with it at once, come first.
            self.set_timer(_COUNTING_AFTER, self._count)

    def go(self, place: Place, words: str = "") -> None:
        """Move to a place, and note how far this page was read."""
        self.note_visit()
        super().go(place, words)

    def note_visit(self) -> None:
        """Note where the learner is, unless that is noted already."""
        spot = self.spot
        if self.page is None or spot is None or self.page.ref.id != self.study.place.page:
            return
        percent = self.percent
        now = (self.page.ref.id, spot, percent)
        if now != self._noted:
            self._noted = now
            self.study.visit(self.page, spot, percent / 100)
            self.tell_marks()

    # Marks

    def course_changed(self) -> None:
        """Count the questions anew."""
        super().course_changed()
        self._noted = None
        self._count()

    def _count(self) -> None:
        self.begin(self._indexed, "index")

    async def _indexed(self) -> None:
        index = await asyncio.wrap_future(survey_in_background(self.study))
        if self.is_attached:
            self.index = index
            self.tell()
            self.tell_marks()

    def after_answer(self) -> None:
        """A verdict was given or taken: the marks are told anew."""
        super().after_answer()
        self.tell_marks()

    def tell_marks(self) -> None:
        """Bring what stands beside the contents up to date; a reader without contents has nothing to tell."""

    def page_marks(self) -> dict[str, str]:
        """The mark of each page by its id."""
        if self.index is None:
            return {}
        return {page.page: page_mark(page, self.study.learning, self.look) for page in self.index.pages}

    def course_total(self) -> str:
        """Points earned of all there are, and their percentage; empty in a course without any."""
        if self.index is None:
            return ""
        marks = self.study.learning.course_marks(self.index)
        if not marks.worth:
            return ""
        return f"{rounded_points(marks.points)}/{rounded_points(marks.worth)} {self.look.mark('·', '|')} {marks.percent} %"

    def time_left(self) -> str:
        """How long the rest of the module takes, in words; empty at its end and before the pages are counted."""
        if self.index is None:
            return ""
        minutes = minutes_left(self.study.course, self.index, self.study.place.page, self.percent / 100)
        if not minutes:
            return ""
        if not self.study.position.module:
            return _("{count} min left").format(count=minutes)
        return _("{count} min left in this module").format(count=minutes)

    # Results

    def action_progress(self) -> None:
        """Show the results of this page and of the course."""
        if self.page is None:
            return
        from tui_course.tui.screens.results import ResultsScreen

        self.app.push_screen(ResultsScreen(self.look, self.study, self.page, self.index, self.go))

    # Review

    def review_at_once(self, minutes: float) -> None:
        """Begin with a review of so many minutes."""
        self._review_minutes = minutes
        self._review_at_once = True

    def action_review(self) -> None:
        """Ask again what was missed or not sure and is due; a review that was left goes on."""
        if self._review is not None and self._review.current is not None:
            self._push_review(self._review)
            return
        self.say(_("looking for what is due"))
        self.begin(self._find_due, "review")

    async def _find_due(self) -> None:
        from tui_course.tui.screens.review import ReviewSession, nothing_due

        due = await asyncio.wrap_future(due_in_background(self.study))
        if not self.is_attached:
            return
        if not due.questions:
            self.say(nothing_due(due, self.study.learning.clock()))
            return
        self._review = ReviewSession(self.study, due, self._review_minutes)
        self._push_review(self._review)

    def _push_review(self, session: ReviewSession) -> None:
        from tui_course.tui.screens.review import ReviewScreen

        self.say("")
        self.app.push_screen(ReviewScreen(self.look, session, self._explain_review), self._reviewed)

    def _reviewed(self, _result: None) -> None:
        """The learner has come back: what was answered counts here too."""
        self.draw_questions()
        self.tell()
        self.tell_marks()

    def _explain_review(self, place: Place) -> None:
        self.go(place, _("R leads back to the review"))


def rounded_points(points: float) -> str:
    """Points with one decimal at most."""
    return written(points, 1)


def page_mark(page: PageQuestions, learning: Learning, look: Look) -> str:
    """How far a page is done: its questions right of all, and a sign; done, begun, open."""
    marks = learning.marks(page.questions)
    begun = learning.visited(page.page) or marks.tried or marks.right
    if not marks.questions:
        done = learning.read(page.page) >= READ_TO_THE_END
        return look.mark("✓", "*") if done else look.mark("◐", "~") if begun else look.mark("·", ".")
    if marks.right == marks.questions:
        return f"{marks.right}/{marks.questions} {look.mark('✓', '*')}"
    if begun:
        return f"{look.mark('◐', '~')} {marks.right}/{marks.questions}"
    return f"{look.mark('·', '.')}/{marks.questions}"
