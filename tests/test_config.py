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
