"""A question about a diagram from the attributes of its comment."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from tui_course.model.block import DiagramBlock, Unknown
from tui_course.model.diagram import Diagram
from tui_course.model.problem import Severity
from tui_course.model.visible import visible
from tui_course.questions.composing import Said, compose
from tui_course.questions.diagrams import edge, label, order
from tui_course.questions.diagrams.asked import Asked, Asking, paragraph
from tui_course.questions.diagrams.source import mermaid_of
from tui_course.questions.dividing import divide
from tui_course.questions.fields import ANSWER, DIAGRAM, DIAGRAM_KIND, EDGE, NODE, SEED
from tui_course.questions.inline import InlineRead
from tui_course.questions.keys import digest
from tui_course.questions.written import Passage, Report

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tui_course.model.block import Block
    from tui_course.model.question import Question
    from tui_course.questions.dividing import Divided

_CODE: Final = "quiz-diagram"
_COMMON: Final = ("id", "points", "see", *DIAGRAM, *DIAGRAM_KIND, *SEED)
# How each kind is asked, and the attributes that only it knows.
_KINDS: Final[Mapping[str, tuple[Callable[[Asking], Asked | str], tuple[str, ...]]]] = {
    "label": (label.ask, (*NODE, *ANSWER)),
    "edge": (edge.ask, EDGE),
    "order": (order.ask, ()),
}
_USUAL: Final = "label"


def read_diagram_question(
    attributes: Mapping[str, str],
    blocks: tuple[Block, ...],
    answers: tuple[str, ...],
    find: Callable[[str], DiagramBlock | str],
    file: str,
    line: int,
) -> InlineRead:
    """Make a question from the diagram that the attribute `diagram` names; the other arguments are those of `read_inline`.

    The diagram is the one between the comments, else what `find` gives for its name: a diagram, or why there is none. `kind`
    says what is asked: `label` for a node whose text is hidden, `edge` for a connection that is left out, `order` for the
    steps. The same attributes and the same diagram give the same question; `seed` gives another one. Never raises: where no
    question can be made there is an Unknown, reported with its line.
    """
    report = Report(file)
    shown = {visible(name).strip().casefold(): visible(value).strip() for name, value in attributes.items()}
    typed = tuple(visible(answer).strip() for answer in answers)
    name = shown.get(DIAGRAM[0], "")
    kind = shown.get(DIAGRAM_KIND[0], "").casefold() or _USUAL
    if kind not in _KINDS:
        return _none(shown, report, line, f"{kind[:40]!r} is no question about a diagram; known are {', '.join(_KINDS)}")
    ask, own = _KINDS[kind]
    unknown = [key for key in shown if key not in {*_COMMON, *own}]
    for other in unknown:
        message = f"the attribute {other[:40]!r} of a question about a diagram is not known to the kind {kind}"
        report.add("quiz-attribute", Severity.WARNING, message, line)
    here = next((block for block in blocks if isinstance(block, DiagramBlock) and name in {"", block.id}), None)
    found = here if here is not None else find(name)
    if isinstance(found, str):
        return _none(shown, report, line, found)
    if not isinstance(found.diagram, Diagram):
        return _none(shown, report, line, f"the diagram {found.id} is no flowchart or state diagram")
    divided = divide(tuple(block for block in blocks if block is not here), None)
    known = {key: value for key, value in shown.items() if key not in unknown}
    passage = Passage("", None, tuple(divided.prompt), "the question", line, report, known, (), typed)
    if typed and kind != _USUAL:
        passage.warn("quiz-answer-unused", "the question has an answer comment, but nothing is typed into it")
    asked = ask(Asking(found.diagram, shown.get(SEED[0]) or found.id, passage))
    if isinstance(asked, str):
        return _none(shown, report, line, f"nothing can be asked about the diagram {found.id}: {asked}")
    return InlineRead(_question(found, kind, asked, passage, divided), tuple(report.problems))


def _none(attributes: Mapping[str, str], report: Report, line: int, reason: str) -> InlineRead:
    """Why there is no question, and its comment as the source."""
    report.add(_CODE, Severity.ERROR, reason, line)
    written = " ".join(f'{name}="{value}"' for name, value in attributes.items())
    return InlineRead(Unknown(f"quiz {written}", reason), tuple(report.problems))


def _question(block: DiagramBlock, kind: str, asked: Asked, passage: Passage, divided: Divided) -> Question:
    given = passage.attributes.get("id")
    name = given or digest("diagram", block.id, kind, *asked.about, size=6)
    prompt = passage.prompt or (paragraph(asked.words, strong=True),)
    if asked.shown is not None:
        # A name of its own: under that of the whole diagram a reader would open what is hidden here.
        prompt = (*prompt, DiagramBlock(f"{block.id}-{name}", mermaid_of(asked.shown), asked.shown))
    explanation = (*divided.explanation, *asked.explanation, block)
    said = Said(
        tuple(divided.praise),
        tuple(divided.advice),
        tuple(hint for hint in divided.hints if hint),
        explanation,
        passage.attributes.get("see", ""),
    )
    written = replace(passage, kind=asked.kind, prompt=prompt)
    return compose(written, asked.reading, said, name, passage.attributes.get("points"))
