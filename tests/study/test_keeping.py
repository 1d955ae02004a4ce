"""A learner's events between courses and a store."""

from __future__ import annotations

import threading
from contextlib import closing

import pytest

from tui_course.errors import StoreError
from tui_course.progress.memory import MemoryStore
from tui_course.progress.recorder import Saved
from tui_course.study.asking import Asking
from tui_course.study.drafting import begun
from tui_course.study.keeping import Keeping


class Unreadable(MemoryStore):
    """A store that takes events and gives none."""

    def attempts(self, learner, course=""):
        raise StoreError(f"no attempts of {learner} in {course}")


@pytest.fixture
def store():
    return MemoryStore()


def answered(keeping, question, answer):
    learning = keeping.learning("kites")
    asking = Asking(learning)
    asking.edit(question, begun(question, f"ada {question.id}", answer))
    return asking.check(question)


def test_what_was_answered_is_there_when_the_program_is_opened_again(store, name, case, question):
    one = question(name)
    with closing(Keeping(store, "ada", lambda: 5.0)) as keeping:
        asked = answered(keeping, one, case(name).wrong)
        keeping.learning("kites").record_visit("wind", 0.5, "spot")
        assert keeping.recorded == 2
    with closing(Keeping(store, "ada")) as keeping:
        learning = keeping.learning("kites")
        assert Asking(learning).asked(one) == asked
        assert learning.last_visit.page == "wind"
        assert keeping.recorded == 0
        assert keeping.state == Saved()


def test_learners_and_courses_are_kept_apart(store, case, question):
    with closing(Keeping(store, "ada")) as keeping:
        answered(keeping, question("one"), case("one").right)
    for learner, course, count in (("ada", "kites", 1), ("ada", "boats", 0), ("bob", "kites", 0)):
        with closing(Keeping(store, learner)) as keeping:
            assert len(keeping.learning(course).all_attempts) == count


def test_what_cannot_be_read_is_said_and_the_learner_goes_on(case, question):
    store = Unreadable()
    with closing(Keeping(store, "ada")) as keeping:
        assert keeping.notice == ""
        learning = keeping.learning("kites")
        assert keeping.notice == "what you did before cannot be read: no attempts of ada in kites"
        assert learning.all_attempts == ()
        assert answered(keeping, question("one"), case("one").right).settled
    assert len(MemoryStore.attempts(store, "ada", "kites")) == 1


def test_the_store_speaks_first():
    with closing(Keeping(Unreadable("nothing is kept"), "ada")) as keeping:
        keeping.learning("kites")
        assert keeping.notice == "nothing is kept"
        assert not keeping.lasting


def test_whoever_listens_hears_until_it_is_closed(store, case, question):
    heard = threading.Event()
    keeping = Keeping(store, "ada")
    keeping.listener = heard.set
    answered(keeping, question("one"), case("one").right)
    assert heard.wait(60)
    assert keeping.close() == 0
    assert keeping.listener is None
    assert len(store.attempts("ada")) == 1
