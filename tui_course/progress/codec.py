"""Events as rows of a table and back: an answer is JSON, and what cannot be read costs only itself."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final, assert_never

from tui_course.model.annotation import MAX_CONTEXT, MAX_EXACT, MAX_NOTE, MAX_PASSAGE, Anchor, Annotation, AnnotationKind
from tui_course.model.answer import Answer, Chosen, Confidence, Ordered, Outcome, Paired, Reflected, SelfMark, Typed
from tui_course.model.attempt import Attempt, Event, Visit
from tui_course.model.visible import visible
from tui_course.progress.bounds import count, name, number, text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Row = tuple[str | float | int | bool | None, ...]

ATTEMPT: Final = (
    "id learner course page question at answer outcome score points confidence hints revealed review seconds".split()
)
"""The columns of an attempt, in the order of its row."""
VISIT: Final = "id learner course page at read spot".split()
"""The columns of a visit, in the order of its row."""
ANNOTATION: Final = "id learner course page at annotation kind anchor note removed".split()
"""The columns of an annotation, in the order of its row."""

TEXTS: Final = frozenset("id learner course page question answer outcome confidence spot annotation kind anchor note".split())
"""The columns of all of them that hold texts."""

_VERSION: Final = 1
_MAX_SPOT: Final = 1_000


def answer_text(answer: Answer | None) -> str | None:
    """An answer as ASCII JSON, whatever characters it has; None for none."""
    if answer is None:
        return None
    value: object
    match answer:
        case Chosen(keys):
            kind, value = "chosen", keys
        case Typed(texts):
            kind, value = "typed", texts
        case Paired(pairs):
            kind, value = "paired", pairs
        case Ordered(keys):
            kind, value = "ordered", keys
        case Reflected(mark):
            kind, value = "reflected", mark.value
        case _:
            assert_never(answer)
    return json.dumps({"version": _VERSION, "kind": kind, "value": value}, separators=(",", ":"))


def read_answer(written: object) -> Answer | None:
    """The answer of a text from `answer_text`; None for none, and for what this version does not understand."""
    if not isinstance(written, str):
        return None
    try:
        value: Any = json.loads(written)
    except (ValueError, RecursionError):
        return None
    if not isinstance(value, dict) or value.get("version") != _VERSION:
        return None
    kind = value.get("kind")
    read = _READERS.get(kind) if isinstance(kind, str) else None
    return read(value.get("value")) if read is not None else None


def attempt_row(attempt: Attempt) -> Row:
    """An attempt in the order of ATTEMPT, fit for every database: no control characters, only finite numbers."""
    return (
        name(attempt.id),
        name(attempt.learner),
        text(attempt.course),
        text(attempt.page),
        text(attempt.question),
        number(attempt.at),
        answer_text(attempt.answer),
        attempt.outcome.value,
        number(attempt.score),
        number(attempt.points),
        attempt.confidence.value if attempt.confidence else None,
        count(attempt.hints),
        attempt.revealed,
        attempt.review,
        number(attempt.seconds),
    )


def visit_row(visit: Visit) -> Row:
    """A visit in the order of VISIT, likewise."""
    return (
        name(visit.id),
        name(visit.learner),
        text(visit.course),
        text(visit.page),
        number(visit.at),
        number(visit.read),
        text(visit.spot)[:_MAX_SPOT],
    )


def annotation_row(annotation: Annotation) -> Row:
    """An annotation in the order of ANNOTATION, likewise; what is longer than its bound loses its end."""
    return (
        name(annotation.id),
        name(annotation.learner),
        text(annotation.course),
        text(annotation.page),
        number(annotation.at),
        name(annotation.annotation),
        annotation.kind.value,
        anchor_text(annotation.anchor),
        text(annotation.note)[:MAX_NOTE],
        annotation.removed,
    )


def anchor_text(anchor: Anchor) -> str:
    """An anchor as ASCII JSON, whatever characters it has."""
    words = {key: text(getattr(anchor, key))[:most] for key, most in _ANCHOR.items()}
    return json.dumps(
        {"version": _VERSION, **words, "start": count(anchor.start), "number": count(anchor.number)}, separators=(",", ":")
    )


def read_anchor(written: object) -> Anchor:
    """The anchor of a text from `anchor_text`; what cannot be read of it is empty, so that it is found nowhere."""
    try:
        value: Any = json.loads(written) if isinstance(written, str) else None
    except (ValueError, RecursionError):
        value = None
    if not isinstance(value, dict):
        return Anchor("")
    words = {key: text(value.get(key))[:most] for key, most in _ANCHOR.items()}
    return Anchor(**words, start=count(value.get("start")), number=count(value.get("number")))


def read_attempt(row: Sequence[object]) -> Attempt:
    """The attempt of a row; what another version or a damaged file left there becomes empty, 0 or unscored."""
    identity, learner, course, page, question, at, answer, outcome, score, points, confidence, hints, *rest = row
    revealed, review, seconds = rest
    return Attempt(
        text(identity),
        text(learner),
        text(course),
        text(page),
        text(question),
        number(at),
        read_answer(answer),
        _OUTCOMES.get(text(outcome), Outcome.UNSCORED),
        number(score),
        number(points),
        _CONFIDENCES.get(text(confidence)),
        count(hints),
        bool(revealed),
        bool(review),
        number(seconds),
    )


def read_visit(row: Sequence[object]) -> Visit:
    """The visit of a row, likewise."""
    identity, learner, course, page, at, read, spot = row
    return Visit(text(identity), text(learner), text(course), text(page), number(at), number(read), text(spot))


def read_annotation(row: Sequence[object]) -> Annotation:
    """The annotation of a row, likewise; one of a kind that is not known here is a note."""
    identity, learner, course, page, at, annotation, kind, anchor, note, removed = row
    return Annotation(
        text(identity),
        text(learner),
        text(course),
        text(page),
        number(at),
        text(annotation),
        _KINDS.get(text(kind), AnnotationKind.NOTE),
        read_anchor(anchor),
        text(note)[:MAX_NOTE],
        bool(removed),
    )


def rows(events: Iterable[Event]) -> tuple[list[Row], list[Row], list[Row]]:
    """The rows of the attempts, of the visits and of the annotations among `events`."""
    attempts: list[Row] = []
    visits: list[Row] = []
    annotations: list[Row] = []
    for event in events:
        match event:
            case Attempt():
                attempts.append(attempt_row(event))
            case Visit():
                visits.append(visit_row(event))
            case Annotation():
                annotations.append(annotation_row(event))
            case _:
                assert_never(event)
    return attempts, visits, annotations


def text_bytes(event: Event) -> int:
    """The bytes of all texts of an event as stores keep it."""
    (row,) = (row for table in rows((event,)) for row in table)
    return sum(len(value.encode()) for value in row if isinstance(value, str))


def _chosen(value: object) -> Answer | None:
    keys = _texts(value)
    return Chosen(keys) if keys is not None else None


def _typed(value: object) -> Answer | None:
    texts = _texts(value)
    return Typed(texts) if texts is not None else None


def _paired(value: object) -> Answer | None:
    if not isinstance(value, list):
        return None
    pairs = []
    for pair in map(_texts, value):
        match pair:
            case (left, right):
                pairs.append((left, right))
            case _:
                return None
    return Paired(tuple(pairs))


def _ordered(value: object) -> Answer | None:
    keys = _texts(value)
    return Ordered(keys) if keys is not None else None


def _reflected(value: object) -> Answer | None:
    mark = _MARKS.get(value) if isinstance(value, str) else None
    return Reflected(mark) if mark is not None else None


def _texts(value: object) -> tuple[str, ...] | None:
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return tuple(map(visible, value))
    return None


_READERS: Final = {"chosen": _chosen, "typed": _typed, "paired": _paired, "ordered": _ordered, "reflected": _reflected}
_MARKS: Final = {one.value: one for one in SelfMark}
_OUTCOMES: Final = {one.value: one for one in Outcome}
_KINDS: Final = {one.value: one for one in AnnotationKind}
_ANCHOR: Final = {
    "passage": MAX_PASSAGE,
    "exact": MAX_EXACT,
    "prefix": MAX_CONTEXT,
    "suffix": MAX_CONTEXT,
    "heading": MAX_CONTEXT,
}
_CONFIDENCES: Final = {one.value: one for one in Confidence}
