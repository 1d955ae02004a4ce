"""A question of every kind, each with answers to it."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from tui_course.model.answer import Answer, Chosen, Ordered, Paired, Reflected, SelfMark, Typed
from tui_course.model.attempt import Attempt, Visit
from tui_course.model.block import Paragraph
from tui_course.model.inline import Text
from tui_course.model.question import Blank, Choice, Choose, Fill, Item, Match, Measure, Order, Question, Reflect, Task
from tui_course.study.learning import Learning


def words(text):
    return (Paragraph((Text(text),)),)


def items(*names):
    return tuple(Item(name, words(f"the {name}")) for name in names)


def choices(right):
    return tuple(Choice(key, words(f"the {key}"), key in right, words(f"a word to {key}")) for key in ("wind", "kite", "line"))


@dataclass(frozen=True)
class Case:
    """A task with answers that are right, wrong, and none at all; `partly` where there is such a thing."""

    task: Task
    right: Answer
    wrong: Answer
    nothing: Answer | None
    partly: Answer | None = None


CASES = {
    "one": Case(Choose(choices({"kite"})), Chosen(("kite",)), Chosen(("line",)), Chosen(())),
    "several": Case(
        Choose(choices({"kite", "line"}), several=True),
        Chosen(("kite", "line")),
        Chosen(("wind",)),
        Chosen(()),
        Chosen(("line",)),
    ),
    "blank": Case(Fill((Blank(("north",)),)), Typed(("north",)), Typed(("south",)), Typed((" ",))),
    "blanks": Case(
        Fill((Blank(("up",)), Blank(("down",)))),
        Typed(("up", "down")),
        Typed(("down", "up")),
        Typed(("", "")),
        Typed(("up", "")),
    ),
    "pairs": Case(
        Match(items("tail", "bridle"), items("balance", "angle"), items("colour")),
        Paired((("tail", "balance"), ("bridle", "angle"))),
        Paired((("tail", "angle"), ("bridle", "colour"))),
        Paired(()),
        Paired((("bridle", "angle"),)),
    ),
    "number": Case(Measure(12.5, unit="m"), Typed(("12.5",)), Typed(("13",)), Typed(("",))),
    "order": Case(
        Order(items("build", "wait", "run", "fly")),
        Ordered(("build", "wait", "run", "fly")),
        Ordered(("fly", "run", "wait", "build")),
        None,
        Ordered(("build", "run", "wait", "fly")),
    ),
    "reflection": Case(Reflect(), Reflected(SelfMark.DONE), Reflected(SelfMark.NOT_YET), None),
}
GRADED = [name for name in CASES if name != "reflection"]


def make_question(name, **given):
    values = {
        "id": f"q-{name}",
        "kind": name,
        "prompt": words("Why do kites fly?"),
        "task": CASES[name].task,
        "points": 2.0,
        "hints": (words("Look up."), words("Look down.")),
        "explanation": words("They are held."),
    }
    return Question(**(values | given))


@dataclass
class Clock:
    """Seconds that pass only when told to."""

    now: float = 1000.0

    def __call__(self):
        return self.now


@dataclass
class Diary:
    """What a learner keeps, and the learner again when the program was closed in between."""

    clock: Clock = field(default_factory=Clock)
    kept: list = field(default_factory=list)

    def learning(self):
        attempts = [event for event in self.kept if isinstance(event, Attempt)]
        visits = [event for event in self.kept if isinstance(event, Visit)]
        learning = Learning("ada", "kites", attempts=attempts, visits=visits, keep=self.kept.append, clock=self.clock)
        learning.page = "wind"
        return learning


@pytest.fixture(params=CASES)
def name(request):
    """Every kind of question."""
    return request.param


@pytest.fixture(params=GRADED)
def graded(request):
    """Every kind of question that is worth points."""
    return request.param


@pytest.fixture(scope="session")
def case():
    """The answers to a kind of question."""
    return CASES.__getitem__


@pytest.fixture(scope="session")
def question():
    """Makes a question of a kind, with what is said of it."""
    return make_question


@pytest.fixture(scope="session")
def new_diary():
    """Makes what another learner keeps."""
    return Diary


@pytest.fixture
def diary():
    """What one learner keeps."""
    return Diary()
