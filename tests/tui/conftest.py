"""A small course, made of blocks, and the reader on it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pygments  # noqa: F401  where it is loaded already, code has its colours from the first frame on
import pytest

from tui_course.errors import CourseError, NotACourse, PageNotFound
from tui_course.library.entry import CourseEntry, ListedPage, Origin
from tui_course.library.library import Library
from tui_course.library.shelf import Opening, Shelf
from tui_course.model import block as b
from tui_course.model import inline as i
from tui_course.model import question as q
from tui_course.model.answer import Outcome
from tui_course.model.attempt import Attempt, Visit
from tui_course.model.course import Course, Module, Page, PageRef
from tui_course.model.glossary import Glossary
from tui_course.model.index import IndexedQuestion, PageQuestions, QuestionIndex, ReferenceIndex
from tui_course.model.problem import Problem, Severity
from tui_course.model.walk import all_questions
from tui_course.progress.memory import MemoryStore
from tui_course.sources.references import reference_index
from tui_course.study import Study
from tui_course.study.keeping import Keeping
from tui_course.tui.app import CourseApp
from tui_course.tui.theme import Look

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tui_course.model.block import Block
    from tui_course.model.inline import Inline


@pytest.fixture(autouse=True)
def plain_terminal(monkeypatch):
    for name in ("NO_COLOR", "COLUMNS", "LINES", "TERM", "COLORTERM", "TEXTUAL_ANIMATIONS", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)


def text(words: str) -> tuple[Inline, ...]:
    return (i.Text(words),)


def paragraph(*inlines: Inline | str) -> b.Paragraph:
    return b.Paragraph(tuple(i.Text(inline) if isinstance(inline, str) else inline for inline in inlines))


def link(words: str, **leads) -> i.Link:
    return i.Link(text(words), leads.pop("href", "x"), leads.pop("kind", i.LinkKind.PAGE), **leads)


PIECES = (
    "A robot that moves in a warehouse meets people, pallets and other robots. In a simulation it meets them a thousand times "
    "before the first wheel turns."
)


def first_page() -> tuple[Block, ...]:
    return (
        paragraph(
            PIECES,
            " More in ",
            link("the costs", page="costs"),
            ", at ",
            link("their end", page="costs", anchor="end"),
            ", on ",
            link("the web", kind=i.LinkKind.EXTERNAL, href="https://example.org/robots?page=1"),
            " or ",
            link("nowhere", kind=i.LinkKind.BROKEN, href="gone.html"),
            ". Press ",
            i.CodeSpan("n", keyboard=True),
            " or type ",
            i.CodeSpan("colcon build"),
            ".",
        ),
        b.Heading(2, text("What a simulator does"), "does"),
        paragraph(
            "It computes ",
            i.Styled(i.Style.STRONG, text("forces")),
            " and ",
            i.Styled(i.Style.EMPH, text("sensors")),
            " ",
            i.Cite(("koenig2004",), text("(Koenig & Howard, 2004)")),
            " in steps of a millisecond",
            i.FootnoteRef("1", "fn:1"),
            ", as ",
            i.Cite(("elsewhere",), text("(Quigley, 2009)")),
            " says.",
        ),
        b.CodeBlock(
            'import robot\n\nif __name__ == "__main__":\n'
            '    robot.drive(to="the shelf at the far end of the third aisle", speed=1.5)\n',
            "python",
        ),
        b.Admonition("tip", (), (paragraph("Start with an empty world."),)),
        b.Reveal(
            text("What is a world file?"),
            (paragraph("It lists what stands where, ", link("see above", page="why", anchor="does"), "."),),
        ),
        b.Heading(2, text("What it cannot do"), "cannot"),
        b.ListBlock(tuple(b.ListItem((paragraph(words),)) for words in ("dust", "wear", "surprises"))),
        b.Table(
            (
                b.TableRow((b.TableCell((paragraph("Part"),), header=True), b.TableCell((paragraph("Cost"),), header=True))),
                b.TableRow((b.TableCell((paragraph("World"),)), b.TableCell((paragraph("low"),)))),
            ),
            head=1,
        ),
        *(paragraph(f"{number}. {PIECES}") for number in range(1, 9)),
        b.Footnotes((b.Footnote("fn:1", "1", (paragraph("Others take larger steps."),)),)),
        b.Bibliography(
            (b.BibliographyEntry("koenig2004", text("Koenig, N., & Howard, A. (2004). A simulator for many robots.")),)
        ),
    )


REFS = (
    PageRef("why", "Why simulate", "_parts/why.md", "/why/"),
    PageRef("costs", "What it costs", "_parts/costs.md", "/costs/"),
    PageRef("fleet", "A fleet of robots in one warehouse, and who steers it", "_parts/fleet.md", "/fleet/", label="The fleet"),
    PageRef("books", "Books", "books.md", "/books/"),
    PageRef("notes", "Notes of the authors", "notes.md", "/notes/"),
)
COURSE = Course(
    "warehouse",
    "Robots at work",
    (
        Module("Simulation", REFS[:2]),
        Module("On the floor", REFS[2:3]),
        Module("Books", REFS[3:4]),
        Module("", REFS[4:], listed=False),
    ),
)
PAGES = {
    "why": Page(REFS[0], first_page(), (Problem("link-broken", Severity.WARNING, "nothing at gone.html", "_parts/why.md", 7),)),
    "costs": Page(
        REFS[1],
        (
            *(paragraph(f"Cost {number}. {PIECES}") for number in range(12)),
            b.Heading(2, text("The end"), "end"),
            paragraph("Back to ", link("the beginning", page="why"), "."),
        ),
    ),
    "fleet": Page(REFS[2], (b.Heading(1, text("The fleet")), paragraph(PIECES))),
    "books": Page(
        REFS[3], (b.Bibliography((b.BibliographyEntry("elsewhere", text("Quigley, M. (2009). An operating system.")),)),)
    ),
    "notes": Page(REFS[4], (paragraph("Written in haste."),)),
}


class SmallCourse:
    """Pages at hand; `pages` replaces some, an exception is raised, `gate` is waited for."""

    def __init__(
        self,
        pages: dict[str, Page | CourseError] | None = None,
        *,
        course: Course = COURSE,
        gate: threading.Event | None = None,
        glossary: Glossary | None = None,
    ) -> None:
        self.course = course
        self.glossary = glossary or Glossary()
        self.bibliography = b.Bibliography(())
        self.gate = gate
        self.asked: list[str] = []
        self._pages = {**PAGES, **(pages or {})}

    @property
    def index(self) -> QuestionIndex:
        return QuestionIndex(tuple(PageQuestions(ref.id, self._indexed(ref.id)) for ref in self.course.pages))

    @property
    def references(self) -> ReferenceIndex:
        return reference_index(self)

    def _indexed(self, page_id: str) -> tuple[IndexedQuestion, ...]:
        page = self._pages.get(page_id)
        if not isinstance(page, Page):
            return ()
        return tuple(IndexedQuestion(q.id, q.graded, q.points, q.kind, q.kind) for q in all_questions(page.blocks))

    def page(self, page_id: str) -> Page:
        self.asked.append(page_id)
        if self.gate is not None:
            self.gate.wait(20)
        if page_id not in self._pages:
            raise PageNotFound(page_id)
        page = self._pages[page_id]
        if isinstance(page, CourseError):
            raise page
        return page


@pytest.fixture
def pages() -> type[SmallCourse]:
    return SmallCourse


@pytest.fixture
def make_app() -> Callable[..., CourseApp]:
    """An app on the small course, or on blocks given for its first page."""

    def make(
        *, at: str = "", blocks: tuple[Block, ...] | None = None, course: SmallCourse | None = None, local: bool = True, **look
    ):
        if blocks is not None:
            course = SmallCourse({"why": replace(PAGES["why"], blocks=blocks)})
        return CourseApp(Study(course or SmallCourse(), at), look=Look(**look), local=local)

    return make


LISTED = (
    CourseEntry(
        "/courses/robots/warehouse",
        id="warehouse",
        title="Robots at work",
        description="From simulation to the floor",
        opened=1_699_990_000.0,
        pages=tuple(
            ListedPage(page, name, module)
            for page, name, module in (
                ("why", "Why simulate", "Simulation"),
                ("costs", "What it costs", "Simulation"),
                ("fleet", "The fleet", "On the floor"),
                ("books", "Books", "Books"),
                ("notes", "Notes of the authors", "More pages"),
            )
        ),
        questions=("logs", "moves", "capital", "wheels", "pairs", "steps"),
    ),
    CourseEntry(
        "/library/clones/0f/sensing",
        Origin.GIT,
        "https://example.org/robots/sensing.git",
        id="sensing",
        title="Sensing, from the first echo of a sonar to the point clouds of a modern lidar",
        added=1_699_000_000.0,
        pages=(ListedPage("sonar", "Sonar"),),
        questions=(),
    ),
    CourseEntry("/courses/empty", id="empty", title="Empty", added=1_699_000_000.0, pages=(), questions=()),
)


class OneCourse:
    """What a library opens: the small course, except where a folder is empty."""

    def __init__(self, path: Path) -> None:
        if path.name == "empty":
            raise NotACourse(f"there is no page in {path}")
        self.course = COURSE if path.name in {"warehouse", "sensing"} else replace(COURSE, id=path.name, title="Cloud robotics")
        self.index = QuestionIndex()


@pytest.fixture
def make_shelf(tmp_path, keeping) -> Callable[..., Shelf]:
    """A shelf of the library in a folder, with some courses listed in it; those in `gone` are not where they were."""

    def make(*entries: CourseEntry, gone: tuple[str, ...] = (), folder=None, course: type = SmallCourse) -> Shelf:
        library = Library(tmp_path / "library", OneCourse, lambda: 1_700_000_000.0)
        for entry in reversed(entries):
            library.restore(entry)

        def study(path: Path) -> Study:
            OneCourse(path)
            return Study(course(), "", keeping)

        return Shelf(library, Opening(study, OneCourse, lambda entry: entry.path not in gone), keeping, folder)

    return make


@pytest.fixture
def listed() -> tuple[CourseEntry, ...]:
    return LISTED


@pytest.fixture
def shelf(make_shelf) -> Shelf:
    return make_shelf(*LISTED)


def choice(key: str, words: str, comment: str = "", *, correct: bool = False) -> q.Choice:
    return q.Choice(key, (paragraph(words),), correct, (paragraph(comment),) if comment else ())


def items(*words: str) -> tuple[q.Item, ...]:
    return tuple(q.Item(word[:1], (paragraph(word),)) for word in words)


QUESTIONS = (
    q.Question(
        "logs",
        "multiple-choice",
        (paragraph("Where do the log files of the forklift go?"),),
        q.Choose(
            (
                choice("w", "to the watchtower", "The watchtower receives metrics."),
                choice("b", "into a bucket", "Nobody else writes there.", correct=True),
                choice("n", "nowhere", "They are kept for a week."),
            )
        ),
        hints=((paragraph("Follow the arrow."),), (paragraph("It holds water, too."),)),
        advice=(paragraph("Look at the picture again."),),
        explanation=(paragraph("Files are kept when the job is over."),),
        see="costs#end",
    ),
    q.Question(
        "moves",
        "multiple-answer",
        (paragraph("Which of these move?"),),
        q.Choose((choice("l", "wheels", correct=True), choice("a", "walls"), choice("e", "legs", correct=True)), several=True),
        points=2,
    ),
    q.Question("capital", "fill-single", (paragraph("A robot ____ the world."),), q.Fill((q.Blank(("senses", "sees")),))),
    q.Question("wheels", "numerical", (paragraph("How far is it?"),), q.Measure(20, absolute=0.5, unit="m")),
    q.Question(
        "pairs",
        "matching",
        (paragraph("Pair sensor and measure."),),
        q.Match(items("GPS", "IMU"), items("place", "turn"), items("smell")),
    ),
    q.Question("steps", "ordering", (paragraph("Put in order."),), q.Order(items("build", "simulate", "deploy"))),
    q.Question("think", "text", (paragraph("Try it on your own robot."),), q.Reflect()),
    q.Question(
        "broken",
        "multiple-choice",
        (paragraph("Which?"),),
        q.Choose((choice("x", "this"),)),
        fault="no choice is right",
        file="quiz.yml",
        line=7,
    ),
)


def quiz_page() -> tuple[Block, ...]:
    return (
        paragraph(PIECES),
        b.Heading(2, text("What becomes of the log files"), "logs"),
        paragraph("The forklift writes log files into a bucket, and the watchtower receives its metrics."),
        b.Ask("quiz", QUESTIONS, "Check yourself", (paragraph("Take your time."),)),
        paragraph("Here the page goes on."),
    )


class Clock:
    """Seconds since 1970, which pass when the test says so."""

    def __init__(self) -> None:
        self.now = 1_700_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


class LastingStore(MemoryStore):
    """A store in memory that is as good as one on disk."""

    lasting = True


@pytest.fixture
def store() -> MemoryStore:
    return LastingStore()


def visited(page: str, read: float, ago: float) -> Visit:
    return Visit(f"visit {page}", "ada", "warehouse", page, 1_700_000_000.0 - ago, read)


def tried(question: str, *, right: bool) -> Attempt:
    outcome = Outcome.RIGHT if right else Outcome.WRONG
    at = 1_700_000_000.0 - 86_400.0
    return Attempt(f"try {question}", "ada", "warehouse", "why", question, at, None, outcome, float(right), 1.0, seconds=30.0)


@pytest.fixture
def begun(store) -> None:
    """A learner who has read a page and a half, and yesterday got one question right and missed two."""
    store.record([visited("why", 1.0, 200), visited("costs", 0.5, 100)])
    store.record([tried("logs", right=False), tried("moves", right=False), tried("capital", right=True)])


@pytest.fixture
def keeping(store, clock) -> Iterator[Keeping]:
    kept = Keeping(store, "ada", clock)
    yield kept
    kept.close()


@pytest.fixture
def make_quiz(keeping) -> Callable[..., CourseApp]:
    """An app on the small course whose first page has questions."""

    def make(*, kept: Keeping | None = None, at: str = "", review: float | None = None, ask: bool = False, **look) -> CourseApp:
        course = SmallCourse({"why": replace(PAGES["why"], blocks=quiz_page(), problems=())})
        study = Study(course, at, kept or keeping)
        return CourseApp(study, look=Look(**look), review_minutes=review, ask=ask)

    return make
