import os
import subprocess
import sys
from pathlib import Path

import pytest

from tui_course.config import Settings, load_settings
from tui_course.errors import SettingsError


def settings(tmp_path, flags=(), text=None, **environment):
    path = tmp_path / "config.toml"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    return load_settings(dict(flags), {"TUI_COURSE_CONFIG": str(path), **environment})


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
    given = settings(tmp_path, text='store = "off"\nstate = "~/kept"\nlearner = " Ada "\n', TUI_COURSE_STATE=str(tmp_path))
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


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("theme = ", "cannot be read"),
        ('theme = "pink"', "it takes one of: auto, dark, light"),
        ('ascii = "maybe"', "it takes yes or no"),
    ],
)
def test_what_cannot_be_used_is_said(tmp_path, text, words):
    with pytest.raises(SettingsError, match=words):
        settings(tmp_path, text=text)
