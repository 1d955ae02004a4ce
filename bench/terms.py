"""What terms and references cost: marking a page, and opening the two lists; milliseconds.

python bench/terms.py COURSE...
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from typing import TYPE_CHECKING

from tui_course.model.block import Paragraph
from tui_course.model.glossary import Glossary, GlossaryEntry
from tui_course.model.index import IndexedWork, ReferenceIndex
from tui_course.model.inline import Term, Text
from tui_course.model.walk import all_inlines
from tui_course.model.words import block_words
from tui_course.sources.open import built_in, open_course
from tui_course.study import Study
from tui_course.study.glossing import Terms, with_terms
from tui_course.tui.screens.glossary import GlossaryScreen
from tui_course.tui.screens.references import ReferencesScreen
from tui_course.tui.theme import Look

if TYPE_CHECKING:
    from collections.abc import Callable

TERMS = 1_000
WORKS = 1_000
SHORT = 5


def milliseconds(work: Callable[[], object], times: int = 1) -> float:
    """The median of some runs."""
    took = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        took.append(1000 * (time.perf_counter() - start))
    return sorted(took)[len(took) // 2]


def course_line(path: Path) -> str:
    """The figures of a course, with a thousand of its own words for terms."""
    course = open_course(path)
    pages = [course.page(ref.id) for ref in course.course.pages]
    texts = (block_words(page.blocks).lower() for page in pages)
    words = sorted({word.strip(".,:;()") for text in texts for word in text.split() if len(word) > SHORT})
    common = words[:: max(1, len(words) // TERMS)][:TERMS]
    terms = Terms(Glossary(tuple(GlossaryEntry(word, (Paragraph((Text("What it is."),)),)) for word in common)))
    took = [milliseconds(lambda page=page: with_terms(page, terms), 3) for page in pages]  # type: ignore[misc]
    marked = sum(isinstance(one, Term) for page in pages for one in all_inlines(with_terms(page, terms).blocks))
    study = Study(open_course(path))
    own, works = milliseconds(study.learn_terms), milliseconds(study.references)
    return (
        f"{path.name}: {len(common)} terms, {marked} marked, {sum(took):.1f} for {len(pages)} pages, worst {max(took):.1f}; "
        f"its own glossary, cold, {own:.1f}; its works, cold, {works:.0f}"
    )


def parser() -> argparse.ArgumentParser:
    found = argparse.ArgumentParser(description=__doc__)
    found.add_argument("courses", type=Path, nargs="*")
    return found


def measure(options: argparse.Namespace) -> dict[str, list[float]]:
    """Print a line for each course, then the two lists at their largest."""
    for path in options.courses:
        print(course_line(path))
    study = Study(open_course(built_in()))
    words = "What it is, in a sentence or two that are as long as such sentences are, so that they fill two lines. "
    entries = tuple(GlossaryEntry(f"term {number}", (Paragraph((Text(words),)),)) for number in range(TERMS))
    glossary = GlossaryScreen(Look(), study, Glossary(entries), lambda *_: None)
    first = study.course.pages[0].id
    index = ReferenceIndex(tuple(IndexedWork(f"key{number}", (Text(words * 2),), (first,)) for number in range(WORKS)))
    references = ReferencesScreen(Look(), study, index, lambda *_: None)
    found: dict[str, list[float]] = {}
    for name, screen in (("glossary", glossary), ("references", references)):
        opened = milliseconds(lambda screen=screen: screen.options("", 74))
        typed = milliseconds(lambda screen=screen: screen.options("9", 74))
        print(f"{name} of {TERMS}: opened {opened:.0f}, a key typed {typed:.0f}")
        found[f"{name} opened"], found[f"{name} typed"] = [opened], [typed]
    return found


if __name__ == "__main__":
    measure(parser().parse_args())
