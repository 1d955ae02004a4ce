"""What the doctor finds: in a home that is well, and in homes that are not."""

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tui_course.commands.doctor.asking import Answers
from tui_course.commands.doctor.finding import Finding, State, shown
from tui_course.commands.doctor.places import place_findings
from tui_course.commands.doctor.program import program_findings
from tui_course.commands.doctor.terminal import _colours, _ground, _widths, terminal_findings
from tui_course.config import Loaded, Settings
from tui_course.progress.sqlite.health import Health, examine
from tui_course.progress.sqlite.store import SqliteStore


def run(home, *arguments, **environment):
    command = [sys.executable, "-m", "tui_course", "doctor", *arguments]
    places = {f"XDG_{name}_HOME": str(home / name.lower()) for name in ("CONFIG", "STATE", "CACHE", "DATA")}
    kept = {key: value for key, value in os.environ.items() if not key.startswith("TUI_COURSE_")}
    settings = {**kept, "HOME": str(home), "PYTHONUTF8": "1", "LC_ALL": "C.UTF-8", **places, **environment}
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=settings, check=False, timeout=60)


def found(folder, **changes):
    """The findings about places, by their ids, with everything in one folder."""
    places = {"state": str(folder / "state"), "cache": str(folder / "cache"), "library": str(folder / "library")}
    settings = Settings(**{**places, **changes})
    return {one.id: one for one in place_findings(Loaded(settings, {}, ()), {"TUI_COURSE_CONFIG": str(folder / "config.toml")})}


def test_a_new_home_is_well_and_stays_as_it_is(tmp_path):
    done = run(tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert "✗" not in done.stdout
    assert "~/state/tui-course" in done.stdout
    assert list(tmp_path.iterdir()) == []


def test_json_is_the_same_in_every_language(tmp_path):
    texts = [run(tmp_path, "--json", LC_ALL=language).stdout for language in ("C.UTF-8", "de_DE.UTF-8")]
    said = [json.loads(text) for text in texts]
    assert said[0]["broken"] == 0
    for one in said:
        one["terminal"] = one["program"] = None
    assert said[0] == said[1]


@pytest.mark.parametrize("arguments", [(), ("--json",)], ids=["text", "json"])
def test_nothing_private_is_printed(tmp_path, arguments):
    home = tmp_path / "ada-lovelace"
    home.mkdir()
    done = run(
        home,
        *arguments,
        TUI_COURSE_STORE="postgresql://ada:hunter2@db.example.org:5432/answers?password=hunter3",
        TUI_COURSE_LEARNER="Ada L",
        TUI_COURSE_CODE="sesame",
        EDITOR="/opt/ada-lovelace/edit --token sesame",
        SSH_CONNECTION="10.1.2.3 4 10.1.2.4 22",
    )
    assert done.returncode == 0
    assert not [
        word for word in ("hunter", "example.org", "lovelace", "Ada", "ada:", "sesame", "10.1.2") if word in done.stdout
    ]


def test_a_home_that_cannot_be_written(tmp_path):
    # A file where a folder should be: also who may write everywhere cannot write there.
    for name in ("state", "cache", "library"):
        (tmp_path / name).touch()
    seen = found(tmp_path)
    assert {key: seen[key].state for key in ("state", "cache", "library")} == {
        "state": State.BROKEN,
        "cache": State.DOUBTFUL,
        "library": State.DOUBTFUL,
    }
    assert all(seen[key].advice for key in ("state", "cache", "library"))
    assert found(tmp_path, store="off")["state"].state is State.DOUBTFUL
    (tmp_path / "config.toml").touch()
    done = run(tmp_path / "config.toml", XDG_CONFIG_HOME=str(tmp_path))
    assert done.returncode == 1
    assert "✗" in done.stdout


def test_a_folder_without_a_home(tmp_path):
    assert found(tmp_path, state="~nobody-of-that-name/x")["state"].state is State.BROKEN


def test_settings_that_cannot_be_used_are_said(tmp_path):
    settings = Loaded(Settings(), {}, ("theme: it takes one of: \x1b[31mauto",))
    first = next(iter(place_findings(settings, {"TUI_COURSE_CONFIG": str(tmp_path / "x.toml")})))
    assert (first.id, first.state) == ("settings", State.DOUBTFUL)
    assert "\x1b" not in first.advice


def _store(folder):
    (folder / "state").mkdir()
    file = folder / "state" / "progress.sqlite"
    store = SqliteStore(file)
    store.upkeep()
    store.close()
    return file


def test_a_store_that_is_well(tmp_path):
    file = _store(tmp_path)
    before = {
        path.name: path.read_bytes() for path in (tmp_path / "state").iterdir() if not path.name.endswith(("-wal", "-shm"))
    }
    health = examine(file)
    assert (health.there, health.trouble, health.checked, health.backups) == (True, "", True, 1)
    assert found(tmp_path)["store"].state is State.FINE
    after = {
        path.name: path.read_bytes() for path in (tmp_path / "state").iterdir() if not path.name.endswith(("-wal", "-shm"))
    }
    assert after == before


def _damage(file):
    file.write_bytes(file.read_bytes()[:200] + b"\xff" * 3000 + file.read_bytes()[3200:])


def _belongs_to_another(file):
    file.unlink()
    connection = sqlite3.connect(file)
    connection.executescript("CREATE TABLE another (one)")
    connection.close()


def _newer(file):
    connection = sqlite3.connect(file)
    connection.execute("PRAGMA user_version = 999")
    connection.close()


def _folder(file):
    file.unlink()
    file.mkdir()


@pytest.mark.parametrize(
    ("harm", "state"),
    [
        (_damage, State.DOUBTFUL),
        (_belongs_to_another, State.BROKEN),
        (_newer, State.DOUBTFUL),
        (_folder, State.BROKEN),
        (Path.unlink, State.DOUBTFUL),
        (lambda file: file.chmod(0o644), State.DOUBTFUL),
        (lambda file: file.with_name(f"{file.name}.corrupt-20260101T000000Z").touch(), State.SAID),
    ],
    ids=["damaged", "foreign", "newer", "folder", "gone", "readable", "aside"],
)
def test_a_store_that_is_not(tmp_path, harm, state):
    file = _store(tmp_path)
    harm(file)
    seen = found(tmp_path)["store"]
    assert seen.state is state
    assert seen.advice


def test_a_store_whose_schema_is_no_text(tmp_path):
    file = _store(tmp_path)
    data = file.read_bytes()
    at = data.index(b"CREATE TABLE")
    # Its name is no text either, which SQLite repeats in what it says of it.
    file.write_bytes(data[: at - 12] + b"\xff" * 14 + data[at + 2 :])
    health = examine(file)
    assert (health.trouble, health.repairable) == ("it is damaged", True)
    assert found(tmp_path)["store"].state is State.DOUBTFUL


def test_a_store_too_large_to_check_in_time(tmp_path):
    file = _store(tmp_path)
    connection = sqlite3.connect(file)
    connection.executescript(
        "CREATE TABLE big AS WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c WHERE x < 60000)"
        " SELECT x, hex(randomblob(20)) AS y FROM c; CREATE INDEX big_y ON big (y)"
    )
    connection.close()
    health = examine(file, seconds=-1)
    assert (health.trouble, health.checked) == ("", False)
    assert examine(file, seconds=60).checked


def test_no_store_is_no_trouble(tmp_path):
    assert examine(tmp_path / "none" / "x.sqlite") == Health()
    assert found(tmp_path, store="memory")["store"].state is State.SAID
    assert found(tmp_path, store="nonsense://x")["store"].state is State.BROKEN
    assert found(tmp_path, library="off")["library"].state is State.SAID


def test_a_library_that_cannot_be_read(tmp_path):
    (tmp_path / "library" / "library.json").mkdir(parents=True)
    assert found(tmp_path)["courses"].state is State.BROKEN
    (tmp_path / "library" / "library.json").rmdir()
    (tmp_path / "library" / "library.json").write_text("{")
    assert found(tmp_path)["courses"].state is State.DOUBTFUL


def _states(findings):
    return {one.id: one.state for one in findings}


def test_what_the_program_works_with():
    seen = _states(program_findings({"EDITOR": "no-such-editor-here"}))
    assert seen["python"] is seen["textual"] is seen["sqlite"] is State.FINE
    assert seen["editor"] is State.DOUBTFUL


def test_a_pipe_is_not_asked():
    seen = _states(terminal_findings({"TERM": "xterm"}))
    assert set(seen) == {"terminal", "encoding"}


@pytest.mark.parametrize(
    ("environment", "words"),
    [
        ({"NO_COLOR": "1", "COLORTERM": "truecolor"}, "NO_COLOR"),
        ({"COLORTERM": "truecolor"}, "16 million"),
        ({"TMUX": "x", "TERM": "tmux-256color"}, "256"),
        ({"TERM": "xterm"}, "16"),
        ({"TERM": "dumb"}, "none"),
    ],
    ids=["none", "true", "tmux", "few", "dumb"],
)
def test_colours(environment, words):
    seen = _colours(environment, environment.get("TERM", ""))
    assert words in seen.value
    assert ("tmux.conf" in seen.advice) == ("TMUX" in environment)


def test_widths_and_background():
    assert _widths(Answers(widths=(1, 1, 1, 2, 2))).state is State.FINE
    odd = _widths(Answers(widths=(1, 2, 1, 2, 1)))
    assert (odd.state, odd.value) == (State.DOUBTFUL, "✓ 2≠1, 👍 1≠2")
    assert _ground(Answers(ground=(250, 250, 250)), {}).advice
    assert not _ground(Answers(ground=(250, 250, 250)), {"COLORFGBG": "0;15"}).advice
    assert not _ground(Answers(ground=(10, 10, 10)), {}).advice


def test_what_others_wrote_is_shown_on_one_line():
    assert shown("a\x1b[31m\nb\x9b\t" + "x" * 500).isprintable()
    assert isinstance(Finding("a", "b", State.FINE), Finding)
