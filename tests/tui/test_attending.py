"""What an instructor says on the learner's screens, and what the learner says back."""

from __future__ import annotations

import asyncio

import pytest

from tests.tui.attending import Attended, closed, invitation, message, poll
from tests.tui.conftest import PAGES, SmallCourse, quiz_page
from tui_course.model.answer import Chosen
from tui_course.model.workshop import HandLowered, Pulse
from tui_course.study import Study
from tui_course.tui.app import CourseApp
from tui_course.tui.hosting import Surroundings
from tui_course.tui.screens.diagram import DiagramScreen
from tui_course.tui.screens.library import LibraryScreen
from tui_course.tui.screens.poll import PollScreen
from tui_course.tui.screens.reader import ReaderScreen
from tui_course.tui.screens.said import SaidScreen
from tui_course.tui.theme import Look
from tui_course.workshop.attending import ClassNow, Closing, Remark
from tui_course.workshop.host_words import HostWords

HOSTILE = "\x1b[2J\x9b31m[@click=app.quit]x[/] \u202eevil\u2066 " + "0123456789" * 48


def frame(app):
    """What stands on the screen, row by row."""
    return ["".join(segment.text for segment in strip) for strip in app.screen._compositor.render_strips()]


async def until(pilot, wanted):
    for _ in range(500):
        await pilot.pause()
        if wanted():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("it did not come")


@pytest.fixture
def attended():
    return Attended()


@pytest.fixture
def make_class(attended, keeping):
    """An app of a learner in a workshop, on the small course with questions."""

    def make(*, at="", grace=0.0, subject=None, **look):
        study = subject or Study(SmallCourse({"why": PAGES["why"].__class__(PAGES["why"].ref, quiz_page())}), at, keeping)
        app = CourseApp(study, look=Look(**look), local=False, surroundings=Surroundings(hosted=True, attendance=attended))
        app.classroom.grace = grace
        return app

    return make


async def said(pilot, attended, *words):
    attended.say(*words)
    await pilot.pause()
    await pilot.pause()


async def test_it_is_started_once_and_let_go_of(make_class, attended):
    async with make_class().run_test() as pilot:
        await pilot.pause()
        assert attended.started == 1
        assert attended.listener is not None
    assert attended.listener is None


class TestNotices:
    async def test_a_message_stays_until_it_is_put_away(self, make_class, attended):
        app = make_class()
        async with app.run_test() as pilot:
            await said(pilot, attended, message("Please open your editor."))
            assert "The instructor: Please open your editor." in frame(app)[-2]
            await pilot.press("j", "n", "t", "escape")
            await pilot.pause()
            assert app.screen.notice_line.announcement is None
            assert "The instructor" not in "\n".join(frame(app))

    async def test_the_text_does_not_move(self, make_class, attended):
        app = make_class()
        async with app.run_test() as pilot:
            await pilot.press("j", "j", "j", "j")
            before = frame(app)
            await said(pilot, attended, message("One"))
            after = frame(app)
            assert after[1:-2] == before[1:-2]
            await pilot.press("escape")
            await until(pilot, lambda: frame(app)[1:-1] == before[1:-1])

    async def test_at_the_end_of_a_page_nothing_of_it_is_hidden_but_an_empty_row(self, make_class, attended):
        app = make_class()
        async with app.run_test() as pilot:
            await pilot.press("G")
            await pilot.pause()
            before = frame(app)
            await said(pilot, attended, message("One"))
            assert frame(app)[:-2] == before[:-2]
            assert not before[-2].strip()

    async def test_the_newest_is_on_top_and_the_others_are_counted(self, make_class, attended):
        app = make_class()
        async with app.run_test(size=(120, 40)) as pilot:
            await said(pilot, attended, message("One"), message("Two", 2), message("Three", 3))
            assert "Three (2 more)" in frame(app)[-2]
            await pilot.press("escape")
            await pilot.pause()
            assert "Two (1 more)" in frame(app)[-2]

    async def test_escape_that_was_on_its_way_leaves_what_it_was_meant_for(self, make_class, attended):
        app = make_class(grace=60.0)
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("t")
            await said(pilot, attended, message("One"))
            await pilot.press("escape")
            await pilot.pause()
            assert not app.screen.contents.has_focus
            assert "The instructor: One" in frame(app)[-2]

    async def test_escape_ends_typing_before_it_puts_away(self, make_class, attended):
        app = make_class()
        async with app.run_test() as pilot:
            await pilot.press("slash", *"rob")
            await said(pilot, attended, message("One"))
            await pilot.press("escape")
            await pilot.pause()
            assert not app.screen.searching.active
            assert app.screen.notice_line.announcement is not None

    @pytest.mark.parametrize("size", [(40, 12), (80, 24), (120, 40), (20, 5), (9, 3)])
    @pytest.mark.parametrize("plain", [False, True])
    async def test_hostile_words_are_only_words(self, make_class, attended, size, plain):
        app = make_class(ascii=plain)
        async with app.run_test(size=size) as pilot:
            await said(pilot, attended, message(HOSTILE))
            shown = "\n".join(frame(app))
            assert not set("\x1b\x9b\u202e\u2066") & set(shown)
            assert app.screen.notice_line.size.height <= 3
            await pilot.press("i")
            await until(pilot, lambda: isinstance(app.screen, SaidScreen))
            await pilot.pause()
            assert not set("\x1b\x9b\u202e\u2066") & set("\n".join(frame(app)))

    async def test_a_window_that_becomes_smaller_has_room_for_it(self, make_class, attended):
        app = make_class()
        async with app.run_test(size=(120, 40)) as pilot:
            await said(pilot, attended, message("word " * 50))
            assert app.screen.notice_line.size.height == 3
            await pilot.resize_terminal(40, 12)
            await pilot.pause()
            assert app.screen.notice_line.size.height == 2
            assert app.screen.page_view.size.height == 8

    async def test_a_hand_that_was_lowered(self, make_class, attended):
        app = make_class()
        async with app.run_test() as pilot:
            await pilot.press("U")
            assert attended.hand
            attended.hand = False
            await said(pilot, attended, HandLowered("lowered", "robots", 0.0, "ada"))
            assert app.screen.bottom_line.message == "the instructor has seen your hand"
            assert app.screen.bottom_line.attending == ""

    async def test_a_store_out_of_reach_is_told(self, make_class, attended):
        app = make_class()
        async with app.run_test() as pilot:
            attended.trouble = "database is locked at /var/lib/robots/store.db"
            await said(pilot, attended)
            assert "workshop out of reach" in frame(app)[-1]
            assert "/var" not in "\n".join(frame(app))
            attended.trouble = ""
            await said(pilot, attended)
            assert "out of reach" not in frame(app)[-1]

    async def test_what_was_said_newest_first_without_hands(self, make_class, attended):
        app = make_class()
        attended.now = ClassNow(30, {Pulse.DONE: 12, Pulse.OK: 3})
        async with app.run_test(size=(80, 24)) as pilot:
            await said(
                pilot, attended, message("One"), HandLowered("x", "robots", 0.0, "grace"), invitation(), poll(), closed()
            )
            await pilot.press("escape", "escape", "escape", "escape", "i")
            await until(pilot, lambda: isinstance(app.screen, SaidScreen))
            await pilot.pause()
            rows = [row.strip() for row in frame(app)]
            lines = [row.removeprefix("▸ ") for row in rows if "instructor" in row or "poll" in row or "invited" in row]
            assert [line.split(" ")[:3] for line in lines] == [
                ["A", "poll", "for"],
                ["You", "are", "invited"],
                ["The", "instructor:", "One"],
            ]
            assert "30 learners are here · 3 ok · 12 done" in rows
            assert "grace" not in "\n".join(rows)

    async def test_a_list_of_nothing(self, make_class, attended):
        attended.now = ClassNow(30, {})
        app = make_class()
        async with app.run_test() as pilot:
            await pilot.press("i")
            await until(pilot, lambda: isinstance(app.screen, SaidScreen))
            await pilot.pause()
            rows = [row.strip() for row in frame(app)]
            assert "30 learners are here" in rows
            assert "nothing was said in this workshop so far" in rows


class TestInvitations:
    async def test_accepted_and_back(self, make_class, attended):
        app = make_class()
        async with app.run_test() as pilot:
            await pilot.press("d")
            where = app.screen.spot
            await said(pilot, attended, invitation("costs", "end"))
            assert "You are invited to “What it costs”" in frame(app)[-2]
            await pilot.press("i")
            await until(pilot, lambda: app.screen.study.place.page == "costs")
            await pilot.pause()
            assert app.screen.study.place.anchor == "end"
            assert app.screen.notice_line.announcement is None
            await pilot.press("backspace")
            await pilot.pause()
            assert app.screen.study.place.page == "why"
            assert app.screen.spot == where

    async def test_from_a_screen_above_the_page(self, make_class, attended):
        app = make_class()
        async with app.run_test() as pilot:
            await pilot.press("P")
            await until(pilot, lambda: not isinstance(app.screen, ReaderScreen))
            await said(pilot, attended, invitation())
            assert "You are invited" in frame(app)[-2]
            await pilot.press("i")
            await until(pilot, lambda: isinstance(app.screen, ReaderScreen) and app.screen.study.place.page == "fleet")
            assert len(app.screen_stack) == 1

    async def test_to_the_page_where_the_learner_is(self, make_class, attended):
        app = make_class()
        async with app.run_test() as pilot:
            await until(pilot, lambda: attended.places)
            await said(pilot, attended, invitation("why"))
            assert app.screen.bottom_line.message == "all are invited to this page"
            await said(pilot, attended, invitation("costs"))
            assert "You are invited" in frame(app)[-2]
            await pilot.press("n")
            await until(pilot, lambda: app.screen.notice_line.announcement is None)
            assert app.screen.study.place.page == "costs"

    async def test_only_the_newest_counts(self, make_class, attended):
        app = make_class()
        async with app.run_test() as pilot:
            await said(pilot, attended, invitation("costs"), invitation("fleet", number=2))
            assert "The fleet" in frame(app)[-2]
            await pilot.press("escape")
            await pilot.pause()
            assert app.screen.notice_line.announcement is None

    async def test_to_a_page_that_is_gone(self, make_class, attended):
        app = make_class()
        async with app.run_test() as pilot:
            await said(pilot, attended, invitation("gone"))
            await pilot.press("i")
            await until(pilot, lambda: "not there" in app.screen.bottom_line.message)
            assert app.screen.study.place.page == "why"

    async def test_to_another_course(self, make_class, attended):
        app = make_class()
        async with app.run_test() as pilot:
            await said(pilot, attended, invitation(course="other"))
            await pilot.press("i")
            await until(pilot, lambda: "another course" in app.screen.bottom_line.message)

    async def test_from_the_shelf(self, make_class, attended, shelf):
        app = make_class(subject=shelf)
        async with app.run_test() as pilot:
            assert isinstance(app.screen, LibraryScreen)
            await said(pilot, attended, invitation("costs"))
            assert "You are invited" in frame(app)[-2]
            await pilot.press("i")
            await until(pilot, lambda: isinstance(app.screen, ReaderScreen))
            assert app.screen.study.place.page == "costs"


class TestPulse:
    @pytest.mark.parametrize(
        ("key", "pulse", "word"), [("O", Pulse.OK, "ok"), ("X", Pulse.LOST, "lost"), ("F", Pulse.DONE, "done")]
    )
    async def test_a_key_says_it_and_takes_it_back(self, make_class, attended, key, pulse, word):
        app = make_class()
        async with app.run_test() as pilot:
            await pilot.press(key)
            assert attended.pulse is pulse
            assert app.screen.bottom_line.message == f"you say: {word}"
            await pilot.press("j")
            await pilot.pause()
            assert f"you: {word}" in frame(app)[-1]
            await pilot.press(key)
            assert attended.pulse is None
            assert "taken back" in app.screen.bottom_line.message

    async def test_from_the_list_of_commands(self, make_class, attended):
        app = make_class()
        async with app.run_test() as pilot:
            await pilot.press("colon", *"done", "enter")
            await until(pilot, lambda: attended.pulse is Pulse.DONE)
            assert isinstance(app.screen, ReaderScreen)

    async def test_how_many_others(self, make_class, attended):
        attended.now = ClassNow(30, {Pulse.DONE: 12})
        app = make_class()
        async with app.run_test() as pilot:
            await pilot.press("F")
            assert app.screen.bottom_line.message == "you say: done; 12 of 30 say so"

    async def test_a_hand(self, make_class, attended):
        app = make_class()
        async with app.run_test() as pilot:
            await pilot.press("X", "U", "j")
            await pilot.pause()
            assert "you: lost ✋" in frame(app)[-1]
            await pilot.press("U")
            assert not attended.hand

    async def test_letters_are_letters_where_they_are_typed(self, make_class, attended):
        app = make_class()
        async with app.run_test() as pilot:
            await pilot.press("slash", "F", "U", "i")
            assert (attended.pulse, attended.hand) == (None, False)
            assert isinstance(app.screen, ReaderScreen)
            await pilot.press("escape", "Q", "Q", "Q", "O", "i")
            assert attended.pulse is None

    async def test_with_a_question_in_focus(self, make_class, attended):
        app = make_class()
        async with app.run_test() as pilot:
            await pilot.press("Q", "F")
            assert app.screen.page_view.question == "logs"
            assert attended.pulse is Pulse.DONE

    @pytest.mark.parametrize("key", ["O", "X", "F", "U", "i"])
    async def test_outside_a_workshop_these_keys_do_nothing(self, make_app, key):
        app = make_app()
        async with app.run_test() as pilot:
            await pilot.press(key)
            await pilot.pause()
            assert app.screen.bottom_line.message == ""
            assert isinstance(app.screen, ReaderScreen)

    async def test_the_help_has_them_in_a_workshop_only(self, make_class, make_app):
        for app, there in ((make_class(), True), (make_app(), False)):
            async with app.run_test(size=(120, 60)) as pilot:
                await pilot.press("question_mark")
                await pilot.pause()
                assert ("put your hand up or down" in "\n".join(frame(app))) is there


class TestClosing:
    async def test_it_stays_and_counts(self, make_class, attended):
        app = make_class()
        async with app.run_test() as pilot:
            await said(pilot, attended, message("One"), Closing(10.0, "The workshop's host stops"))
            assert "The workshop's host stops. Your session ends in 10 s; what you did is saved" in frame(app)[-2]
            await pilot.press("escape", "j")
            await pilot.pause()
            assert "host stops" in frame(app)[-2]

    async def test_a_key_keeps_an_idle_terminal(self, make_class, attended):
        app = make_class()
        async with app.run_test() as pilot:
            await said(pilot, attended, Closing(120.0, "Nobody has pressed a key for 28 minutes", idle=True))
            shown = " ".join(row.strip() for row in frame(app)[-4:-1])
            assert "Your session ends in 2 minutes, unless you press a key" in shown
            await pilot.press("j")
            await pilot.pause()
            assert app.screen.notice_line.announcement is None


class TestSomebodyElse:
    """An instructor attends no workshop, and is told what the host says all the same."""

    @pytest.fixture
    def host(self):
        return HostWords()

    @pytest.fixture
    def instructor(self, host, keeping):
        surroundings = Surroundings(hosted=True, host=host)
        return CourseApp(Study(SmallCourse(), "", keeping), look=Look(), local=False, surroundings=surroundings)

    async def test_words_before_and_after_the_first_frame(self, instructor, host):
        host.host_says(Remark("what you pasted was cut"))
        async with instructor.run_test() as pilot:
            await until(pilot, lambda: instructor.screen.bottom_line.message == "what you pasted was cut")
            host.host_says(Closing(120.0, "Nobody has pressed a key", idle=True))
            await until(pilot, lambda: "unless you press a key" in " ".join(" ".join(frame(instructor)[-3:-1]).split()))
            await pilot.press("j")
            await pilot.pause()
            assert instructor.screen.notice_line.announcement is None
        assert host.listener is None

    @pytest.mark.parametrize("key", ["O", "X", "F"])
    async def test_nothing_is_to_be_said_back(self, instructor, key):
        async with instructor.run_test() as pilot:
            await pilot.press(key)
            await pilot.pause()
            assert instructor.screen.bottom_line.message == ""
            assert isinstance(instructor.screen, ReaderScreen)


class TestWhereabouts:
    async def test_each_page_is_told_at_once(self, make_class, attended):
        app = make_class()
        async with app.run_test() as pilot:
            await until(pilot, lambda: attended.places)
            await pilot.press("n")
            await until(pilot, lambda: attended.places[-1][1] == "costs")
        assert [page for _, page, _ in attended.places] == ["why", "costs", ""]
        assert all(course == "warehouse" for course, page, _ in attended.places if page)
        assert 0.0 < attended.places[0][2] <= 1.0


class TestPolls:
    async def test_a_vote_changes_until_it_is_closed(self, make_class, attended, keeping):
        app = make_class()
        async with app.run_test(size=(80, 40)) as pilot:
            await said(pilot, attended, poll())
            assert "A poll for all" in frame(app)[-2]
            await pilot.press("i")
            await until(pilot, lambda: isinstance(app.screen, PollScreen) and app.screen.page_view.question)
            await pilot.press("1", "enter")
            first = attended.votes["poll 1"]
            await pilot.press("2", "enter")
            assert attended.votes["poll 1"] != first
            await pilot.pause()
            shown = "\n".join(frame(app))
            assert "Your vote: " in shown
            assert "✓" not in shown.replace("saved ✓", "")
            assert not keeping.recorded or all(
                not hasattr(one, "outcome") for one in keeping.store.attempts("ada", "warehouse")
            )
            attended.others = [Chosen(("b",)), Chosen(("b",)), Chosen(("w",))]
            assert app.screen.bottom_line.message.startswith("your vote is in")
            await said(pilot, attended, closed())
            assert app.screen.bottom_line.message == "the poll is closed"
            shown = "\n".join(frame(app))
            assert "4 votes" in shown
            assert "right" in shown
            assert "Files are kept when the job is over." in shown
            await pilot.press("3", "enter")
            await pilot.press("escape", "escape")
            await until(pilot, lambda: isinstance(app.screen, ReaderScreen))
        assert keeping.store.attempts("ada", "warehouse") == ()

    async def test_no_hint_no_answer_before_it_is_closed(self, make_class, attended):
        app = make_class()
        async with app.run_test(size=(80, 40)) as pilot:
            await said(pilot, attended, poll())
            await pilot.press("i")
            await until(pilot, lambda: isinstance(app.screen, PollScreen) and app.screen.page_view.question)
            await pilot.press("h", "x", "c", "w", "r")
            await pilot.pause()
            shown = "\n".join(frame(app))
            assert "Follow the arrow" not in shown
            assert "reveal" not in shown
            assert attended.votes == {}

    @pytest.mark.parametrize(
        ("question", "keys"),
        [
            ("moves", ["1", "2"]),
            ("capital", [*"senses"]),
            ("wheels", [*"20"]),
            ("pairs", ["1", "a"]),
            ("steps", []),
            ("think", ["1"]),
        ],
    )
    async def test_every_kind_of_question(self, make_class, attended, question, keys):
        app = make_class()
        async with app.run_test(size=(80, 40)) as pilot:
            await said(pilot, attended, invitation(), message("Two at once"), poll(question))
            await pilot.press("i")
            await until(pilot, lambda: isinstance(app.screen, PollScreen) and app.screen.page_view.question)
            await pilot.press(*keys, "enter")
            await pilot.pause()
            assert "poll 1" in attended.votes
            assert "Two at once" in frame(app)[-2]
            await said(pilot, attended, closed())
            assert "1 vote" in "\n".join(frame(app))

    async def test_from_the_shelf(self, make_class, attended, make_shelf, listed):
        class Asking(SmallCourse):
            def __init__(self):
                super().__init__({"why": PAGES["why"].__class__(PAGES["why"].ref, quiz_page())})

        app = make_class(subject=make_shelf(*listed, course=Asking))
        async with app.run_test(size=(80, 40)) as pilot:
            await said(pilot, attended, poll())
            await pilot.press("i")
            await until(pilot, lambda: isinstance(app.screen, PollScreen) and app.screen.page_view.question)
            await pilot.press("1", "enter", "escape", "escape")
            await until(pilot, lambda: isinstance(app.screen, LibraryScreen))
            assert "poll 1" in attended.votes

    async def test_what_is_no_answer_is_no_vote(self, make_class, attended):
        app = make_class()
        async with app.run_test(size=(80, 40)) as pilot:
            await said(pilot, attended, poll())
            await pilot.press("i")
            await until(pilot, lambda: isinstance(app.screen, PollScreen) and app.screen.page_view.question)
            await pilot.press("enter")
            await pilot.pause()
            assert attended.votes == {}
            assert "You have not voted yet" in "\n".join(frame(app))

    @pytest.mark.parametrize("asked", [poll("gone"), poll("broken"), poll(page="gone"), poll(course="other")])
    async def test_a_question_that_is_not_here(self, make_class, attended, asked):
        app = make_class()
        async with app.run_test() as pilot:
            await said(pilot, attended, asked)
            await pilot.press("i")
            await until(pilot, lambda: app.screen.bottom_line.message.startswith("that question is"))
            assert isinstance(app.screen, ReaderScreen)

    async def test_one_that_is_closed_before_it_was_looked_at_shows_what_was_said(self, make_class, attended):
        app = make_class()
        attended.others = [Chosen(("b",))]
        async with app.run_test(size=(80, 40)) as pilot:
            await said(pilot, attended, poll(), closed())
            assert "The poll is closed" in frame(app)[-2]
            await pilot.press("i")
            await until(pilot, lambda: isinstance(app.screen, PollScreen))
            await pilot.pause()
            assert "1 vote" in "\n".join(frame(app))
            assert app.screen.notice_line is None or app.screen.notice_line.announcement is None


async def test_a_notice_reaches_each_screen(make_class, attended):
    app = make_class()
    async with app.run_test() as pilot:
        await said(pilot, attended, message("Lunch"))
        for key in ("question_mark", "P", "S", "colon", "apostrophe", "C"):
            await pilot.press(key)
            await until(pilot, lambda: not isinstance(app.screen, ReaderScreen))
            await pilot.pause()
            await pilot.pause()
            assert "The instructor: Lunch" in frame(app)[-2], key
            app.pop_screen()
            await pilot.pause()
    assert DiagramScreen is not None
