"""A course of three modules with a question of every kind, and a workshop in it that lives in memory."""

from __future__ import annotations

import time
from dataclasses import dataclass, field, replace
from itertools import count

from tui_course.errors import PageNotFound, StoreError
from tui_course.model.answer import Chosen, Outcome
from tui_course.model.attempt import Attempt, Visit
from tui_course.model.block import Ask, Paragraph
from tui_course.model.course import Course, Module, Page, PageRef
from tui_course.model.index import QuestionIndex
from tui_course.model.inline import Text
from tui_course.model.question import Blank, Choice, Choose, Fill, Item, Match, Measure, Order, Question, Reflect
from tui_course.model.workshop import Person, Session, Way, Workshop
from tui_course.progress.memory import MemoryStore
from tui_course.progress.memory_workshops import MemoryWorkshops
from tui_course.sources.questions import index_pages
from tui_course.study.edition import Edition

WORKSHOP = "morning"
COURSE = "kites"


def words(text):
    return (Paragraph((Text(text),)),)


def choose(*keys, right, several=False):
    return Choose(tuple(Choice(key, words(f"the {key}"), key in right) for key in keys), several)


def items(*names):
    return tuple(Item(name, words(f"the {name}")) for name in names)


def question(name, task, prompt="", **given):
    return Question(name, "kind", words(prompt or f"Which {name}?"), task, **given)


TASKS = {
    "one": choose("wind", "kite", "line", right={"kite"}),
    "several": choose("wind", "kite", "line", right={"kite", "line"}, several=True),
    "blank": Fill((Blank(("north", "North wind")),)),
    "blanks": Fill((Blank(("up",)), Blank(("down",)))),
    "pairs": Match(items("tail", "bridle"), items("balance", "angle"), items("colour")),
    "number": Measure(12.5, unit="m"),
    "order": Order(items("build", "wait", "fly")),
    "survey": Reflect(),
}
QUESTIONS = {name: question(name, task) for name, task in TASKS.items()}
ASKED = {
    "wind": ("one", "several"),
    "line": (),
    "knots": ("blank", "blanks"),
    "launch": ("pairs", "number", "order", "survey"),
    "notes": (),
}


def ref(page):
    return PageRef(page, page.capitalize(), f"{page}.md")


def make_course(asked=None, title="Kites"):
    """A course whose pages ask some questions, in modules of two, two and one page."""
    pages = [ref(page) for page in asked or ASKED]
    modules = [Module("Air", tuple(pages[:2])), Module("Hand", tuple(pages[2:4])), Module("", tuple(pages[4:]), listed=False)]
    return Course(COURSE, title, tuple(module for module in modules if module.pages))


@dataclass
class Pages:
    """A course as a source gives it; `failing` pages cannot be read, and `gate` is waited for by whoever reads the index."""

    asked: dict = field(default_factory=lambda: dict(ASKED))
    questions: dict = field(default_factory=lambda: dict(QUESTIONS))
    failing: frozenset = frozenset()
    title: str = "Kites"
    gate: object = None
    problems = ()

    def __post_init__(self):
        self.course = make_course(self.asked, self.title)
        self.read = []

    @property
    def index(self):
        if self.gate is not None:
            self.gate.wait(10)
        return QuestionIndex(tuple(index_pages(self)))

    def page(self, page_id):
        self.read.append(page_id)
        if page_id not in self.asked or page_id in self.failing:
            raise PageNotFound(page_id)
        blocks = tuple(Ask(name, (self.questions[name],)) for name in self.asked[page_id])
        return Page(ref(page_id), (*words("Text."), *blocks))


class Opened:
    """A course as it is open."""

    def __init__(self, pages=None):
        self.edition = Edition(pages or Pages())


numbers = count(1)


def attempt(learner, name, answer=None, *, score=1.0, at=0.0, page="wind", **given):
    """An attempt, right unless said otherwise; without an answer it is the reveal."""
    outcome = Outcome.RIGHT if score == 1 else Outcome.PARTLY if score else Outcome.WRONG
    values = {"answer": answer, "outcome": outcome, "score": score, "points": 1.0, "revealed": answer is None}
    return Attempt(id=f"a{next(numbers)}", learner=learner, course=COURSE, page=page, question=name, at=at, **(values | given))


def visit(learner, page, read=0.0, at=0.0):
    return Visit(f"v{next(numbers)}", learner, COURSE, page, at, read)


RIGHT, WRONG = Chosen(("kite",)), Chosen(("wind",))


@dataclass
class Clock:
    """Seconds that pass only when told to."""

    now: float = 1000.0

    def __call__(self):
        return self.now


class Place:
    """A workshop in memory: people come with a name, which is their id too, and a terminal."""

    def __init__(self):
        self.clock = Clock()
        self.events = MemoryStore()
        self.store = MemoryWorkshops(self.events)
        self.store.open(Workshop(WORKSHOP, "ssh host", ("/courses/kites",), self.clock()))

    def join(self, name, way=Way.CODE):
        assert self.store.join(Person(WORKSHOP, name, name, way, self.clock()))

    def sit(self, name, **given):
        """A terminal of somebody."""
        session = Session(f"s{next(numbers)}", WORKSHOP, name, "host", self.clock(), at=self.clock())
        session = replace(session, **given)
        self.store.begin(session)
        return session

    def come(self, name, way=Way.CODE, **given):
        self.join(name, way)
        return self.sit(name, **given)

    def did(self, *events):
        self.events.record(events)


def wait_until(condition, seconds=10.0):
    """Wait for what another thread does."""
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "it did not happen"
        time.sleep(0.002)


class Unreliable:
    """A store that cannot be used while it is `down`; what is `refused` by its name fails alone. It counts what is asked."""

    def __init__(self, store):
        self.store = store
        self.down = False
        self.refused = set()
        self.asked = []

    def __getattr__(self, name):
        method = getattr(self.store, name)

        def asked(*given, **named):
            self.asked.append(name)
            if self.down or name in self.refused:
                raise StoreError("the cable is out")
            return method(*given, **named)

        return asked
