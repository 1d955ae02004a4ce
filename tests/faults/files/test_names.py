"""Names of files that lead out of a course: each trick on each way on which a course names a file, every cell of them."""

from __future__ import annotations

import pytest

from tests.faults.files.ground import OWN, SECRET, lay, named, said, secrets, table, tells
from tui_course.model.problem import Severity
from tui_course.sources.check import course_problems
from tui_course.sources.isolated import IsolatedCourse, Worker

WAYS, TRICKS = table("ways.yml"), table("tricks.yml")
INSIDE = "what is inside"
ADDRESS = ("file:", "FILE:", "//")


@pytest.fixture(scope="module")
def worker():
    """Reads the courses: what hangs is ended, and says so."""
    with Worker() as running:
        yield running


@pytest.fixture(params=WAYS, ids=lambda way: way.replace(" ", "-"))
def way(request, tmp_path, monkeypatch):
    """A way, the folder around its course, and what is named on its pages."""
    given = WAYS[request.param]
    outside, course = tmp_path / "outside", tmp_path / "outside" / "course"
    endings = {given["ending"], ".png"}
    secrets(outside, endings)
    lay(course, outside, endings)
    if "own" in given:
        lay(course / given["own"], outside, endings)
    monkeypatch.setenv("HOME", str(outside))
    if given["format"] == "jekyll":
        (course / "_config.yml").write_text("title: Kites\n", "utf-8")
    else:
        (course / "course.yml").write_text("title: Kites\n", "utf-8")
    (course / "own.png").write_bytes((course / "inside.png").read_bytes())
    names = {trick: named(text, outside, "" if given.get("beside") else given["ending"]) for trick, text in TRICKS.items()}
    names[INSIDE] = "inside" if given.get("beside") else f"inside{given['ending']}"
    for number, name in enumerate(names.values()):
        front = given.get("front", "").replace("{name}", name.replace("'", "''"))
        head = f"---\n{front}\n---\n" if front or given["format"] == "jekyll" else ""
        page = given["page"].replace("{name}", name.replace('"', "&quot;"))
        (course / f"page-{number:02}.md").write_text(f"{head}Words.\n\n{page}\n\nMore words.\n", "utf-8")
    return given, course, names


def test_no_name_leads_out_and_each_is_told_with_its_line(way, worker):
    given, course, names = way
    pages = IsolatedCourse(worker, course)
    unread = {problem.file for problem in course_problems(pages) if problem.severity is Severity.ERROR}
    seen, silent, own = [], [], ()
    for number, trick in enumerate(names):
        page_id = f"page-{number:02}"
        text, problems = said(pages, page_id)
        assert "page-unreadable" not in {problem.code for problem in problems}, f"{trick}: {problems}"
        if trick == INSIDE:
            own = problems
            assert given.get("shows") is False or tells(text, OWN), text
            continue
        if tells(text, SECRET):
            seen.append(trick)
        placed = [problem for problem in problems if problem.file == f"{page_id}.md" and problem.line > 0]
        # An address is shown, not read; and what is a page of the course by its name says itself that it cannot be read.
        elsewhere = names[trick].startswith(ADDRESS) or names[trick] in unread
        if not (placed or elsewhere or given.get("quiet") or given.get("beside")):
            silent.append((trick, problems))
    assert not seen
    assert not silent
    assert not [one for one in own if one.severity is not Severity.NOTE and one.file.startswith("page-")]
