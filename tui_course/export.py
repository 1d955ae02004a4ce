"""Pages, outlines and problems as plain data, for JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, assert_never

from tui_course import plain
from tui_course.model.block import Ask, Figure, Heading, Media, Reveal
from tui_course.model.inline import Cite, Image, Link, LinkKind
from tui_course.model.question import Choose, Fill, Match, Measure, Order, Reflect
from tui_course.model.walk import all_blocks, flat_inlines, own_inlines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui_course.model.block import Block
    from tui_course.model.course import Course, Page
    from tui_course.model.inline import Inline
    from tui_course.model.problem import Problem
    from tui_course.model.question import Item, Question, Task


def problem_data(problem: Problem) -> dict[str, Any]:
    """A problem by its fields."""
    return {
        "code": problem.code,
        "severity": problem.severity.value,
        "message": problem.message,
        "file": problem.file,
        "line": problem.line,
    }


def page_data(page: Page) -> dict[str, Any]:
    """A page: its words, and what stands in it, each in page order."""
    blocks = list(all_blocks(page.blocks))
    inlines = list(_inlines(blocks))
    return {
        "id": page.ref.id,
        "source": page.ref.source,
        "url": page.ref.url,
        "title": page.ref.title,
        "text": plain.text(page.blocks, transcripts=False, labels=False),
        "hidden": [plain.text(block.blocks, hidden=True) for block in blocks if isinstance(block, Reveal) and block.hidden],
        "headings": [
            {"level": block.level, "id": block.id, "text": plain.inline_text(block.children)}
            for block in blocks
            if isinstance(block, Heading)
        ],
        "questions": [question_data(question) for block in blocks if isinstance(block, Ask) for question in block.questions],
        "figures": _figures(blocks, inlines),
        "media": [_media(block) for block in blocks if isinstance(block, Media)],
        "links": [_link(inline) for inline in inlines if isinstance(inline, Link)],
        "citations": [
            {"key": key, "text": plain.inline_text(one.children)}
            for one in inlines
            if isinstance(one, Cite)
            for key in one.keys
        ],
        "problems": [problem_data(problem) for problem in page.problems],
    }


def _inlines(blocks: list[Block]) -> Iterator[Inline]:
    for block in blocks:
        for run in own_inlines(block):
            yield from flat_inlines(run)


def _figures(blocks: list[Block], inlines: list[Inline]) -> list[dict[str, str]]:
    captions = {
        id(image): plain.inline_text(block.caption) for block in blocks if isinstance(block, Figure) for image in block.images
    }
    return [
        {"src": one.src, "alt": one.alt, "caption": captions.get(id(one), ""), "file": one.file}
        for one in inlines
        if isinstance(one, Image)
    ]


def _media(block: Media) -> dict[str, Any]:
    cues = [{"start": cue.start, "end": cue.end, "text": cue.text} for cue in block.transcript]
    return {
        "sources": list(block.sources),
        "tracks": list(block.tracks),
        "caption": plain.inline_text(block.caption),
        "transcript": cues,
    }


def _link(link: Link) -> dict[str, str]:
    data = {"href": link.href, "text": plain.inline_text(link.children), "kind": link.kind.value}
    if link.kind is LinkKind.PAGE:
        data["target"] = link.page
    elif link.kind is LinkKind.FILE:
        data["file"] = link.page
    if link.anchor:
        data["anchor"] = link.anchor
    return data


def question_data(question: Question) -> dict[str, Any]:
    """A question with everything its author wrote."""
    said = {
        "praise": plain.text(question.praise),
        "advice": plain.text(question.advice),
        "hints": [plain.text(hint) for hint in question.hints],
        "explanation": plain.text(question.explanation),
        "see": question.see,
        "fault": question.fault,
    }
    return {
        "id": question.id,
        "type": question.kind,
        "prompt": plain.text(question.prompt),
        "points": question.points,
        "file": question.file,
        "line": question.line,
        **_task_data(question.task),
        **{name: value for name, value in said.items() if value},
    }


def _task_data(task: Task) -> dict[str, Any]:
    match task:
        case Choose():
            choices = [
                {
                    "key": choice.key,
                    "text": plain.text(choice.blocks),
                    "correct": choice.correct,
                    "comment": plain.text(choice.comment),
                }
                for choice in task.choices
            ]
            return {"task": "choose", "several": task.several, "choices": choices}
        case Fill():
            blanks = [{"accepted": list(blank.accepted), "comparison": blank.comparison.value} for blank in task.blanks]
            return {"task": "fill", "ordered": task.ordered, "blanks": blanks}
        case Match():
            columns = (("left", task.left), ("right", task.right), ("distractors", task.distractors))
            return {"task": "match", **{name: _items(column) for name, column in columns}}
        case Measure():
            return {
                "task": "measure",
                "value": task.value,
                "absolute": task.absolute,
                "relative": task.relative,
                "unit": task.unit,
            }
        case Order():
            return {"task": "order", "items": _items(task.items)}
        case Reflect():
            return {"task": "reflect", "handed_in": task.handed_in, "items": _items(task.items)}
        case _:
            assert_never(task)


def _items(items: tuple[Item, ...]) -> list[dict[str, str]]:
    return [{"key": item.key, "text": plain.text(item.blocks)} for item in items]


def course_data(course: Course) -> dict[str, Any]:
    """The outline of a course."""
    modules = [
        {
            "title": module.title,
            "listed": module.listed,
            "pages": [
                {"id": page.id, "title": page.title, "label": page.name, "source": page.source, "url": page.url}
                for page in module.pages
            ],
        }
        for module in course.modules
    ]
    return {"id": course.id, "title": course.title, "description": course.description, "modules": modules}
