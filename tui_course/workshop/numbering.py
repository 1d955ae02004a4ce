"""What modules and pages are called in short, so that everybody in the room means the same: by the course's own numbers."""

from __future__ import annotations

import re
from collections import defaultdict
from string import ascii_lowercase
from typing import TYPE_CHECKING, Final, NamedTuple

from tui_course.study.contents import module_title

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_course.model.course import Course, Module, PageRef

_OWN = re.compile(r"([^\d\s]{0,20})[\s.:_-]*(\d{1,3})(?!\d)")
_LEAST_NUMBERED: Final = 2
_ROMAN: Final = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"))
_SMALL_ROMAN: Final = ((9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


class NumberedModule(NamedTuple):
    """A module, what it is called in short, and each of its pages that no module before it has."""

    label: str
    module: Module
    pages: tuple[PageRef, ...]


def numbered_modules(course: Course) -> tuple[NumberedModule, ...]:
    """The modules that have pages of their own, labelled as in `module_labels`."""
    seen: set[str] = set()
    found: list[tuple[Module, tuple[PageRef, ...]]] = []
    for module in course.modules:
        own = {ref.id: ref for ref in module.pages if ref.id not in seen}
        seen.update(own)
        if own:
            found.append((module, tuple(own.values())))
    labels = module_labels([module_title(module) for module, _ in found])
    return tuple(NumberedModule(label, *one) for label, one in zip(labels, found, strict=True))


def page_numbers(course: Course) -> dict[str, str]:
    """What each page is called in short, by its id, such as `2b`: the second page of the module that is called 2."""
    found = {}
    for module in numbered_modules(course):
        for place, page in enumerate(module.pages):
            letter = ascii_lowercase[place] if place < len(ascii_lowercase) else f".{place + 1}"
            found[page.id] = f"{module.label}{letter}"
    return found


def module_labels(titles: Sequence[str]) -> tuple[str, ...]:
    """A short name for each module, all different.

    Where titles count by themselves, as "Module 1 - Pieces" does, that number; others then have Roman ones, as pages before
    the first of a book have. Where none do, their places from 1.
    """
    own = _own_numbers(titles)
    if not own:
        return tuple(str(number) for number in range(1, len(titles) + 1))
    labels, others = [], 0
    for place in range(len(titles)):
        others += place not in own
        labels.append(str(own[place]) if place in own else _roman(others))
    return tuple(labels)


def _own_numbers(titles: Sequence[str]) -> dict[int, int]:
    """The numbers in titles by place, of those that begin with the word with which most do, if they rise."""
    by_word: dict[str, dict[int, int]] = defaultdict(dict)
    for place, title in enumerate(titles):
        found = _OWN.match(title.strip())
        if found is not None:
            by_word[found[1].casefold()][place] = int(found[2])
    most = max(by_word.values(), key=len, default={})
    numbers = list(most.values())
    return most if len(most) >= _LEAST_NUMBERED and numbers == sorted(set(numbers)) else {}


def _roman(number: int) -> str:
    text = ""
    for worth, letters in (*_ROMAN, *_SMALL_ROMAN):
        text += letters * (number // worth)
        number %= worth
    return text
