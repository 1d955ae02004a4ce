"""How much a page may ask of the engine, and what is raised beyond it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_course.markup.liquid.errors import PageLimitError, ValueLimitError

if TYPE_CHECKING:
    from collections.abc import Callable

# What no course needs and a hostile one would ask for. Lengths count characters or items; MAX_WORK is a fixed measure of
# the work of filters and tags, MAX_SECONDS the backstop for what that measure underrates.
MAX_INCLUDES = 200
MAX_INCLUDE_DEPTH = 20
MAX_BLOCK_DEPTH = 60
MAX_SCOPES = 120
MAX_ITERATIONS = 100_000
MAX_RANGE = 10_000
MAX_OUTPUT = 1_000_000
MAX_LENGTH = 1_000_000
MAX_ITEMS = 200_000
MAX_DIGITS = 1_000
MAX_VARIABLES = 4_000_000
MAX_VALUE_DEPTH = 100
MAX_PROBLEMS = 200
MAX_CAPTURED = 8_000_000
MAX_SECONDS = 2.5
MAX_WORK = 20_000_000

WORK_BETWEEN_LOOKS = 10_000
ITERATION_WORK = 100
ITEM_WORK = 20
NODE_WORK = 20
FILTER_WORK = 40

TOO_LONG = f"a text longer than {MAX_LENGTH} characters"
TOO_DEEP = "the page's templates are nested too deep"


class Budget:
    """What is left to one page. `clock` tells the CPU seconds spent, as `time.thread_time` does."""

    __slots__ = ("captured", "clock", "deadline", "includes", "iterations", "next_look", "output", "variables", "work")

    def __init__(self, source_length: int, clock: Callable[[], float]) -> None:
        self.includes = MAX_INCLUDES
        self.iterations = MAX_ITERATIONS
        self.output = MAX_OUTPUT + source_length
        self.captured = MAX_CAPTURED
        self.variables = MAX_VARIABLES
        self.work = MAX_WORK
        self.next_look = MAX_WORK - WORK_BETWEEN_LOOKS
        self.clock = clock
        self.deadline = clock() + MAX_SECONDS

    def spend(self, work: int) -> None:
        """Count `work` units (about 0.1 microseconds each); raises PageLimitError when none are left, or no time."""
        self.work -= work
        if self.work < self.next_look:
            self.next_look = self.work - WORK_BETWEEN_LOOKS
            self.look_at_clock()

    def look_at_clock(self) -> None:
        """Raise PageLimitError when the page has no work or time left: after what may take longer than it was rated."""
        if self.work < 0 or self.clock() > self.deadline:
            raise PageLimitError("the page's templates take too long")

    def iterate(self) -> None:
        """Count one turn of a loop; raises PageLimitError when none are left, or no time."""
        self.iterations -= 1
        if self.iterations < 0:
            raise PageLimitError(f"the page's loops take more than {MAX_ITERATIONS} turns")
        self.spend(ITERATION_WORK)


def check_length(length: int) -> None:
    """Raise ValueLimitError if a text of this length is longer than a value may be."""
    if length > MAX_LENGTH:
        raise ValueLimitError(TOO_LONG)


def check_items(count: int) -> None:
    """Raise ValueLimitError if a list of this length, or a value with so many parts, is larger than a value may be."""
    if count > MAX_ITEMS:
        raise ValueLimitError(f"a value of more than {MAX_ITEMS} items")


def check_depth(depth: int) -> None:
    """Raise ValueLimitError if a value is nested deeper than a value may be."""
    if depth > MAX_VALUE_DEPTH:
        raise ValueLimitError(f"a value nested deeper than {MAX_VALUE_DEPTH} levels")
