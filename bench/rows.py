"""What was promised: each figure, where it comes from, what it must reach, what it stands beside and what bounds it.

`sample` and `beside` name samples of the measurement; a statistic is taken of each run, and the median of the runs counts.
"""

from __future__ import annotations

from typing import NamedTuple


class Beside(NamedTuple):
    """What a figure stands beside, measured in the same run: samples of it, and its name as readers know it.

    Where `inverse`, the ratio says how many times as much the other one takes.
    """

    sample: str
    name: str
    inverse: bool = False
    statistic: str = ""


class Row(NamedTuple):
    """A figure. The bounds are of the figure itself, or with `of_ratio` of the ratio to what it stands beside."""

    name: str
    figure: str
    measurement: str
    sample: str
    unit: str = "ms"
    statistic: str = "p50"
    at_most: float | None = None
    at_least: float | None = None
    of_ratio: bool = False
    beside: Beside | None = None
    floor: str = ""


BARE, WIDGET = "bare Textual app", "Textual's Markdown widget"
COUNT = ""

ROWS: tuple[Row, ...] = (
    # What a page says.
    Row("fidelity.pages", "pages of five courses", "fidelity", "pages", COUNT, at_least=114),
    Row("fidelity.recall", "ordered word recall, worst course", "fidelity", "recall", COUNT, at_least=0.999),
    Row("fidelity.precision", "ordered word precision, worst course", "fidelity", "precision", COUNT, at_least=0.999),
    Row("fidelity.titles", "titles", "fidelity", "titles", COUNT, at_least=114),
    Row("fidelity.questions", "questions with their kind", "fidelity", "questions", COUNT, at_least=96),
    Row("fidelity.citations", "citations", "fidelity", "cites", COUNT, at_least=43),
    Row("fidelity.links", "internal links", "fidelity", "links", COUNT, at_least=181),
    Row("fidelity.figures", "figures", "fidelity", "figures", COUNT, at_least=119),
    Row("fidelity.defects", "known defects that are reported", "fidelity", "defects", COUNT, at_least=14),
    # How soon it is there.
    Row(
        *("parse", "every page of five courses, cold, processor time", "parse", "ours", "s"),
        at_most=0.2,
        of_ratio=True,
        beside=Beside("jekyll", "jekyll build"),
        floor="half of it is the start of Python and imports",
    ),
    Row(
        *("first-frame.again", "from exec to the page's words, opened before", "first-frame", "opened before"),
        at_most=1.35,
        of_ratio=True,
        beside=Beside("bare app", BARE),
        floor="the bare app, which is Python, Textual's modules and a frame",
    ),
    Row(
        *("first-frame.first", "the same with an empty cache", "first-frame", "first time"),
        at_most=1.8,
        of_ratio=True,
        beside=Beside("bare app", BARE),
        floor="as above, and one page read in another process meanwhile",
    ),
    Row(
        *("long.mount", "a page of 300 KB mounted", "big-page", "mount"),
        at_least=40,
        of_ratio=True,
        beside=Beside("Markdown widget", WIDGET, inverse=True),
        floor="reading the page from the cache",
    ),
    Row(
        *("long.read", "the same with reading it first", "big-page", "mount with reading"),
        at_least=40,
        of_ratio=True,
        beside=Beside("Markdown widget", WIDGET, inverse=True),
        floor="parsing 300 KB of Markdown",
    ),
    Row("long.scroll", "a line down in it", "big-page", "scroll", statistic="p95", at_most=20, floor="Textual's own frame"),
    Row(
        *("long.memory", "memory with it, read to its end", "big-page", "memory", "MiB"),
        at_most=1.5,
        of_ratio=True,
        beside=Beside("bare memory", BARE),
        floor="the bare app",
    ),
    Row("walk", "longest step in a walk over 114 pages", "walk", "longest", at_most=50, floor="a frame of Textual, 2 to 6 ms"),
    # Questions, search, terms, pictures.
    Row("answer.verdict", "from Enter to the verdict, answers saved", "answering", "verdict", statistic="p95", at_most=30),
    Row(
        *("answer.turn", "turning to a page with 20 questions", "answering", "turn with questions"),
        at_most=1.5,
        of_ratio=True,
        beside=Beside("turn without", "the page without"),
    ),
    Row("search.index", "index of five courses, processor time", "search-index", "index", "s", at_most=1.5),
    Row("search.key", "from a letter to results on the screen", "search", "on the screen", statistic="p95", at_most=30),
    Row("terms.opened", "a glossary of 1,000 terms opened", "terms", "glossary opened", at_most=50),
    Row("terms.typed", "a letter typed in it", "terms", "glossary typed", at_most=50),
    Row("references.opened", "a list of 1,000 works opened", "terms", "references opened", at_most=50),
    Row("pictures.explained", "pictures shown, or said why not", "pictures", "explained", COUNT, at_least=119),
    Row("pictures.drawings", "drawings (SVG) shown", "pictures", "drawings shown", COUNT, at_least=22),
    Row("pictures.case", "wrongly cased names found", "pictures", "wrongly cased", COUNT, at_least=8),
    Row(
        *("pictures.turn", "turning to a page with a picture in view", "turning", "turn with a picture"),
        statistic="p95",
        at_most=60,
        beside=Beside("turn without", "a page without"),
        floor="a page without one",
    ),
    # Diagrams.
    Row(
        *("diagrams.right", "flowcharts that are all right, of 68", "drawing", "natural: all right", COUNT),
        at_least=68,
        beside=Beside("termaid: all right", "termaid", inverse=False),
        floor="68 are all there are",
    ),
    Row(
        *("diagrams.edges", "edges that are right, per cent", "drawing", "natural: edge %", "%"),
        beside=Beside("termaid: edge %", "termaid"),
    ),
    Row("diagrams.right-small", "the same for 80x24", "drawing", "80x24: all right", COUNT, at_least=66),
    Row("diagrams.right-large", "the same for 120x40", "drawing", "120x40: all right", COUNT, at_least=66),
    Row(
        *("diagrams.fits-small", "that fit 80x24", "drawing", "80x24: fits 80x24", COUNT),
        at_least=47,
        beside=Beside("termaid: fits 80x24", "termaid"),
    ),
    Row(
        *("diagrams.fits-large", "that fit 120x40", "drawing", "120x40: fits 120x40", COUNT),
        at_least=59,
        beside=Beside("termaid: fits 120x40", "termaid"),
    ),
    Row(
        *("diagrams.crossings", "crossings for 100 right edges", "drawing", "natural: crossings per 100 right edges", COUNT),
        at_most=6.5,
        beside=Beside("termaid: crossings per 100 right edges", "termaid"),
    ),
    Row(
        *("diagrams.bends", "bends for a right edge", "drawing", "natural: bends per right edge", COUNT),
        at_most=0.72,
        beside=Beside("termaid: bends per right edge", "termaid"),
    ),
    Row(
        *("diagrams.area", "median area", "drawing", "natural: median area", "cells"),
        at_most=810,
        beside=Beside("termaid: median area", "termaid"),
    ),
    Row(
        *("diagrams.time", "one drawn, processor time, median", "drawing", "natural: time"),
        beside=Beside("termaid: time", "termaid"),
        floor="termaid keeps no line off boxes and counts no crossings",
    ),
    Row(
        *("diagrams.slowest", "the slowest of them", "drawing", "natural: time"),
        statistic="max",
        beside=Beside("termaid: time", "termaid (given up at 3 s)"),
    ),
    Row("diagrams.p95", "one drawn at natural size", "diagrams", "natural", statistic="p95", at_most=100),
    Row(
        *("diagrams.robomaker", "all attempts to fit 80x24: RoboMaker's architecture", "diagrams", "80x24 a01_robomaker"),
        at_most=300,
        floor="each attempt places and routes anew; off the loop",
    ),
    Row("diagrams.dense", "the same for 30 dense nodes", "diagrams", "80x24 a06_dense30", at_most=300, floor="likewise"),
    Row("diagrams.focus", "the focus moves in one", "diagram-keys", "focus", statistic="p95", at_most=30),
    Row("diagrams.step", "a step is shown", "diagram-keys", "step", statistic="p95", at_most=30),
    # What is kept.
    Row("store.lost", "acknowledged answers lost, 4 writers killed 60 times", "store-kill", "lost", COUNT, "max", at_most=0),
    Row("store.errors", "errors, 16 processes writing at once", "store-load", "errors", COUNT, "max", at_most=0),
    # An instructor and the class.
    Row(
        *("board.small", "board at 80x24, 200 learners who all move", "board", "80x24 everybody does"),
        at_most=10,
        floor="rows in view times 0.1 ms a row",
    ),
    Row(
        *("board.large", "the same at 120x40", "board", "120x40 everybody does"),
        at_most=10,
        beside=Beside("120x40 nobody moves on", "nobody moves"),
        floor="every row in view is another one each second",
    ),
    Row("class.errors", "errors, 200 sessions at one store", "workshop-store", "errors", COUNT, "max", at_most=0),
    Row("class.folding", "folding 300,000 events", "observing", "folding", "s", at_most=1),
    Row(
        "class.hand",
        "from a hand to the board",
        "observing",
        "hand",
        "s",
        "p99",
        at_most=2,
        floor="both sides look once a second",
    ),
    Row("class.words", "from the instructor to a learner", "observing", "words", "s", "p99", at_most=2, floor="likewise"),
    # A server and its learners.
    Row(
        "storm.out", "of 200 logins at once those that fail, 100 hostile beside", "storm", "stayed out", COUNT, "max", at_most=0
    ),
    Row(
        "storm.slowest",
        "the slowest of them",
        "storm",
        "login",
        "s",
        "max",
        at_most=10,
        floor="a login with asyncssh, see below",
    ),
    Row(
        *("learner.memory", "memory of a reader in use (PSS), 20 beside each other", "learner", "used", "MiB"),
        at_most=20,
        floor="see the forked bare app below: counting references writes to shared pages",
    ),
    Row("floor.memory", "floor: a bare Textual app forked from one that loaded it", "floor", "forked bare app", "MiB"),
    Row(
        "learner.frame",
        "from login to the first text, one by one",
        "learner",
        "frame",
        at_most=250,
        floor="a forked frame of Textual",
    ),
    Row(
        "typing.p50",
        "50 learners, a key a second: key to frame",
        "typing",
        "key",
        at_most=15,
        floor="a frame of Textual, 2 to 6 ms",
    ),
    Row("typing.p99", "the same", "typing", "key", statistic="p99", at_most=150),
    Row(
        *("typing.bytes", "bytes of a line down", "typing", "scroll", "B"),
        at_most=0.5,
        of_ratio=True,
        beside=Beside("bare repaint", "repaint of a " + BARE),
        floor="the contents beside the text are painted",
    ),
    Row("soak.failures", "50 learners, half of them others each minute: failures", "soak", "failures", COUNT, at_most=0),
    Row("soak.memory", "memory of what stays, after them", "soak", "memory", "MiB", at_most=2),
    Row("soak.descriptors", "descriptors likewise", "soak", "descriptors", COUNT, at_most=0),
    Row(
        "hostile.floods", "10 who type beside floods of packets", "hostile", "floods_with_packets", statistic="p99", at_most=150
    ),
    Row("hostile.keys", "beside key exchanges without end", "hostile", "exchanges_keys_for_ever", statistic="p99", at_most=150),
    Row("hostile.pastes", "beside pastes", "hostile", "pastes", statistic="p99", at_most=150),
    Row("hostile.memory", "memory of the front for a hostile client", "hostile", "growth", "MiB", "max", at_most=1),
    Row("killed.lost", "acknowledged answers lost, readers and server killed", "server-kill", "lost", COUNT, "max", at_most=0),
    # Beside peers, where nothing was promised.
    Row(
        *("peer.words", "first words of a page of 10 KB, opened before", "reading", "ours: first words"),
        beside=Beside("frogmouth: first words", "frogmouth", inverse=True),
    ),
    Row(
        *("peer.words-first", "the same for the first time", "reading", "ours, first time: first words"),
        beside=Beside("frogmouth: first words", "frogmouth", inverse=True),
    ),
    Row(
        *("peer.words-widget", "the same", "reading", "ours, first time: first words"),
        beside=Beside("widget: first words", WIDGET, inverse=True),
    ),
    Row(
        *("peer.key", "a line down in it, first frame", "reading", "ours: key"),
        beside=Beside("frogmouth: key", "frogmouth", inverse=True),
    ),
    Row(
        *("peer.memory", "memory after it", "reading", "ours: memory", "MiB"),
        beside=Beside("frogmouth: memory", "frogmouth", inverse=True),
    ),
    Row(
        *("peer.long", "first words of a page of 300 KB, first time", "reading-long", "ours, first time: first words"),
        beside=Beside("frogmouth: first words", "frogmouth", inverse=True),
    ),
    Row(
        *("peer.long-key", "a line down in it", "reading-long", "ours: key"),
        beside=Beside("frogmouth: key", "frogmouth", inverse=True),
    ),
    Row(
        *("peer.long-memory", "memory after it", "reading-long", "ours: memory", "MiB"),
        beside=Beside("frogmouth: memory", "frogmouth", inverse=True),
    ),
    Row(
        *("peer.print", "300 KB of Markdown printed, processor time", "printing", "ours"),
        beside=Beside("rich-cli", "rich-cli", inverse=True),
    ),
    Row(
        *("peer.login", "a login, one by one", "logins", "ours: one"),
        beside=Beside("OpenSSH: one", "OpenSSH", inverse=True),
        floor="a process of sshd each, and the key that is checked",
    ),
    Row(
        *("peer.login-floor", "the same", "logins", "ours: one"),
        beside=Beside("empty: one", "asyncssh with nothing behind it", inverse=True),
        floor="asyncssh alone",
    ),
    Row(
        *("peer.logins-50", "50 logins at once, the last", "logins", "ours: many"),
        statistic="max",
        beside=Beside("OpenSSH: many", "OpenSSH", inverse=True),
    ),
    Row(
        *("peer.logins-200", "200 logins at once, the last", "many-logins", "ours: many"),
        statistic="max",
        beside=Beside("OpenSSH: many", "OpenSSH", inverse=True),
        floor="ours starts 200 readers, OpenSSH 200 times cat",
    ),
    Row(
        *("peer.logins-floor", "the same", "many-logins", "ours: many"),
        statistic="max",
        beside=Beside("empty: many", "asyncssh with nothing behind it", inverse=True),
    ),
    Row(
        *("peer.class-text", "from login to the first text", "class", "ours: text"),
        beside=Beside("OpenSSH: text", "our reader behind OpenSSH", inverse=True),
    ),
    Row(
        *("peer.class-key", "key to frame over SSH, one at a time", "class", "ours: key"),
        beside=Beside("OpenSSH: key", "our reader behind OpenSSH", inverse=True),
    ),
    Row(
        *("peer.class-memory", "memory of one more learner, all processes (PSS)", "class", "ours: memory", "MiB"),
        beside=Beside("OpenSSH: memory", "our reader behind OpenSSH", inverse=True),
    ),
)
