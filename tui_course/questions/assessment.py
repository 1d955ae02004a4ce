"""Questions kept in a data file, as curricula keep them, to an assessment."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from tui_course.model.block import Ask, Unknown
from tui_course.model.problem import Problem, Severity
from tui_course.model.visible import visible
from tui_course.questions import choose
from tui_course.questions.composing import Said, compose, derived_id
from tui_course.questions.fields import (
    ADVICE,
    EXPLANATION,
    HINTS,
    KIND,
    MAX_CHOICES,
    MAX_QUESTIONS,
    PRAISE,
    PROMPT,
    SEE,
    accepted,
    first,
    is_assessment,
)
from tui_course.questions.kinds import CHOOSE, MATCH, ORDER, REFLECT, Kind, by_fields, is_open, named
from tui_course.questions.written import Entry, Report, line_of, text_of
from tui_course.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui_course.model.block import Block
    from tui_course.model.question import Question

_CHOOSING = re.compile(r"choice|choos|select|option")
_SPOKEN_FOR = {"correct": PRAISE, "right": PRAISE, "incorrect": ADVICE, "wrong": ADVICE}


@dataclass(frozen=True, slots=True)
class Assessment:
    """An assessment, or why there is none, and what is wrong with its source."""

    ask: Ask | Unknown
    problems: tuple[Problem, ...]


def read_assessment(
    value: Any,  # noqa: ANN401 - any YAML
    file: str,
    markdown: Callable[[str], tuple[Block, ...]],
    first_line: int = 0,
) -> Assessment:
    """Read the content of a data file; `markdown` renders the author's words, `file` is its path in the course.

    `first_line` is added to the lines of the value, for YAML that stands in a page. Never raises: a question that cannot be
    read is shown with what it has, and reported with its line.
    """
    if not is_assessment(value):
        problem = Problem("quiz-unreadable", Severity.ERROR, "there is no list of questions in this file", file, first_line)
        return Assessment(Unknown("", f"no questions in {file}"), (problem,))
    report = Report(file, first_line)
    listed = value["questions"]
    if len(listed) > MAX_QUESTIONS:
        report.add("quiz-size", Severity.WARNING, f"only the first {MAX_QUESTIONS} of {len(listed)} questions are read", 0)
    found = (_question(report, item, number, markdown) for number, item in enumerate(listed[:MAX_QUESTIONS], 1))
    questions = _with_ids(report, [question for question in found if question is not None])
    line = line_of(value)
    title = text_of(value["title"], "the title", report, line) if value.get("title") is not None else ""
    description = value.get("description")
    shown = markdown(text_of(description, "the description", report, line)) if description is not None else ()
    name = re.sub(r"\.[^./]+$", "", file)
    return Assessment(Ask(name, questions, title, shown), tuple(report.problems))


def _question(report: Report, item: object, number: int, markdown: Callable[[str], tuple[Block, ...]]) -> Question | None:
    name = f"question {number}"
    if not isinstance(item, dict):
        report.add("quiz-question", Severity.ERROR, f"{name} is no mapping: {str(item)[:60]!r}", 0)
        return None
    line = line_of(item)
    prompt = markdown(text_of(first(item, PROMPT), f"the prompt of {name}", report, line))
    given = first(item, KIND)
    author = "" if given is None else visible(str(given)).strip().lower()
    kind, several, problem = _kind(author, item)
    entry = Entry(author or kind.usual, several, prompt, name, line, report, item, markdown)
    if problem:
        entry.warn("quiz-kind", f"{name} {problem}")
    reading = kind.from_data(entry)
    said = _said(entry)
    if kind is REFLECT:
        said = replace(said, explanation=said.explanation + _answer_to_reflect(entry))
    return compose(entry, reading, said, item.get("id"), item.get("points"))


def _kind(author: str, item: dict[str, Any]) -> tuple[Kind[Any], bool | None, str]:
    """The kind of a question, whether its name says several, and what is wrong with the name."""
    found = by_fields(item)
    if found is REFLECT and choose.fits(item) and (not author or _CHOOSING.search(author)):
        found = CHOOSE
    if not author or is_open(author):
        return found, None, ""
    known = named(author)
    if known is None:
        return found, None, f"is of the unknown kind {author[:40]!r}; by its fields it is read as {found.usual}"
    kind, several = known
    is_judged = kind is REFLECT and found in {CHOOSE, MATCH, ORDER}
    if is_judged or (found is not REFLECT and not kind.fits(item)):
        return found, None, f"is called {author}, but its fields are those of {found.usual}; it is read as such"
    return kind, several, ""


def _said(entry: Entry) -> Said:
    """What a question says besides; feedback may be a mapping of `correct` and `incorrect` to words."""
    said: dict[tuple[str, ...], list[tuple[Block, ...]]] = {PRAISE: [], ADVICE: [], HINTS: [], EXPLANATION: []}
    for names, runs in said.items():
        for name in names:
            value = entry.item.get(name)
            if value is None:
                continue
            what = f"{name} of {entry.name}"
            if isinstance(value, dict) and set(value) <= set(_SPOKEN_FOR):
                for outcome, words in value.items():
                    said[_SPOKEN_FOR[outcome]].append(entry.words(words, what))
            elif names is HINTS and isinstance(value, list):
                runs.extend(entry.words(hint, what) for hint in value[:MAX_CHOICES])
            else:
                runs.append(entry.words(value, what))
    flat = {names: tuple(block for run in runs for block in run) for names, runs in said.items()}
    hints = tuple(hint for hint in said[HINTS] if hint)
    see = first(entry.item, SEE)
    link = text_of(see, f"the link of {entry.name}", entry.report, entry.line).strip() if see is not None else ""
    return Said(flat[PRAISE], flat[ADVICE], hints, flat[EXPLANATION], link)


def _answer_to_reflect(entry: Entry) -> tuple[Block, ...]:
    """What an author answers to a question that is not graded, to be shown when it is settled."""
    value = accepted(entry.item)
    return entry.words(value, f"the answer of {entry.name}") if value is not None else ()


def _with_ids(report: Report, questions: list[Question]) -> tuple[Question, ...]:
    """Questions with ids of their own: the author's, else derived ones; what is used twice gets a number behind it."""
    out: list[Question] = []
    seen: dict[str, Question] = {}
    for question in questions:
        name = question.id or derived_id(question.prompt, question.task)
        other = seen.get(name)
        if other is not None and question.id:
            report.problems.append(_twice(Severity.ERROR, f"the id {name!r} is used twice", question))
        elif other is not None:
            message = f"this asks in the same words as line {other.line}; an `id` would keep their answers apart"
            report.problems.append(_twice(Severity.WARNING, message, question))
        unique, count = name, 1
        while unique in seen:
            count += 1
            unique = f"{name}-{count}"
        seen[unique] = question
        out.append(replace(question, id=unique))
    return tuple(out)


def _twice(severity: Severity, message: str, question: Question) -> Problem:
    return Problem("quiz-duplicate-id", severity, message, question.file, question.line)
