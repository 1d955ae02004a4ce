from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from tui_course.markup.html import LinkTarget, Sidecar
from tui_course.model.block import Ask, Cue, Unknown
from tui_course.model.inline import LinkKind
from tui_course.model.question import Question, Reflect
from tui_course.model.visible import visible


@dataclass
class Around:
    """A course with one page, one file, one set of subtitles; formulas are shown between bars.

    A question is its blocks as they stand, and says in its kind what it was made of; one with the id `none` is none.
    """

    problems: list[str] = field(default_factory=list)
    lines: dict[str, int] = field(default_factory=dict)

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

    def picture_size(self, _path):
        return 30, 20

    def sidecar(self, src):
        return Sidecar('flowchart LR\na --> b\nc["unclosed', "figures/drawn here.mmd") if src == "drawn.png" else None

    def transcript(self, _sources, tracks):
        return (Cue(0.0, 1.5, "Hello"),) if "v.vtt" in tracks else ()

    def quiz(self, src):
        return Ask(src, (), "A quiz") if src.endswith("quiz.yml") else Unknown(visible(src), "no quiz")

    def question(self, attributes, blocks, answers, line):
        if attributes.get("id") == "none":
            return Unknown("", "no question")
        given = " ".join([f"{key}={value}" for key, value in attributes.items()] + [f"({answer})" for answer in answers])
        question = Question(attributes.get("id", ""), given, blocks, Reflect(), line=line)
        return Ask("inline", (question,))

    def assessment(self, source, line):
        return Ask(source, (), f"line {line}") if "questions" in source else Unknown(source, f"no questions in line {line}")

    def line(self, subject):
        return self.lines.get(subject, 0)

    def math(self, tex):
        return f"|{tex}|"

    def math_lines(self, tex):
        return tuple(f"|{line}|" for line in tex.split("\n"))

    def report(self, code, severity, message, subject="", *, line=0, file=""):
        self.problems.append(f"{severity.value} {code} {message} @ {subject or (f'{file}:{line}' if file else line)}")


@pytest.fixture
def around():
    return Around()


@pytest.fixture(scope="session")
def make_around():
    return Around
