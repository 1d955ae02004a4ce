from __future__ import annotations

import asyncio

import pytest
from textual import events

from tui_course.errors import StoreError
from tui_course.model.answer import Chosen, Confidence, Ordered, Outcome, Paired, Reflected, SelfMark, Typed
from tui_course.progress.memory import MemoryStore
from tui_course.progress.quota import BoundedStore, Quota
from tui_course.study.keeping import Keeping
from tui_course.tui.screens.results import ResultsScreen

SIZE = (80, 24)


def rows(app):
    return ["".join(segment.text for segment in line) for line in app.screen._compositor.render_strips()]


def shown(app):
    return "\n".join(row.rstrip() for row in rows(app))


def row_of(app, words):
    return next(number for number, row in enumerate(rows(app)) if words in row)


async def press(pilot, *keys):
    for key in keys:
        await pilot.press(key)
    await pilot.pause()


async def settled(holds):
    for _ in range(500):
        if holds():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("it never came to this")


async def to_question(pilot, name):
    assert pilot.app.screen.page_view.turn_to(name)
    await pilot.pause()


def key_of(app, question, choice):
    """The digit that stands before a choice, wherever it was shuffled to."""
    asking = app.screen.study.asking
    found = next(one for one in app.screen.answering.questions if one.id == question)
    draft = asking.asked(found).draft
    order = getattr(draft, "right", None) or draft.order
    return str(order.index(choice) + 1)


def letter_of(app, question, item):
    return "abc"[int(key_of(app, question, item)) - 1]


async def attempts(keeping):
    await settled(lambda: keeping.state.__class__.__name__ == "Saved")
    return keeping.store.attempts("ada")


async def test_a_wrong_choice_gets_its_own_comment_and_the_key_stays_secret(make_quiz, keeping):
    app = make_quiz()
    async with app.run_test(size=(80, 40)) as pilot:
        await to_question(pilot, "logs")
        before = row_of(app, "Where do the log files")
        await press(pilot, key_of(app, "logs", "w"), "enter")
        assert row_of(app, "Where do the log files") == before
        text = shown(app)
        assert "✗  to the watchtower" in text
        assert "your answer" in text
        assert "The watchtower receives metrics." in text
        assert "✗ Not right" in text
        assert "Look at the picture again." in text
        assert "Nobody else writes there." not in text
        assert "✓" not in text.replace("saved ✓", "")
        assert "Files are kept when the job is over." not in text
        assert "0 of 1" in text
        [attempt] = await attempts(keeping)
    assert (attempt.question, attempt.page, attempt.course) == ("logs", "why", "warehouse")
    assert (attempt.answer, attempt.outcome, attempt.score) == (Chosen(("w",)), Outcome.WRONG, 0)


async def test_retry_hint_and_the_right_answer(make_quiz, keeping, clock):
    app = make_quiz()
    async with app.run_test(size=SIZE) as pilot:
        await to_question(pilot, "logs")
        await press(pilot, key_of(app, "logs", "n"), "enter", "r")
        assert "Not right" not in shown(app)
        await press(pilot, "h")
        assert "Hint 1 of 2" in shown(app)
        assert "It holds water" not in shown(app)
        await press(pilot, "h", "h")
        assert "there are no more hints" in shown(app)
        clock.now += 30
        await press(pilot, key_of(app, "logs", "b"), "c", "c", "enter")
        text = shown(app)
        assert "✓ Right" in text
        assert "Files are kept when the job is over." in text
        assert "1 of 1" in text
        first, last = await attempts(keeping)
    assert (first.outcome, first.hints, first.confidence) == (Outcome.WRONG, 0, None)
    assert (last.outcome, last.hints, last.confidence, last.seconds) == (Outcome.RIGHT, 2, Confidence.UNSURE, 30)


async def test_a_digit_after_a_wrong_choice_is_another_try(make_quiz, keeping):
    app = make_quiz()
    async with app.run_test(size=SIZE) as pilot:
        await to_question(pilot, "logs")
        await press(pilot, key_of(app, "logs", "n"), "enter", key_of(app, "logs", "b"), "enter")
        assert "✓ Right" in shown(app)
        assert len(await attempts(keeping)) == 2


async def test_what_is_revealed_is_recorded_and_worth_nothing(make_quiz, keeping):
    app = make_quiz()
    async with app.run_test(size=SIZE) as pilot:
        await to_question(pilot, "logs")
        await press(pilot, "x")
        assert "This is the answer" in shown(app)
        assert "✓  into a bucket" in shown(app)
        [attempt] = await attempts(keeping)
        assert (attempt.revealed, attempt.answer, attempt.score) == (True, None, 0)
        await settled(lambda: app.screen.course_total() == "0/7 · 0 %")


async def test_several_answers_by_cursor_and_space(make_quiz, keeping):
    app = make_quiz()
    async with app.run_test(size=SIZE) as pilot:
        await to_question(pilot, "moves")
        await press(pilot, "enter")
        assert "choose" in shown(app)
        assert not await attempts(keeping)
        for part in ("l", "e"):
            row = int(key_of(app, "moves", part)) - 1
            await press(pilot, "up", "up", "up", *["down"] * row, "space")
        await press(pilot, "enter")
        assert "2 of 2" in shown(app)
        [attempt] = await attempts(keeping)
    assert set(attempt.answer.keys) == {"l", "e"}


async def test_letters_are_text_while_a_blank_is_filled(make_quiz, keeping):
    app = make_quiz()
    async with app.run_test(size=SIZE) as pilot:
        await to_question(pilot, "capital")
        await press(pilot, *"xsees", "home", "delete", "end", "?", "backspace")
        assert "sees" in shown(app)
        assert app.screen.page_view.question == "capital"
        await press(pilot, "escape", "c")
        assert "c sure" in shown(app)
        await press(pilot, "i", "enter")
        assert "✓ Right" in shown(app)
        [attempt] = await attempts(keeping)
    assert (attempt.answer, attempt.confidence) == (Typed(("sees",)), Confidence.SURE)


@pytest.mark.parametrize("typed", ["", "abc", "1e999", "NaN", "٣"])
async def test_what_is_no_number_is_refused_in_words(make_quiz, keeping, typed):
    app = make_quiz()
    async with app.run_test(size=SIZE) as pilot:
        await to_question(pilot, "wheels")
        if typed:
            app.screen.post_message(events.Paste(typed))
            await pilot.pause()
        before = shown(app)
        await press(pilot, "enter")
        assert shown(app) != before
        assert "Not right" not in shown(app)
        assert not await attempts(keeping)
        await press(pilot, "ctrl+u", *"20.3m", "enter")
        assert "✓ Right" in shown(app)


async def test_a_paste_of_a_megabyte_is_refused(make_quiz):
    app = make_quiz()
    async with app.run_test(size=SIZE) as pilot:
        await to_question(pilot, "capital")
        app.screen.post_message(events.Paste("x" * 1_000_000))
        await pilot.pause()
        assert "an answer has at most 10,000 characters" in shown(app)
        app.screen.post_message(events.Paste("se\x1b[2Jes\n"))
        await pilot.pause()
        await press(pilot, "enter")
        assert "\x1b" not in shown(app)
        assert "Not right" not in shown(app)


async def test_matching_by_number_and_letter_with_undo(make_quiz, keeping):
    app = make_quiz()
    async with app.run_test(size=SIZE) as pilot:
        await to_question(pilot, "pairs")
        wrong, right = letter_of(app, "pairs", "s"), letter_of(app, "pairs", "p")
        await press(pilot, "1", wrong, "u", "1", right, "2", letter_of(app, "pairs", "t"), "enter")
        assert "✓ Right" in shown(app)
        [attempt] = await attempts(keeping)
    assert attempt.answer == Paired((("G", "p"), ("I", "t")))


async def test_letters_go_to_the_text_when_nothing_was_picked(make_quiz):
    app = make_quiz()
    async with app.run_test(size=SIZE) as pilot:
        await to_question(pilot, "pairs")
        top = app.screen.page_view.top
        await press(pilot, "k")
        assert app.screen.page_view.top == top - 1
        assert app.screen.page_view.question == "pairs"


async def test_ordering_by_taking_and_moving(make_quiz, keeping):
    app = make_quiz()
    async with app.run_test(size=SIZE) as pilot:
        await to_question(pilot, "steps")
        for place, part in enumerate("bsd", 1):
            await press(pilot, key_of(app, "steps", part), str(place))
        await press(pilot, "up", "up", "space", "down", "u", "enter")
        assert "✓ Right" in shown(app)
        [attempt] = await attempts(keeping)
    assert attempt.answer == Ordered(("b", "s", "d"))


async def test_a_reflection_is_marked_and_not_scored(make_quiz, keeping):
    app = make_quiz()
    async with app.run_test(size=SIZE) as pilot:
        await to_question(pilot, "think")
        await press(pilot, "enter")
        assert "choose one of the marks first" in shown(app)
        await press(pilot, "2", "enter")
        assert "✓ Noted" in shown(app)
        [attempt] = await attempts(keeping)
    assert (attempt.answer, attempt.outcome, attempt.points) == (Reflected(SelfMark.PARTLY), Outcome.UNSCORED, 0)


async def test_a_broken_question_says_where_and_takes_no_answer(make_quiz, keeping):
    app = make_quiz()
    async with app.run_test(size=SIZE) as pilot:
        await to_question(pilot, "broken")
        assert "This question cannot be answered: no choice is right (quiz.yml:7)" in " ".join(shown(app).split()).replace(
            " █ ", " "
        )
        await press(pilot, "1", "enter")
        assert not await attempts(keeping)
        await press(pilot, "Q")
        assert "no question further down" in shown(app)


async def test_a_digit_without_a_focus_answers_the_question_in_view(make_quiz):
    app = make_quiz()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "d", "2")
        assert app.screen.page_view.question == "logs"
        assert "●" in shown(app)
        await press(pilot, "escape")
        assert app.screen.page_view.question == ""


async def test_where_it_is_explained_and_back(make_quiz):
    app = make_quiz()
    async with app.run_test(size=SIZE) as pilot:
        await to_question(pilot, "logs")
        await press(pilot, "w")
        assert "once you have answered" in shown(app)
        await press(pilot, key_of(app, "logs", "n"), "enter", "w")
        await settled(lambda: app.screen.study.place.page == "costs")
        await pilot.pause()
        assert "The end" in shown(app)
        await press(pilot, "backspace")
        assert app.screen.page_view.question == "logs"
        assert "Not right" in shown(app)
        await press(pilot, "Q")
        await press(pilot, key_of(app, "moves", "a"), "enter", "w")
        await settled(lambda: "nothing on this page" in shown(app))


async def test_tab_goes_through_links_and_questions(make_quiz):
    app = make_quiz()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "tab")
        assert app.screen.page_view.question == "logs"
        await press(pilot, "tab", "shift+tab")
        assert app.screen.page_view.question == "logs"


async def test_a_click_chooses(make_quiz, keeping):
    app = make_quiz()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "d")
        row = row_of(app, "○  into a bucket")
        await pilot.click(offset=(rows(app)[row].index("bucket"), row))
        await pilot.pause()
        assert app.screen.page_view.question == "logs"
        await press(pilot, "enter")
        assert "✓ Right" in shown(app)
        assert len(await attempts(keeping)) == 1


async def test_it_says_saved_once_it_is(make_quiz):
    app = make_quiz()
    async with app.run_test(size=SIZE) as pilot:
        await settled(lambda: rows(app)[-1].rstrip().endswith("saved ✓"))
        await pilot.pause()


class FullDisk(MemoryStore):
    lasting = True
    full = True

    def record(self, events):
        if self.full:
            raise StoreError("the disk is full")
        super().record(events)


async def test_what_cannot_be_saved_yet_is_saved_later(make_quiz, clock):
    store = FullDisk()
    keeping = Keeping(store, "ada", clock)
    app = make_quiz(kept=keeping)
    async with app.run_test(size=SIZE) as pilot:
        await to_question(pilot, "logs")
        await press(pilot, key_of(app, "logs", "b"), "enter")
        await settled(lambda: rows(app)[-1].rstrip().endswith("not saved yet"))
        assert "✓ Right" in shown(app)
        store.full = False
        await settled(lambda: rows(app)[-1].rstrip().endswith("saved ✓"))
    assert keeping.close() == 0
    assert [attempt.question for attempt in store.attempts("ada")] == ["logs"]


async def test_what_the_settings_do_not_want_kept_is_not_called_saved(make_quiz, clock):
    keeping = Keeping(MemoryStore(), "ada", clock)
    app = make_quiz(kept=keeping)
    async with app.run_test(size=SIZE):
        assert rows(app)[-1].rstrip().endswith("not kept")
    keeping.close()


async def test_a_notice_stays(make_quiz, clock):
    keeping = Keeping(MemoryStore("Your answers are not kept: the folder cannot be written."), "ada", clock)
    app = make_quiz(kept=keeping)
    async with app.run_test(size=SIZE) as pilot:
        assert "the folder cannot be written" in shown(app)
        await to_question(pilot, "logs")
        await press(pilot, key_of(app, "logs", "b"), "enter")
        assert rows(app)[-1].rstrip().endswith("⚠ not kept")
        await press(pilot, "!")
        assert "the folder cannot be written" in shown(app)
        assert "What you should know" in shown(app)
    keeping.close()


async def test_who_has_no_more_room_is_told_when_it_is_so(make_quiz, store, clock):
    keeping = Keeping(BoundedStore(store, Quota(events=0)), "ada", clock)
    app = make_quiz(kept=keeping)
    async with app.run_test(size=SIZE) as pilot:
        # The visit of the page is the first that there is no room for.
        await settled(lambda: "no more room for you in this workshop" in shown(app))
        await to_question(pilot, "logs")
        await press(pilot, key_of(app, "logs", "b"), "enter")
        await settled(lambda: rows(app)[-1].rstrip().endswith("⚠ not kept"))
        assert "✓ Right" in shown(app)
        await press(pilot, "!")
        assert "ask your instructor" in " ".join(shown(app).split())
    assert keeping.close() == 0
    assert store.used("ada").events == 0


async def test_a_learner_who_comes_back_finds_everything(make_quiz, store, clock):
    for number in range(2):
        keeping = Keeping(store, "ada", clock)
        app = make_quiz(kept=keeping)
        async with app.run_test(size=SIZE) as pilot:
            if number == 0:
                await to_question(pilot, "logs")
                await press(pilot, key_of(app, "logs", "w"), "enter")
                top = app.screen.page_view.top
            else:
                assert app.screen.page_view.question == "logs"
                assert app.screen.page_view.top == top
                assert "The watchtower receives metrics." in shown(app)
                await press(pilot, "r", key_of(app, "logs", "b"), "enter")
                assert "✓ Right" in shown(app)
        keeping.close()
    assert [one.outcome for one in store.attempts("ada")] == [Outcome.WRONG, Outcome.RIGHT]


async def test_the_page_where_the_learner_was_comes_back(make_quiz, store, clock):
    for number in range(2):
        keeping = Keeping(store, "ada", clock)
        app = make_quiz(kept=keeping)
        async with app.run_test(size=SIZE) as pilot:
            if number == 0:
                await press(pilot, "n", "d")
                top = app.screen.page_view.top
                assert top > 0
            else:
                assert app.screen.study.place.page == "costs"
                assert app.screen.page_view.top == top
        keeping.close()


async def test_marks_in_the_contents(make_quiz):
    app = make_quiz()
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(lambda: app.screen.index is not None)
        await press(pilot, "Q", key_of(app, "logs", "b"), "enter")
        assert "◐ 1/6" in rows(app)[row_of(app, "▸ Why simulate")]
        assert "1/7 · 14 %" in rows(app)[1]
        assert " ·│" in rows(app)[row_of(app, "What it costs")].replace(" · ", " ·")
        await press(pilot, "n", "G", "p")
        await settled(lambda: "✓" in rows(app)[row_of(app, "What it costs")][:40])


async def test_results_lead_back_to_each_question(make_quiz):
    app = make_quiz()
    async with app.run_test(size=SIZE) as pilot:
        await settled(lambda: app.screen.index is not None)
        await press(pilot, "Q", key_of(app, "logs", "n"), "enter", "Q", "x", "P")
        assert isinstance(app.screen, ResultsScreen)
        text = shown(app)
        assert "0 of 6 right · 0 at once · 0 of 7 points · 0 %" in text
        assert "✗  1  Where do the log files" in text
        assert "revealed" in text
        assert "open" in text
        await press(pilot, "j", "j", "enter")
        assert app.screen.page_view.question == "capital"
        await press(pilot, "P", "escape")
        assert not isinstance(app.screen, ResultsScreen)


async def test_the_help_names_the_keys_of_questions(make_quiz):
    app = make_quiz()
    async with app.run_test(size=(80, 60)) as pilot:
        await press(pilot, "?")
        for words in ("next question", "check; how sure", "where it is explained", "results; review"):
            assert words in shown(app)


async def test_a_quiz_begins_with_the_first_question_that_is_not_settled(make_quiz, store, clock):
    for expected in ("logs", "moves"):
        keeping = Keeping(store, "ada", clock)
        app = make_quiz(kept=keeping, ask=True)
        async with app.run_test(size=SIZE) as pilot:
            await settled(lambda: app.screen.page_view.question == expected)  # noqa: B023  it is waited for here
            await press(pilot, "x")
        keeping.close()
