"""The source of a page in an editor: which one, at which line, and what becomes of the page."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import select
import struct
import subprocess
import sys
import termios
import time
from pathlib import Path

import pytest

from tui_course.sources.open import open_course
from tui_course.study import Study
from tui_course.tui.app import CourseApp
from tui_course.tui.editor import command, find_editor, run
from tui_course.tui.theme import Look

LONGEST = 30.0
PAGE = "---\ntitle: One\n---\n\n# One\n\n" + "\n\n".join(f"Here stands **sentence** {n}." for n in range(40)) + "\n"


def there(*names):
    return lambda name: f"/bin/{name}" if name in names else None


@pytest.mark.parametrize(
    ("environment", "programs", "found"),
    [
        ({"VISUAL": "code --wait", "EDITOR": "vi"}, ("code", "vi"), (("code", "--wait"), "")),
        ({"VISUAL": " ", "EDITOR": "nano"}, ("nano",), (("nano",), "")),
        ({"EDITOR": "'/opt/my editor/ed' -x"}, ("/opt/my editor/ed",), (("/opt/my editor/ed", "-x"), "")),
        ({"EDITOR": "gone"}, ("vi",), (None, "EDITOR=gone")),
        ({"EDITOR": "vi 'open quote"}, ("vi",), (None, "EDITOR=vi 'open quote")),
        ({"EDITOR": "vi; rm -rf x"}, ("vi",), (None, "EDITOR=vi; rm -rf x")),
        ({}, ("vi", "nano"), (("vi",), "")),
        ({}, ("nano",), (("nano",), "")),
        ({}, (), (None, "")),
    ],
)
def test_which_editor(environment, programs, found):
    assert find_editor(environment, there(*programs)) == found


@pytest.mark.parametrize(
    ("editor", "words"),
    [
        ("vi", ["vi", "+7", "/c/a b.md"]),
        ("/usr/bin/nvim -p", ["/usr/bin/nvim", "-p", "+7", "/c/a b.md"]),
        ("nano", ["nano", "+7", "/c/a b.md"]),
        ("emacs -nw", ["emacs", "-nw", "+7", "/c/a b.md"]),
        ("micro", ["micro", "+7", "/c/a b.md"]),
        ("kak", ["kak", "+7", "/c/a b.md"]),
        ("joe", ["joe", "+7", "/c/a b.md"]),
        ("code --wait", ["code", "--wait", "--goto", "/c/a b.md:7"]),
        ("hx", ["hx", "/c/a b.md:7"]),
        ("helix", ["helix", "/c/a b.md:7"]),
        ("subl -w", ["subl", "-w", "/c/a b.md:7"]),
        ("zed --wait", ["zed", "--wait", "/c/a b.md:7"]),
        ("kate -b", ["kate", "-b", "--line", "7", "/c/a b.md"]),
        ("mine", ["mine", "/c/a b.md"]),
    ],
)
def test_how_it_is_told_the_line(editor, words):
    assert command(editor.split(), Path("/c/a b.md"), 7) == words
    assert command(editor.split(), Path("/c/a b.md"), 0) == [*editor.split(), "/c/a b.md"]


def test_what_may_not_be_written_is_opened_to_be_read():
    assert command(["vim"], Path("/c/a.md"), 7, read_only=True) == ["vim", "-R", "+7", "/c/a.md"]
    assert command(["nano"], Path("/c/a.md"), 0, read_only=True) == ["nano", "-v", "/c/a.md"]
    assert command(["mine"], Path("/c/a.md"), 0, read_only=True) == ["mine", "/c/a.md"]


def test_no_name_of_a_file_is_an_option(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    assert command(["vi"], Path("-R.md"), 0) == ["vi", str(tmp_path / "-R.md")]


def test_running_tells_the_status_and_uses_no_shell(tmp_path):
    assert run([sys.executable, "-c", "raise SystemExit(3)"]) == 3
    assert run([sys.executable, "-c", "import sys; open(sys.argv[1], 'w').close()", f"{tmp_path}/$(x); y"]) == 0
    assert [path.name for path in tmp_path.iterdir()] == ["$(x); y"]
    with pytest.raises(OSError, match="No such file"):
        run([str(tmp_path / "none")])


# In the reader


@pytest.fixture
def course(tmp_path):
    root = tmp_path / "course"
    root.mkdir()
    (root / "1-one.md").write_text(PAGE, encoding="utf-8")
    return root


async def said(pilot):
    for _ in range(500):
        if pilot.app.screen.bottom_line.message:
            break
        await pilot.pause(0.01)
    return pilot.app.screen.bottom_line.message


async def test_no_editor_opens_for_a_learner_far_away(course, monkeypatch):
    monkeypatch.setenv("EDITOR", "touch")
    async with CourseApp(Study(open_course(course)), look=Look(), local=False).run_test() as pilot:
        await pilot.press("e")
        assert "only where the reader runs on your own machine" in await said(pilot)


async def test_a_setting_that_starts_nothing_is_said(course, monkeypatch):
    monkeypatch.setenv("VISUAL", "no-such-editor-here")
    async with CourseApp(Study(open_course(course)), look=Look()).run_test() as pilot:
        await pilot.press("e")
        assert await said(pilot) == "VISUAL=no-such-editor-here is no program that could be started"


async def test_a_page_whose_file_is_gone_says_so(course, monkeypatch):
    monkeypatch.setenv("VISUAL", "true")
    async with CourseApp(Study(open_course(course)), look=Look()).run_test() as pilot:
        (course / "1-one.md").unlink()
        await pilot.press("e")
        assert await said(pilot) == "1-one.md is no file of the course"


async def test_a_terminal_that_cannot_be_lent_says_so(course, monkeypatch):
    monkeypatch.setenv("VISUAL", "true")
    async with CourseApp(Study(open_course(course)), look=Look()).run_test() as pilot:
        await pilot.press("e")
        assert await said(pilot) == "this terminal cannot be lent to an editor"


# On a terminal


class Terminal:
    """The reader as a process of its own, with an editor that notes how it was called and changes the file."""

    def __init__(self, ours):
        self.ours = ours
        self.seen = b""

    def until(self, wanted):
        deadline = time.monotonic() + LONGEST
        while wanted not in self.seen and time.monotonic() < deadline:
            if select.select([self.ours], [], [], 0.1)[0]:
                try:
                    self.seen += os.read(self.ours, 65536)
                except OSError:
                    break
        assert wanted in self.seen
        self.seen = self.seen.partition(wanted)[2]

    def press(self, keys):
        os.write(self.ours, keys)


EDITOR = """#!{python}
import json, pathlib, sys
pathlib.Path({log!r}).write_text(json.dumps(sys.argv[1:]))
if {write}:
    path = pathlib.Path(sys.argv[-1])
    path.write_text(path.read_text().replace("sentence", "remark"))
print("the editor was here")
sys.exit({status})
"""


@pytest.fixture
def start(tmp_path, course):
    started = []

    def begin(*arguments, write=True, status=0, editor="nano", **environment):
        script = tmp_path / editor
        log = tmp_path / "called.json"
        script.write_text(EDITOR.format(python=sys.executable, log=str(log), write=write, status=status), encoding="utf-8")
        script.chmod(0o755)
        ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        settings = {name: value for name, value in os.environ.items() if not name.startswith(("SSH_", "TUI_COURSE_"))}
        settings |= {
            "TERM": "xterm-256color",
            "VISUAL": f"{script} --flag",
            "TUI_COURSE_CACHE": str(tmp_path / "cache"),
            "TUI_COURSE_STATE": str(tmp_path / "state"),
            "TUI_COURSE_CONFIG": str(tmp_path / "config.toml"),
            **environment,
        }
        process = subprocess.Popen(
            [sys.executable, "-m", "tui_course", *(arguments or ("preview", str(course)))],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env=settings,
            start_new_session=True,
        )
        os.close(theirs)
        started.append((process, ours))
        return Terminal(ours), process, log

    yield begin
    for process, ours in started:
        process.kill()
        process.wait()
        os.close(ours)


def test_the_editor_opens_at_the_line_in_view_and_the_page_is_read_again(start, course):
    terminal, process, log = start()
    terminal.until(b"sentence")
    terminal.until(b"not kept")
    terminal.press(b" e")
    terminal.until(b"the editor was here")
    terminal.until(b"remark")
    flag, line, file = json.loads(log.read_text(encoding="utf-8"))
    assert (flag, file) == ("--flag", str(course / "1-one.md"))
    number = int(line.removeprefix("+"))
    assert "sentence" in PAGE.split("\n")[number - 1]
    assert 20 < number < 40, "a screen on from the top"
    terminal.press(b"q")
    assert process.wait(LONGEST) == 0


def test_an_editor_that_fails_is_named(start):
    terminal, _, _ = start(write=False, status=5)
    terminal.until(b"not kept")
    terminal.press(b"e")
    terminal.until(b"ended with status 5")


def test_over_ssh_the_source_stays_closed(start):
    terminal, _, log = start(SSH_CONNECTION="1.2.3.4 5 6.7.8.9 22")
    terminal.until(b"not kept")
    terminal.press(b"e")
    terminal.until(b"your own machine")
    assert not log.exists()


def test_a_preview_shows_what_another_program_saves_and_keeps_nothing(start, course, tmp_path):
    terminal, process, _ = start()
    terminal.until(b"not kept")
    (course / "1-one.md").write_text("# One\n\nSaved elsewhere.\n", encoding="utf-8")
    terminal.until(b"elsewhere")
    terminal.press(b"q")
    assert process.wait(LONGEST) == 0
    assert not (tmp_path / "state").exists()


def test_a_preview_of_several_courses_asks_which(start, tmp_path):
    for name in ("a", "b"):
        (tmp_path / "all" / name).mkdir(parents=True)
        (tmp_path / "all" / name / "course.yml").write_text("title: x\n", encoding="utf-8")
    terminal, process, _ = start("preview", str(tmp_path / "all"))
    terminal.until(b"holds several courses; choose one of: a, b")
    assert process.wait(LONGEST) == 2
