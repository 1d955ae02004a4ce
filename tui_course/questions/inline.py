"""A question that stands in a page, between its comments."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from tui_course.model.block import ListBlock, Unknown
from tui_course.model.problem import Problem, Severity
from tui_course.model.question import Question, Reflect
from tui_course.model.visible import visible
from tui_course.questions.boxes import has_boxes
from tui_course.questions.composing import Said, compose, derived_id
from tui_course.questions.dividing import Divided, divide
from tui_course.questions.fields import COMPARISON, ORDERED, SHUFFLE, TOLERANCE, UNIT
from tui_course.questions.kinds import CHOOSE, FILL, MATCH, MEASURE, REFLECT, Kind, is_open, named
from tui_course.questions.match import is_pairs
from tui_course.questions.measure import is_measure
from tui_course.questions.written import Passage, Reading, Report
from tui_course.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tui_course.model.block import Block

_KNOWN: Final = frozenset(("id", "points", "see", "type", *SHUFFLE, *COMPARISON, *TOLERANCE, *UNIT, *ORDERED))
_NAMES: Final = {(CHOOSE.name, True): "multiple-answer", (FILL.name, False): "fill-single", (FILL.name, True): "fill-multi"}


@dataclass(frozen=True, slots=True)
class InlineRead:
    """A question in a page, or why there is none, and what is wrong with its source."""

    question: Question | Unknown
    problems: tuple[Problem, ...]


def read_inline(
    attributes: Mapping[str, str], blocks: tuple[Block, ...], answers: tuple[str, ...], file: str, line: int
) -> InlineRead:
    """Read a question from the attributes of its comment, the blocks up to its end and its answer comments, in order.

    A list with boxes is chosen from (numbered: one answer, bullets: several), a table of two columns is matched, an answer is
    typed; the attribute `type` names a kind where that does not say enough. Never raises: a question that cannot be answered
    has a fault, and what holds nothing at all is Unknown; each is reported with its line.
    """
    report = Report(file)
    shown = {visible(name).strip().casefold(): visible(value).strip() for name, value in attributes.items()}
    for name in shown.keys() - _KNOWN:
        report.add("quiz-attribute", Severity.WARNING, f"the attribute {name[:40]!r} of a question is not known", line)
    if not blocks and not answers:
        report.add("quiz-unreadable", Severity.ERROR, "there is nothing between the comments of a question", line)
        return InlineRead(Unknown("", "a question without words"), tuple(report.problems))
    typed = tuple(visible(answer).strip() for answer in answers)
    kind, several = _kind(shown, blocks, typed, report, line)
    divided = divide(blocks, kind)
    author = shown.get("type", "").lower()
    name = author or (_NAMES.get((kind.name, bool(several)), kind.usual) if kind else REFLECT.usual)
    passage = Passage(name, several, tuple(divided.prompt), "the question", line, report, shown, tuple(divided.parts), typed)
    if typed and kind not in {FILL, MEASURE}:
        passage.warn("quiz-answer-unused", "the question has an answer comment, but nothing is typed into it")
    if not divided.prompt:
        passage.warn("quiz-empty", "the prompt of the question is empty")
    question = compose(passage, _read(kind, passage), _said(divided, shown), shown.get("id") or None, shown.get("points"))
    question = replace(question, id=question.id or derived_id(question.prompt, question.task))
    return InlineRead(question, tuple(report.problems))


def _read(kind: Kind[Any] | None, passage: Passage) -> Reading:
    if kind is not None:
        return kind.from_page(passage)
    fault = "it has neither boxes nor a table of two columns nor an answer; type=reflect asks for no answer"
    return passage.faulty(Reflect(), "quiz-without-answer", fault)


def _kind(
    attributes: Mapping[str, str], blocks: tuple[Block, ...], answers: tuple[str, ...], report: Report, line: int
) -> tuple[Kind[Any] | None, bool | None]:
    """The kind of a question by its type, else by what stands in it, and whether several answers are asked for."""
    author = attributes.get("type", "")
    boxes = [block for block in blocks if isinstance(block, ListBlock) and has_boxes(block)]
    bullets = any(not block.ordered for block in boxes)
    known = named(author) if author else None
    if known is not None:
        kind, several = known
        return kind, bullets if kind is CHOOSE and several is None else several
    if author and not is_open(author):
        message = f"a question is of the unknown kind {author[:40]!r}; what stands in it decides"
        report.add("quiz-kind", Severity.WARNING, message, line)
    if boxes:
        return CHOOSE, bullets
    if answers:
        is_number = len(answers) == 1 and is_measure(answers[0]) and not any(name in attributes for name in COMPARISON)
        return (MEASURE, None) if is_number else (FILL, len(answers) > 1)
    if any(map(is_pairs, blocks)):
        return MATCH, None
    return (REFLECT if is_open(author) else None), None


def _said(divided: Divided, attributes: Mapping[str, str]) -> Said:
    return Said(
        tuple(divided.praise),
        tuple(divided.advice),
        tuple(hint for hint in divided.hints if hint),
        tuple(divided.explanation),
        attributes.get("see", ""),
    )
