"""What waits for a learner, and the rows that it is shown in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tests.tui.attending import closed, invitation, message, poll
from tui_course.model import question as q
from tui_course.model.answer import Chosen, Typed
from tui_course.model.block import Paragraph
from tui_course.model.inline import Text
from tui_course.model.workshop import HandLowered, Pulse
from tui_course.study.voting import Voting
from tui_course.tui.notices import Announcement, Notices, standing_words
from tui_course.tui.polled import result_lines
from tui_course.tui.theme import Look
from tui_course.tui.widgets.bars import Hint, broken
from tui_course.tui.widgets.notice import MOST_ROWS, NoticeLine
from tui_course.typeset.setting import Setting
from tui_course.workshop.attending import ClassNow, Closing, Remark
from tui_course.workshop.counting import histogram
from tui_course.workshop.wording import class_words, closing_words

LOWERED = HandLowered("lowered", "robots", 0.0, "ada")

# What arrives, and the ids of what waits then, the top last.
ARRIVALS = [
    ([message("a"), message("b", 2)], ["message 1", "message 2"]),
    ([invitation(), message("a"), invitation(number=2)], ["message 1", "invitation 2"]),
    ([poll(), poll(number=2)], ["poll 2"]),
    ([poll(), closed()], ["closed 1"]),
    ([poll(), closed(), poll(number=2)], ["poll 2"]),
    ([poll(), message("a"), closed()], ["message 1", "closed 1"]),
    ([closed()], ["closed 1"]),
    ([LOWERED, Closing(10.0, "The end")], []),
    ([message("x", number) for number in range(80)], [f"message {number}" for number in range(30, 80)]),
]


def waiting(notices):
    found = []
    while notices.top is not None:
        found.insert(0, notices.top.id)
        notices.put_away()
    return found


@pytest.mark.parametrize(("arrived", "waits"), ARRIVALS)
def test_what_waits(arrived, waits):
    notices = Notices()
    assert notices.take(arrived) == ("the instructor has seen your hand" if LOWERED in arrived else "")
    assert notices.more == max(0, len(waits) - 1)
    assert waiting(notices) == waits


@pytest.mark.parametrize(("arrived", "waits"), ARRIVALS)
def test_one_by_one_is_at_once(arrived, waits):
    notices = Notices()
    for one in arrived:
        notices.take([one])
    assert waiting(notices) == waits


def test_a_remark_of_the_host_is_said_once():
    notices = Notices()
    assert notices.take([Remark("what you pasted\x1b was cut")]) == "what you pasted\u241b was cut"
    assert notices.top is None
    assert notices.take([]) == ""


def test_what_is_done_is_forgotten():
    notices = Notices()
    notices.take([message("a"), invitation(), poll(), message("b", 2)])
    notices.forget("poll 1")
    notices.put_messages_away()
    assert waiting(notices) == ["invitation 1"]
    notices.take([poll(), closed()])
    notices.forget("poll 1")
    assert waiting(notices) == []


class TestClosing:
    def test_it_counts_down_and_ends(self):
        now = 100.0
        notices = Notices(lambda: now)
        assert notices.closing is None
        notices.take([Closing(10.0, "The end")])
        assert notices.closing == ("The end", 10.0)
        now = 112.0
        assert notices.closing == ("The end", 0.0)
        now = 116.0
        assert notices.closing is None

    def test_the_newest_counts(self):
        notices = Notices(lambda: 0.0)
        notices.take([Closing(100.0, "Idle", idle=True)])
        assert notices.is_idle
        notices.take([Closing(5.0, "The end")])
        assert not notices.is_idle
        assert notices.closing == ("The end", 5.0)
        notices.stay()
        assert notices.closing is None

    @pytest.mark.parametrize(
        ("seconds", "idle", "words"),
        [
            (10.4, False, "The host stops. Your session ends in 10 s; what you did is saved"),
            (0.0, False, "The host stops. Your session ends in 0 s; what you did is saved"),
            (1800.0, False, "The host stops. Your session ends in 30 minutes; what you did is saved"),
            (119.0, True, "The host stops. Your session ends in 2 minutes, unless you press a key"),
        ],
    )
    def test_words(self, seconds, idle, words):
        assert closing_words("The  host\nstops.", seconds, idle=idle) == words


@pytest.mark.parametrize(
    ("pulse", "hand", "look", "words"),
    [
        (None, False, Look(), ""),
        (Pulse.LOST, True, Look(), "you: lost ✋"),
        (None, True, Look(), "you: ✋"),
        (Pulse.DONE, True, Look(ascii=True), "you: done hand up"),
        (Pulse.OK, False, Look(), "you: ok"),
    ],
)
def test_what_the_learner_says(pulse, hand, look, words):
    assert standing_words(pulse, hand=hand, look=look) == words


def test_the_class_in_words():
    assert class_words(ClassNow(0, {})) == []
    assert class_words(ClassNow(1, {Pulse.LOST: 1})) == ["1 learner is here", "1 lost"]


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"))), st.integers(1, 60))
def test_rows_are_no_wider_than_they_may_be_and_keep_every_character(text, width):
    rows = broken(text, width)
    assert all(cell_len(row) <= max(width, *map(cell_len, row or " ")) for row in rows)
    assert "".join(rows).replace(" ", "") == text.replace(" ", "")


@given(
    st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=600),
    st.integers(1, 130),
    st.integers(1, 40),
)
def test_a_notice_takes_few_rows(words, width, height):
    line = NoticeLine(Look())
    assert line.rows_for(width, height) == 0
    line.show(Announcement(words, (Hint("i", "go there"), Hint("Esc", "not now", fixed=True)), leaves=True))
    assert 1 <= line.rows_for(width, height) <= MOST_ROWS


QUESTION = q.Question(
    "logs",
    "multiple-choice",
    (Paragraph((Text("Where do they go?"),)),),
    q.Choose(
        (
            q.Choice("w", (Paragraph((Text("to the watchtower"),)),)),
            q.Choice("b", (Paragraph((Text("into a bucket"),)),), correct=True),
        )
    ),
    explanation=(Paragraph((Text("They are kept."),)),),
)
BLANK = q.Question("blank", "fill-single", (Paragraph((Text("A robot ____"),)),), q.Fill((q.Blank(("senses",)),)))


def shown(question, answers, mine="", **setting):
    lines = result_lines(question, histogram(question, answers), Setting(40, **setting), mine)
    return [line.text.rstrip() for line in lines]


class TestResults:
    def test_all_of_it(self):
        answers = [(Chosen(("b",)), 3), (Chosen(("w",)), 1)]
        assert shown(QUESTION, answers, "to the watchtower", ascii=True) == [
            "Where do they go?",
            "",
            "4 votes",
            "",
            "   to the watchtower",
            "   ##### 1 | your vote",
            "*  into a bucket",
            "   ################# 3 | right",
            "",
            "Why",
            "They are kept.",
        ]

    def test_nobody(self):
        rows = shown(QUESTION, [])
        assert "Nobody has voted." in rows
        assert "   0" in rows

    def test_an_answer_of_ones_own(self):
        answers = [(Typed((f"word {number}",)), 2) for number in range(20)]
        rows = shown(BLANK, [*answers, (Typed(("mine",)), 1)], "mine")
        assert "Your vote: mine" in rows
        assert any("other answers" in row for row in rows)

    @given(
        st.integers(10, 90),
        st.lists(st.tuples(st.sampled_from([Chosen(("b",)), Chosen(("w",)), Chosen(())]), st.integers(1, 500))),
    )
    def test_no_row_is_too_wide(self, width, answers):
        for plain in (False, True):
            lines = result_lines(QUESTION, histogram(QUESTION, answers), Setting(width, ascii=plain), "into a bucket")
            assert all(cell_len(line.text.rstrip()) <= width for line in lines)


class TestVoting:
    def voting(self, voted=None):
        cast = []
        return Voting("ada", "warehouse", QUESTION, voted, cast.append), cast

    def test_a_vote_is_cast_each_time(self):
        voting, cast = self.voting()
        draft = voting.asked(QUESTION).draft
        voting.edit(QUESTION, draft.toggled(0))
        asked = voting.check(QUESTION)
        assert not asked.judged
        assert cast == [Chosen((draft.order[0],))]
        voting.edit(QUESTION, asked.draft.toggled(1))
        voting.check(QUESTION)
        assert cast[-1] == voting.voted == Chosen((draft.order[1],))

    def test_nothing_is_no_vote(self):
        voting, cast = self.voting()
        assert voting.check(QUESTION).refusal
        assert cast == []

    def test_it_goes_on_from_the_vote_before(self):
        voting, _ = self.voting(Chosen(("w",)))
        assert voting.asked(QUESTION).draft.answer == Chosen(("w",))

    def test_nothing_is_given_away(self):
        voting, cast = self.voting()
        assert voting.reveal(QUESTION).solution is None
        assert voting.hint(QUESTION).hints == 0
        assert cast == []
