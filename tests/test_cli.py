"""The commands as a user runs them: in a process of their own, through pipes."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import tui_course
from tui_course.cli.table import COMMANDS

HERE = Path(__file__).parent
BEES = str(HERE / "sources" / "jekyll" / "beekeeping")


def run(*arguments, **environment):
    command = [sys.executable, "-m", "tui_course", *arguments]
    settings = {**os.environ, "PYTHONUTF8": "1", "TERM": "xterm", **environment}
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=settings, check=False, timeout=60)


def test_version():
    assert run("--version").stdout == f"tui-course {tui_course.__version__}\n"


def test_help_names_every_command():
    done = run("--help")
    assert done.returncode == 0
    assert all(f"tui-course {command.call}"[:30] in done.stdout for command in COMMANDS.values())


@pytest.mark.parametrize("language", ["C", "de_DE"])
@pytest.mark.parametrize("columns", [40, 80, 200])
def test_help_breaks_where_the_terminal_does(columns, language):
    lines = run("--help", COLUMNS=str(columns), LC_ALL=language).stdout.splitlines()
    assert max(len(line) for line in lines if " " in line.strip()) <= min(columns, 120)
    assert lines[0].startswith("Aufruf: " if language == "de_DE" else "usage: ")


def test_toc_lists_pages_under_their_modules():
    lines = run("toc", BEES).stdout.splitlines()
    assert lines[0] == "Keeping bees"
    assert lines.index("  The hive") < lines.index("    lessons/1-hive   Inside the hive") < lines.index("  More pages")


def test_toc_as_json():
    modules = json.loads(run("toc", BEES, "--json").stdout)["modules"]
    assert [module["title"] for module in modules] == ["Start here", "The hive", "More pages"]
    assert [module["listed"] for module in modules] == [True, True, False]


def test_cat_prints_the_first_page_by_default():
    done = run("cat", BEES)
    assert done.returncode == 0
    assert done.stdout.startswith("Welcome\n\nKeeping bees\n")


def test_cat_finds_pages_by_any_of_their_names():
    outputs = {
        run("cat", BEES, name).stdout for name in ("lessons/1-hive", "1-hive", "/lessons/1-hive.html", "inside the hive")
    }
    assert len(outputs) == 1
    assert "a city" in outputs.pop()


def test_cat_into_a_pipe_has_no_escape_sequences_and_wraps_only_when_asked():
    long = run("cat", BEES, "lessons/3-more").stdout
    narrow = run("cat", BEES, "lessons/3-more", "--width", "30").stdout
    assert "\x1b" not in long + narrow
    assert max(map(len, narrow.splitlines())) <= 30 < max(map(len, long.splitlines()))


def test_cat_all_as_json_is_one_object_a_line():
    pages = [json.loads(line) for line in run("cat", BEES, "--all", "--json").stdout.splitlines()]
    assert [page["id"] for page in pages] == ["index", "lessons/1-hive", "lessons/2-check", "lessons/3-more"]
    assert [question["type"] for question in pages[2]["questions"]] == ["multiple-choice", "matching"]


def test_check_prints_file_line_code_message_and_fails_for_errors():
    done = run("check", BEES)
    assert done.returncode == 1
    assert "index.md:9: link-broken nothing in the course stands at missing.html" in done.stdout.splitlines()


def test_check_strict_counts_warnings(tmp_path):
    (tmp_path / "page.md").write_text("# A page\n\nSee [below](#nowhere).\n", encoding="utf-8")
    assert run("check", str(tmp_path)).returncode == 0
    assert run("check", str(tmp_path), "--strict").returncode == 1


def test_a_library_is_checked_course_by_course(tmp_path):
    for name in ("first", "second"):
        folder = tmp_path / name
        folder.mkdir()
        (folder / "course.yml").write_text(f"title: The {name}\n", encoding="utf-8")
        (folder / "page.md").write_text("![gone](gone.png)\n", encoding="utf-8")
    done = run("check", str(tmp_path))
    assert [line.split(" ")[:2] for line in done.stdout.splitlines()] == [
        ["first/page.md:1:", "figure-missing"],
        ["second/page.md:1:", "figure-missing"],
    ]
    assert run("cat", str(tmp_path)).returncode == 3


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (("cat", "nowhere"), 3, "there is no file or folder at nowhere"),
        (("cat", BEES, "hove"), 2, "there is no page 'hove'"),
        (("cat", BEES, "--width", "5"), 2, "10 to 1000"),
        (("cat", BEES, "--nonsense"), 2, "--nonsense"),
        ((BEES,), 2, "needs a terminal"),
        (("review", BEES, "--minutes", "soon"), 2, "1 to 1000"),
        (("progress", BEES, "--json", "--csv"), 2, "not allowed with"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(arguments, status, words):
    done = run(*arguments)
    assert (done.returncode, done.stdout) == (status, "")
    assert words in done.stderr.splitlines()[-1]


def test_a_folder_that_is_no_course_costs_one_sentence(tmp_path):
    done = run("cat", str(tmp_path))
    assert done.returncode == 3
    assert done.stderr == f"tui-course: {tmp_path} holds no course: no Jekyll site and no Markdown file\n"


def test_a_reader_that_has_seen_enough_ends_the_output_quietly():
    command = f"{sys.executable} -m tui_course cat '{BEES}' --all --json | head -c 10"
    done = subprocess.run(["bash", "-c", command], capture_output=True, check=False, timeout=60)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize("command", [("--version",), ("cat", BEES, "--all"), ("toc", BEES), ("check", BEES)])
def test_headless_commands_load_no_terminal(command):
    program = (
        "import sys; from tui_course.cli import main; main(sys.argv[1:]);"
        "heavy = {'textual', 'rich', 'asyncssh', 'PIL', 'sqlite3', 'psycopg', 'fsrs'};"
        "print([name for name in sys.modules if name.partition('.')[0] in heavy], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", program, *command], capture_output=True, text=True, check=False, timeout=60)
    assert done.stderr.splitlines()[-1] == "[]"


def test_the_version_is_told_without_settings_or_arguments():
    program = (
        "import sys; from tui_course.cli import main; main(['--version']);"
        "print(sorted({'argparse', 'dataclasses', 'tui_course.config', 'tui_course.own_files'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.splitlines()[-1] == "[]"


def test_study_and_sources_load_no_terminal():
    program = (
        "import sys, tui_course.study, tui_course.sources.open, tui_course.plain;"
        "heavy = {'textual', 'rich', 'asyncssh', 'pybtex', 'pygments'};"
        "print([name for name in sys.modules if name.partition('.')[0] in heavy])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "[]"


def test_the_package_offers_its_face():
    assert {name for name in tui_course.__all__ if getattr(tui_course, name) is not None} == set(tui_course.__all__)
    with pytest.raises(AttributeError, match="nonsense"):
        _ = tui_course.nonsense


@pytest.mark.parametrize("command", [["--help"], ["config"], ["toc", BEES]])
def test_no_character_stops_the_output(command):
    done = run(*command, PYTHONIOENCODING="ascii", PYTHONUTF8="0", TUI_COURSE_LANGUAGE="de")
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("closed", ["<&-", "2>&-", ">&-"])
def test_closed_streams_stop_no_command(closed):
    script = f'exec "{sys.executable}" -m tui_course toc "{BEES}" {closed}'
    done = subprocess.run(["sh", "-c", script], capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")
    done = subprocess.run(["sh", "-c", script.replace(" toc ", " check ")], capture_output=True, check=False, timeout=60)
    assert done.returncode == run("check", BEES).returncode


def test_what_was_typed_steers_no_terminal():
    assert "\x1b" not in run("toc", BEES, "--\x1b[31m").stderr


def test_the_name_of_a_folder_steers_no_terminal(tmp_path):
    for name in ("a\x1b[31m", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "_config.yml").write_text("title: Wind\n", encoding="utf-8")
        (tmp_path / name / "index.md").write_text("# Wind\n\nIt blows. [x](gone.md)\n", encoding="utf-8")
    for command in (["check", str(tmp_path)], ["search", "blows", str(tmp_path)], ["search", "blows gale", str(tmp_path)]):
        done = run(*command)
        assert "a␛[31m/" in done.stdout + done.stderr
        assert "\x1b" not in done.stdout + done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no such device")
@pytest.mark.parametrize("command", ["toc", "cat"])
def test_a_full_disk_is_said_in_one_line(command):
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "tui_course", command, BEES],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
            timeout=60,
        )
    assert done.returncode == 1
    assert done.stderr.startswith("tui-course: ")
    assert done.stderr.count("\n") == 1
