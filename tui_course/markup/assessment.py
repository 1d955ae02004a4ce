"""Questions kept in a data file, as curricula keep them, to an assessment."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, Final

from tui_course.markup.question_fields import (
    CHOICE_TEXT,
    COMMENT,
    FEEDBACK,
    PROMPT,
    choice_field,
    choice_list,
    expects_choice,
    first,
    is_question,
    mark,
    right_choices,
)
from tui_course.model.block import Ask, Block, Unknown
from tui_course.model.problem import Problem, Severity
from tui_course.model.question import Blank, Choice, Choose, Fill, Item, Match, Question, Reflect, Task
from tui_course.model.visible import visible

if TYPE_CHECKING:
    from collections.abc import Callable

MAX_QUESTIONS: Final = 500
MAX_CHOICES: Final = 200
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Assessment:
    """An assessment, or why there is none, and what is wrong with its source."""

    ask: Ask | Unknown
    problems: tuple[Problem, ...]


@dataclass(slots=True)
class _Reader:
    file: str
    markdown: Callable[[str], tuple[Block, ...]]
    problems: list[Problem] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)

    def note(self, code: str, severity: Severity, message: str, line: int) -> None:
        self.problems.append(Problem(code, severity, message, self.file, line))

    def words(self, value: object, what: str, line: int) -> tuple[Block, ...]:
        return self.markdown(self.text(value, what, line))

    def text(self, value: object, what: str, line: int) -> str:
        """A scalar as its author wrote it; what YAML made a truth value or a list of is text again, and reported."""
        if isinstance(value, str):
            return value
        if isinstance(value, bool):
            word = "True" if value else "False"
            self.note("quiz-boolean", Severity.NOTE, f"{what} is a truth value, not text; it is shown as {word}", line)
            return word
        if value is None:
            self.note("quiz-empty", Severity.WARNING, f"{what} is empty", line)
            return ""
        if isinstance(value, list):
            self.note("quiz-list", Severity.WARNING, f"{what} is a list where text is expected", line)
            return "\n\n".join(str(part) for part in value)
        if isinstance(value, dict):
            self.note(
                "quiz-mapping",
                Severity.WARNING,
                f"{what} is a mapping where text is expected (is a quotation mark missing?)",
                line,
            )
            return ", ".join(f"{key}: {part}" for key, part in value.items())
        return str(value)


def is_assessment(value: object) -> bool:
    """Whether the content of a data file is a list of questions."""
    return isinstance(value, dict) and isinstance(value.get("questions"), list)


def is_understood(value: object) -> bool:
    """Whether most questions of an assessment have a prompt, and words for each choice, under names that are known here.

    Any site may name the fields of its questions as it likes: what is not understood is better shown as the site's own
    templates show it than as a question without words.
    """
    if not isinstance(value, dict) or not isinstance(value.get("questions"), list):
        return False
    known = [is_question(item) for item in value["questions"][:MAX_QUESTIONS]]
    return sum(known) * 2 > len(known) or not known


def read_assessment(value: Any, file: str, markdown: Callable[[str], tuple[Block, ...]]) -> Assessment:  # noqa: ANN401 - any YAML
    """Read the content of a data file; `markdown` renders the author's words, `file` is its path in the course.

    Never raises: a question that cannot be read is shown with what it has, and reported with its line.
    """
    if not is_assessment(value):
        problem = Problem("quiz-unreadable", Severity.ERROR, "there is no list of questions in this file", file)
        return Assessment(Unknown("", f"no questions in {file}"), (problem,))
    reader = _Reader(file, markdown)
    listed = value["questions"]
    if len(listed) > MAX_QUESTIONS:
        reader.note("quiz-size", Severity.WARNING, f"only the first {MAX_QUESTIONS} of {len(listed)} questions are read", 0)
    found = (_question(reader, item, number) for number, item in enumerate(listed[:MAX_QUESTIONS], 1))
    questions = tuple(question for question in found if question is not None)
    line = _line(value)
    title = reader.text(value["title"], "the title", line) if value.get("title") is not None else ""
    description = reader.words(value["description"], "the description", line) if value.get("description") is not None else ()
    name = re.sub(r"\.[^./]+$", "", file)
    return Assessment(Ask(name, questions, visible(title), description), tuple(reader.problems))


def _line(value: object, default: int = 0) -> int:
    return int(getattr(value, "line", default))


def _question(reader: _Reader, item: object, number: int) -> Question | None:
    if not isinstance(item, dict):
        reader.note("quiz-question", Severity.ERROR, f"question {number} is no mapping: {str(item)[:60]!r}", 0)
        return None
    line = _line(item)
    what = f"question {number}"
    prompt = reader.text(first(item, PROMPT), f"the prompt of {what}", line)
    choices = _choices(reader, item, what, line)
    kind = str(item.get("type") or item.get("kind") or ("multiple-choice" if choices else "text")).strip().lower()
    feedback = {name: reader.words(item[name], f"{name} of {what}", line) for name in FEEDBACK if item.get(name) is not None}
    left = _column(reader, item, "items_a", what, line)
    right = _column(reader, item, "items_b", what, line)
    distractors = _column(reader, item, "distractors", what, line)
    answers = _answers(item)
    task: Task
    if choices:
        task = Choose(choices, several="answer" in kind)
    elif left or right or distractors:
        task = Match(_items(left), _items(right), _items(distractors))
    elif answers:
        task = Fill((Blank(answers),))
    else:
        task = Reflect()
    return Question(
        id=_identify(reader, item, kind, prompt, line),
        kind=visible(kind),
        prompt=reader.markdown(prompt),
        task=task,
        points=_points(reader, item, what, line),
        explanation=tuple(block for blocks in feedback.values() for block in blocks),
        file=reader.file,
        line=line,
    )


def _items(column: tuple[tuple[Block, ...], ...]) -> tuple[Item, ...]:
    return tuple(Item(str(number), blocks) for number, blocks in enumerate(column))


def _identify(reader: _Reader, item: dict[str, Any], kind: str, prompt: str, line: int) -> str:
    """The author's id, else a digest of kind and prompt, so that moving a question keeps what was answered."""
    given = item.get("id")
    if given is not None:
        name = visible(str(given))
        if name in reader.ids:
            reader.note("quiz-duplicate-id", Severity.ERROR, f"the id {name!r} is used twice", line)
    else:
        name = blake2b(f"{kind}\0{_SPACE.sub(' ', prompt).strip()}".encode(), digest_size=6).hexdigest()
    unique, count = name, 1
    while unique in reader.ids:
        count += 1
        unique = f"{name}-{count}"
    reader.ids.add(unique)
    return unique


def _points(reader: _Reader, item: dict[str, Any], what: str, line: int) -> float:
    value = item.get("points", 1)
    try:
        points = float(value)
    except (TypeError, ValueError, OverflowError):
        points = -1.0
    if not 0 <= points <= 1e6:  # noqa: PLR2004 - anything more is a slip; NaN fails too
        reader.note("quiz-points", Severity.WARNING, f"the points of {what} are {str(value)[:20]!r}; it counts as 1", line)
        return 1.0
    return points


def _choices(reader: _Reader, item: dict[str, Any], what: str, line: int) -> tuple[Choice, ...]:
    listed = choice_list(item)
    if len(listed) > MAX_CHOICES:
        reader.note("quiz-size", Severity.WARNING, f"only the first {MAX_CHOICES} choices of {what} are read", line)
    marks = [mark(choice) for _, choice in listed]
    # Where only what is right is marked, what is not marked is wrong.
    wrong_are_marked = any(one is False for one in marks)
    right = frozenset() if any(one is not None for one in marks) else right_choices(item, listed)
    out: list[Choice] = []
    for number, (_, choice) in enumerate(listed[:MAX_CHOICES], 1):
        name = f"choice {number} of {what}"
        if not isinstance(choice, dict):
            out.append(Choice(str(number), reader.words(choice, name, line), number in right))
            continue
        at = _line(choice, line)
        if marks[number - 1] is None and wrong_are_marked:
            message = f"{name} does not say whether it is right: `correct` is missing; it counts as wrong"
            reader.note("quiz-choice-without-correct", Severity.WARNING, message, at)
        comment = first(choice, COMMENT)
        words = reader.words(comment, f"the comment of {name}", at) if comment is not None else ()
        out.append(
            Choice(
                str(number),
                reader.words(first(choice, CHOICE_TEXT), name, at),
                marks[number - 1] is True or number in right,
                words,
            )
        )
    if out and not any(choice.correct for choice in out) and expects_choice(item):
        reader.note("quiz-without-correct", Severity.WARNING, f"no choice of {what} is marked as right", line)
    return tuple(out)


def _column(reader: _Reader, item: dict[str, Any], name: str, what: str, line: int) -> tuple[tuple[Block, ...], ...]:
    listed = item.get(name)
    if listed is None:
        return ()
    if not isinstance(listed, list):
        listed = [listed]
    return tuple(reader.words(value, f"{name} of {what}", line) for value in listed[:MAX_CHOICES])


def _answers(item: dict[str, Any]) -> tuple[str, ...]:
    value = item.get("answer", item.get("answers") if choice_field(item) != "answers" else None)
    if value is None:
        return ()
    listed = value if isinstance(value, list) else [value]
    return tuple(visible(str(answer)) for answer in listed[:MAX_CHOICES])
