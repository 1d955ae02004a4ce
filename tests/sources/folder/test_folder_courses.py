from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui_course.errors import NotACourse, PageNotFound
from tui_course.model.block import Unknown
from tui_course.sources.check import course_problems
from tui_course.sources.folder.course import FolderCourse
from tui_course.sources.folder.names import is_housekeeping, order_key, spoken
from tui_course.sources.folder.order import GivenOrder, Pages, with_the_rest

COURSES = Path(__file__).parent / "courses"
OUTLINES = sorted(COURSES.glob("*.toc"))
PAGES = sorted(COURSES.glob("*.page"))


def outline(course: FolderCourse):
    found = course.course
    yield f"{found.id} | {found.title} | {found.description}".rstrip()
    for module in found.modules:
        yield f"{module.title!r}{'' if module.listed else ' (not listed)'}"
        for page in module.pages:
            yield f"  {page.id} | {page.title}{f' ({page.label})' if page.label else ''} | {page.source}"
    yield from map(str, course.problems)


@pytest.mark.parametrize("expected", OUTLINES, ids=lambda path: path.stem)
def test_outline(expected):
    course = FolderCourse(expected.with_suffix(""))
    assert list(outline(course)) == [line.rstrip() for line in expected.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("expected", PAGES, ids=lambda path: path.stem)
def test_page(expected, dump):
    name, _, page_id = expected.stem.partition(" ")
    page = FolderCourse(COURSES / name).page(page_id)
    found = dump(page.blocks) + "".join(f"{problem}\n" for problem in page.problems)
    assert found == expected.read_text(encoding="utf-8")


def test_there_are_cases():
    assert len(OUTLINES) >= 3
    assert len(PAGES) >= 3


@pytest.mark.parametrize("name", ["named", "ordered", "broken"])
def test_each_page_is_listed_once_and_can_be_read(name):
    course = FolderCourse(COURSES / name)
    listed = [page.id for module in course.course.modules for page in module.pages]
    assert sorted(listed) == sorted(set(listed)) == sorted(course.pages)
    for page_id in listed:
        assert course.page(page_id).ref.id == page_id
        assert course.source(page_id)


def test_check_finds_headings_that_are_not_there(tmp_path):
    (tmp_path / "a.md").write_text("# A\n\n[b](b.md#no-such) [c](b.md#There) [d](#a)\n")
    (tmp_path / "b.md").write_text("# There\n")
    assert [problem.code for problem in course_problems(FolderCourse(tmp_path))] == ["anchor-missing"]


def test_links_of_a_diagram_to_headings_that_are_not_there_are_reported(tmp_path):
    text = '# A\n\n```mermaid\nflowchart LR\n  a[One] --> b[Two]\n  click a "#a" "so"\n  click b "#gone" "so"\n```\n'
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    assert [str(problem) for problem in course_problems(FolderCourse(tmp_path))] == [
        "a.md:7: anchor-missing the page a has no heading gone"
    ]


def test_a_page_that_is_not_there(tmp_path):
    (tmp_path / "a.md").write_text("# A")
    with pytest.raises(PageNotFound):
        FolderCourse(tmp_path).page("b")
    with pytest.raises(PageNotFound):
        FolderCourse(tmp_path).source("b")


def test_a_folder_without_pages(tmp_path):
    (tmp_path / "a.txt").write_text("a")
    with pytest.raises(NotACourse):
        FolderCourse(tmp_path)


def test_two_files_with_one_name(tmp_path):
    (tmp_path / "a.md").write_text("# One")
    (tmp_path / "a.markdown").write_text("# Two")
    assert {page.title for page in FolderCourse(tmp_path).course.pages} == {"One", "Two"}


def test_a_page_that_is_too_large_shows_its_first_part(tmp_path):
    (tmp_path / "a.md").write_text("# A\n\n" + "word " * 300_000)
    page = FolderCourse(tmp_path).page("a")
    assert [problem.code for problem in page.problems] == ["page-size"]
    assert len(page.blocks) == 3
    assert isinstance(page.blocks[-1], Unknown)


def test_bytes_that_are_no_text(tmp_path):
    (tmp_path / "a.md").write_bytes(b"# A\n\nfine \xff\xfe here\n")
    (tmp_path / "b.md").write_bytes("# Zwei\n\nTöne".encode("utf-16"))
    course = FolderCourse(tmp_path)
    assert [problem.code for problem in course.page("a").problems] == ["encoding"]
    assert course.course.pages[1].title == "Zwei"
    assert [problem.code for problem in course.page("b").problems] == ["encoding"]


def test_control_characters_are_made_visible(tmp_path, dump):
    (tmp_path / "a.md").write_text(
        '# A \x1b]0;x\x07\n\n\x1b[31m `\x9b` [x](\x1b) ![\x07](a\x1b.png "\x1b") <b title="\x1b">\x1b</b>\n'
    )
    course = FolderCourse(tmp_path)
    page = course.page("a")
    shown = dump(page.blocks) + course.course.title + page.ref.title + "".join(map(str, page.problems))
    assert not {char for char in shown if (char != "\n" and ord(char) < 0x20) or 0x7F <= ord(char) < 0xA0}


def test_links_out_of_the_course_are_not_followed(tmp_path):
    (tmp_path / "secret.md").write_text("# Secret")
    root = tmp_path / "course"
    root.mkdir()
    (root / "a.md").write_text("# A\n\n[up](../secret.md) [etc](/../../etc/passwd) ![up](../secret.png)\n")
    (root / "b.md").symlink_to(tmp_path / "secret.md")
    (root / "loop").symlink_to(root)
    course = FolderCourse(root)
    assert [page.id for page in course.course.pages] == ["a", "b"]
    assert [problem.code for problem in course.page("b").problems] == ["page-unreadable"]
    assert "Secret" not in str(course.page("b"))
    assert [problem.code for problem in course.page("a").problems] == ["link-broken", "link-broken", "figure-missing"]


ENTRIES = st.recursive(
    st.sampled_from(
        ["index.md", "index", "basics", "basics/1-a.md", "wind.md", "nowhere", "", "..", "/", "/end", "#x", 7, None, True]
    ),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.fixed_dictionaries({"title": st.sampled_from(["T", None, 3]), "pages": st.lists(inner, max_size=3)})
        | st.dictionaries(st.sampled_from(["Title", "pages", "page", "title"]), inner, max_size=2)
    ),
    max_leaves=8,
)


@settings(deadline=None, max_examples=200)
@given(order=st.lists(ENTRIES, max_size=5))
def test_no_order_loses_a_page(order):
    pages = Pages({page.path: page for page in FolderCourse(COURSES / "ordered").pages.values()})
    given_order = GivenOrder(pages, "course.yml", "")
    modules = with_the_rest(given_order.modules(order), pages)
    listed = {page.source for module in modules for page in module.pages}
    assert listed == set(pages.by_path)
    assert all(module.pages for module in modules)


@given(st.lists(st.text(alphabet="0123aB-_. ", min_size=1, max_size=8), min_size=2, max_size=8))
def test_names_have_one_order(names):
    ordered = sorted(names, key=order_key)
    assert sorted(sorted(names), key=order_key) == ordered


@pytest.mark.parametrize(
    "names",
    [
        ["README.md", "1-a.md", "2-b", "10-c.md", "alpha.md", "Beta", "part-2.md", "part-10.md"],
        ["index.md", "01_x.md", "1.2 y.md", "1.10 z.md", "02-w", "2020-review.md", "3d.md"],
        ["readme.markdown", "index.md", "a.md"],
    ],
)
def test_the_order_of_names(names):
    assert sorted(sorted(names), key=order_key) == names


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("1-first-steps", "First steps"),
        ("02_second_step.md", "Second step"),
        ("3. Third.md", "Third"),
        ("4", "4"),
        ("3d-printing.md", "3d printing"),
        ("a.b.md", "A.b"),
        ("10-.md", "10"),
    ],
)
def test_what_a_name_says(name, title):
    assert spoken(name) == title


@pytest.mark.parametrize(
    ("path", "is_one"),
    [
        *((name, True) for name in ("LICENSE.md", "docs/CONTRIBUTING.md", "license.md", "CODE-OF-CONDUCT.md", "SECURITY.md")),
        *((name, False) for name in ("security.md", "1-x/license.md", "README.md", "licences.md")),
    ],
)
def test_pages_about_the_project(path, is_one):
    assert is_housekeeping(path) is is_one
