"""Questions written in a page, read with the page's own Markdown."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from tui_course.model.block import Ask, Unknown
from tui_course.model.inline import LinkKind
from tui_course.model.problem import Problem, Severity
from tui_course.sources.surroundings import Waiting

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tui_course.model.block import Block
    from tui_course.model.question import Question
    from tui_course.sources.surroundings import PageSurroundings


def read_question(
    around: PageSurroundings, attributes: Mapping[str, str], blocks: tuple[Block, ...], answers: tuple[str, ...], line: int
) -> Ask | Unknown:
    """The question between two comments, an assessment of its own; what is wrong with it goes to `around`.

    One about a diagram is made when the page has been read, see `sources.diagrams`.
    """
    from tui_course.questions import read_inline

    if "diagram" in attributes:
        return around.wait(Waiting(attributes, blocks, answers, line))

    read = read_inline(attributes, blocks, answers, around.source, line)
    around.take(read.problems)
    if isinstance(read.question, Unknown):
        return read.question
    return Ask(f"{around.page_id}#{read.question.id}", (with_place(around, read.question),))


def read_data(around: PageSurroundings, source: str, line: int) -> Ask | Unknown:
    """The questions in a fence, as in a data file: a mapping with `questions`, their list, or a single one.

    What cannot be read is shown as its source; what is wrong goes to `around`.
    """
    from tui_course.markup.data import load_yaml
    from tui_course.questions import is_assessment, read_assessment

    loaded = load_yaml(source, around.source, line or 1)
    problems = loaded.problems
    value = _with_list(loaded.value)
    ask = None
    if is_assessment(value):
        found = read_assessment(value, around.source, around.blocks)
        problems += found.problems
        ask = found.ask
    elif not any(problem.severity is Severity.ERROR for problem in problems):
        message = "there are no questions in this block: write `questions:` and a list, or a single question"
        problems += (Problem("quiz-unreadable", Severity.ERROR, message, around.source),)
    # A template may have moved the block: its lines are not those of the file then.
    around.take(replace(problem, line=(problem.line or line) if line else 0) for problem in problems)
    if not isinstance(ask, Ask) or not ask.questions:
        return Unknown(source.strip("\n"), problems[-1].message if problems else "there are no questions in this block")
    questions = tuple(with_place(around, one if line else replace(one, line=0)) for one in ask.questions)
    return replace(ask, id=f"{around.page_id}#{questions[0].id}", questions=questions)


def with_place(around: PageSurroundings, question: Question) -> Question:
    """The question with the id of the page that `see` leads to, and the heading there, instead of the author's address.

    What leads nowhere or out of the course stays as it is. A heading of the page that shows a data file waits for that page.
    """
    if not question.see or (question.see.startswith("#") and not around.page_id):
        return question
    target = around.link(question.see)
    if target.kind is not LinkKind.PAGE:
        return question
    return replace(question, see=f"{target.page}#{target.anchor}" if target.anchor else target.page)


def shown_here(around: PageSurroundings, ask: Ask | Unknown) -> Ask | Unknown:
    """The assessment of a data file as a page shows it: what its questions say of headings means those of this page."""
    if isinstance(ask, Unknown) or not any(question.see.startswith("#") for question in ask.questions):
        return ask
    here = (with_place(around, one) if one.see.startswith("#") else one for one in ask.questions)
    return replace(ask, questions=tuple(here))


def _with_list(value: Any) -> Any:  # noqa: ANN401 - any YAML
    """The value as a data file has it."""
    if isinstance(value, list) and any(isinstance(one, dict) for one in value):
        return {"questions": value}
    if isinstance(value, dict) and value and "questions" not in value:
        return {"questions": [value]}
    return value
