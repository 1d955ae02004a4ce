"""Questions in a page: what stands between the marks that begin and end one, and questions written as data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_course.markup.html.element import attributes
from tui_course.markup.quiz_marks import QUIZ, answer_of, read_attributes
from tui_course.model.block import Block, CodeBlock, Unknown
from tui_course.model.problem import Severity
from tui_course.model.visible import visible
from tui_course.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from selectolax.lexbor import LexborNode

    from tui_course.markup.html.walker import Walker

ELEMENT = "tui-quiz"


@dataclass(frozen=True, slots=True)
class Mark:
    """A comment that begins or ends a question, and its line in the file, 0 if unknown."""

    comment: str
    line: int
    ends: bool = False


@dataclass(frozen=True, slots=True)
class Quiz:
    """What stands between two marks in the same element."""

    mark: Mark
    nodes: tuple[LexborNode, ...]


@dataclass(slots=True)
class _Open:
    """A mark that waits for its end at a place in what has been gathered; `holds` says that another question stands inside."""

    mark: Mark
    place: int
    holds: bool = False


def is_mark(node: LexborNode) -> bool:
    """Whether a node is a mark: an empty element that says that something begins or ends."""
    return node.tag == ELEMENT and node.first_child is None and bool({"begin", "end"} & set(node.attributes))


def gathered(walker: Walker, nodes: Iterable[LexborNode]) -> list[LexborNode | Quiz]:
    """The nodes in an element, those of each question together.

    A mark without its partner is reported and left out, and so is one around another question: the innermost count. Takes
    time linear in the number of nodes.
    """
    out: list[LexborNode | Quiz | None] = []
    waiting: list[_Open] = []
    for node in nodes:
        if not is_mark(node):
            out.append(node)
            continue
        mark = _mark(walker, node)
        if not mark.ends:
            waiting.append(_Open(mark, len(out)))
            out.append(None)
        elif waiting:
            _close(walker, waiting.pop(), out)
            if waiting:
                waiting[-1].holds = True
        else:
            unpaired(walker, mark)
    for one in waiting:
        unpaired(walker, one.mark)
    return [one for one in out if one is not None]


def _close(walker: Walker, opened: _Open, out: list[LexborNode | Quiz | None]) -> None:
    """Make a question of what has been gathered since it began."""
    if walker.in_question:
        _report_nested(walker, opened.mark.line)
        return
    # What holds another question is not looked at again: around each of many it would be read once more.
    inside = [] if opened.holds else out[opened.place + 1 :]
    nodes = [one for one in inside if one is not None and not isinstance(one, Quiz)]
    if opened.holds or any(_holds_mark(node) for node in nodes):
        message = "another quiz begins before this one ends; this one is shown as ordinary text"
        walker.around.report("quiz-nested", Severity.ERROR, message, line=opened.mark.line)
        return
    out[opened.place :] = [Quiz(opened.mark, tuple(nodes))]


def _holds_mark(node: LexborNode) -> bool:
    return not (node.tag or "-").startswith("-") and node.css_first(f"{ELEMENT}[begin]") is not None


def _mark(walker: Walker, node: LexborNode) -> Mark:
    attrs = attributes(node)
    comment = visible(attrs.get("end") or attrs.get("begin") or "")
    return Mark(comment, _line(attrs) or walker.around.line(comment), "end" in attrs)


def _line(attrs: dict[str, str]) -> int:
    given = attrs.get("line", "")
    return int(given) if given.isdecimal() and given.isascii() and len(given) < 9 else 0  # noqa: PLR2004 - more than a page has


def unpaired(walker: Walker, mark: Mark) -> None:
    """Report a mark without its partner."""
    if mark.ends:
        walker.around.report("quiz-unopened", Severity.WARNING, "a quiz ends here that has not begun", line=mark.line)
    else:
        message = "this quiz has no end (<!-- /quiz -->) in the same list item, quote or page; it is shown as ordinary text"
        walker.around.report("quiz-unclosed", Severity.ERROR, message, line=mark.line)


def _report_nested(walker: Walker, line: int) -> None:
    walker.around.report("quiz-nested", Severity.ERROR, "a quiz cannot stand inside a question", line=line)


def question(walker: Walker, quiz: Quiz) -> list[Block]:
    """A question; one that cannot be understood is followed by its words."""
    given, faults = read_attributes(quiz.mark.comment)
    for fault in faults:
        message = f'{fault} cannot be read as an attribute; write key=value or key="two words", each once'
        walker.around.report("quiz-attribute", Severity.WARNING, message, line=quiz.mark.line)
    answers = tuple(_answers(quiz.nodes))
    blocks = walker.inside_question(quiz.nodes)
    found = walker.around.question(given, tuple(blocks), answers, quiz.mark.line)
    return [found, *blocks] if isinstance(found, Unknown) and not found.source else [found]


def _answers(nodes: Iterable[LexborNode]) -> Iterator[str]:
    for node in nodes:
        for inner in node.traverse(include_text=True):
            if inner.tag == "-comment" and (answer := answer_of(inner.html or "")) is not None:
                yield visible(answer)


def element(walker: Walker, node: LexborNode, attrs: dict[str, str]) -> list[Block]:
    """An element that stands for questions: those of a data file, or data written in the page."""
    if "data" in attrs:
        return [_data(walker, visible(node.text()), attrs)]
    if "src" in attrs:
        return [walker.around.quiz(attrs["src"]), *walker.blocks(node)]
    if {"begin", "end"} & set(attrs):
        unpaired(walker, _mark(walker, node))
    return walker.blocks(node)


def _data(walker: Walker, text: str, attrs: dict[str, str]) -> Block:
    fence = visible(attrs["data"])
    line = _line(attrs)
    if not line:
        above = walker.around.line(f"{fence}\n{text.partition(chr(10))[0]}")
        line = above + 1 if above else 0
    if walker.in_question:
        _report_nested(walker, line)
        return CodeBlock(text.strip("\n"), QUIZ)
    return walker.around.assessment(text, line)
