from __future__ import annotations

from tests.tui.seeing import press, shown, until
from tui_course.model.answer import Outcome
from tui_course.study.keeping import Keeping
from tui_course.tui.screens.reader import ReaderScreen
from tui_course.tui.screens.review import ReviewScreen

SIZE = (80, 24)
DAY = 86_400.0


def digit(app, asking, question, choice):
    found = next(one for one in app.screen.answering.questions if one.id == question)
    return str(asking.asked(found).draft.order.index(choice) + 1)


async def miss(make_quiz, store, clock, *, reveal=()):
    """A sitting in which the first question is missed."""
    keeping = Keeping(store, "ada", clock)
    app = make_quiz(kept=keeping)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "Q")
        await press(pilot, digit(app, app.screen.study.asking, "logs", "w"), "enter")
        for name in reveal:
            app.screen.page_view.turn_to(name)
            await pilot.pause()
            await press(pilot, "x")
    keeping.close()


async def test_what_was_missed_is_asked_on_the_next_day(make_quiz, store, clock):
    await miss(make_quiz, store, clock)
    clock.now += DAY
    keeping = Keeping(store, "ada", clock)
    app = make_quiz(kept=keeping)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "R")
        await until(lambda: isinstance(app.screen, ReviewScreen) and app.screen.page_view.question)
        text = shown(app)
        assert "Review › Simulation › Why simulate" in text
        assert "1 of 1" in text
        assert "Where do the log files of the forklift go?" in text
        assert "Not right" not in text
        await press(pilot, digit(app, app.screen.session.asking, "logs", "b"), "enter")
        assert "✓ Right" in shown(app)
        await press(pilot, "enter")
        assert "You answered 1 question, 1 of them right at once." in shown(app)
        await press(pilot, "escape")
        assert isinstance(app.screen, ReaderScreen)
    keeping.close()
    last = store.attempts("ada")[-1]
    assert (last.review, last.page, last.outcome) == (True, "why", Outcome.RIGHT)


async def test_nothing_is_due_at_first(make_quiz, store, clock):
    keeping = Keeping(store, "ada", clock)
    app = make_quiz(kept=keeping)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "R")
        await until(lambda: "nothing is due: what you miss" in shown(app))
    keeping.close()
    await miss(make_quiz, store, clock)
    keeping = Keeping(store, "ada", clock)
    app = make_quiz(kept=keeping)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "R")
        await until(lambda: "the next question comes back in 10 minutes" in shown(app))
    keeping.close()


async def test_a_review_is_left_for_an_explanation_and_goes_on(make_quiz, store, clock):
    await miss(make_quiz, store, clock, reveal=("moves",))
    clock.now += DAY
    keeping = Keeping(store, "ada", clock)
    app = make_quiz(kept=keeping, review=5)
    async with app.run_test(size=SIZE) as pilot:
        await until(lambda: isinstance(app.screen, ReviewScreen) and app.screen.page_view.question)
        assert "1 of 2" in shown(app)
        while app.screen.page_view.question != "logs":
            await press(pilot, "Q")
        await press(pilot, "x", "w")
        await until(lambda: isinstance(app.screen, ReaderScreen) and app.screen.study.place.page == "costs")
        assert "R leads back to the review" in shown(app)
        await press(pilot, "R")
        await until(lambda: isinstance(app.screen, ReviewScreen) and app.screen.page_view.question == "logs")
        assert "This is the answer" in shown(app)
    keeping.close()


async def test_a_review_ends_with_its_time(make_quiz, store, clock):
    await miss(make_quiz, store, clock, reveal=("moves",))
    clock.now += DAY
    keeping = Keeping(store, "ada", clock)
    app = make_quiz(kept=keeping, review=5)
    async with app.run_test(size=SIZE) as pilot:
        await until(lambda: isinstance(app.screen, ReviewScreen) and app.screen.page_view.question)
        await press(pilot, "x")
        clock.now += 301
        await press(pilot, "enter")
        assert "Review done" in shown(app)
        assert "1 more is due: Escape, then R." in shown(app)
    keeping.close()
