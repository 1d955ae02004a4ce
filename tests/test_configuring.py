"""The commands about settings."""

from __future__ import annotations

import json
import stat

import pytest

from tui_course.cli import main


@pytest.fixture
def config(tmp_path, monkeypatch):
    path = tmp_path / "deep" / "config.toml"
    monkeypatch.setenv("TUI_COURSE_CONFIG", str(path))
    monkeypatch.setenv("TUI_COURSE_STATE", str(tmp_path / "state"))
    for name in ("THEME", "WIDTH", "STORE", "LEARNER", "CACHE", "LIBRARY", "MOUSE", "DENSITY", "ASCII"):
        monkeypatch.delenv(f"TUI_COURSE_{name}", raising=False)

    def write(text):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_every_setting_is_shown_with_where_it_comes_from(config, capsys, monkeypatch):
    path = config('# mine\ntheme = "nord"\nwidth = 7\n')
    monkeypatch.setenv("TUI_COURSE_LEARNER", "ada")
    assert main(["config"]) == 0
    said = capsys.readouterr()
    rows = {line.split()[0]: line.split(maxsplit=2)[1:] for line in said.out.splitlines()}
    assert rows["theme"] == ["nord", f"{path}:2"]
    assert rows["width"] == ["76", "default"]
    assert rows["learner"] == ["ada", "TUI_COURSE_LEARNER"]
    assert rows["mouse"] == ["yes", "default"]
    assert said.err == f"tui-course: {path}:3: the setting width is 7; it takes a number from 40 to 120\n"


def test_programs_read_it_as_json(config, capsys):
    path = config('density = "airy"\n[keys]\n"reader.next" = ["n", "x"]\n')
    assert main(["config", "show", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["file"] == str(path)
    assert found["complaints"] == []
    assert found["settings"]["density"] == {"value": "airy", "from": "file", "place": f"{path}:1"}
    assert found["settings"]["keys"]["value"] == {"reader.next": ["n", "x"]}


def test_no_password_is_shown(config, capsys):
    config('store = "postgresql://ada:secret@db.example.org/school"\n')
    for form in ([], ["--json"]):
        assert main(["config", "show", *form]) == 0
        out = capsys.readouterr().out
        assert "secret" not in out
        assert "db.example.org/school" in out


def test_every_action_is_listed_with_its_keys(config, capsys):
    path = config('[keys]\n"reader.next" = "x"\n"reader.nothing" = "y"\n')
    assert main(["config", "keys"]) == 0
    said = capsys.readouterr()
    rows = {line.split()[0]: " ".join(line.split()[1:]) for line in said.out.splitlines()}
    assert rows["reader.next"] == "x (changed)"
    assert rows["reader.heading-previous"] == "["
    assert rows["reader.density"] == "-"
    assert f"{path}:3: there is no action 'reader.nothing'" in said.err
    assert main(["config", "keys", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["reader.next"] == ["x"]


@pytest.mark.usefixtures("config")
def test_a_file_to_begin_with_is_written_once(capsys, tmp_path):
    path = tmp_path / "deep" / "config.toml"
    assert main(["config", "init"]) == 0
    assert capsys.readouterr().out == f"{path}\n"
    assert main(["config", "path"]) == 0
    assert capsys.readouterr().out == f"{path}\n"
    path.write_text("# changed\n")
    assert main(["config", "init"]) == 1
    assert "it is there already" in capsys.readouterr().err
    assert path.read_text() == "# changed\n"


def test_a_file_that_cannot_be_written_is_said(tmp_path, monkeypatch, capsys):
    (tmp_path / "file").touch()
    monkeypatch.setenv("TUI_COURSE_CONFIG", str(tmp_path / "file" / "config.toml"))
    assert main(["config", "init"]) == 1
    assert "was not written: " in capsys.readouterr().err
    assert stat.S_ISREG((tmp_path / "file").stat().st_mode)


def test_what_is_wrong_with_a_file_stops_no_command(config, capsys):
    config("theme = \n")
    assert main(["progress", "--store", "memory"]) == 0
    assert ":1: Invalid value: no setting of this file is used" in capsys.readouterr().err


def test_a_flag_that_cannot_be_used_is_wrong_usage(config, capsys):
    config("")
    assert main(["--plain", "--theme", "pink"]) == 2
    assert "--theme is 'pink'; it takes one of: auto, dark, light" in capsys.readouterr().err


def test_no_password_behind_a_question_mark_is_shown(config, capsys):
    config('store = "postgresql://ada@example.org/d?sslmode=require&password=SECRET"\n')
    assert main(["config"]) == main(["config", "--json"]) == 0
    shown = capsys.readouterr().out
    assert "SECRET" not in shown
    assert "sslmode=require" in shown
