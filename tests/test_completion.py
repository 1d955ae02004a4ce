"""What a shell offers while a command is typed: of everything in the table, and nothing that could run or break anything."""

import json
import os
import pty
import select
import shlex
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_course.cli.completing import offers, takes_value
from tui_course.cli.shells import SCRIPTS, replies, split, unquoted
from tui_course.cli.table import COMMANDS

# Names of courses that a shell could take for something else than a name.
HOSTILE = (
    "two words",
    "$(touch ran)",
    "`touch ran`",
    "a;touch ran",
    "a&touch ran",
    "it's",
    'the "best"',
    "back\\slash",
    "*",
    "a\\$HOME",
    "${HOME}",
    "!!",
    "~root",
    "#tag",
    "{a,b}",
    "a:b=c",
    "Füße ✓",
    "%n%F{red}",
    "|cat",
    "<in",
    "(a)",
    "a'$(touch ran)'b",
)
# Names that are no word of a line at all: they are not offered.
REFUSED = ("a\nb", "a\x1b[31mb", "a\tb", "a\x07", "-rf", "a\u202eb", "a\x9bb", "")


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A home with a library of courses that have hostile names, and a folder to stand in."""
    for name in ("state", "cache", "library", "here"):
        (tmp_path / name).mkdir()
        monkeypatch.setenv(f"TUI_COURSE_{name.upper()}", str(tmp_path / name))
    monkeypatch.delenv("TUI_COURSE_HERE")
    pages = {"intro": "How it begins", "part/$(touch ran)": "Odd", "part/two words": "\x1b[31mRed\nline"}
    courses = [
        {"path": str(tmp_path / f"course{number}"), "id": name, "title": f"Title of {number}", "modules": []}
        for number, name in enumerate((*HOSTILE, *REFUSED))
    ]
    bees = {"path": str(tmp_path / "bees"), "id": "bees", "title": "Bees", "modules": [{"title": "", "pages": pages}]}
    text = json.dumps({"format": 1, "courses": [bees, *courses]})
    (tmp_path / "library" / "library.json").write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path / "here")
    return tmp_path


def words(*typed):
    return [offer.word for offer in offers(typed)]


def test_every_command_and_every_option_of_it_is_offered():
    assert [word for word in words("") if word in COMMANDS] == list(COMMANDS)
    for name, command in COMMANDS.items():
        options = {option for one in command.parser().actions for option in one.option_strings if option.startswith("--")}
        assert options <= set(words(name, "-")) | {"--version"}


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_argument_says_what_it_takes(name):
    parser = COMMANDS[name].parser()
    named = {one.dest for one in parser.actions if takes_value(one) and one.choices is None}
    assert set(parser.takes) == named


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize(
    ("typed", "found"),
    [
        (["config", ""], ["show", "path", "keys", "init"]),
        (["config", "k"], ["keys"]),
        (["completion", ""], ["bash", "zsh", "fish"]),
        (["instructor", "--csv", ""], ["learners", "questions"]),
        (["instructor", "--csv="], ["--csv=learners", "--csv=questions"]),
        (["progress", "bees", "--store", "m"], ["memory"]),
        (["open", "--theme", "tokyo"], ["tokyo-night"]),
        (["--theme", "tokyo"], ["tokyo-night"]),
        (["cat", "bees", ""], ["intro", "part/$(touch ran)", "part/two words"]),
        (["cat", "bees", "intro", "part/t"], ["part/two words"]),
        (["quiz", "bees", "i"], ["intro"]),
        (["quiz", "bees", "intro", ""], []),
        (["open", "bees", "--at", "i"], ["intro"]),
        (["bees", "--at=i"], ["--at=intro"]),
        (["cat", "--all", "bees", "--js"], ["--json"]),
        (["cat", "--json", "bees", "--js"], []),
        (["cat", "--", "--j"], []),
        (["review", "--minutes", ""], []),
        (["update", "bee"], ["bees"]),
        (["nonsense", "--nonsense", "--at", ""], []),
    ],
)
def test_what_fits_is_offered(typed, found):
    assert words(*typed) == found


@pytest.mark.usefixtures("home")
def test_folders_files_and_packs_are_offered_where_they_can_be_a_course():
    for name in ("page.md", "a.course", "text.txt", ".hidden.md"):
        Path(name).touch()
    Path("folder").mkdir()
    Path("folder/inside.md").touch()
    names = {"page.md", "a.course", "text.txt", ".hidden.md", "folder/", "folder/inside.md"}
    assert names.intersection(words("toc", "")) == {"page.md", "a.course", "folder/"}
    assert words("toc", ".h") == [".hidden.md"]
    assert words("toc", "folder/") == ["folder/inside.md"]
    assert words("init", "") == ["folder/"]
    assert words("pack", "bees", "-o", "t") == ["text.txt"]
    assert words("cat", "folder", "") == ["inside"]


@pytest.mark.usefixtures("home")
def test_what_is_no_word_of_a_line_is_not_offered():
    found = {offer.word for offer in offers(["toc", ""])}
    assert found >= set(HOSTILE)
    assert not found.intersection(REFUSED)
    for name in REFUSED[:-1]:
        if "\x00" not in name:
            Path(name).mkdir()
    assert [word for word in words("toc", "") if not word.isprintable()] == []
    assert "./-rf/" in words("toc", "")
    assert all(offer.about.isprintable() for offer in offers(["cat", "bees", ""]))


def test_a_damaged_library_offers_nothing(home):
    (home / "library" / "library.json").write_bytes(b"\xff{")
    assert words("update", "") == []
    (home / "library" / "library.json").unlink()
    (home / "library" / "library.json").mkdir()
    assert words("update", "") == []


@pytest.mark.usefixtures("home")
def test_a_shell_is_answered_without_a_terminal_and_without_a_store():
    program = (
        "import sys; from tui_course.cli import main; main(['complete', 'fish', 'cat', 'bees', '']);"
        "heavy = {'textual', 'rich', 'asyncssh', 'PIL', 'sqlite3', 'yaml', 'markdown_it', 'tui_course.study', 'asyncio'};"
        "print(sorted(heavy.intersection(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False, timeout=60)
    assert done.stdout.splitlines() == ["intro\tHow it begins", "part/$(touch ran)\tOdd", "part/two words\t␛[31mRed line"]
    assert done.stderr == "[]\n"


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=12))
def test_a_quoted_word_is_one_word_and_says_the_same(text):
    line = f"tui-course cat {shlex.quote(text)}"
    typed = split(line)[-1] if text else "''"
    assert unquoted(typed) == (text, "")


@given(st.text("ab \\'\"$!\n\t~=:", max_size=12))
def test_any_line_is_split_and_asked_about(line):
    parts = split(line)
    assert all(part in line for part in parts)
    assert all(isinstance(unquoted(part)[0], str) for part in parts)
    list(replies("bash", [line, parts[-1]]))


@pytest.mark.usefixtures("home")
@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash")
@pytest.mark.parametrize("quote", ["", "'", '"'], ids=["bare", "single", "double"])
def test_bash_takes_what_it_is_told_for_the_names_themselves(quote):
    told = list(replies("bash", [f"tui-course update {quote}", quote]))
    script = "".join(f"printf '%s\\0' {quote}{line}{quote}\n" for line in told)
    done = subprocess.run(["bash", "--norc", "-c", script], capture_output=True, check=False, timeout=30)
    names = done.stdout.decode().split("\0")[:-1]
    assert names == ["bees", *(name for name in HOSTILE if not (quote == '"' and "!" in name))]
    assert not Path("ran").exists()


def test_what_bash_replaces_is_no_more_than_what_follows_a_colon():
    line = "tui-course serve bees --listen 127.0.0.1:2"
    assert list(replies("bash", [line, "2"])) == ["2222 "]
    assert list(replies("bash", ["tui-course open --theme=tok", "tok"])) == ["tokyo-night "]
    assert list(replies("bash", ["tui-course open --theme=tok", "--theme=tok"])) == ["--theme=tokyo-night "]


# In real shells: a line is typed, completed and run; the program writes down what it was given.

_STARTS = {
    "bash": ("bash", "--norc", "--noprofile", "-i"),
    "zsh": ("zsh", "-f", "-i"),
    "fish": ("fish", "--no-config", "-i"),
}
_BEFORE = {
    "bash": "PS1='> '; source '{script}'\n",
    "zsh": "PS1='> '; autoload -Uz compinit; compinit -u -D; source '{script}'\n",
    "fish": "source '{script}'\n",
}
# A shell completes on a terminal that is its own. A process with threads, as that of the tests, is not forked for it.
_LEADS = "import fcntl, os, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); os.execvp(sys.argv[1], sys.argv[1:])"
# What is typed, with a tab at its end, and what the program is then given.
_TYPED = (
    ("tui-course upda\tbee\t", ["update", "bees"]),
    ("tui-course update two\t", ["update", "two words"]),
    ("tui-course update a\\;\t", ["update", "a;touch ran"]),
    ("tui-course cat bees part/\\$\t", ["cat", "bees", "part/$(touch ran)"]),
    ("tui-course cat bees 'part/$\t", ["cat", "bees", "part/$(touch ran)"]),
    ("tui-course toc fol\t", ["toc", "folder/"]),
    ("tui-course open --theme tok\t", ["open", "--theme", "tokyo-night"]),
    ("tui-course open --theme=tok\t", ["open", "--theme=tokyo-night"]),
    ("tui-course update Füß\t", ["update", "Füße ✓"]),
)


class _Terminal:
    """A shell on a terminal of its own."""

    def __init__(self, shell, environment):
        self.side, child = pty.openpty()
        command = [sys.executable, "-c", _LEADS, *_STARTS[shell]]
        self.process = subprocess.Popen(
            command, stdin=child, stdout=child, stderr=child, env=environment, start_new_session=True
        )
        os.close(child)
        self.shown = b""

    def type(self, text):
        os.write(self.side, text.encode())

    def until(self, done, seconds=30.0):
        """Read what is shown until something holds; whether it does."""
        end = time.monotonic() + seconds
        while not done():
            if time.monotonic() > end:
                return False
            if select.select([self.side], [], [], 0.05)[0]:
                try:
                    self.shown += os.read(self.side, 65536)
                except OSError:
                    return done()
        return True

    def close(self):
        self.process.kill()
        self.process.wait()
        os.close(self.side)


@pytest.mark.parametrize("shell", sorted(SCRIPTS))
def test_a_shell_completes_and_runs_nothing(home, shell):
    if shutil.which(shell) is None:
        pytest.skip(f"there is no {shell} on this machine")
    Path("folder").mkdir()
    (home / "bin").mkdir()
    program = home / "bin" / "tui-course"
    program.write_text(
        f"#!{sys.executable}\nimport json, os, sys\n"
        "if sys.argv[1:2] == ['complete']:\n    from tui_course.cli import main\n    sys.exit(main())\n"
        f"open({str(home / 'given')!r}, 'a').write(json.dumps(sys.argv[1:]) + '\\n')\n",
        encoding="utf-8",
    )
    program.chmod(0o755)
    script = home / "script"
    script.write_text(SCRIPTS[shell], encoding="utf-8")
    environment = {
        **os.environ,
        "PATH": f"{home / 'bin'}:{os.environ['PATH']}",
        "HOME": str(home),
        "TERM": "xterm",
        "LC_ALL": "C.UTF-8",
        "PYTHONPATH": str(Path(__file__).parents[1]),
        "XDG_CONFIG_HOME": str(home / "config"),
    }
    terminal = _Terminal(shell, environment)
    told = home / "given"
    try:
        terminal.type(_BEFORE[shell].format(script=script))
        terminal.type("tui-course ready\n")
        assert terminal.until(told.exists), terminal.shown
        for number, (typed, _given) in enumerate(_TYPED, start=1):
            # An open quotation mark is closed by bash and fish with the word, and by hand where a shell leaves it open.
            terminal.type(f"{typed}\n")
            arrived = terminal.until(lambda lines=number + 1: told.read_text(encoding="utf-8").count("\n") >= lines)
            assert arrived, (typed, terminal.shown)
    finally:
        terminal.close()
    given = [json.loads(line) for line in told.read_text(encoding="utf-8").splitlines()[1:]]
    assert given == [given for _typed, given in _TYPED if given is not None]
    assert not Path("ran").exists()
