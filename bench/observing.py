"""A workshop from both sides: what an instructor's look costs, what learners cost who attend, and how long it takes to be seen.

    python bench/observing.py [--postgres] [--learners 500] [--attempts 300] [--attending 200] [--processes 8] [--seconds 20]

First all that `--learners` did, `--attempts` answers and as many visits each, is folded into a board; then some more of it, a
second's worth. Then `--attending` learners attend in `--processes` processes, each with a connection of their own to the store:
each turns a page every five seconds, and puts the hand up once. How late is from a hand to the instructor's board, and from the
instructor's words to each learner.
"""

from __future__ import annotations

import argparse
import itertools
import multiprocessing
import queue
import random
import resource
import statistics
import sys
import tempfile
import threading
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from tui_course.model.answer import Chosen, Outcome
from tui_course.model.attempt import Attempt, Visit
from tui_course.model.block import Ask, Paragraph
from tui_course.model.course import Course, Module, Page, PageRef
from tui_course.model.index import QuestionIndex
from tui_course.model.inline import Text
from tui_course.model.question import Choice, Choose, Question
from tui_course.model.workshop import Message, Person, Session, Way, Workshop
from tui_course.progress.open import open_store, open_workshops
from tui_course.sources.questions import index_pages
from tui_course.study.edition import Edition
from tui_course.workshop.attending import Attendance
from tui_course.workshop.folding import CourseTrace
from tui_course.workshop.observing import Observation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

WORKSHOP, COURSE = "bench", "kites"
MODULES, PAGES, QUESTIONS = 6, 6, 3
KEYS = ("a", "b", "c", "d")
TURN_SECONDS = 5.0
PORTION = 5000
rng = random.Random(6)  # noqa: S311 - nothing of it is a secret


def paragraph(text: str) -> tuple[Paragraph, ...]:
    return (Paragraph((Text(text),)),)


class Pages:
    """A course of some modules, with questions to choose an answer to on every page."""

    def __init__(self) -> None:
        refs = [[PageRef(f"p{m}-{n}", f"Page {m}.{n}", "p.md") for n in range(PAGES)] for m in range(MODULES)]
        self.course = Course(COURSE, "Kites", tuple(Module(f"Module {m}", tuple(row)) for m, row in enumerate(refs)))

    @property
    def index(self) -> QuestionIndex:
        return QuestionIndex(tuple(index_pages(self)))

    def page(self, page_id: str) -> Page:
        ref = next(one for one in self.course.pages if one.id == page_id)
        return Page(ref, tuple(Ask(name, (asked(name),)) for name in questions(page_id)))


def questions(page: str) -> list[str]:
    return [f"{page}-q{number}" for number in range(QUESTIONS)]


def asked(name: str) -> Question:
    choices = tuple(Choice(key, paragraph(f"The choice {key}"), key == "a") for key in KEYS)
    return Question(name, "multiple-choice", paragraph(f"What of {name}?"), Choose(choices))


class Opened:
    def __init__(self) -> None:
        self.edition = Edition(Pages())


def learner(number: int) -> str:
    return f"learner-{number:04}"


def attempt(name: str, page: str, at: float) -> Attempt:
    key = rng.choice(KEYS)
    outcome = Outcome.RIGHT if key == "a" else Outcome.WRONG
    return Attempt(
        str(uuid4()), name, COURSE, page, rng.choice(questions(page)), at, Chosen((key,)), outcome, float(key == "a"), 1.0
    )


def doings(names: Sequence[str], count: int, begun: float) -> Iterator[Attempt | Visit]:
    pages = [page.id for page in Pages().course.pages]
    for step in range(count):
        for name in names:
            page = rng.choice(pages)
            yield attempt(name, page, begun + 10 * step)
            yield Visit(str(uuid4()), name, COURSE, page, begun + 10 * step + 5, rng.random())


def milliseconds(times: list[float]) -> str:
    cuts = statistics.quantiles(times, n=100) if len(times) > 1 else times * 100
    return f"p50 {1000 * cuts[49]:.1f} ms, p99 {1000 * cuts[98]:.1f} ms, longest {1000 * max(times):.1f} ms"


def timed(function: Callable[[], object]) -> float:
    begun = time.perf_counter()
    function()
    return time.perf_counter() - begun


def processor() -> float:
    """Seconds of this process and of those that it waited for."""
    return sum(
        getattr(resource.getrusage(who), part)
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
        for part in ("ru_utime", "ru_stime")
    )


def look(address: str, options: argparse.Namespace) -> dict[str, list[float]]:
    """What it costs to fold everything, nothing, and a second's worth."""
    store = open_store(address, None)
    workshops = open_workshops(address, None, store)
    names = [learner(number) for number in range(options.learners)]
    now = time.time()
    events = list(doings(names, options.attempts, now - 10_000))
    trace = CourseTrace()
    attempts = [one for one in events if isinstance(one, Attempt)]
    visits = [one for one in events if isinstance(one, Visit)]
    folding = timed(lambda: trace.add(attempts, visits))
    print(f"folding {len(events)} events: {folding:.2f} s")
    for start in range(0, len(events), PORTION):
        store.record(events[start : start + PORTION])
    for name in names:
        workshops.join(Person(WORKSHOP, name, name, Way.CODE, now))
        workshops.begin(Session(str(uuid4()), WORKSHOP, name, "host", now, COURSE, "p0-0", at=now))
    observation = Observation(workshops, WORKSHOP, (Opened(),))
    print(f"first look, all of it read from the store: {timed(observation.look):.2f} s")
    print(f"a look with nothing new: {milliseconds([timed(observation.look) for _ in range(20)])}")
    times = []
    for _ in range(20):
        store.record(list(doings(rng.sample(names, min(20, len(names))), 1, time.time())))
        times.append(timed(observation.look))
    print(f"a look at 20 answers and 20 visits: {milliseconds(times)}")
    workshops.close()
    store.close()
    return {"folding": [folding], "look": [1000 * one for one in times]}


def attend(address: str, sessions: list[Session], seconds: float, results: multiprocessing.Queue[Any]) -> None:
    """Some learners, each with a connection of their own; puts how late words arrived, and when hands went up."""
    late: list[float] = []
    stores = [open_workshops(address, None) for _ in sessions]
    attendances = [Attendance(store, one, one.learner) for store, one in zip(stores, sessions, strict=True)]

    def hear(attendance: Attendance) -> None:
        late.extend(time.time() - one.at for one in attendance.arrived() if isinstance(one, Message))

    raised: dict[str, float] = {}
    for one in attendances:
        one.listener = lambda one=one: hear(one)
        # Nobody's second begins with another's.
        time.sleep(rng.random() / len(attendances))
        one.start()
    end = time.monotonic() + seconds
    for turn in itertools.count():
        if time.monotonic() >= end:
            break
        for one in attendances:
            one.at(COURSE, f"p{turn % MODULES}-{rng.randrange(PAGES)}", rng.random())
            if turn == 1:
                raised[one.session.learner] = time.time()
                one.set_hand(up=True)
            time.sleep(TURN_SECONDS / len(attendances))
    for one, store in zip(attendances, stores, strict=True):
        one.close()
        store.close()
    results.put((late, raised, [one.trouble for one in attendances if one.trouble]))


def attended(address: str, options: argparse.Namespace) -> dict[str, list[float]]:
    """What learners cost who attend, and how late what they and the instructor do is seen."""
    store = open_store(address, None)
    workshops = open_workshops(address, None, store)
    now = time.time()
    sessions = []
    for number in range(options.attending):
        name = f"attending-{number:03}"
        workshops.join(Person(WORKSHOP, name, name, Way.CODE, now))
        sessions.append(Session(str(uuid4()), WORKSHOP, name, "other", now, at=now))
        workshops.begin(sessions[-1])
    observation = Observation(workshops, WORKSHOP, (Opened(),))
    seen: dict[str, float] = {}

    def note() -> None:
        for row in observation.board().learners:
            if row.hand and row.learner not in seen:
                seen[row.learner] = time.time()

    observation.listener = note
    observation.start()
    results: multiprocessing.Queue[Any] = multiprocessing.Queue()
    shares = [sessions[number :: options.processes] for number in range(options.processes)]
    processes = [multiprocessing.Process(target=attend, args=(address, share, options.seconds, results)) for share in shares]
    begun, before = time.monotonic(), processor()
    for process in processes:
        process.start()
    stop = threading.Event()

    def keep_alive() -> None:
        while not stop.wait(2.0):
            workshops.beat("other", [one.id for one in sessions])

    beating = threading.Thread(target=keep_alive)
    beating.start()
    for number in range(int(options.seconds / 4)):
        time.sleep(3 + rng.random())
        observation.message(f"Words {number}")
    found = [results.get(timeout=60) for _ in processes]
    for process in processes:
        process.join()
    took, used = time.monotonic() - begun, processor() - before
    stop.set()
    beating.join()
    observation.close()
    workshops.close()
    store.close()
    late = [one for some, _, _ in found for one in some]
    hands = [seen[name] - at for _, raised, _ in found for name, at in raised.items() if name in seen]
    print(f"{len(sessions)} learners attend: {100 * used / took:.1f} % of a core, all of it, with the instructor")
    print(f"from a hand to the board: {len(hands)} of {len(sessions)}, {milliseconds(hands)}")
    print(f"from the instructor to a learner: {len(late)} times, {milliseconds(late)}")
    troubles = sorted({one for _, _, some in found for one in some})
    print(*troubles[:3], sep="\n")
    return {"hand": hands, "words": late, "core": [100 * used / took], "troubles": [len(troubles)]}


@contextmanager
def addressed(*, postgres: bool) -> Iterator[str]:
    """The address of an empty store."""
    if not postgres:
        with tempfile.TemporaryDirectory() as folder:
            yield str(Path(folder) / "store.sqlite")
        return
    import psycopg

    sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests" / "progress"))
    from server import Server

    with Server() as server:
        with psycopg.connect(server.url(), autocommit=True) as connection:
            connection.execute("ALTER SYSTEM SET max_connections = 300")
        server.crash()
        server.start()
        yield server.url()


def parser() -> argparse.ArgumentParser:
    found = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    found.add_argument("--postgres", action="store_true")
    found.add_argument("--learners", type=int, default=500)
    found.add_argument("--attempts", type=int, default=300)
    found.add_argument("--attending", type=int, default=200)
    found.add_argument("--processes", type=int, default=8)
    found.add_argument("--seconds", type=float, default=20.0)
    return found


def measure(options: argparse.Namespace) -> dict[str, list[float]]:
    with addressed(postgres=options.postgres) as address:
        workshops = open_workshops(address, None)
        workshops.open(Workshop(WORKSHOP, "ssh bench", (), time.time()))
        workshops.close()
        looked = look(address, options) if options.learners else {}
        return {**looked, **(attended(address, options) if options.attending else {})}


if __name__ == "__main__":
    try:
        measure(parser().parse_args())
    except queue.Empty:
        print("some learners never came back")
