"""The instructor's screens: what keys do, what is said to all, and what stays where it is while learners go on."""

from __future__ import annotations

import asyncio
import random
from dataclasses import replace
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from tests.tui.conftest import PAGES, SmallCourse, quiz_page
from tests.tui.instructing import (
    DETAIL,
    LINE,
    NOW,
    POLL,
    Watched,
    board_of,
    class_board,
    course_board,
    empty_board,
    instructor_app,
    learner,
    module,
    small_board,
)
from tui_course.errors import StoreError
from tui_course.model.workshop import HandLowered, Invitation, Message, Poll, PollClosed, Pulse
from tui_course.study import Study
from tui_course.study.edition import Edition
from tui_course.tui.app import CourseApp
from tui_course.tui.hosting import Surroundings
from tui_course.tui.keymap import keys_of
from tui_course.tui.screens.asked import AskedScreen
from tui_course.tui.screens.board import BoardScreen
from tui_course.tui.screens.inviting import InvitingScreen
from tui_course.tui.screens.learner import LearnerScreen
from tui_course.tui.screens.polling import PollingScreen
from tui_course.tui.screens.reader import ReaderScreen
from tui_course.tui.screens.sheet import SheetScreen
from tui_course.tui.theme import Look
from tui_course.tui.widgets.lines import LineWidget

if TYPE_CHECKING:
    from textual.geometry import Region

SIZE = (80, 24)


def study() -> Study:
    return Study(SmallCourse({"why": replace(PAGES["why"], blocks=quiz_page(), problems=())}))


def app_of(watched: Watched, **more) -> CourseApp:
    return instructor_app(watched, study, **more)


async def until(pilot, seen):
    """What other threads have to do with it takes its time."""
    for _ in range(2_000):
        if seen():
            break
        await asyncio.sleep(0.01)
    await pilot.pause()
    assert seen()


async def on_board(pilot) -> BoardScreen:
    await until(pilot, lambda: isinstance(pilot.app.screen, BoardScreen) and pilot.app.screen.learners.entries)
    return pilot.app.screen


def rows_of(screen) -> list[str]:
    return [strip.text.rstrip() for strip in screen._compositor.render_strips()]


def said(pilot) -> str:
    return pilot.app.screen.bottom_line.message


class TestComingAndGoing:
    async def test_begins_with_the_board_and_goes_to_the_course_and_back(self):
        watched = Watched(class_board())
        app = app_of(watched)
        async with app.run_test(size=SIZE) as pilot:
            await on_board(pilot)
            assert watched.started
            await pilot.press("escape")
            await until(pilot, lambda: isinstance(app.screen, ReaderScreen))
            assert app.screen.bottom_line.attending == "✋ 2 · 31 here"
            await pilot.press("B")
            await on_board(pilot)
            await pilot.press("r")
            await until(pilot, lambda: isinstance(app.screen, ReaderScreen))

    @pytest.mark.parametrize("size", [(80, 24), (120, 40), (40, 12)])
    async def test_the_name_is_said_once_where_nobody_knows_what_learners_type(self, size):
        watched = Watched(small_board(), line="")
        app = app_of(watched)
        async with app.run_test(size=size) as pilot:
            await on_board(pilot)
            await until(pilot, lambda: "lost" in rows_of(app.screen)[1])
            assert not any("7314" in row for row in rows_of(app.screen)[1:])
            assert "ada" in "".join(rows_of(app.screen)[2:5])
            watched.line = LINE
            watched.become(small_board())
            await until(pilot, lambda: LINE in rows_of(app.screen)[1] or size[1] < 18)

    async def test_the_reader_is_told_while_it_is_seen(self):
        watched = Watched(empty_board())
        app = app_of(watched, board_first=False)
        async with app.run_test(size=SIZE) as pilot:
            await until(pilot, lambda: watched.listener is not None)
            watched.become(small_board())
            await until(pilot, lambda: app.screen.bottom_line.attending == "✋ 1 · 3 here")
        assert watched.listener is None

    @pytest.mark.parametrize("key", ["B", "i"])
    async def test_learners_have_no_key_of_it(self, key):
        app = CourseApp(study(), look=Look(), surroundings=Surroundings(hosted=True))
        async with app.run_test(size=SIZE) as pilot:
            await pilot.press(key)
            await pilot.pause()
            assert isinstance(app.screen, ReaderScreen)
            assert app.screen.bottom_line.message == ""
            assert not any(hint.key == "B" for hint in app.screen.hints())

    async def test_the_help_of_an_instructor_has_them(self):
        app = app_of(Watched(class_board()), board_first=False)
        async with app.run_test(size=(120, 60)) as pilot:
            assert any(hint.key == "B" for hint in app.screen.hints())
            await pilot.press("question_mark")
            await pilot.pause()
            assert any("the board of the workshop" in row for row in rows_of(app.screen))

    async def test_the_palette_of_an_instructor_leads_to_it(self):
        app = app_of(Watched(class_board()), board_first=False)
        async with app.run_test(size=SIZE) as pilot:
            await pilot.press("colon", *"the board", "enter")
            await on_board(pilot)

    async def test_help_of_the_board(self):
        app = app_of(Watched(class_board()))
        async with app.run_test(size=SIZE) as pilot:
            await on_board(pilot)
            await pilot.press("question_mark")
            await pilot.pause()
            assert isinstance(app.screen, SheetScreen)
            assert any("export as CSV" in row for row in rows_of(app.screen))
            assert app.screen.bottom_line.hints[0].word == "to the board"

    async def test_the_library_of_a_host_has_the_board_too(self, shelf):
        watched = Watched(small_board())
        app = CourseApp(shelf, look=Look(), surroundings=Surroundings(hosted=True, observation=watched))
        async with app.run_test(size=SIZE) as pilot:
            await until(pilot, lambda: watched.started)
            await pilot.press("i")
            assert said(pilot) == "open a page first, then i invites all to it"
            await pilot.press("B")
            screen = await on_board(pilot)
            await pilot.press("i")
            assert said(pilot) == "no page is open here; I lists the pages to invite to"
            assert screen.here is None
        assert watched.said == []


class TestSaying:
    async def test_to_invite_takes_two_keys(self):
        watched = Watched(class_board())
        app = app_of(watched)
        async with app.run_test(size=SIZE) as pilot:
            await on_board(pilot)
            await pilot.press("i")
            assert said(pilot) == "i again invites all 31 learners here to “1a Why simulate”"
            assert watched.said == []
            await pilot.press("i")
            assert watched.said == [Invitation("1", "7314", NOW, "warehouse", "why")]
            assert said(pilot) == "invited to “1a Why simulate”"

    async def test_another_key_means_no(self):
        watched = Watched(class_board(poll=POLL))
        app = app_of(watched)
        async with app.run_test(size=SIZE) as pilot:
            await on_board(pilot)
            await pilot.press("i", "j", "i", "x", "i", "j", "x", "j", "x")
            assert watched.said == []

    async def test_from_the_reader_to_where_it_is(self):
        watched = Watched(small_board())
        app = app_of(watched, board_first=False)
        async with app.run_test(size=SIZE) as pilot:
            await pilot.press("n")
            await until(pilot, lambda: app.screen.study.place.page == "costs")
            await pilot.press("G", "i")
            assert said(pilot) == "i again invites all 3 learners to this page"
            await pilot.press("i")
            assert watched.said == [Invitation("1", "7314", NOW, "warehouse", "costs")]

    async def test_from_the_reader_to_the_heading_that_is_read(self):
        watched = Watched(small_board())
        app = instructor_app(watched, lambda: Study(SmallCourse()), board_first=False)
        async with app.run_test(size=SIZE) as pilot:
            await pilot.press("right_square_bracket", "right_square_bracket", "i", "i")
            assert watched.said == [Invitation("1", "7314", NOW, "warehouse", "why", "cannot")]

    async def test_to_a_page_of_the_contents(self):
        watched = Watched(small_board())
        app = app_of(watched)
        async with app.run_test(size=SIZE) as pilot:
            await on_board(pilot)
            await pilot.press("I", *"fleet")
            assert isinstance(app.screen, InvitingScreen)
            await pilot.press("enter")
            assert said(pilot) == "Enter again invites all 3 learners here to “2a The fleet”"
            await pilot.press("backspace", "enter")
            assert watched.said == []
            await pilot.press("enter")
            assert watched.said == [Invitation("1", "7314", NOW, "warehouse", "fleet")]
            await until(pilot, lambda: isinstance(app.screen, BoardScreen))

    async def test_a_message(self):
        watched = Watched(small_board())
        app = app_of(watched)
        async with app.run_test(size=SIZE) as pilot:
            await on_board(pilot)
            await pilot.press("m", *"ten", "space", *"minutex", "backspace", "s", "enter")
            assert watched.said == [Message("1", "7314", NOW, "ten minutes")]
            assert said(pilot) == "said to all 3 learners here: ten minutes"
            await pilot.press("m", "enter", "m", "x", "escape", "m", "ctrl+u", "enter")
            assert len(watched.said) == 1

    async def test_a_message_is_bounded(self):
        watched = Watched(small_board())
        app = app_of(watched)
        async with app.run_test(size=SIZE) as pilot:
            screen = await on_board(pilot)
            await pilot.press("m")
            screen.on_paste(SimpleNamespace(text="x\ny\x1b[31m" * 9_000, stop=lambda: None, prevent_default=lambda: None))
            await pilot.press("z", "enter")
            (message,) = watched.said
            assert len(message.text) == 500
            assert "\x1b" not in screen.bottom_line.message

    async def test_a_poll(self):
        watched = Watched(small_board())
        app = app_of(watched)
        async with app.run_test(size=SIZE) as pilot:
            await on_board(pilot)
            await pilot.press("p")
            assert isinstance(app.screen, PollingScreen)
            await until(pilot, lambda: any(option.value for option in app.screen.choices.options))
            await pilot.press("down", "enter", "up", "down", "enter")
            assert watched.said == []
            await pilot.press("enter")
            assert watched.said == [Poll("1", "7314", NOW, "warehouse", "why", "moves")]
            await until(pilot, lambda: isinstance(app.screen, BoardScreen))
            assert said(pilot) == "asked; x closes the poll"

    async def test_a_poll_where_there_is_no_question(self):
        watched = Watched(small_board(), courses=(SimpleNamespace(edition=Edition(SmallCourse())),))
        app = app_of(watched)
        async with app.run_test(size=SIZE) as pilot:
            await on_board(pilot)
            await pilot.press("p")
            nothing = ["there are no questions in this course"]
            await until(pilot, lambda: [one.lines[0].text for one in app.screen.choices.options] == nothing)
            await pilot.press("enter", "enter")
            assert watched.said == []

    async def test_a_poll_found_by_its_words(self):
        watched = Watched(small_board())
        app = app_of(watched)
        async with app.run_test(size=SIZE) as pilot:
            await on_board(pilot)
            await pilot.press("p")
            await until(pilot, lambda: any(option.value for option in app.screen.choices.options))
            await pilot.press(*"numer", "enter", "enter")
            assert [poll.question for poll in watched.said] == ["wheels"]

    async def test_to_close_a_poll(self):
        watched = Watched(class_board())
        app = app_of(watched)
        async with app.run_test(size=SIZE) as pilot:
            screen = await on_board(pilot)
            await pilot.press("x", "x")
            assert said(pilot) == "no poll is open; p asks all a question"
            watched.become(class_board(poll=POLL))
            await until(pilot, lambda: any(hint.key == "x" for hint in screen.hints()))
            await pilot.press("x")
            assert said(pilot) == "x again closes the poll after 31 votes; all see the result"
            await pilot.press("x")
            assert watched.said == [PollClosed("1", "7314", NOW, "poll-1")]

    async def test_to_lower_a_hand(self):
        watched = Watched(small_board())
        app = app_of(watched)
        async with app.run_test(size=SIZE) as pilot:
            await on_board(pilot)
            await pilot.press("h")
            assert watched.said == [HandLowered("1", "7314", NOW, "learner-1")]
            await pilot.press("j", "h")
            assert said(pilot) == "the hand of ada is not up"
            await pilot.press("tab", "h")
            assert said(pilot) == "no learner is chosen"


class TestWhileLearnersGoOn:
    async def test_the_cursor_stays_on_its_learner_and_where_it_is_on_the_screen(self):
        watched = Watched(class_board(120))
        app = app_of(watched)
        async with app.run_test(size=SIZE) as pilot:
            screen = await on_board(pilot)
            await pilot.press(*["d"] * 4)
            key = screen.learners.entry.key
            row = next(at for at, text in enumerate(rows_of(screen)) if text.startswith(" ▸"))
            watched.become(board_of([*watched.board().learners, learner(500, "Aaron"), learner(501, "Abel", hand=1.0)]))
            await until(pilot, lambda: len(screen.learners.entries) == 122)
            assert screen.learners.entry.key == key
            assert next(at for at, text in enumerate(rows_of(screen)) if text.startswith(" ▸")) == row

    async def test_a_hand_that_goes_up_is_seen_at_the_top(self):
        watched = Watched(class_board(120))
        app = app_of(watched)
        async with app.run_test(size=SIZE) as pilot:
            screen = await on_board(pilot)
            await pilot.press("j", "k")
            key = screen.learners.entry.key
            watched.become(board_of([*watched.board().learners, learner(501, "Zoe", hand=1.0)]))
            await until(pilot, lambda: len(screen.learners.entries) == 121)
            assert screen.learners.entry.key == key
            assert "Zoe" in rows_of(screen)[4]

    async def test_a_cursor_that_was_not_moved_is_with_the_first_hand(self):
        watched = Watched(class_board(120))
        app = app_of(watched)
        async with app.run_test(size=SIZE) as pilot:
            screen = await on_board(pilot)
            first, second, *_others = screen.learners.entries
            rows = [replace(row, hand=0.0 if row.learner == first.key else row.hand) for row in watched.board().learners]
            watched.become(board_of(rows))
            await until(pilot, lambda: screen.learners.entry.key == second.key)
            assert screen.learners.first_shown == 0

    async def test_after_a_hand_was_lowered_the_next_one_is_at_hand(self):
        watched = Watched(class_board(120))
        app = app_of(watched)
        async with app.run_test(size=SIZE) as pilot:
            screen = await on_board(pilot)
            first, second, *_others = screen.learners.entries
            await pilot.press("j", "k", "h")
            assert watched.said == [HandLowered("1", "7314", NOW, first.key)]
            rows = [replace(row, hand=0.0 if row.learner == first.key else row.hand) for row in watched.board().learners]
            watched.become(board_of(rows))
            await until(pilot, lambda: screen.learners.entry.key == second.key)
            assert screen.learners.first_shown == 0

    async def test_what_the_wheel_shows_stays(self):
        watched = Watched(class_board(120))
        app = app_of(watched)
        async with app.run_test(size=SIZE) as pilot:
            screen = await on_board(pilot)
            screen.learners.wheel(40)
            await pilot.pause()
            seen = screen.learners.entries[40].key
            watched.become(board_of([*watched.board().learners, learner(500, "Aaron")]))
            await until(pilot, lambda: len(screen.learners.entries) == 121)
            assert screen.learners.entries[screen.learners.first_shown].key == seen

    async def test_where_the_learner_is_gone_the_nearest_one_is_chosen(self):
        watched = Watched(class_board())
        app = app_of(watched)
        async with app.run_test(size=SIZE) as pilot:
            screen = await on_board(pilot)
            await pilot.press("G")
            last = screen.learners.entry.key
            watched.become(board_of(row for row in watched.board().learners if row.learner != last))
            await until(pilot, lambda: len(screen.learners.entries) == 33)
            assert screen.learners.cursor == 32
            watched.become(empty_board())
            await until(pilot, lambda: screen.learners.cursor == -1)
            await pilot.press("enter", "j", "h", "G")
            assert isinstance(app.screen, BoardScreen)

    async def test_only_what_has_changed_is_painted(self):
        watched = Watched(class_board(200))
        app = app_of(watched)
        async with app.run_test(size=SIZE) as pilot:
            screen = await on_board(pilot)
            await pilot.pause()
            painted: list[tuple[str, Region]] = []
            for widget in screen.query(LineWidget):
                widget.refresh = spied(widget, painted)
            # Who is not in view, and a time that shows no other minute.
            rows = list(watched.board().learners)
            watched.become(board_of([*rows[:-1], replace(rows[-1], pulse=None, idle=1.0)]))
            await until(pilot, lambda: screen.learners.entries[-1].pulse is None)
            assert [name for name, _ in painted if name == "Rows"] == []
            assert rows[3].pulse is not Pulse.DONE
            watched.become(board_of([*rows[:3], replace(rows[3], pulse=Pulse.DONE), *rows[4:]]))
            await until(pilot, lambda: screen.learners.entries[3].pulse is Pulse.DONE)
            assert [region.y for name, region in painted if name == "Rows"] == [4]

    async def test_the_page_of_a_learner_goes_on_too(self):
        watched = Watched(small_board())
        app = app_of(watched)
        async with app.run_test(size=SIZE) as pilot:
            await on_board(pilot)
            await pilot.press("enter")
            await until(pilot, lambda: any("1.4  How far" in row for row in rows_of(app.screen)) or watched.asked)
            rows = watched.board().learners
            changed = replace(rows[0], hand=0.0, pulse=Pulse.DONE, page="fleet", title="The fleet")
            watched.become(board_of([changed, *rows[1:]]))
            await until(pilot, lambda: any("on “2a The fleet”, 40 % read · done" in row for row in rows_of(app.screen)))
            await until(pilot, lambda: len(watched.asked) == 2)
            assert not any(hint.key == "h" for hint in app.screen.bottom_line.hints)

    async def test_a_question_goes_on_too(self):
        watched = Watched(class_board(poll=POLL))
        app = app_of(watched)
        async with app.run_test(size=SIZE) as pilot:
            await on_board(pilot)
            await pilot.press("tab", "enter")
            await until(pilot, lambda: any("31 of 31 voted; the poll is open" in row for row in rows_of(app.screen)))
            watched.become(class_board(poll=replace(POLL, closed=True)))
            await until(pilot, lambda: any("the poll is closed" in row for row in rows_of(app.screen)))

    async def test_a_new_poll_has_the_cursor(self):
        watched = Watched(class_board())
        app = app_of(watched)
        async with app.run_test(size=SIZE) as pilot:
            screen = await on_board(pilot)
            await pilot.press("tab", "G")
            watched.become(class_board(poll=POLL))
            await until(pilot, lambda: screen.questions.entry.key == "poll")
            assert screen.questions.first_shown == 0
            await pilot.press("j")
            watched.become(class_board(poll=replace(POLL, closed=True)))
            await pilot.pause()
            assert screen.questions.entry.key == "why#logs"

    @pytest.mark.parametrize(
        ("hosted", "told"), [(True, "refused: progress.sqlite"), (False, "refused: /srv/x/progress.sqlite")]
    )
    async def test_a_hosted_instructor_sees_no_place_of_the_host(self, hosted, told):
        watched = Watched(replace(small_board(), trouble="refused: /srv/x/progress.sqlite"))
        app = app_of(watched, hosted=hosted)
        async with app.run_test(size=(120, 40)) as pilot:
            screen = await on_board(pilot)
            assert any(told in row for row in rows_of(screen))
            watched.detail = StoreError("locked: /srv/x/progress.sqlite")
            await pilot.press("enter")
            await until(pilot, lambda: any(told.replace("refused", "locked") in row for row in rows_of(app.screen)))

    async def test_trouble_is_told_and_goes(self):
        watched = Watched(small_board())
        app = app_of(watched)
        async with app.run_test(size=SIZE) as pilot:
            screen = await on_board(pilot)
            watched.become(replace(small_board(), trouble="no route to host"))
            await until(pilot, lambda: any("no route to host" in row for row in rows_of(screen)))
            watched.become(small_board())
            await until(pilot, lambda: not any("no route to host" in row for row in rows_of(screen)))


def spied(widget, painted):
    """The widget's own `refresh`, of which it is noted what is painted anew."""
    refresh = widget.refresh

    def noted(*regions, **more):
        painted.extend((type(widget).__name__, region) for region in regions or (widget.size.region,))
        return refresh(*regions, **more)

    return noted


class TestLookingCloser:
    async def test_all_of_a_learner(self):
        watched = Watched(small_board())
        app = app_of(watched)
        async with app.run_test(size=(80, 40)) as pilot:
            await on_board(pilot)
            await pilot.press("enter")
            assert isinstance(app.screen, LearnerScreen)
            await until(pilot, lambda: any("to the watchtower → into a bucket" in row for row in rows_of(app.screen)))
            assert watched.asked == [("learner-1", "warehouse")]
            await pilot.press("h")
            assert watched.said == [HandLowered("1", "7314", NOW, "learner-1")]
            await pilot.press("escape")
            await on_board(pilot)

    async def test_of_a_learner_whom_the_store_cannot_tell(self):
        watched = Watched(small_board(), detail=StoreError("it is\x1b gone"))
        app = app_of(watched)
        async with app.run_test(size=SIZE) as pilot:
            await on_board(pilot)
            await pilot.press("enter")
            await until(
                pilot, lambda: any("what they did cannot be read now: it is␛ gone" in row for row in rows_of(app.screen))
            )
            watched.detail = DETAIL
            row = watched.board().learners[0]
            watched.become(board_of([replace(row, page="fleet"), *watched.board().learners[1:]]))
            await until(pilot, lambda: any("1a Why simulate" in row for row in rows_of(app.screen)))

    async def test_a_question_is_told_in_full_and_leads_to_the_course(self):
        watched = Watched(class_board())
        app = app_of(watched)
        async with app.run_test(size=SIZE) as pilot:
            await on_board(pilot)
            await pilot.press("tab", "j", "enter")
            assert isinstance(app.screen, AskedScreen)
            await until(pilot, lambda: any("1.2 Which of these move?" in row for row in rows_of(app.screen)))
            await pilot.press("enter")
            await until(pilot, lambda: isinstance(app.screen, ReaderScreen))
            await until(pilot, lambda: app.screen.page_view.question == "moves")

    async def test_the_question_is_asked_from_there(self):
        watched = Watched(class_board())
        app = app_of(watched)
        async with app.run_test(size=SIZE) as pilot:
            await on_board(pilot)
            await pilot.press("tab", "enter", "p")
            assert said(pilot) == "p again asks all 31 learners here this question"
            await pilot.press("p")
            assert watched.said == [Poll("1", "7314", NOW, "warehouse", "why", "logs")]
            watched.become(class_board(poll=POLL))
            await pilot.pause()
            await pilot.press("p")
            assert said(pilot) == "this poll is open; x closes it"
            await pilot.press("x", "x")
            assert watched.said[1:] == [PollClosed("1", "7314", NOW, "poll-1")]

    async def test_only_some_learners(self):
        watched = Watched(class_board())
        app = app_of(watched)
        async with app.run_test(size=SIZE) as pilot:
            screen = await on_board(pilot)
            await pilot.press("slash", *"ad")
            assert [entry.name for entry in screen.learners.entries] == ["ada", "Adele", "Radia"]
            await pilot.press("enter", "j", "i")
            assert screen.learners.entry.name == "Adele"
            assert len(screen.learners.entries) == 3
            await pilot.press("escape")
            assert len(screen.learners.entries) == 34
            assert screen.learners.entry.name == "Adele"
            await pilot.press("slash", *"zzz")
            assert "no learner has these words" in rows_of(screen)[4]
            await pilot.press("escape")
            assert len(screen.learners.entries) == 34

    async def test_only_some_questions(self):
        watched = Watched(class_board())
        app = app_of(watched)
        async with app.run_test(size=SIZE) as pilot:
            screen = await on_board(pilot)
            await pilot.press("tab", "slash", *"move", "enter")
            assert [entry.key for entry in screen.questions.entries] == ["why#moves"]
            await pilot.press("tab")
            await pilot.pause()
            assert len(screen.questions.entries) == 5

    async def test_other_modules(self):
        watched = Watched(class_board(courses=(course_board(modules=60),)))
        app = app_of(watched)
        async with app.run_test(size=SIZE) as pilot:
            screen = await on_board(pilot)
            assert "  1     6     11" in rows_of(screen)[3]
            await pilot.press("greater_than_sign")
            assert "  17    22    27" in rows_of(screen)[3]
            await pilot.press("greater_than_sign", "greater_than_sign")
            assert said(pilot) == "there are no more modules on this side"
            await pilot.press(*["less_than_sign"] * 3)
            assert "  1     6     11" in rows_of(screen)[3]

    async def test_where_all_fit_there_are_no_others(self):
        app = app_of(Watched(class_board()))
        async with app.run_test(size=SIZE) as pilot:
            await on_board(pilot)
            await pilot.press("greater_than_sign")
            assert said(pilot) == "all modules are shown"
            await pilot.press("c")
            assert said(pilot) == "there is one course in this workshop"


OTHER = replace(SmallCourse().course, id="sensing", title="Sensing")


class TestSeveralCourses:
    def watched(self) -> Watched:
        second = replace(course_board((), modules=1), id="sensing", title="Sensing")
        rows = [
            replace(row, progress={**row.progress, "sensing": replace(row.in_course("warehouse"), modules=(module(0.5),))})
            for row in class_board().learners
        ]
        courses = (SmallCourse(), SmallCourse(course=OTHER))
        opened = tuple(SimpleNamespace(edition=Edition(one)) for one in courses)
        return Watched(board_of(rows, courses=(course_board(), second)), courses=opened)

    async def test_one_after_the_other(self):
        watched = self.watched()
        app = app_of(watched)
        async with app.run_test(size=SIZE) as pilot:
            screen = await on_board(pilot)
            assert any("course 1 of 2" in row for row in rows_of(screen))
            await pilot.press("c")
            await pilot.pause()
            assert screen.course == "sensing"
            assert "Workshop 7314 › Sensing" in rows_of(screen)[0]
            assert "Robots at work: What it costs" in rows_of(screen)[4]
            await pilot.press("I", "enter", "enter")
            assert watched.said == [Invitation("1", "7314", NOW, "sensing", "why")]
            await pilot.press("c")
            assert screen.course == "warehouse"

    async def test_a_course_that_is_gone_from_the_host(self):
        watched = self.watched()
        watched.courses = ()
        app = app_of(watched)
        async with app.run_test(size=SIZE) as pilot:
            await on_board(pilot)
            await pilot.press("I")
            assert said(pilot) == "this course is not open here"
            await pilot.press("p")
            assert said(pilot) == "this course is not open here"
            await pilot.press("enter")
            assert isinstance(app.screen, LearnerScreen)


class TestSizes:
    async def test_where_there_is_little_room_tab_changes_the_list(self):
        app = app_of(Watched(small_board()))
        async with app.run_test(size=(40, 12)) as pilot:
            screen = await on_board(pilot)
            assert screen.learners.display
            assert not screen.questions.display
            await pilot.press("tab")
            await until(pilot, lambda: screen.questions.has_focus)
            assert not screen.learners.display
            assert any("Where do the log" in row for row in rows_of(screen))
            await pilot.press("tab")
            await until(pilot, lambda: screen.learners.has_focus)

    async def test_another_size_moves_the_lists(self):
        app = app_of(Watched(class_board()))
        async with app.run_test(size=(120, 40)) as pilot:
            screen = await on_board(pilot)
            await pilot.pause()
            assert screen.learners.region.y == screen.questions.region.y
            await pilot.resize_terminal(80, 24)
            await pilot.pause()
            assert screen.learners.region.bottom == screen.questions.region.y
            assert screen.questions.region.bottom == 23
            await pilot.resize_terminal(120, 12)
            await pilot.pause()
            assert screen.learners.display
            assert screen.questions.display
            assert screen.overview.size.height == 1

    @pytest.mark.parametrize("size", [(20, 6), (20, 4), (400, 100)])
    async def test_no_size_ends_it(self, size):
        app = app_of(Watched(class_board(poll=POLL)))
        async with app.run_test(size=size) as pilot:
            await on_board(pilot)
            await pilot.press("j", "tab", "j", "enter", "escape", "tab", "enter", "escape", "G", "g", "slash", "a", "escape")
            assert isinstance(app.screen, BoardScreen)


# Every key of the board and of what opens on it, but those that end the program.
KEYS = sorted(
    {name for table in ("board", "learner", "asked", "choose") for found in keys_of(table).values() for name in found} - {"q"}
)


@pytest.mark.parametrize("seed", range(3))
async def test_no_keys_in_no_order_end_it_while_the_class_goes_on(seed, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    chance = random.Random(seed)  # noqa: S311  keys that are the same each time
    watched = Watched(class_board())
    app = app_of(watched)
    async with app.run_test(size=SIZE) as pilot:
        await on_board(pilot)
        for _ in range(60):
            await pilot.press(chance.choice(KEYS))
            made = chance.choice((empty_board, small_board, class_board, lambda: class_board(90)))()
            poll = chance.choice((None, POLL, replace(POLL, closed=True)))
            courses = chance.choice((made.courses, made.courses, ()))
            watched.become(replace(made, poll=poll, courses=courses))
            if chance.random() < 0.1:
                await pilot.resize_terminal(chance.randrange(5, 200), chance.randrange(2, 60))
        assert app.is_running


class TestMouse:
    async def test_a_click_chooses_and_another_one_opens(self):
        app = app_of(Watched(class_board()))
        async with app.run_test(size=SIZE) as pilot:
            screen = await on_board(pilot)
            await pilot.click(screen.learners, offset=(5, 3))
            assert screen.learners.cursor == 2
            assert isinstance(app.screen, BoardScreen)
            await pilot.click(screen.learners, offset=(5, 3))
            await until(pilot, lambda: isinstance(app.screen, LearnerScreen))

    async def test_a_click_goes_to_the_other_list(self):
        app = app_of(Watched(class_board()))
        async with app.run_test(size=SIZE) as pilot:
            screen = await on_board(pilot)
            await pilot.click(screen.questions, offset=(9, 3))
            await until(pilot, lambda: screen.at_questions)
            assert screen.questions.cursor == 1
            await pilot.click(screen.questions, offset=(9, 0))
            await pilot.click(screen.questions, offset=(9, screen.questions.size.height - 1))
            assert isinstance(app.screen, BoardScreen)

    async def test_the_wheel_moves_what_is_seen(self):
        app = app_of(Watched(class_board()))
        async with app.run_test(size=SIZE) as pilot:
            screen = await on_board(pilot)
            screen.learners.wheel(3)
            await pilot.pause()
            assert (screen.learners.first_shown, screen.learners.cursor) == (3, 0)
            screen.learners.wheel(-9)
            assert screen.learners.first_shown == 0
            screen.learners.wheel(999)
            assert screen.learners.first_shown == 24


class TestExport:
    async def test_a_hosted_one_goes_to_the_clipboard(self, tmp_path, monkeypatch):
        monkeypatch.chdir(tmp_path)
        app = app_of(Watched(small_board()))
        async with app.run_test(size=SIZE) as pilot:
            await on_board(pilot)
            await pilot.press("e")
            await until(pilot, lambda: said(pilot).startswith("3 learners copied as CSV"))
            assert app.clipboard.splitlines()[1].startswith("ada,")
            await pilot.press("tab", "e")
            await until(pilot, lambda: said(pilot).startswith("4 questions copied as CSV"))
            assert "Which of these move?" in app.clipboard
        assert list(tmp_path.iterdir()) == []

    async def test_more_than_a_terminal_takes_is_said(self):
        app = app_of(Watched(class_board(900)))
        async with app.run_test(size=SIZE) as pilot:
            await on_board(pilot)
            await pilot.press("e")
            await until(pilot, lambda: "KiB, more than many terminals take" in said(pilot))
            assert len(app.clipboard.splitlines()) == 901

    async def test_on_the_host_it_is_a_file(self, tmp_path, monkeypatch):
        monkeypatch.chdir(tmp_path)
        app = app_of(Watched(small_board()), hosted=False)
        async with app.run_test(size=SIZE) as pilot:
            await on_board(pilot)
            await pilot.press("e")
            await until(pilot, lambda: said(pilot).startswith("3 learners written to 7314-learners-"))
        (path,) = tmp_path.iterdir()
        assert "Grace H." in path.read_text(encoding="utf-8")

    async def test_where_it_cannot_be_written_that_is_said(self, tmp_path, monkeypatch):
        folder = tmp_path / "gone"
        folder.mkdir()
        monkeypatch.chdir(folder)
        folder.rmdir()
        app = app_of(Watched(small_board()), hosted=False)
        async with app.run_test(size=SIZE) as pilot:
            await on_board(pilot)
            await pilot.press("e")
            await until(pilot, lambda: said(pilot).startswith("not written: "))


HOSTILE = ("[@click=app.quit]x[/]", "\x1b]0;owned\x07", "\u202eabc", "字" * 40, "x" * 4_000, "[/]", "e\u0301" * 40)


@pytest.mark.parametrize("words", HOSTILE, ids=ascii)
@pytest.mark.parametrize("size", [SIZE, (120, 40), (40, 12)])
async def test_words_of_learners_are_words(words, size):
    asked = tuple(
        replace(row, title=words, histogram=replace(row.histogram, bars=(replace(row.histogram.bars[0], text=words),)))
        for row in course_board().questions
    )
    row = learner(1, name=words, title=words, hand=1.0)
    detail = replace(DETAIL, pages=(replace(DETAIL.pages[0], title=words),))
    detail = replace(detail, questions=(replace(DETAIL.questions[0], title=words, first=words, last=words),))
    board = board_of([row], courses=(course_board(asked, title=words),), poll=replace(POLL, title=words), trouble=words)
    watched = Watched(board, line=words, detail=detail)
    app = app_of(watched)
    async with app.run_test(size=size) as pilot:
        await on_board(pilot)
        seen = rows_of(app.screen)
        await pilot.press("enter")
        await until(pilot, lambda: watched.asked)
        seen += rows_of(app.screen)
        await pilot.press("escape", "h", "tab", "enter")
        await pilot.pause()
        seen += rows_of(app.screen)
        await pilot.press("escape", "j", "enter")
        await pilot.pause()
        seen += rows_of(app.screen)
        assert app.is_running
    assert not any(character in row for row in seen for character in "\x1b\x07\u202e\n")
