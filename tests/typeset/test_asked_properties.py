"""What holds for every question in every state: nothing lost, too wide or moved, and a page set again is the page set anew."""

from __future__ import annotations

import unicodedata
from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tui_course.model import block as b
from tui_course.model import inline as i
from tui_course.model.answer import Outcome
from tui_course.model.draft import Choosing, Marking, Ordering, Pairing, Typing
from tui_course.model.question import Blank, Choice, Choose, Comparison, Fill, Item, Match, Measure, Order, Question, Reflect
from tui_course.model.visible import visible
from tui_course.model.walk import question_blocks
from tui_course.questions import solution
from tui_course.study.asking import Asking
from tui_course.study.drafting import begun
from tui_course.study.learning import Learning
from tui_course.typeset.anchors import question_cursor, question_end, question_start
from tui_course.typeset.document import Document
from tui_course.typeset.labels import outcome_label
from tui_course.typeset.line import Role
from tui_course.typeset.setting import Setting

# Neither our own words nor what is typed have one of these, so that they can be counted.
ASKED = "ЖЦ中文"
SAID = "ДЛ字한"
bounded = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def blocks_of(alphabet, *, most=2):
    word = st.one_of(st.text(alphabet, min_size=1, max_size=9), st.just(alphabet * 12))
    words = st.lists(word, min_size=1, max_size=6).map(" ".join)
    text = st.builds(i.Text, words)
    link = st.builds(i.Link, text.map(lambda one: (one,)), st.just("x"))
    paragraph = st.lists(st.one_of(text, text, link), min_size=1, max_size=2).map(lambda found: b.Paragraph(tuple(found)))
    code = st.builds(b.CodeBlock, words)
    listed = paragraph.map(lambda inner: b.ListBlock((b.ListItem((inner,)), b.ListItem((inner,)))))
    return st.lists(st.one_of(paragraph, paragraph, code, listed), max_size=most).map(tuple)


def questions(identity, *, comments=True):
    asked, said = blocks_of(ASKED), blocks_of(SAID)
    comment = said if comments else st.just(())

    def numbered(make, side="", most=12):
        return st.integers(0, most).flatmap(lambda count: st.tuples(*[make(f"{side}{number}") for number in range(count)]))

    def choice(key):
        return st.builds(Choice, st.just(key), asked, st.booleans(), comment, st.booleans())

    def item(key):
        return st.builds(Item, st.just(key), asked)

    task = st.one_of(
        st.builds(Choose, numbered(choice), st.booleans(), st.booleans()),
        st.builds(
            Fill,
            st.lists(
                st.builds(
                    Blank, st.lists(st.sampled_from(["ab", "cd", "[a-c]+"]), min_size=1).map(tuple), st.sampled_from(Comparison)
                ),
                max_size=11,
            ).map(tuple),
            st.booleans(),
        ),
        st.integers(0, 4).flatmap(
            lambda count: st.builds(
                Match,
                st.tuples(*[item(f"l{number}") for number in range(count)]),
                st.tuples(*[item(f"r{number}") for number in range(count)]),
                numbered(item, "d", 3),
            )
        ),
        st.builds(Measure, st.floats(-1e9, 1e9), unit=st.sampled_from(["", "m", "metres per second and metre"])),
        st.builds(Order, numbered(item, most=5)),
        st.builds(Reflect, st.booleans(), numbered(item, most=3)),
    )
    return st.builds(
        Question,
        identity,
        st.just("kind"),
        asked,
        task,
        st.one_of(st.just(1.0), st.floats(0, 200)),
        said,
        said,
        st.lists(said, max_size=3).map(tuple),
        said,
        fault=st.sampled_from(["", "", "", "", "it has a fault"]),
    )


STEP = st.tuples(
    st.sampled_from(["draft", "draft", "solve", "check", "retry", "hint", "reveal", "confide"]), st.integers(0, 999)
)
ENDS = st.sampled_from(
    [[], ["check"], ["draft", "check"], ["draft", "draft", "check"], ["solve", "check"], ["check", "reveal"]]
)
STEPS = st.builds(lambda steps, end: [*steps, *((name, 7 * len(steps)) for name in end)], st.lists(STEP, max_size=5), ENDS)
WIDTHS = st.integers(10, 100)


def drafted(draft, number):
    """One of the things that can be done to a draft."""
    match draft:
        case Choosing():
            return draft.toggled(number % len(draft.order)) if draft.order else draft
        case Typing():
            draft = draft.at_blank(number % len(draft.texts))
            return draft.typed(["ab", "zz\x1b", "1", "x" * 90, "考"][number % 5]).moved(number % 7)
        case Pairing():
            if not draft.left or not draft.right:
                return draft
            draft = draft.picked(number % len(draft.left))
            return draft.paired(number % len(draft.right)) if number % 5 else draft
        case Ordering():
            return draft.moved(number % len(draft.order)) if draft.order else draft
        case Marking():
            return draft.marked(number % 3)


def play(asking, question, steps):
    for step, number in steps:
        if step == "draft":
            asking.edit(question, drafted(asking.asked(question).draft, number))
        elif step == "solve":
            asking.edit(question, begun(question, f"ada {question.id}", solution(question)))
        else:
            getattr(asking, step)(question)
    return asking.asked(question)


def an_asking(learner="ada"):
    return Asking(Learning(learner, "kites", clock=lambda: 0.0))


def question_lines(asked, setting):
    question = asked.question
    document = Document((b.Ask("ask", (question,)),), setting)
    return document.lines(0, document.height)


def settings_for(asked, width, *, ascii_only=False, focused=True):
    return Setting(
        width, ascii=ascii_only, monochrome=ascii_only, asked=lambda _: asked, in_focus="q" if focused else "", typing=focused
    )


def letters(text, alphabet=ASKED + SAID):
    return Counter(letter for letter in unicodedata.normalize("NFKC", text) if letter in alphabet)


def words(blocks):
    lines = Document(blocks, Setting(100)).lines(0, 10**6)
    return letters("".join(line.text for line in lines))


def shown_words(asked):
    """What of a question should be on the screen."""
    question = asked.question
    found = sum((words(run) for run in question_blocks(question)), Counter())
    if question.fault:
        return found
    given = {key for key, _ in asked.verdict.parts} if asked.verdict is not None else set()
    if isinstance(question.task, Choose):
        for choice in question.task.choices:
            if asked.settled or choice.key in given:
                found += words(choice.comment)
    for hint in question.hints[: asked.hints]:
        found += words(hint)
    if asked.revealed or (asked.verdict is not None and asked.verdict.outcome is Outcome.RIGHT):
        found += words(question.praise)
    elif asked.verdict is not None and asked.verdict.outcome is not Outcome.UNSCORED:
        found += words(question.advice)
    if asked.settled:
        found += words(question.explanation)
    return found


@bounded
@given(questions(st.just("q")), STEPS, WIDTHS, st.booleans(), st.booleans())
def test_all_that_should_be_shown_is_shown_once(question, steps, width, ascii_only, focused):
    asked = play(an_asking(), question, steps)
    lines = question_lines(asked, settings_for(asked, width, ascii_only=ascii_only, focused=focused))
    assert letters("".join(line.text for line in lines)) == shown_words(asked)


@bounded
@given(questions(st.just("q")), STEPS, WIDTHS, st.booleans(), st.booleans())
def test_a_question_stays_within_its_width_and_its_anchors(question, steps, width, ascii_only, focused):
    asked = play(an_asking(), question, steps)
    setting = settings_for(asked, width, ascii_only=ascii_only, focused=focused)
    lines = question_lines(asked, setting)
    for line in lines:
        assert line.wide or setting.cells(line.text) <= width
        assert sum(setting.cells(run.text) for run in line.runs) == setting.cells(line.text)
        for run in line.runs:
            assert visible(run.text) == run.text
            assert "\n" not in run.text
    anchors = [name for line in lines for name in line.anchors]
    assert [name for name in anchors if name != question_cursor("q")] == [question_start("q"), question_end("q")]
    assert question_start("q") in lines[0].anchors
    assert question_end("q") in lines[-1].anchors


@bounded
@given(questions(st.just("q")), STEPS, WIDTHS, st.booleans())
def test_the_row_that_the_next_key_acts_on_can_be_found(question, steps, width, focused):
    asked = play(an_asking(), question, steps)
    lines = question_lines(asked, settings_for(asked, width, focused=focused))
    found = [line for line in lines if question_cursor("q") in line.anchors]
    draft = asked.draft
    rows = len(draft.left if isinstance(draft, Pairing) else getattr(draft, "order", "one"))
    assert len(found) == (focused and not asked.judged and not question.fault and rows > 0)
    for line in found:
        assert any(run.role in {Role.CURSOR, Role.INPUT, Role.CARET} for run in line.runs)


@bounded
@given(questions(st.just("q")), STEPS)
def test_a_verdict_is_told_in_words(question, steps):
    asked = play(an_asking(), question, steps)
    text = "\n".join(line.text for line in question_lines(asked, settings_for(asked, 80, ascii_only=True)))
    if asked.refusal:
        assert asked.refusal[:20] in text
    if asked.revealed:
        assert "This is the answer" in text
    elif asked.verdict is not None:
        assert outcome_label(asked.verdict.outcome)[0] in text
        if isinstance(question.task, Choose):
            assert text.count("your answer") == len(asked.verdict.parts)


def places(lines, setting):
    """Where the words of prompt and rows stand: by line, without the lines that a word of ours takes for itself."""
    kept = [line for line in lines if line.text.strip("▌█ ") not in {"your answer", "right"}]
    found = []
    for number, line in enumerate(kept):
        column = 0
        for run in line.runs:
            if letters(run.text, ASKED):
                found.append((number, column, run.text))
            column += setting.cells(run.text)
    return found


@bounded
@given(questions(st.just("q"), comments=False), STEPS, st.integers(30, 100))
def test_nothing_that_is_asked_moves(question, steps, width):
    asking = an_asking()
    opened = asking.asked(question)
    if isinstance(question.task, Order):  # its rows are there to be moved
        steps = [(step, number) for step, number in steps if step in {"check", "hint", "confide"}]
    before = places(question_lines(opened, settings_for(opened, width, focused=False)), settings_for(opened, width))
    for stop in range(1, len(steps) + 1):
        asked = play(asking, question, steps[stop - 1 : stop])
        setting = settings_for(asked, width)
        assert places(question_lines(asked, setting), setting) == before


# A page set again

FILLER = st.one_of(
    st.builds(lambda text: b.Paragraph((i.Text(text),)), st.text("abc ", max_size=90)),
    st.just(b.Paragraph((i.Anchor("lonely"),))),
    st.just(b.Paragraph((i.Link((i.Text("a link"),), "x"), i.Anchor("inside")))),
    st.just(b.Heading(2, (i.Text("Heading"),), "heading")),
    st.just(b.CodeBlock("print()\n" * 3)),
    st.just(b.Rule()),
    st.just(b.Reveal((i.Text("More"),), (b.Heading(3, (i.Text("deep"),), "deep"),))),
)
POOL = ["q0", "q1", "q2", "q3"]
ASK = st.builds(
    b.Ask,
    st.just("ask"),
    st.lists(st.sampled_from(POOL), max_size=2).map(tuple),
    st.sampled_from(["", "Title"]),
)
PAGE = st.lists(
    st.one_of(
        FILLER,
        ASK,
        st.builds(lambda ask: b.Admonition("note", (), (ask,)), ASK),
        st.builds(lambda ask, opened: b.Reveal((i.Text("Ask"),), (ask,), opened), ASK, st.booleans()),
        st.builds(lambda one, two: b.Columns((b.Column((one,)), b.Column((two,)))), ASK, FILLER),
    ),
    max_size=8,
)


def with_questions(block, pool):
    """The block with questions for the names that stand in their place."""
    match block:
        case b.Ask():
            return b.Ask(block.id, tuple(pool[name] for name in block.questions), block.title)
        case b.Admonition():
            return b.Admonition(block.kind, (), tuple(with_questions(one, pool) for one in block.blocks))
        case b.Reveal():
            return b.Reveal(block.summary, tuple(with_questions(one, pool) for one in block.blocks), block.open)
        case b.Columns():
            return b.Columns(tuple(b.Column(tuple(with_questions(one, pool) for one in c.blocks)) for c in block.columns))
        case _:
            return block


def known(document, page):
    """All that a document tells."""
    names = {
        "lonely",
        "inside",
        "heading",
        "deep",
        *map(question_start, POOL),
        *map(question_end, POOL),
        *map(question_cursor, POOL),
    }
    return {
        "height": document.height,
        "lines": document.lines(0, document.height),
        "anchors": {name: document.anchor(name) for name in names},
        "targets": document.targets(),
        "headings": document.headings(),
        "tops": [document.top_of(number) for number in range(len(page))],
        "blocks": [document.block_at(line) for line in range(document.height)],
    }


@bounded
@given(
    PAGE,
    st.tuples(*[questions(st.just(name)) for name in POOL]),
    st.lists(st.tuples(st.sampled_from(POOL), STEPS, st.booleans(), st.booleans(), st.integers(0, 60)), min_size=1, max_size=5),
    st.integers(10, 90),
)
def test_a_page_set_again_is_the_page_set_anew(source, pool, changes, width):
    pool = dict(zip(POOL, pool, strict=True))
    page = tuple(with_questions(block, pool) for block in source)
    asking = an_asking()
    states = {question: asking.asked(pool[question]) for question in POOL}
    focus = ""
    document = Document(page, Setting(width, asked=lambda question: states[question.id]))
    for name, steps, turns, typing, line in changes:
        # Some of the page has been looked at, some not.
        document.lines(line, line + 9)
        if line % 3:
            document.targets()
        states = states | {name: play(asking, pool[name], steps)}
        before, focus = focus, name if turns else ""
        now = states
        setting = Setting(width, asked=lambda question, now=now: now[question.id], in_focus=focus, typing=typing)
        document = document.again(setting, frozenset({name, before, focus} - {""}))
        assert known(document, page) == known(Document(page, setting), page)


# Sizes


def paragraph(text):
    return (b.Paragraph((i.Text(text),)),)


def of_size(count):
    return {
        "choices": Choose(tuple(Choice(str(n), paragraph(f"choice {n}"), n == 3) for n in range(count))),
        "pairs": Match(
            tuple(Item(f"l{n}", paragraph(f"left {n}")) for n in range(count)),
            tuple(Item(f"r{n}", paragraph(f"right {n}")) for n in range(count)),
        ),
        "items": Order(tuple(Item(f"i{n}", paragraph(f"item {n}")) for n in range(count))),
        "blanks": Fill(tuple(Blank((f"b{n}",)) for n in range(count))),
    }


def columns_of(lines, setting, is_wanted):
    """The columns where some runs begin."""
    found = []
    for line in lines:
        column = 0
        for run in line.runs:
            if is_wanted(run):
                found.append(column)
            column += setting.cells(run.text)
    return found


@pytest.mark.parametrize(
    ("kind", "nouns"),
    [("choices", ["choice"]), ("pairs", ["left", "right"]), ("items", ["item"]), ("blanks", [])],
)
@pytest.mark.parametrize("count", [1, 12, 30, 200])
@pytest.mark.parametrize("width", [76, 40])
def test_many_rows_stand_below_each_other(kind, nouns, count, width):
    question = Question("q", kind, paragraph("Which?"), of_size(count)[kind])
    asked = an_asking().asked(question)
    setting = settings_for(asked, width, focused=False)
    lines = question_lines(asked, setting)
    for noun in nouns:
        columns = columns_of(lines, setting, lambda run, noun=noun: run.text.startswith(f"{noun} "))
        assert len(columns) == count
        assert len(set(columns)) == 1
    fields = columns_of(lines, setting, lambda run: run.role is Role.INPUT)
    assert len(fields) == (count if kind == "blanks" else 0)
    assert len(set(fields)) <= 1
    assert all(setting.cells(line.text) <= width for line in lines)


def test_what_is_empty_has_a_row_of_its_own():
    task = Choose((Choice("a", (), correct=True), Choice("b", ())))
    asked = an_asking().asked(Question("q", "kind", (), task))
    assert [line.text for line in question_lines(asked, settings_for(asked, 40))][:4] == [
        "█ 1                              1 point",
        "█",
        "█    1  ○",
        "█    2  ○",
    ]


@pytest.mark.parametrize("letter", ["x", "考", "👩‍👩‍👧", "e\u0301", "\x1b", "\x9b", "\t"])
@pytest.mark.parametrize("place", [0, 0.5, 1])
@pytest.mark.parametrize("width", [76, 40, 10])
def test_a_long_answer_is_shown_around_the_caret(letter, place, width):
    text = letter * (10_000 // len(letter))
    question = Question("q", "kind", paragraph("Which?"), Fill((Blank(("a",)),)))
    asking = an_asking()
    asked = asking.edit(question, Typing((text,), 0, int(len(text) * place)))
    setting = settings_for(asked, width)
    lines = question_lines(asked, setting)
    (field,) = (line for line in lines if any(run.role is Role.CARET for run in line.runs))
    caret = next(run for run in field.runs if run.role is Role.CARET)
    assert (caret.text == " ") == (place == 1 or letter == "\t")
    assert setting.cells(field.text) <= width
    assert sum(setting.cells(run.text) for run in field.runs) == setting.cells(field.text)
    before = "".join(run.text for run in field.runs[: field.runs.index(caret)]).strip("█ ")
    assert bool(before) == (place > 0) or letter == "\t"
