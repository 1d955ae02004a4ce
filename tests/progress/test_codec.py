from __future__ import annotations

import json
import math
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui_course.model.annotation import Anchor, Annotation, AnnotationKind
from tui_course.model.answer import Chosen, Confidence, Ordered, Outcome, Paired, Reflected, SelfMark, Typed
from tui_course.model.attempt import Attempt, Visit
from tui_course.model.visible import visible
from tui_course.progress.bounds import name
from tui_course.progress.codec import (
    ANNOTATION,
    ATTEMPT,
    VISIT,
    anchor_text,
    annotation_row,
    answer_text,
    attempt_row,
    read_anchor,
    read_annotation,
    read_answer,
    read_attempt,
    read_visit,
    rows,
    visit_row,
)

TEXT = st.text().map(visible)
TEXTS = st.lists(TEXT, max_size=4).map(tuple)
ANSWERS = st.one_of(
    st.none(),
    TEXTS.map(Chosen),
    TEXTS.map(Typed),
    st.lists(st.tuples(TEXT, TEXT), max_size=4).map(tuple).map(Paired),
    TEXTS.map(Ordered),
    st.sampled_from(SelfMark).map(Reflected),
)
SHARE = st.floats(0, 1)
ATTEMPTS = st.builds(
    Attempt,
    id=TEXT,
    learner=TEXT,
    course=TEXT,
    page=TEXT,
    question=TEXT,
    at=st.floats(allow_nan=False, allow_infinity=False),
    answer=ANSWERS,
    outcome=st.sampled_from(Outcome),
    score=SHARE,
    points=SHARE,
    confidence=st.none() | st.sampled_from(Confidence),
    hints=st.integers(0, 9),
    revealed=st.booleans(),
    review=st.booleans(),
    seconds=SHARE,
)
VISITS = st.builds(Visit, id=TEXT, learner=TEXT, course=TEXT, page=TEXT, at=SHARE, read=SHARE, spot=TEXT)
ANCHORS = st.builds(
    Anchor,
    passage=TEXT,
    exact=TEXT,
    start=st.integers(0, 9),
    prefix=TEXT,
    suffix=TEXT,
    heading=TEXT,
    number=st.integers(0, 9),
)
ANNOTATIONS = st.builds(
    Annotation,
    id=TEXT,
    learner=TEXT,
    course=TEXT,
    page=TEXT,
    at=SHARE,
    annotation=TEXT,
    kind=st.sampled_from(AnnotationKind),
    anchor=ANCHORS,
    note=TEXT,
    removed=st.booleans(),
)
CELLS = st.one_of(st.none(), st.integers(), st.floats(), st.text(), st.binary(), st.booleans())
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.sampled_from(["chosen", "paired", "reflected", "done"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["version", "kind", "value", "x"]), inner),
    max_leaves=8,
)


@settings(deadline=None)
@given(ATTEMPTS)
def test_an_attempt_survives_its_row(attempt):
    assert read_attempt(attempt_row(attempt)) == attempt


@settings(deadline=None)
@given(VISITS)
def test_a_visit_survives_its_row(visit):
    assert read_visit(visit_row(visit)) == visit


@settings(deadline=None)
@given(ANNOTATIONS)
def test_an_annotation_survives_its_row(annotation):
    assert read_annotation(annotation_row(annotation)) == annotation


@settings(deadline=None)
@given(st.lists(CELLS, min_size=len(ANNOTATION), max_size=len(ANNOTATION)))
def test_any_row_is_an_annotation(row):
    annotation = read_annotation(row)
    assert read_annotation(annotation_row(annotation)).anchor == annotation.anchor


@settings(deadline=None)
@given(
    st.recursive(
        st.none() | st.text() | st.integers() | st.floats(),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["passage", "exact", "number"]), inner),
        max_leaves=8,
    ).map(json.dumps)
    | st.text()
    | st.sampled_from(["[" * 100_000, '{"number":1e999}', None, b"{}"])
)
def test_any_text_is_an_anchor(text):
    anchor = read_anchor(text)
    assert read_anchor(anchor_text(anchor)) == anchor


def test_rows_have_the_columns_they_say():
    attempt = Attempt(
        "i", "l", "c", "p", "q", 1.0, None, Outcome.RIGHT, 0.5, 2.0, Confidence.SURE, 1, revealed=True, seconds=3.0
    )
    visit = Visit("i", "l", "c", "p", 1.0, 0.5, "s")
    note = Annotation("i", "l", "c", "p", 1.0, "a", AnnotationKind.NOTE, Anchor("w"), "n", removed=True)
    assert rows([note, visit, attempt]) == ([attempt_row(attempt)], [visit_row(visit)], [annotation_row(note)])
    kept = {field: getattr(note, field) for field in Annotation.__dataclass_fields__}
    assert dict(zip(ANNOTATION, annotation_row(note), strict=True)) == {**kept, "anchor": anchor_text(note.anchor)}
    assert dict(zip(ATTEMPT, attempt_row(attempt), strict=True)) == {
        field: getattr(attempt, field) for field in Attempt.__dataclass_fields__
    }
    assert dict(zip(VISIT, visit_row(visit), strict=True)) == {
        field: getattr(visit, field) for field in Visit.__dataclass_fields__
    }


@settings(deadline=None)
@given(st.lists(CELLS, min_size=len(ATTEMPT), max_size=len(ATTEMPT)))
def test_any_row_is_an_attempt(row):
    attempt = read_attempt(row)
    assert math.isfinite(attempt.at + attempt.score)
    assert read_attempt(attempt_row(attempt)) == attempt


@settings(deadline=None)
@given(st.lists(CELLS, min_size=len(VISIT), max_size=len(VISIT)))
def test_any_row_is_a_visit(row):
    visit = read_visit(row)
    assert replace(visit, id=name(visit.id), learner=name(visit.learner), spot=visit.spot[:1_000]) == read_visit(
        visit_row(visit)
    )


@settings(deadline=None)
@given(JSON)
def test_any_text_is_an_answer_or_none(value):
    assert read_answer(json.dumps(value)) is None or value["kind"] in {"chosen", "typed", "paired", "ordered", "reflected"}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[" * 100_000,
        '{"version":1,"kind":"chosen","value":[1]}',
        '{"version":1,"kind":"chosen","value":"ab"}',
        '{"version":1,"kind":"paired","value":[["a"]]}',
        '{"version":1,"kind":"paired","value":["ab"]}',
        '{"version":1,"kind":"reflected","value":"perhaps"}',
        '{"version":1,"kind":["chosen"],"value":[]}',
        '{"version":1,"kind":"sung","value":[]}',
        '{"version":2,"kind":"chosen","value":[]}',
        None,
        7,
        b"{}",
    ],
    ids=lambda text: repr(text)[:40],
)
def test_what_is_no_answer_is_none(text):
    assert read_answer(text) is None


def test_an_answer_is_ascii_and_says_its_version():
    assert answer_text(Typed(("é\ud800",))) == '{"version":1,"kind":"typed","value":["\\u00e9\\ud800"]}'
    assert read_answer('{"version":1,"kind":"typed","value":["\\u001b\\ud800"]}') == Typed(("␛�",))


@settings(deadline=None)
@given(st.text(), st.text())
def test_names_are_short_and_apart(left, right):
    for long in (left, left * 50, "n" * 300 + left):
        assert len(name(long)) <= 200
        assert name(name(long)) == name(long)
    assert (name("n" * 300 + left) == name("n" * 300 + right)) == (visible(left) == visible(right))
