from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from tui_course.markup.html import LinkTarget
from tui_course.model.block import Ask, Cue, Unknown
from tui_course.model.inline import LinkKind


@dataclass
class Around:
    """A course with one page, one file, one set of subtitles; formulas are shown between bars."""

    problems: list[str] = field(default_factory=list)

    def link(self, href):
        path, _, anchor = href.partition("#")
        match path:
            case "page.md":
                return LinkTarget(LinkKind.PAGE, "page", anchor)
            case "file.txt":
                return LinkTarget(LinkKind.FILE, path)
            case "" | "missing.md":
                return LinkTarget(LinkKind.BROKEN)
            case _:
                return LinkTarget(LinkKind.EXTERNAL)

    def image(self, src):
        return src if src == "a.png" else ""

    def transcript(self, _sources, tracks):
        return (Cue(0.0, 1.5, "Hello"),) if "v.vtt" in tracks else ()

    def quiz(self, src):
        return Ask(src, (), "A quiz") if src.endswith("quiz.yml") else Unknown(src, "no quiz")

    def math(self, tex):
        return f"|{tex}|"

    def math_lines(self, tex):
        return tuple(f"|{line}|" for line in tex.split("\n"))

    def report(self, code, severity, message, subject=""):
        self.problems.append(f"{severity.value} {code} {message} @ {subject}")


@pytest.fixture
def around():
    return Around()


@pytest.fixture(scope="session")
def make_around():
    return Around
