"""The command `diagram` as a user runs it: in a process of its own, through pipes and on a terminal."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tui_course.diagrams.draw import draw
from tui_course.diagrams.sequence import MOST_PARTICIPANTS
from tui_course.diagrams.telling import tell
from tui_course.markup.mermaid import read_mermaid

SEQUENCES = Path(__file__).parent / "diagrams" / "sequences"
FLOW = """\
flowchart LR
    dev([Developer]) -->|writes| ide[Editor]
    subgraph cloud [Cloud account]
        ide --> apps[(Applications)]
    end
    click ide "editor.md" "Where code is written"
    %% step Build: dev --> ide, apps | It begins here.
"""
PAGE = f"""\
# First

```mermaid
%% id architecture
{FLOW}```

```mermaid
sequenceDiagram
    A->>B: hello
    nonsense
```
"""
COLOUR = re.compile(r"\x1b\[[0-9;]*m")


def run(*arguments, given="", **environment):
    command = [sys.executable, "-m", "tui_course", "diagram", *map(str, arguments)]
    settings = {**os.environ, "PYTHONUTF8": "1", "TERM": "xterm", **environment}
    return subprocess.run(
        command, input=given, capture_output=True, text=True, encoding="utf-8", env=settings, check=False, timeout=60
    )


@pytest.fixture
def course(tmp_path):
    """A course with three diagrams on two pages."""
    root = tmp_path / "course"
    root.mkdir()
    (root / "1-first.md").write_text(PAGE, encoding="utf-8")
    second = '# Second\n\n```mermaid\npie\n    title Costs\n    accTitle: What it costs\n    "Work" : 40\n```\n'
    (root / "2-second.md").write_text(second, encoding="utf-8")
    return root


def drawing(width=None, *, ascii=False):  # noqa: A002  the name of the option
    return "".join(f"{line}\n" for line in draw(read_mermaid(FLOW).diagram, width=width, ascii=ascii).lines())


@pytest.mark.parametrize("name", ["-", None])
def test_standard_input_is_drawn_in_its_natural_size(name):
    done = run(*([name] if name else []), given=FLOW)
    assert (done.returncode, done.stdout, done.stderr) == (0, drawing(), "")


def test_a_file_is_drawn_whatever_its_name(tmp_path):
    for name in ("a.mmd", "a.txt", "a"):
        (tmp_path / name).write_text(FLOW, encoding="utf-8")
        assert run(tmp_path / name).stdout == drawing()


def test_width_and_ascii():
    assert run("--width", 30, "--ascii", given=FLOW).stdout == drawing(30, ascii=True)
    assert drawing(30, ascii=True).isascii()


def test_a_sequence_is_drawn():
    assert run(SEQUENCES / "frames.mmd").stdout == (SEQUENCES / "frames.txt").read_text(encoding="utf-8")
    assert run(SEQUENCES / "long.mmd", "--width", 48).stdout == (SEQUENCES / "long-48.txt").read_text(encoding="utf-8")


def test_where_there_are_no_box_characters_it_is_ascii():
    done = run(given=FLOW, PYTHONUTF8="0", PYTHONIOENCODING="latin-1")
    assert done.stdout == drawing(ascii=True)


def test_a_title_stands_above():
    done = run(given=f"{FLOW}    accTitle: The whole\n")
    assert done.stdout == f"The whole\n\n{drawing()}"


def test_colours_when_asked_for():
    done = run("--color", given=FLOW, NO_COLOR="1")
    assert "\x1b[0;1mDeveloper" in done.stdout
    plain = [line.rstrip() for line in COLOUR.sub("", done.stdout).splitlines()]
    assert plain == drawing().splitlines()


def test_in_words():
    expected = tell(read_mermaid(FLOW).diagram)
    assert run("--outline", given=FLOW).stdout.splitlines() == expected
    words = "\n".join(expected)
    for part in ("Developer", "Editor", "writes", "Cloud account", "editor.md", "Where code is written", "Step 1: Build"):
        assert part in words
    assert expected[-4:] == ["Step 1: Build", "  Developer to Editor", "  Applications", "  It begins here."]


def test_a_kind_that_is_not_drawn_is_told():
    done = run(given='pie\n    title Costs\n    "Work" : 40\n')
    assert done.returncode == 0
    assert "Costs" in done.stdout
    assert "Work" in done.stdout


def test_problems_are_said_with_file_and_line(tmp_path):
    path = tmp_path / "broken.mmd"
    path.write_text("flowchart LR\n    a --> b\n    a[\n", encoding="utf-8")
    done = run(path)
    assert (done.returncode, done.stdout != "") == (0, True)
    assert done.stderr.startswith(f"{path}:3: diagram-")
    assert run(given=path.read_text(encoding="utf-8")).stderr.startswith("<stdin>:3: diagram-")


def test_what_is_not_utf8_is_an_error_and_drawn(tmp_path):
    path = tmp_path / "latin.mmd"
    path.write_bytes("flowchart LR\n    a[Caf\xe9] --> b\n".encode("latin-1"))
    done = run(path)
    assert done.returncode == 1
    assert f"{path}:2: encoding" in done.stderr
    assert "Caf\ufffd" in done.stdout


def test_what_is_too_large_is_told_in_words():
    lines = [
        "sequenceDiagram",
        *(f"    participant p{number}" for number in range(MOST_PARTICIPANTS + 1)),
        "    p0->>p1: hello",
    ]
    done = run(given="\n".join(lines))
    assert done.returncode == 1
    assert "<stdin>: diagram-size" in done.stderr
    assert done.stdout.splitlines()[-1] == "1. p0 to p1: hello"


def test_what_is_too_wide_is_drawn_and_said():
    done = run("--width", 10, given="sequenceDiagram\n    A->>B: hello\n")
    assert done.returncode == 0
    assert "hello" in done.stdout
    assert "<stdin>: diagram-wide the drawing has 13 columns" in done.stderr


def test_no_character_of_a_diagram_steers_the_terminal():
    done = run("--color", given="sequenceDiagram\n    A->>B: a\x1b]0;x\x07 \u202eb\n    accTitle: \x1b[2J\n")
    assert re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", COLOUR.sub("", done.stdout + done.stderr)) is None
    assert "␛]0;x␇" in done.stdout


def test_the_diagrams_of_a_course_are_listed(course):
    done = run(course)
    rows = [line.split("  ") for line in done.stdout.splitlines()]
    assert [[part.strip() for part in row if part] for row in rows] == [
        ["1-first", "architecture", "Diagram"],
        ["1-first", "diagram-2", "Sequence diagram"],
        ["2-second", "diagram-1", "What it costs"],
    ]
    assert "1-first.md:17: diagram-syntax" in done.stderr
    assert done.returncode == 0


def test_a_diagram_of_a_course_by_its_id(course):
    done = run(course, "architecture")
    assert (done.returncode, done.stdout, done.stderr) == (0, drawing(), "")


@pytest.mark.parametrize("page", ["1-first", "1-first.md", "First", "1"])
def test_a_diagram_by_page_and_id_with_its_problems(course, page):
    done = run(course, f"{page}#diagram-2")
    assert "hello" in done.stdout
    assert done.stderr.startswith("1-first.md:17: diagram-syntax")


def test_a_markdown_file_is_a_course_of_one_page(course):
    assert run(course / "1-first.md", "architecture").stdout == drawing()
    assert len(run(course / "1-first.md").stdout.splitlines()) == 2


def test_what_was_made_for_a_question_is_not_listed(course):
    question = "# Asked\n\n<!-- quiz diagram=1-first#architecture kind=label -->\n<!-- /quiz -->\n"
    (course / "3-asked.md").write_text(question.replace("1-first#", "1-first.md#"), encoding="utf-8")
    shown = subprocess.run(
        [sys.executable, "-m", "tui_course", "cat", course, "3-asked"], capture_output=True, text=True, check=True, timeout=60
    )
    assert "flowchart" in shown.stdout
    assert "3-asked" not in run(course).stdout


def test_a_diagram_beside_a_picture_has_its_problems_in_its_own_file(course):
    (course / "figure.png").write_bytes(b"")
    (course / "figure.mmd").write_text("sequenceDiagram\n    A->>B: beside\n    nonsense\n", encoding="utf-8")
    (course / "3-third.md").write_text("# Third\n\n![A figure](figure.png)\n", encoding="utf-8")
    done = run(course, "figure")
    assert "beside" in done.stdout
    assert done.stderr.startswith("figure.mmd:3: diagram-syntax")


def test_a_course_without_diagrams(tmp_path):
    (tmp_path / "page.md").write_text("# A page\n", encoding="utf-8")
    done = run(tmp_path)
    assert (done.returncode, done.stdout) == (0, "")
    assert "no diagram" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (("nowhere.mmd",), 3, "there is no file or folder at nowhere.mmd"),
        (("nowhere.md",), 3, "there is no file or folder at nowhere.md"),
        (("{course}", "nothing"), 2, "no diagram 'nothing' in this course; there are: 1-first#architecture"),
        (("{course}", "First#nothing"), 2, "no diagram 'nothing' on the page First"),
        (("{course}", "Third#diagram-1"), 2, "there is no page 'Third'"),
        (("{drawing}", "a"), 2, "an ID is for"),
        (("{drawing}", "--width", "5"), 2, "10 to 1000"),
        (("{drawing}", "--height", "no"), 2, "10 to 1000"),
        (("{drawing}", "a", "b"), 2, "unrecognized"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(course, arguments, status, words):
    drawn = course.parent / "a.mmd"
    drawn.write_text(FLOW, encoding="utf-8")
    done = run(*(one.format(course=course, drawing=drawn) for one in arguments))
    assert (done.returncode, done.stdout) == (status, "")
    assert words in done.stderr.splitlines()[-1]


def test_an_id_that_two_pages_have_asks_which(course):
    (course / "3-third.md").write_text("# Third\n\n```mermaid\nflowchart\n    a --> b\n```\n", encoding="utf-8")
    done = run(course, "diagram-1")
    assert done.returncode == 2
    assert "could be any of: 2-second#diagram-1, 3-third#diagram-1" in done.stderr


def test_a_file_that_is_far_too_large_is_refused(tmp_path):
    path = tmp_path / "large.mmd"
    path.write_text("%% " + "x" * 1_100_000, encoding="utf-8")
    done = run(path)
    assert done.returncode == 3
    assert "too large" in done.stderr


def test_on_a_terminal_it_fits_and_has_colours():
    import pty

    leader, follower = pty.openpty()
    command = [sys.executable, "-m", "tui_course", "diagram", str(SEQUENCES / "long.mmd")]
    settings = {**os.environ, "PYTHONUTF8": "1", "TERM": "xterm", "COLUMNS": "80"}
    settings.pop("NO_COLOR", None)
    with subprocess.Popen(command, stdin=follower, stdout=follower, stderr=subprocess.PIPE, env=settings) as process:
        os.close(follower)
        written = b""
        while True:
            try:
                part = os.read(leader, 65_536)
            except OSError:
                break
            if not part:
                break
            written += part
        os.close(leader)
        _, errors = process.communicate(timeout=60)
    assert (process.returncode, errors) == (0, b"")
    text = written.decode("utf-8").replace("\r\n", "\n")
    assert "\x1b[" in text
    assert [line.rstrip() for line in COLOUR.sub("", text).splitlines()] == (SEQUENCES / "long-80.txt").read_text(
        encoding="utf-8"
    ).splitlines()


def test_no_terminal_and_no_database_is_loaded(course):
    program = (
        "import sys; from tui_course.cli import main; main(sys.argv[1:]);"
        "heavy = {'textual', 'rich', 'asyncssh', 'PIL', 'sqlite3', 'psycopg', 'fsrs'};"
        "print([name for name in sys.modules if name.partition('.')[0] in heavy], file=sys.stderr)"
    )
    for given in ((str(SEQUENCES / "frames.mmd"),), (str(course), "architecture")):
        done = subprocess.run(
            [sys.executable, "-c", program, "diagram", *given], capture_output=True, text=True, check=False, timeout=60
        )
        assert done.stderr.splitlines()[-1] == "[]"
