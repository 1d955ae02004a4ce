"""A course of a workshop as it is followed: what is new is read and folded, and only what that touches is counted again."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final, Protocol

from tui_course.progress.workshops import START
from tui_course.workshop.board import LEAST_LEARNERS, CourseBoard, Progress, QuestionRow
from tui_course.workshop.counting import Histogram, histogram
from tui_course.workshop.folding import CourseTrace, LearnerTrace
from tui_course.workshop.material import Material

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from tui_course.model.answer import Answer
    from tui_course.progress.workshops import WorkshopStore
    from tui_course.study.edition import Edition
    from tui_course.workshop.folding import QuestionTrace

NOTHING: Final = Histogram()
_NOBODY: Final = LearnerTrace()


class ObservedCourse(Protocol):
    """A course as it is open, such as a Study: `edition` is replaced when the course is opened anew."""

    edition: Edition


class QuestionCount:
    """The first attempts at a question: `answers` with how many learners gave each, None where it was revealed."""

    def __init__(self) -> None:
        self.answers: Counter[Answer | None] = Counter()
        self.right_first = 0
        self._taken: dict[str, tuple[Answer | None, bool]] = {}

    @property
    def learners(self) -> int:
        """How many tried it."""
        return len(self._taken)

    def take(self, learner: str, trace: QuestionTrace) -> bool:
        """Count the first attempt of a learner as it is known now; whether that is another than before."""
        now = (trace.answer, trace.right_first)
        before = self._taken.get(learner)
        if before is not None and before[0] is now[0] and before[1] == now[1]:
            return False
        if before is not None:
            self.answers[before[0]] -= 1
            self.answers = +self.answers
            self.right_first -= before[1]
        self.answers[now[0]] += 1
        self.right_first += now[1]
        self._taken[learner] = now
        return True


class Following:
    """One course of a workshop. Use it from one thread, but for `prepare`."""

    def __init__(self, course: ObservedCourse) -> None:
        self._course = course
        self._coming: Material | None = None
        self._cursor = START
        self._members: frozenset[str] = frozenset()
        self._progress: dict[str, Progress] = {}
        self._rows: dict[str, QuestionRow] = {}
        self._counts: dict[str, QuestionCount] = {}
        self._board: CourseBoard | None = None
        self.trace = CourseTrace()
        self.material = Material(course.edition)
        self.outline = self.material.outline

    # What is new

    def look(self, store: WorkshopStore) -> bool:
        """Read and fold some of what was done since the last look; whether there is more of it. Raises StoreError."""
        events = store.events(self.outline.id, self._cursor)
        if events.anew:
            self.trace = CourseTrace()
            self._forget_figures()
        self.trace.add(events.attempts, events.visits)
        moved, self._cursor = events.cursor != self._cursor, events.cursor
        return events.more and moved

    def _forget_figures(self) -> None:
        self._progress.clear()
        self._rows.clear()
        self._counts.clear()
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
            if self.outline.id != self.material.outline.id:
                # To the store that is another course, of which everybody begins anew.
                self.trace, self._cursor = CourseTrace(), START
            self.outline = self.material.outline
            self._forget_figures()
        for row in self._rows.values():
            if row.histogram is NOTHING:
                self.trace.asked.setdefault(row.id, set())

    # What it amounts to

    def count(self, members: frozenset[str]) -> CourseBoard:
        """The board of the course, for whom of its learners are members of the workshop."""
        trace = self.trace
        for name in trace.touched:
            self._progress.pop(name, None)
        trace.touched.clear()
        come, gone, self._members = members - self._members, self._members - members, members
        if not gone.isdisjoint(trace.learners):
            self._forget_figures()
        for name in come & trace.learners.keys():
            for question in trace.learners[name].questions:
                trace.asked.setdefault(question, set()).add(name)
        if self._board is None:
            trace.asked = {question: set(tried) for question, tried in trace.questions.items()}
        changed = [self._count_question(question, learners) for question, learners in trace.asked.items()]
        trace.asked.clear()
        if any(changed) or self._board is None:
            self._board = self._new_board()
        return self._board

    def _new_board(self) -> CourseBoard:
        outline = self.outline
        return CourseBoard(
            outline.id,
            outline.title,
            tuple(module.heading for module in outline.modules),
            tuple(sorted(self._rows.values(), key=self._rank)),
            self._gone() if outline.counted else 0,
            outline.counted,
            outline.failed,
        )

    def _gone(self) -> int:
        known = self.outline.questions
        return sum(not self._members.isdisjoint(tried) for one, tried in self.trace.questions.items() if one not in known)

    def progress(self, learner: str) -> Progress:
        """How far a learner is."""
        found = self._progress.get(learner)
        if found is None:
            trace = self.trace.learners.get(learner)
            found = self.outline.progress(trace if trace is not None else _NOBODY)
            self._progress[learner] = found
        return found

    def _count_question(self, question: str, learners: Iterable[str]) -> bool:
        """Count a question for some learners again; whether its row, or that it has none, is another now."""
        count = self._counts.setdefault(question, QuestionCount())
        traces = self.trace.questions[question]
        changes = [count.take(name, traces[name]) for name in learners if name in self._members]
        before = self._rows.get(question)
        written = self.material.question(question)
        if not any(changes) and (before is None or before.histogram is not NOTHING or written is None):
            return question not in self.outline.questions
        if question not in self.outline.graded or not count.learners:
            return self._rows.pop(question, None) is not None or bool(count.learners)
        numbered = self.outline.questions[question]
        self._rows[question] = QuestionRow(
            self.outline.id,
            numbered.page,
            question,
            numbered.number,
            numbered.question.title,
            numbered.question.kind,
            count.learners,
            count.right_first,
            histogram(written, count.answers.items()) if written is not None else NOTHING,
        )
        return True

    def _rank(self, row: QuestionRow) -> tuple[bool, float, int, int]:
        place = self.outline.questions[row.id].place
        return row.learners < LEAST_LEARNERS, row.share, -row.learners, place
