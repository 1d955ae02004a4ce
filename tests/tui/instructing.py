"""Workshops as an instructor sees them, made by hand."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

from tests.tui.conftest import PAGES, SmallCourse, quiz_page
from tui_course.errors import StoreError
from tui_course.model.answer import Outcome
from tui_course.model.workshop import HandLowered, Invitation, Message, Poll, PollClosed, Pulse, Way
from tui_course.study.edition import Edition
from tui_course.tui.app import CourseApp
from tui_course.tui.hosting import Surroundings
from tui_course.tui.theme import Look
from tui_course.workshop.board import (
    Board,
    CourseBoard,
    LearnerDetail,
    LearnerRow,
    ModuleHeading,
    ModuleProgress,
    PageDetail,
    PollRow,
    Progress,
    QuestionDetail,
    QuestionRow,
)
from tui_course.workshop.counting import Bar, Histogram

NOW = 1_700_000_000.0
LINE = "ssh -p 2222 10.0.0.5"
NAMES = tuple(
    """ada|Grace H.|linus|Barbara|Edsger|Frances|Alan|Katherine|Niklaus|Radia|Tony|Hedy|Claude|Annie|Donald|Margaret|Ken
Sophie|Dennis|Karen|Bjarne|Adele|Guido|Lynn|Brian|Joan|John|Jean|Peter|Ruth|Robin|Stephanie|Leslie|Mary""".replace(
        "\n", "|"
    ).split("|")
)
TITLES = ("Why simulate", "What it costs", "The fleet", "Books")
PAGES_OF = ("why", "costs", "fleet", "books")


def module(share: float) -> ModuleProgress:
    return ModuleProgress(pages=2, done=int(share), share=share)


def progress(*shares: float, slowest: str = "", seconds: float = 0.0) -> Progress:
    return Progress(tuple(map(module, shares)), slowest, seconds, 4.0, 9.0, 5, 3)


def learner(number: int, name: str = "", **changes) -> LearnerRow:
    """One of a class whose members are at different places, always the same ones."""
    at = number * 7 % 13
    shares = [min(1.0, max(0.0, at / 3 - module)) for module in range(4)]
    page = at % 4
    row = LearnerRow(
        f"learner-{number}",
        name or NAMES[number % len(NAMES)],
        Way.CODE,
        here=number % 9 != 8,
        course="warehouse",
        page=PAGES_OF[page],
        title=TITLES[page],
        read=0.4,
        pulse=(None, Pulse.OK, Pulse.OK, Pulse.DONE, Pulse.LOST)[number % 5],
        idle=(0.0, 20.0, 190.0)[number % 3],
        seen=NOW - 60.0 * number,
        joined=NOW - 3_600.0,
        progress={"warehouse": progress(*shares, slowest=TITLES[(page + 1) % 4], seconds=400.0)},
    )
    return replace(row, **changes)


LOGS = Histogram(
    (Bar("to the watchtower", 17, right=False), Bar("into a bucket", 9, right=True), Bar("nowhere", 5, right=False)), 31
)
MOVES = Histogram((Bar("wheels", 3, right=True), Bar("walls", 1, right=False), Bar("legs", 2, right=True)), 33, several=True)
TYPED = Histogram(
    (Bar("senses", 18, right=True), Bar("sees", 3, right=True), Bar("is", 2, right=False)), 30, others=5, revealed=2
)


def question(number: str, id: str, title: str, learners: int, right: int, histogram: Histogram) -> QuestionRow:  # noqa: A002
    return QuestionRow("warehouse", "why", id, number, title, "multiple-choice", learners, right, histogram)


QUESTIONS = (
    question("1.1", "logs", "Where do the log files of the forklift go?", 31, 9, LOGS),
    question("1.2", "moves", "Which of these move?", 33, 18, MOVES),
    question("1.3", "capital", "A robot ____ the world.", 30, 21, TYPED),
    question("1.4", "wheels", "How far is it?", 2, 0, Histogram((Bar("20 m", 2, right=False),), 2)),
)
POLL = PollRow(Poll("poll-1", "7314", NOW - 60, "warehouse", "why", "logs"), "Where do the log files of the forklift go?", LOGS)


def course_board(questions=QUESTIONS, modules: int = 4, **changes) -> CourseBoard:
    named = ("Simulation", "On the floor", "Books", "")
    headings = tuple(ModuleHeading(at + 1, named[at % 4], 2) for at in range(modules))
    return replace(CourseBoard("warehouse", "Robots at work", headings, questions, counted=True), **changes)


def in_order(rows) -> tuple[LearnerRow, ...]:
    """Hands first, the longest up first, then by name, as the board has them."""
    return tuple(sorted(rows, key=lambda row: (not row.hand, row.hand, row.name.casefold(), row.learner)))


def board_of(rows, *, courses=None, **changes) -> Board:
    rows = in_order(rows)
    here = [row for row in rows if row.here]
    pulses = {pulse: sum(row.pulse is pulse for row in here) for pulse in Pulse}
    courses = (course_board(),) if courses is None else courses
    hands = sum(bool(row.hand) for row in here)
    return replace(Board("7314", NOW, len(here), hands, pulses, rows, courses), **changes)


def empty_board() -> Board:
    return board_of((), courses=(course_board(()),))


def small_board() -> Board:
    return board_of([learner(0), learner(1, hand=NOW - 200, pulse=Pulse.LOST), learner(2, pulse=Pulse.LOST)])


def class_board(count: int = 34, **changes) -> Board:
    rows = [learner(n, NAMES[n % len(NAMES)] + (f" {n // len(NAMES)}" if n >= len(NAMES) else "")) for n in range(count)]
    rows[2] = replace(rows[2], hand=NOW - 200, pulse=Pulse.LOST)
    rows[20] = replace(rows[20], hand=NOW - 20)
    return board_of(rows, **changes)


DETAIL = LearnerDetail(
    "learner-1",
    "warehouse",
    (
        PageDetail("why", "Why simulate", 1, 1.0, 250.0, NOW - 900, done=True),
        PageDetail("costs", "What it costs", 1, 0.4, 500.0, NOW - 300, done=False),
        PageDetail("fleet", "A fleet of robots in one warehouse, and who steers it", 2, 0.0, 0.0, 0.0, done=False),
        PageDetail("books", "Books", 3, 0.0, 0.0, 0.0, done=False),
    ),
    (
        QuestionDetail(
            "logs", "why", "1.1", "Where do the log files of the forklift go?", Outcome.RIGHT, right_first=False, tries=2,
            revealed=False, first="to the watchtower", last="into a bucket", at=NOW - 800,
        ),
        QuestionDetail(
            "moves", "why", "1.2", "Which of these move?", Outcome.PARTLY, right_first=False, tries=1, revealed=True,
            first="wheels", last="", at=NOW - 700,
        ),
        QuestionDetail(
            "capital", "why", "1.3", "A robot ____ the world.", Outcome.RIGHT, right_first=True, tries=1, revealed=False,
            first="senses", last="senses", at=NOW - 600,
        ),
        QuestionDetail(
            "wheels", "why", "1.4", "How far is it?", Outcome.WRONG, right_first=False, tries=1, revealed=False,
            first="2000", last="2000", at=NOW - 500,
        ),
    ),
)  # fmt: skip


class Watched:
    """An observation whose board the test puts there; it notes what was said."""

    def __init__(self, board: Board, *, line: str = LINE, courses=None, detail: LearnerDetail | StoreError = DETAIL) -> None:
        pages = SmallCourse({"why": replace(PAGES["why"], blocks=quiz_page(), problems=())})
        self.courses = (SimpleNamespace(edition=Edition(pages)),) if courses is None else courses
        self.listener = None
        self.line = line
        self.said: list[object] = []
        self.asked: list[tuple[str, str]] = []
        self.started = False
        self.detail = detail
        self._board = board

    def start(self) -> None:
        self.started = True

    def board(self) -> Board:
        return self._board

    def become(self, board: Board) -> None:
        """Show another board, as the thread of an observation does."""
        self._board = board
        if self.listener is not None:
            self.listener()

    def learner(self, learner: str, course: str) -> LearnerDetail:
        self.asked.append((learner, course))
        if isinstance(self.detail, StoreError):
            raise self.detail
        return self.detail

    def _say(self, notice):
        self.said.append(notice)
        return notice

    def invite(self, course: str, page: str, anchor: str = "") -> Invitation:
        return self._say(Invitation("1", "7314", NOW, course, page, anchor))

    def message(self, text: str) -> Message:
        return self._say(Message("1", "7314", NOW, text))

    def poll(self, course: str, page: str, question: str) -> Poll:
        return self._say(Poll("1", "7314", NOW, course, page, question))

    def close_poll(self) -> None:
        self._say(PollClosed("1", "7314", NOW, "poll-1"))

    def lower_hand(self, learner: str) -> None:
        self._say(HandLowered("1", "7314", NOW, learner))


def instructor_app(watched: Watched, make_study, *, hosted: bool = True, board_first: bool = True, **look) -> CourseApp:
    surroundings = Surroundings(hosted, None, watched, board_first)
    return CourseApp(make_study(), look=Look(**look), surroundings=surroundings, local=False)
