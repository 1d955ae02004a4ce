from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from tui_course.diagrams.drawing import Role
from tui_course.diagrams.glyphs import HEADS, LEFT, LINES, PLAIN, PLAIN_LINES, RIGHT
from tui_course.diagrams.sequence import draw_sequence
from tui_course.diagrams.sequence.extent import branch_title, words_of
from tui_course.diagrams.sequence.outline import sequence_lines
from tui_course.diagrams.text import cells
from tui_course.model.diagram import Box, Frame, Head, Message, Participant, Remark, Sequence, Stroke

NAMES = "ABCD"
SIDES = ("left", "right", "over")
KINDS = ("loop", "alt", "opt", "par", "critical", "break", "rect")

WORDS = st.sampled_from("go answer a|b f(x) internationalization x-y/z:1 日本語 🙂 naïve [/] שלום".split())
TEXTS = st.lists(WORDS, max_size=8).flatmap(lambda words: st.sampled_from([" ", "\n"]).map(lambda blank: blank.join(words)))
HEAD = st.sampled_from([Head.NONE, Head.ARROW, Head.CROSS])
STROKE = st.sampled_from([Stroke.SOLID, Stroke.DOTTED])


def events(names):
    people = st.sampled_from(names)
    message = st.builds(Message, people, people, TEXTS, STROKE, HEAD, HEAD, st.sampled_from(["", "", "1", "1.25"]))
    remark = st.builds(Remark, st.lists(people, min_size=1, max_size=3).map(tuple), TEXTS, st.sampled_from(SIDES))
    simple = message | remark

    def framed(inner):
        branch = st.tuples(TEXTS, st.lists(inner, max_size=3).map(tuple))
        return st.builds(Frame, st.sampled_from(KINDS), st.lists(branch, min_size=1, max_size=3).map(tuple))

    return st.lists(st.recursive(simple, lambda inner: inner | framed(inner), max_leaves=6), max_size=5).map(tuple)


@st.composite
def sequences(draw):
    names = NAMES[: draw(st.integers(1, len(NAMES)))]
    people = tuple(Participant(name, draw(TEXTS), draw(st.booleans())) for name in names)
    boxes = draw(st.lists(st.builds(Box, TEXTS, st.lists(st.sampled_from(names), max_size=2).map(tuple)), max_size=1))
    return Sequence(people, draw(events(names)), boxes=tuple(boxes))


def squashed(text):
    return "".join(text.split())


def flat(events):
    for event in events:
        yield event
        if isinstance(event, Frame):
            for _, inner in event.branches:
                yield from flat(inner)


def titles(events):
    for event in events:
        if isinstance(event, Frame):
            for index, (condition, inner) in enumerate(event.branches):
                yield branch_title(event.kind, condition, is_first=index == 0)
                yield from titles(inner)


def cells_of(drawing, wanted):
    return [(x, y, cell) for y, row in enumerate(drawing.rows) for x, cell in enumerate(row) if wanted(cell)]


def read(drawing, wanted):
    return squashed("".join(cell.glyph for _, _, cell in cells_of(drawing, wanted)))


def legend(drawing):
    """What each number of the legend stands for."""
    return {line.split(" ", 1)[0]: squashed(line.split(" ", 1)[1]) for line in drawing.legend}


def lifelines(drawing):
    return {name: rect.left + (rect.width - 1) // 2 for name, rect in drawing.boxes.items()}


INK = (Role.LINE, Role.HEAD, Role.FRAME)
WIDTHS = st.none() | st.integers(5, 120)


@given(sequences(), WIDTHS, st.booleans())
def test_rows_are_as_wide_as_the_drawing_and_it_is_as_wide_as_asked(sequence, width, plain):
    drawing = draw_sequence(sequence, width=width, ascii=plain)
    assert drawing.refused == ""
    assert {sum(cells(cell.glyph) for cell in row) for row in drawing.rows} == {drawing.width}
    assert {len(row) for row in drawing.rows} == {drawing.width}
    assert len(drawing.rows) == drawing.height
    assert drawing.overflow == (width is not None and drawing.width > width)


@given(sequences(), WIDTHS, st.booleans())
def test_everybody_is_named_in_a_box_of_their_own(sequence, width, plain):
    drawing = draw_sequence(sequence, width=width, ascii=plain)
    for one in sequence.participants:
        rect = drawing.boxes[one.id]
        inside = [cell for row in drawing.rows[rect.top : rect.bottom + 1] for cell in row[rect.left : rect.right + 1]]
        assert {cell.item for cell in inside} == {one.id}
        assert squashed("".join(cell.glyph for cell in inside if cell.role is Role.TEXT)) == (squashed(one.text) or one.id)
    middles = list(lifelines(drawing).values())
    assert middles == sorted(middles)


@given(sequences(), WIDTHS, st.booleans())
def test_every_label_stands_at_its_message_or_in_the_legend(sequence, width, plain):
    drawing = draw_sequence(sequence, width=width, ascii=plain)
    explained = legend(drawing)
    messages = [event for event in flat(sequence.events) if isinstance(event, Message)]
    for number, message in enumerate(messages):
        shown = read(drawing, lambda cell, number=number: cell.role is Role.LABEL and cell.edges == (number,))
        assert explained.get(shown, shown) == squashed(words_of(message))


@given(sequences(), WIDTHS, st.booleans())
def test_every_note_and_every_title_is_there(sequence, width, plain):
    drawing = draw_sequence(sequence, width=width, ascii=plain)
    notes = read(drawing, lambda cell: cell.role is Role.LABEL and not cell.edges)
    explained = {squashed(words): sign for sign, words in legend(drawing).items()}
    for event in flat(sequence.events):
        if isinstance(event, Remark):
            words = squashed(event.text)
            sign = explained.get(words, words)
            assert notes.startswith((words, sign))
            notes = notes[len(words if notes.startswith(words) else sign) :]
    assert notes == ""
    placed = {name for box in sequence.boxes for name in box.participants}
    shown = read(drawing, lambda cell: cell.role is Role.TITLE)
    inside = "".join(map(squashed, titles(sequence.events)))
    assert shown.endswith(inside)
    assert (len(shown) > len(inside)) == bool(placed and squashed(sequence.boxes[0].text))


@given(sequences(), WIDTHS, st.booleans())
def test_arrows_lead_from_one_lifeline_to_the_other(sequence, width, plain):
    drawing = draw_sequence(sequence, width=width, ascii=plain)
    columns = lifelines(drawing)
    looks = PLAIN if plain else {}
    messages = [event for event in flat(sequence.events) if isinstance(event, Message)]
    last = 0
    for number, message in enumerate(messages):
        ink = cells_of(
            drawing, lambda cell, number=number: number in cell.edges and cell.role in (Role.LINE, Role.HEAD, Role.FRAME)
        )
        first = min(y for _, y, _ in ink)
        assert first > last
        last = max(y for _, y, _ in ink)
        if message.source == message.target:
            here = columns[message.source]
            assert {drawing.rows[y][here].item for y in (first, last)} == {message.source}
            assert {x for x, y, _ in ink if y in (first, last)} == set(range(here, here + 4))
            continue
        assert first == last
        source, target = columns[message.source], columns[message.target]
        assert [x for x, _, _ in ink] == list(range(min(source, target), max(source, target) + 1))
        row = drawing.rows[last]
        assert (row[source].item, row[target].item) == (message.source, message.target)
        onwards = RIGHT if source < target else LEFT
        forward = 1 if onwards == RIGHT else -1
        line = LINES[message.stroke][LEFT | RIGHT]
        ends = (
            (message.end, target - forward, onwards),
            (message.start, source + forward, LEFT if onwards == RIGHT else RIGHT),
        )
        for head, x, way in ends:
            expected = HEADS[head].get(way, line)
            table = PLAIN_LINES if plain and expected == line else looks
            assert row[x].glyph == table.get(expected, expected)


def beside(events):
    """The events, with every note beside a lifeline instead of over it."""
    for event in events:
        if isinstance(event, Remark) and event.side == "over":
            yield replace(event, side="right")
        elif isinstance(event, Frame):
            yield replace(event, branches=tuple((words, tuple(beside(inner))) for words, inner in event.branches))
        else:
            yield event


@given(sequences(), WIDTHS)
def test_nothing_covers_a_lifeline_but_words_of_what_passes_it(sequence, width):
    sequence = replace(sequence, events=tuple(beside(sequence.events)))
    drawing = draw_sequence(sequence, width=width)
    messages = [event for event in flat(sequence.events) if isinstance(event, Message)]
    order = [one.id for one in sequence.participants]
    names = {x: name for name, x in lifelines(drawing).items()}
    top = max(rect.bottom for rect in drawing.boxes.values()) + 1
    for x, y, cell in cells_of(drawing, lambda cell: cell.role in (*INK, Role.LABEL)):
        if y < top or x not in names:
            continue
        if cell.role is Role.LABEL:
            (number,) = cell.edges
            ends = sorted((order.index(messages[number].source), order.index(messages[number].target)))
            assert ends[0] < order.index(names[x]) < ends[1]
        else:
            assert cell.item == names[x]
            assert cell.edges or cell.glyph == "│"


@given(sequences())
def test_in_words_everybody_and_everything_is_there_in_its_order(sequence):
    lines = [squashed(line) for line in sequence_lines(sequence)]
    assert all(squashed(one.text) in lines[0] for one in sequence.participants)
    texts = [event.text for event in flat(sequence.events) if not isinstance(event, Frame)]
    said = [line for line in lines[1 + len(sequence.boxes) :] if line[0].isdigit() or line.startswith("Note")]
    assert len(said) == len(texts)
    assert all(line.endswith(squashed(text)) for line, text in zip(said, texts, strict=True))
    assert all("\n" not in line for line in sequence_lines(sequence))
