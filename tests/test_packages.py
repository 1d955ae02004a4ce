"""What is published: a source distribution that the tests pass from, and a wheel that needs nothing beside it."""

import email
import os
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path, PurePosixPath

import pytest

pytest.importorskip("hatchling", reason="hatchling builds the packages, and is not installed")

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
# What is laid out elsewhere in the wheel than in the tree.
MOVED = {"modules": "tui_course/modules", "docs": "tui_course/manual"}


def tree(*folders):
    """The files of some folders that belong to the project, as the list of what is kept in versions would name them."""
    found = set()
    for folder in folders:
        for path in (ROOT / folder).rglob("*"):
            place = path.relative_to(ROOT)
            # Caches of tools, which are left where they were run, begin with a dot.
            left = any(part == "__pycache__" or (part.startswith(".") and part.endswith("_cache")) for part in place.parts[1:])
            if path.is_file() and not left and path.suffix not in {".pyc", ".pyo"}:
                found.add(place.as_posix())
    return found


def build(folder, kind, root=ROOT):
    """Build a distribution with what is installed here, as a frontend without isolation does; no network is asked."""
    program = f"import sys, hatchling.build as b; print(b.build_{kind}(sys.argv[1]))"
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [sys.executable, "-c", program, str(folder)],
        cwd=root,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return folder / done.stdout.splitlines()[-1]


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """The unpacked source distribution, and the wheel that is built from it."""
    folder = tmp_path_factory.mktemp("built")
    with tarfile.open(build(folder, "sdist")) as archive:
        archive.extractall(folder, filter="data")
    (source,) = (one for one in folder.iterdir() if one.is_dir())
    return source, zipfile.ZipFile(build(folder, "wheel", source))


@pytest.fixture(scope="module")
def wheel(built):
    return built[1]


def test_the_source_distribution_is_the_tree(built):
    source, _wheel = built
    names = {path.relative_to(source).as_posix() for path in source.rglob("*") if path.is_file()}
    folders = {path.split("/")[0] for path in names if "/" in path}
    assert folders == {"tui_course", "modules", "docs", "share", "tests", "bench", "deploy", ".ci"}
    assert {name for name in names if "/" in name} == tree(*folders)
    for name in ("README.md", "CHANGELOG.md", "LICENSE", "NOTICE", "Makefile", "constraints.txt", "pyproject.toml"):
        assert (source / name).read_bytes() == (ROOT / name).read_bytes()


def test_the_wheel_is_the_package_and_nothing_else(wheel):
    names = set(wheel.namelist())
    version = PurePosixPath(next(name for name in names if name.endswith(".dist-info/METADATA"))).parts[0]
    data = version.replace(".dist-info", ".data/data")
    expected = set(tree("tui_course"))
    for folder, place in MOVED.items():
        expected |= {f"{place}{name.removeprefix(folder)}" for name in tree(folder)}
    expected |= {f"{data}/{name}" for name in tree("share")}
    assert {name for name in names if not name.startswith(f"{version}/")} == expected
    assert not [name for name in names if name.startswith("tests/") or "__pycache__" in name or name.endswith(".pyc")]


def test_what_is_no_code_is_in_the_wheel(wheel):
    names = set(wheel.namelist())
    for name in (
        "tui_course/py.typed",
        "tui_course/config/example.toml",
        "tui_course/locale/de/LC_MESSAGES/tui_course.mo",
        "tui_course/modules/course.yml",
        "tui_course/starter/course.yml",
        "tui_course/manual/README.md",
        "tui_course/progress/schema/sqlite/0001.sql",
    ):
        assert name in names
        assert wheel.getinfo(name).file_size or name.endswith("py.typed")


def test_what_the_wheel_says_of_itself(wheel):
    (place,) = (name for name in wheel.namelist() if name.endswith(".dist-info/METADATA"))
    said = email.message_from_bytes(wheel.read(place))
    project = PROJECT["project"]
    assert said["Name"] == "tui-course"
    assert said["License-Expression"] == project["license"]
    assert said["Requires-Python"] == project["requires-python"]
    assert sorted(said.get_all("Provides-Extra")) == sorted(project["optional-dependencies"])
    assert set(said.get_all("License-File")) == set(project["license-files"])
    assert said.get_all("Project-URL") is None
    assert said.get_payload().lstrip().startswith("# tui-course")
    needed = [one for one in said.get_all("Requires-Dist") if "extra ==" not in one]
    assert len(needed) == len(project["dependencies"])


def test_an_unpacked_wheel_reads_its_own_course(wheel, tmp_path):
    wheel.extractall(tmp_path / "site")  # noqa: S202 - our own
    environment = {
        **os.environ,
        "PYTHONPATH": str(tmp_path / "site"),
        "TUI_COURSE_STATE": str(tmp_path / "state"),
        "TUI_COURSE_CACHE": str(tmp_path / "cache"),
        "TUI_COURSE_LIBRARY": str(tmp_path / "library"),
        "LC_ALL": "de_DE.UTF-8",
        "PYTHONUTF8": "1",
    }
    program = (
        "import tui_course, sys; print(tui_course.__file__); from tui_course.cli import main; sys.exit(main(sys.argv[1:]))"
    )

    def run(*arguments):
        # The folder of the tests, where an editable tui_course may be, is not on the path.
        command = [sys.executable, "-P", "-c", program, *arguments]
        done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=120, check=False)
        assert done.stdout.splitlines()[0].startswith(str(tmp_path / "site"))
        return done.returncode, done.stdout.partition("\n")[2]

    assert run("--help")[1].startswith("Aufruf: ")
    assert run("manual")[0] == 0
    course = str(tmp_path / "site" / "tui_course" / "modules")
    status, text = run("check", course, "--strict")
    assert (status, text) == (0, "")
    status, text = run("init", str(tmp_path / "new"))
    assert status == 0
    assert run("check", str(tmp_path / "new"))[0] == 0
