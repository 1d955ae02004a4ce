"""No word of the program stays English line by line either: in a language of Cyrillic letters, Latin ones are the course's."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tui_course.language import speak
from tui_course.model.walk import all_questions
from tui_course.plain import text

HERE = Path(__file__).parent
CASES = sorted((HERE / "transcripts").glob("*.txt"))
SOURCES = " ".join(path.read_text(encoding="utf-8") for path in sorted((HERE / "kites").rglob("*")) if path.is_file())
TYPED = ":sure :unsure :h :x :s :l :c :u :r :w :n :?"


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_every_word_is_translated(case, learner, cyrillic):
    pages = [learner.pages.page(ref.id) for ref in learner.pages.course.pages]
    faults = [question.fault for page in pages for question in all_questions(page.blocks)]
    names = [module.title for module in learner.pages.course.modules] + [page.ref.source for page in pages]
    known = " ".join((SOURCES, TYPED, *names, *(text(page.blocks) for page in pages), *faults))
    assert speak("xx", cyrillic) == "xx"
    for sitting in case.read_text(encoding="utf-8").split("== ")[1:]:
        direction, *lines = sitting.splitlines()
        typed = [line[2:] for line in lines if line.startswith("> ")]
        if direction.split()[0] in {"hours", "pace"}:
            continue
        said = learner.hold(direction, [*typed, "?", "q"])
        ours = " ".join(line for line in said.splitlines() if not line.startswith("> "))
        words = set(re.findall(r"[A-Za-z]{3,}", ours))
        assert {word for word in words if word not in f"{known} {' '.join(typed)}"} == set()
