import os
import subprocess
import sys
from dataclasses import fields, replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from tui_course.config import THEMES, Settings, load
from tui_course.config.file import read_file
from tui_course.config.load import NAMES
from tui_course.config.remembered import keep_chosen, read_chosen
from tui_course.config.settings import KeyChange
from tui_course.errors import SettingsError


def loaded(tmp_path, flags=(), text=None, **environment):
    path = tmp_path / "config.toml"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    return load(dict(flags), {"TUI_COURSE_CONFIG": str(path), "TUI_COURSE_STATE": str(tmp_path / "state"), **environment})


def settings(*arguments, **named):
    return replace(loaded(*arguments, **named).settings, state="")


def test_defaults(tmp_path):
    assert settings(tmp_path) == Settings(theme="auto", ascii=False, cache="")


def test_flags_come_before_the_environment_and_that_before_the_file(tmp_path):
    text = 'theme = "light"\nascii = true\n'
    assert settings(tmp_path, text=text) == Settings(theme="light", ascii=True)
    assert settings(tmp_path, text=text, TUI_COURSE_THEME="dark") == Settings(theme="dark", ascii=True)
    assert settings(tmp_path, {"theme": "auto", "ascii": None}, text, TUI_COURSE_THEME="dark") == Settings(
        theme="auto", ascii=True
    )


def test_where_pages_are_kept(tmp_path):
    assert settings(tmp_path, TUI_COURSE_CACHE="off").cache_folder is None
    assert settings(tmp_path, TUI_COURSE_CACHE=str(tmp_path)).cache_folder == tmp_path
    assert settings(tmp_path).cache_folder.name == "tui-course"


def test_where_answers_are_kept_and_whose_they_are(tmp_path):
    given = loaded(
        tmp_path, text='store = "off"\nstate = "~/kept"\nlearner = " Ada "\n', TUI_COURSE_STATE=str(tmp_path)
    ).settings
    assert (given.store, given.state_folder, given.learner_name) == ("off", tmp_path, "Ada")
    assert Settings().store == ""
    assert Settings().state_folder.name == "tui-course"
    assert Settings(state="~/kept").state_folder == Path("~/kept").expanduser()


@pytest.mark.parametrize(("environment", "name"), [({"LOGNAME": "grace"}, "grace"), ({}, "local")])
def test_a_learner_without_a_name_is_the_user(environment, name):
    code = (
        "import os\n"
        "from getpass import getuser\n"
        "from tui_course.config import Settings\n"
        "if os.geteuid() == 0: os.setuid(54_321)\n"
        "print(Settings().learner_name)\n"
    )
    if name == "local" and os.geteuid() != 0:
        pytest.skip("only root can become somebody who does not exist")
    rest = {key: value for key, value in os.environ.items() if key not in {"LOGNAME", "USER", "LNAME", "USERNAME"}}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=rest | environment)
    assert done.stdout == f"{name}\n"


CONFIG = Path(__file__).parent.parent / "tui_course" / "config"
WRONG = [
    ('theme = "pink"', "1", "theme is 'pink'; it takes one of: auto, dark, light"),
    ('width = 76\nascii = "maybe"', "2", "ascii is 'maybe'; it takes yes or no"),
    ("width = 20", "1", "width is 20; it takes a number from 40 to 120"),
    ("width = true", "1", "width is True; it takes a number"),
    ("width = 9999999999999999999999", "1", "it takes a number from 40 to 120"),
    ("theme = 3", "1", "it takes one of"),
    ("learner = 3", "1", "learner is 3; it takes words between quotes"),
    ('language = "xx"', "1", "language is 'xx'; it takes one of: auto, en"),
    ('# first\n\nthem = "dark"', "3", "there is no setting 'them'; did you mean theme?"),
    ("a = [\n1,\n2]\nb = 1", "4", "there is no setting 'b'"),
    ("keys = 3", "1", "keys is no table"),
    ('[keys]\n"reader.next" = 4', "2", "'reader.next' is 4; it takes the names of keys"),
]


@pytest.mark.parametrize(("text", "line", "words"), WRONG)
def test_what_a_file_has_wrong_is_said_with_its_line_and_the_rest_counts(tmp_path, text, line, words):
    found = loaded(tmp_path, text=f"{text}\n[other]\n" if "keys" in text else f"mouse = false\n{text}")
    said = [one for one in found.complaints if words in one]
    moved = int(line) + ("keys" not in text)
    assert said[0].startswith(f"{tmp_path / 'config.toml'}:{moved}: ")
    assert found.settings.mouse == ("keys" in text)
    assert replace(found.settings, mouse=True, state="") == Settings(width=found.settings.width)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"theme = ", "config.toml:1: Invalid value: no"),
        (b'theme = "dark"\nwidth = = 2', "config.toml:2: Invalid value: no"),
        (b"theme = '\xff'", "cannot be read"),
        (b"a = " + b"[" * 20_000, "cannot be read"),
        (b"#" * 300_000, "larger than 256 KiB"),
    ],
)
def test_of_a_file_that_cannot_be_read_nothing_is_used(tmp_path, content, words):
    (tmp_path / "config.toml").write_bytes(content)
    found = loaded(tmp_path)
    assert len(found.complaints) == 1
    assert words in found.complaints[0]
    assert found.complaints[0].endswith(("no setting of it is used", "no setting of this file is used"))
    assert replace(found.settings, state="") == Settings()


def test_a_folder_or_a_pipe_is_no_file(tmp_path):
    os.mkfifo(tmp_path / "config.toml")
    assert "is no file" in loaded(tmp_path).complaints[0]
    assert "is no file" in read_file(tmp_path).complaint


def test_what_the_environment_has_wrong_gives_way_to_the_file(tmp_path):
    found = loaded(tmp_path, text='theme = "nord"', TUI_COURSE_THEME="pink", TUI_COURSE_WIDTH="x")
    assert (found.settings.theme, found.settings.width) == ("nord", 76)
    assert [one.partition(":")[0] for one in found.complaints] == ["TUI_COURSE_THEME", "TUI_COURSE_WIDTH"]


def test_a_flag_that_cannot_be_used_stops(tmp_path):
    with pytest.raises(SettingsError, match="--theme is 'pink'; it takes one of: auto, dark"):
        loaded(tmp_path, {"theme": "pink"})
    with pytest.raises(SettingsError, match="--width is '200'; it takes a number from 40 to 120"):
        loaded(tmp_path, {"width": "200"})


def test_where_each_value_comes_from(tmp_path):
    keep_chosen(tmp_path / "state", {"width": 60, "theme": "dracula"})
    text = '# mine\nascii = true\ntheme = "nord"\n'
    origins = loaded(tmp_path, {"theme": "light"}, text, TUI_COURSE_LEARNER="ada").origins
    assert set(origins) == {one.name for one in fields(Settings)}
    assert origins["theme"] == ("flag", "--theme")
    assert origins["learner"] == ("environment", "TUI_COURSE_LEARNER")
    assert origins["ascii"] == ("file", f"{tmp_path / 'config.toml'}:2")
    assert origins["width"] == ("reader", "")
    assert origins["density"] == ("default", "")


def test_what_was_chosen_while_reading_counts_where_nothing_is_set(tmp_path):
    keep_chosen(tmp_path / "state", {"theme": "dracula", "width": 60})
    keep_chosen(tmp_path / "state", {"density": "airy"})
    assert settings(tmp_path) == Settings(theme="dracula", width=60, density="airy")
    assert settings(tmp_path, text='theme = "nord"').theme == "nord"
    assert settings(tmp_path, {"width": "100"}).width == 100


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b'{"width": 7, "theme": [], "store": "off"}', b"[" * 60_000, b"\xff", b'{"density": null}']
)
def test_choices_that_cannot_be_understood_are_none(tmp_path, content):
    (tmp_path / "state").mkdir()
    (tmp_path / "state" / "looks.json").write_bytes(content)
    assert settings(tmp_path) == Settings()
    assert loaded(tmp_path).complaints == ()


def test_choices_that_cannot_be_kept_leave_nothing_behind(tmp_path):
    (tmp_path / "looks.json").mkdir()
    with pytest.raises(OSError, match="looks"):
        keep_chosen(tmp_path, {"width": 60})
    assert [one.name for one in tmp_path.iterdir()] == ["looks.json"]
    assert read_chosen(tmp_path) == {}


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ('"reader.next" = "n, right"', ("n", "right")),
        ('reader.next = "Ctrl+N"', ("Ctrl+N",)),
        ('"reader.next" = ["]", " ", "F2"]', ("]", "space", "F2")),
        ('"reader.next" = ","', ("comma",)),
        ('"reader.next" = "n,,"', ("n", "comma")),
        ('"reader.next" = ""', ()),
        ('"reader.next" = []', ()),
    ],
)
def test_keys_as_users_write_them(tmp_path, text, keys):
    found = loaded(tmp_path, text=f"# mine\n[keys]\n{text}\n")
    assert found.settings.keys == (KeyChange("reader.next", keys, 3),)
    assert found.complaints == ()


def test_the_example_has_every_setting_and_sets_none(tmp_path):
    text = (CONFIG / "example.toml").read_text(encoding="utf-8")
    assert loaded(tmp_path, text=text).settings == loaded(tmp_path, text="").settings
    used = "\n".join(
        line.removeprefix("# ")
        for line in text.splitlines()
        if line.startswith("# ") and ("=" in line or "[keys]" in line) and ":" not in line
    )
    written = read_file(_file(tmp_path, used))
    assert set(written.values) == {*NAMES, "keys"}, written.complaint
    assert loaded(tmp_path, text=used).complaints == ()
    assert replace(loaded(tmp_path, text=used).settings, keys=(), state="") == Settings()


def _file(tmp_path, text):
    path = tmp_path / "example.toml"
    path.write_text(text, encoding="utf-8")
    return path


@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.sampled_from([*"tkeys[]\"=,.#\n'0{}", 'theme = "dark"\n', "width = 60\n", "[keys]\n", '"a.b" = "n"\n']), max_size=30
    )
)
def test_no_file_stops_the_program(tmp_path, parts):
    found = loaded(tmp_path, text="".join(parts))
    assert found.settings.theme in THEMES
    for line in read_file(tmp_path / "config.toml").lines.values():
        assert 1 <= line <= "".join(parts).count("\n") + 1


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("".join(f"a{number} = 1\n" for number in range(20_000)), "and 19980 more"),
        ("theme = 3\nx = [\n" + "1,\n" * 80_000 + "]\ny = 1\n", "there is no setting 'y'"),
        ('"' + "z" * 200_000 + '" = 1\n', "zz..."),
        ("[keys]\n" + "".join(f'"reader.a{number}" = 3\n' for number in range(9_000)), "and 8980 more"),
        ('[keys]\n"reader.next" = "' + "a," * 90_000 + '"\n', "it takes at most 16 keys"),
    ],
    ids=["settings", "lines", "name", "actions", "keys"],
)
def test_a_file_that_nobody_would_write_is_told_briefly(tmp_path, text, last):
    complaints = loaded(tmp_path, text=text).complaints
    assert any(last in one for one in complaints)
    assert sum(map(len, complaints)) < 6_000


@pytest.mark.parametrize(
    "text",
    [
        'store = "a\\u0000b"',
        'library = "\\u0000"',
        f"width = {'1' * 5000}",
        f"width = 0x{'1' * 5000}",
        f"theme{'.a' * 3000} = 1",
        f"keys{'.a' * 3000} = 1",
    ],
)
def test_what_no_setting_can_be_is_a_complaint(tmp_path, text):
    found = loaded(tmp_path, text=text)
    assert len(found.complaints) == 1
    assert replace(found.settings, state="") == Settings()


def test_a_state_folder_that_cannot_be_stops_nothing(tmp_path):
    (tmp_path / "config.toml").write_text('state = "a\\u0000b"', encoding="utf-8")
    found = load({}, {"TUI_COURSE_CONFIG": str(tmp_path / "config.toml")})
    assert len(found.complaints) == 1
    assert found.settings.state == ""


def test_the_cache_is_below_the_home_folder_where_it_says_so(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    assert loaded(tmp_path, text='cache = "~/pages"').settings.cache_folder == tmp_path / "pages"


def test_lines_are_those_of_editors(tmp_path):
    [complaint] = loaded(tmp_path, text='# a\u2028b\ntheme = "nope"\n').complaints
    assert complaint.startswith(f"{tmp_path / 'config.toml'}:2: ")
