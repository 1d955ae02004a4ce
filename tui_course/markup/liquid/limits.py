"""How much a page may ask of the engine, and what is raised beyond it."""

from __future__ import annotations

from liquid.exceptions import LiquidError, ResourceLimitError

MAX_INCLUDES = 200
MAX_INCLUDE_DEPTH = 20
MAX_BLOCK_DEPTH = 60
MAX_ITERATIONS = 100_000
MAX_RANGE = 10_000
MAX_OUTPUT = 1_000_000
MAX_LENGTH = 1_000_000
MAX_DIGITS = 1_000
MAX_VARIABLES = 4_000_000
MAX_VALUE_DEPTH = 100
MAX_PROBLEMS = 200
MAX_WORK = 20_000_000

ITEM_WORK = 20
NODE_WORK = 20
FILTER_WORK = 40


class PageLimitError(ResourceLimitError):
    """The page asks for more than a page may: rendering ends here."""

    def __init__(self, message: str) -> None:
        super().__init__(message, token=None)


class ValueLimitError(LiquidError):
    """One value would become larger than a value may: only its tag fails."""

    def __init__(self, message: str) -> None:
        super().__init__(message, token=None)


class RubyError(LiquidError):
    """What Ruby's Liquid would raise an error for while rendering: only its tag fails."""

    def __init__(self, message: str) -> None:
        super().__init__(message, token=None)


class Budget:
    """What is left to one page."""

    __slots__ = ("includes", "iterations", "output", "variables", "work")

    def __init__(self, source_length: int) -> None:
        self.includes = MAX_INCLUDES
        self.iterations = MAX_ITERATIONS
        self.output = MAX_OUTPUT + source_length
        self.variables = MAX_VARIABLES
        self.work = MAX_WORK

    def spend(self, work: int) -> None:
        """Count `work` units (about 0.1 microseconds each); raises PageLimitError when none are left."""
        self.work -= work
        if self.work < 0:
            raise PageLimitError("the page's templates take too long")

    def iterate(self) -> None:
        """Count one turn of a loop; raises PageLimitError when none are left."""
        self.iterations -= 1
        if self.iterations < 0:
            raise PageLimitError(f"the page's loops take more than {MAX_ITERATIONS} turns")


def check_length(length: int) -> None:
    """Raise ValueLimitError if a text or list of this length is longer than a value may be."""
    if length > MAX_LENGTH:
        raise ValueLimitError(f"a value longer than {MAX_LENGTH} characters or items")


def check_depth(depth: int) -> None:
    """Raise ValueLimitError if a value is nested deeper than a value may be."""
    if depth > MAX_VALUE_DEPTH:
        raise ValueLimitError(f"a value nested deeper than {MAX_VALUE_DEPTH} levels")
