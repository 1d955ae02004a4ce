"""A course of a workshop as it is followed: what is new is read and folded, and only what that touches is counted again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

from tui_course.progress.workshops import START
from tui_course.workshop.board import LEAST_LEARNERS, CourseBoard, Progress, QuestionRow
from tui_course.workshop.counting import Histogram, histogram
from tui_course.workshop.folding import CourseTrace, LearnerTrace
from tui_course.workshop.material import Material

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from tui_course.progress.workshops import WorkshopStore
    from tui_course.study.edition import Edition

NOTHING: Final = Histogram()
_NOBODY: Final = LearnerTrace()


class ObservedCourse(Protocol):
    """A course as it is open, such as a Study: `edition` is replaced when the course is opened anew."""

    edition: Edition


class Following:
    """One course of a workshop. Use it from one thread, but for `prepare`."""

    def __init__(self, course: ObservedCourse) -> None:
        self._course = course
        self._coming: Material | None = None
        self._cursor = START
        self._members: frozenset[str] = frozenset()
        self._progress: dict[str, Progress] = {}
        self._rows: dict[str, QuestionRow] = {}
        self._board: CourseBoard | None = None
        self.trace = CourseTrace()
        self.material = Material(course.edition)
        self.outline = self.material.outline

    # What is new

    def look(self, store: WorkshopStore) -> None:
        """Read and fold what was done since the last look; raises StoreError, and what was read until then stays."""
        more = True
        while more:
            events = store.events(self.outline.id, self._cursor)
            if events.anew:
                self.trace = CourseTrace()
                self._forget_figures()
            self.trace.add(events.attempts, events.visits)
            more = events.more and events.cursor != self._cursor
            self._cursor = events.cursor

    def _forget_figures(self) -> None:
        self._progress.clear()
        self._rows.clear()
        self._board = None

    @property
    def wanted(self) -> Collection[str]:
        """The questions that were answered, by their ids."""
        return self.trace.questions

    def unprepared(self, also: Iterable[str]) -> bool:
        """Whether `prepare` has something to do: another edition, or questions that were answered or are in `also`."""
        if self._course.edition is not self._newest.edition:
            self._coming = Material(self._course.edition)
        return self._newest is not self.material or self.material.lacks((*self.wanted, *also))

    @property
    def _newest(self) -> Material:
        return self._coming if self._coming is not None else self.material

    def prepare(self, questions: Iterable[str]) -> None:
        """Read what is missing for some questions; takes time. From another thread."""
        self._newest.read(questions)

    def adopt(self) -> None:
        """Count by what was prepared."""
        if self._coming is not None and self._coming.is_read:
            self.material, self._coming = self._coming, None
        if self.outline is not self.material.outline:
            self.outline = self.material.outline
            self._forget_figures()
        self.trace.asked.update(row.id for row in self._rows.values() if row.histogram is NOTHING)

    # What it amounts to

    def count(self, members: frozenset[str]) -> CourseBoard:
        """The board of the course, for whom of its learners are members of the workshop."""
        trace, outline = self.trace, self.outline
        if members != self._members:
            changed = members ^ self._members
            self._members = members
            trace.asked.update(one for name in changed if name in trace.learners for one in trace.learners[name].questions)
        for name in trace.touched:
            self._progress.pop(name, None)
        trace.touched.clear()
        if self._board is None:
            trace.asked.update(trace.questions)
        if trace.asked or self._board is None:
            for question in trace.asked:
                self._count_question(question)
            trace.asked.clear()
            self._board = CourseBoard(
                outline.id,
                outline.title,
                tuple(module.heading for module in outline.modules),
                tuple(sorted(self._rows.values(), key=self._rank)),
                self._gone() if outline.counted else 0,
                outline.counted,
                outline.failed,
            )
        return self._board

    def _gone(self) -> int:
        known = self.outline.questions
        return sum(not self._members.isdisjoint(tried) for one, tried in self.trace.questions.items() if one not in known)

    def progress(self, learner: str) -> Progress:
        """How far a learner is; of somebody who did nothing the same object again and again."""
        found = self._progress.get(learner)
        if found is None:
            trace = self.trace.learners.get(learner)
            found = self.outline.progress(trace if trace is not None else _NOBODY)
            self._progress[learner] = found
        return found

    def _count_question(self, question: str) -> None:
        """Count a question again; one that does not count, or that no member tried, has no row."""
        self._rows.pop(question, None)
        outline = self.outline
        if question not in outline.graded:
            return
        tried = self.trace.questions.get(question, {})
        traces = [tried[name] for name in tried if name in self._members]
        if not traces:
            return
        numbered = outline.questions[question]
        written = self.material.question(question)
        self._rows[question] = QuestionRow(
            outline.id,
            numbered.page,
            question,
            numbered.number,
            numbered.question.title,
            numbered.question.kind,
            len(traces),
            sum(trace.right_first for trace in traces),
            histogram(written, ((trace.answer, 1) for trace in traces)) if written is not None else NOTHING,
        )

    def _rank(self, row: QuestionRow) -> tuple[bool, float, int, int]:
        place = self.outline.questions[row.id].place
        return row.learners < LEAST_LEARNERS, row.share, -row.learners, place
