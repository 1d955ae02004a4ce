"""A course in figures: its modules with their pages, and its questions with their numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tui_course.model.answer import Outcome
from tui_course.model.visible import visible
from tui_course.study.contents import module_title
from tui_course.study.learning import READ_TO_THE_END
from tui_course.workshop.board import ModuleHeading, ModuleProgress, Progress
from tui_course.workshop.numbering import numbered_modules
from tui_course.workshop.words import on_one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui_course.model.course import Course, PageRef
    from tui_course.model.index import IndexedQuestion, QuestionIndex
    from tui_course.workshop.folding import LearnerTrace, PageTrace, QuestionTrace


class NumberedQuestion(NamedTuple):
    """A question, the page that asks it first, its number such as `2.3`, and its place in the course, from 0."""

    question: IndexedQuestion
    page: str
    number: str
    place: int


class OutlinePage(NamedTuple):
    """A page, its title, and the questions on it that count."""

    id: str
    title: str
    graded: tuple[IndexedQuestion, ...]


class OutlineModule(NamedTuple):
    """A module, and each page that no module before it has."""

    heading: ModuleHeading
    pages: tuple[OutlinePage, ...]


class Outline:
    """The modules of a course that have pages, and everything that it asks; without an index the pages alone.

    `failed` counts pages that could not be read.
    """

    def __init__(self, course: Course, index: QuestionIndex) -> None:
        self.id = course.id
        self.title = on_one_line(course.title) or on_one_line(course.id)
        asked = {page.page: page.questions for page in index.pages}
        self.modules = tuple(_modules(course, asked))
        self.questions = {one.question.id: one for one in _numbered(self.modules, asked)}
        self.titles = {page.id: page.title for module in self.modules for page in module.pages}
        self.graded = {one.question.id: one.question for one in self.questions.values() if one.question.graded}
        self.counted = bool(index.pages)
        self.failed = sum(page.failed for page in index.pages)

    def progress(self, learner: LearnerTrace) -> Progress:
        """How far a learner is."""
        asked = learner.questions
        tried = [asked[one] for one in self.graded if one in asked]
        slowest = self._slowest(learner)
        return Progress(
            tuple(_module_progress(module, learner) for module in self.modules),
            self.titles[slowest[0]] if slowest is not None else "",
            slowest[1].seconds if slowest is not None else 0.0,
            sum(asked[one.id].score * one.points for one in self.graded.values() if one.id in asked),
            sum(one.points for one in self.graded.values()),
            len(tried),
            sum(one.right_first for one in tried),
        )

    def _slowest(self, learner: LearnerTrace) -> tuple[str, PageTrace] | None:
        spent = [(page, trace) for page, trace in learner.pages.items() if page in self.titles and trace.seconds > 0]
        return max(spent, key=lambda one: one[1].seconds, default=None)


def _modules(course: Course, asked: dict[str, tuple[IndexedQuestion, ...]]) -> Iterator[OutlineModule]:
    for number, (label, module, refs) in enumerate(numbered_modules(course), 1):
        pages = tuple(OutlinePage(ref.id, _title(ref), _graded(asked.get(ref.id, ()))) for ref in refs)
        yield OutlineModule(ModuleHeading(number, on_one_line(module_title(module)), len(pages), label), pages)


def _title(ref: PageRef) -> str:
    return on_one_line(visible(ref.name)) or on_one_line(ref.id)


def _graded(questions: tuple[IndexedQuestion, ...]) -> tuple[IndexedQuestion, ...]:
    return tuple(one for one in questions if one.graded)


def _numbered(modules: tuple[OutlineModule, ...], asked: dict[str, tuple[IndexedQuestion, ...]]) -> Iterator[NumberedQuestion]:
    seen: set[str] = set()
    for module in modules:
        count = 0
        for page in module.pages:
            for question in asked.get(page.id, ()):
                if question.id not in seen:
                    seen.add(question.id)
                    count += 1
                    yield NumberedQuestion(question, page.id, f"{module.heading.label}.{count}", len(seen) - 1)


def page_is_done(page: OutlinePage, read: float, right: int) -> bool:
    """Whether the contents mark a page as done: all of its questions right, or where there are none, read to the end."""
    return right == len(page.graded) if page.graded else read >= READ_TO_THE_END


def right_questions(page: OutlinePage, asked: dict[str, QuestionTrace]) -> int:
    """How many of the questions of a page that count are right."""
    return sum(one.id in asked and asked[one.id].outcome is Outcome.RIGHT for one in page.graded)


def _module_progress(module: OutlineModule, learner: LearnerTrace) -> ModuleProgress:
    done = questions = right = tried = 0
    steps = 0.0
    asked = learner.questions
    for page in module.pages:
        trace = learner.pages.get(page.id)
        read = trace.read if trace is not None else 0.0
        right_here = right_questions(page, asked)
        tried_here = sum(one.id in asked for one in page.graded) - right_here
        is_done = page_is_done(page, read, right_here)
        done += is_done
        questions += len(page.graded)
        right += right_here
        tried += tried_here
        # What is read in part counts in part, but never for the end of it.
        steps += 1 + len(page.graded) if is_done else min(read, READ_TO_THE_END) + right_here
    total = len(module.pages) + questions
    return ModuleProgress(len(module.pages), done, questions, right, tried, steps / total if total else 0.0)
