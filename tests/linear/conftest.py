"""A small course, a learner whose store and clock are our own, and conversations that are written down as they go."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from tui_course.linear.quiz import ask_course, ask_page
from tui_course.linear.reader import LineReader
from tui_course.linear.review import review
from tui_course.linear.talk import Talk
from tui_course.progress.memory import MemoryStore
from tui_course.sources.open import open_course
from tui_course.study import Study
from tui_course.study.keeping import Keeping

KITES = Path(__file__).parent / "kites"


class Clock:
    """Stands still but for what is added; each answer takes `pace` seconds."""

    def __init__(self):
        self.now = 1_700_000_000.0
        self.pace = 0.0

    def __call__(self):
        return self.now


class Typist(io.StringIO):
    """Types lines; each is written to `out` behind `> `, as a terminal would show it."""

    def __init__(self, lines, out, clock):
        super().__init__("".join(f"{line}\n" for line in lines))
        self._out = out
        self._clock = clock

    def readline(self, size=-1):
        line = super().readline(size)
        self._clock.now += self._clock.pace
        if line:
            self._out.write(f"> {line}")
        return line


class Learner:
    """Sits down with the course again and again; what was done is kept."""

    def __init__(self, pages):
        self.pages = pages
        self.store = MemoryStore()
        self.clock = Clock()

    def hold(self, command, lines, width=None):
        """What is said when `command` is held, with the lines that are typed."""
        out = io.StringIO()
        talk = Talk(Typist(lines, out, self.clock), out, width=width)
        keeping = Keeping(self.store, "ada", self.clock)
        study = Study(self.pages, keeping=keeping)
        match command.split():
            case ["quiz"]:
                ask_course(talk, study)
            case ["quiz", page]:
                ask_page(talk, study, study.resolve(page).page)
            case ["review"]:
                review(talk, study, 5)
            case ["read"]:
                LineReader(talk, study).run()
            case _:
                raise ValueError(command)
        assert keeping.close() == 0
        return out.getvalue()


@pytest.fixture(scope="session")
def kites():
    return open_course(KITES)


@pytest.fixture(scope="session")
def sit_down(kites):
    """A new learner each time."""
    return lambda: Learner(kites)


@pytest.fixture
def learner(sit_down):
    return sit_down()
