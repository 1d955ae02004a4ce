"""Which questions a course has due, as it stands today."""

from __future__ import annotations

import pytest

from tui_course.model.answer import Chosen, Outcome
from tui_course.model.attempt import Attempt
from tui_course.progress.memory import MemoryStore
from tui_course.sources.open import open_course
from tui_course.study import Study
from tui_course.study.keeping import Keeping
from tui_course.study.reviewing import DueList, due_questions, wait_in_words

NOW = 1_700_000_000.0
DAY = 86_400.0
QUIZ = "<!-- quiz id={0} -->\nWhich of {0}?\n\n1. [x] this\n   > y\n2. [ ] that\n   > n\n<!-- /quiz -->\n"


def write(root, page, *questions):
    path = root / f"{page}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"# {page}\n\n" + "\n".join(QUIZ.format(one) for one in questions), encoding="utf-8")


@pytest.fixture
def course(tmp_path):
    """Two modules of one page each."""
    write(tmp_path / "c", "1-first/a", "a1", "a2", "a3")
    write(tmp_path / "c", "2-second/b", "b1")
    return tmp_path / "c"


def missed(question, days, page="1-first/a", outcome=Outcome.WRONG):
    answer = Chosen(("x",))
    return Attempt(f"{question} {days}", "ada", "c", page, question, NOW - days * DAY, answer, outcome, 0.0, 1.0)


def due(root, *attempts):
    store = MemoryStore()
    store.record(attempts)
    keeping = Keeping(store, "ada", lambda: NOW)
    study = Study(open_course(root), keeping=keeping)
    found = due_questions(study, NOW)
    keeping.close()
    return found


def ids(found):
    return [(page, question.id) for page, question in found.questions]


def test_who_did_nothing_has_nothing_due(course):
    assert due(course) == DueList()


def test_what_was_right_does_not_come_back(course):
    assert due(course, missed("a1", 30, outcome=Outcome.RIGHT)) == DueList()


def test_the_most_overdue_come_first_and_modules_take_turns(course):
    attempts = [missed("a1", 9), missed("a2", 8), missed("a3", 7), missed("b1", 6, "2-second/b")]
    assert [one for _, one in ids(due(course, *attempts))] == ["a1", "b1", "a2", "a3"]


def test_a_question_that_moved_is_asked_where_it_stands(course):
    write(course, "1-first/a", "a2")
    write(course, "2-second/b", "a1", "b1")
    assert ids(due(course, missed("a1", 9))) == [("2-second/b", "a1")]


def test_a_question_on_two_pages_is_asked_where_it_was_missed(course):
    write(course, "2-second/b", "a1", "b1")
    assert ids(due(course, missed("a1", 9, "2-second/b"))) == [("2-second/b", "a1")]
    assert ids(due(course, missed("a1", 9, "1-first/a"))) == [("1-first/a", "a1")]
    assert ids(due(course, missed("a1", 9, "gone"))) == [("1-first/a", "a1")]


def test_what_is_gone_or_broken_is_counted_and_waited_for_no_more(course):
    found = due(course, missed("lost", 9), missed("a1", 8), missed("soon", 0.001))
    assert (ids(found), found.gone, found.next_at) == ([("1-first/a", "a1")], 1, None)
    (course / "1-first" / "a.md").write_text("# a\n\n" + QUIZ.format("a1").replace("[x]", "[ ]"), encoding="utf-8")
    found = due(course, missed("a1", 8))
    assert (found.questions, found.gone) == ((), 1)


def test_when_the_next_is_due(course):
    found = due(course, missed("a1", 9), missed("a2", 0.001), missed("a3", 0.002))
    assert [one for _, one in ids(found)] == ["a1"]
    assert found.next_at == pytest.approx(NOW - 0.002 * DAY + 600)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "in less than a minute"),
        (29, "in less than a minute"),
        (31, "in 1 minute"),
        (600, "in 10 minutes"),
        (3_500, "in 1 hour"),
        (7_200, "in 2 hours"),
        (20 * 3_600, "in 1 day"),
        (47 * 3_600, "in 2 days"),
    ],
)
def test_waits_in_words(seconds, words):
    assert wait_in_words(seconds) == words
