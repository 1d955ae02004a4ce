from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui_course.errors import NotACourse, PageNotFound
from tui_course.sources.folder.course import FileCourse
from tui_course.sources.folder.torn import is_torn, without_site

FILES = Path(__file__).parent / "files"
EXPECTED = sorted(FILES.glob("*.page"))


@pytest.mark.parametrize("expected", EXPECTED, ids=lambda path: path.stem)
def test_page(expected, dump):
    course = FileCourse(expected.with_suffix(".md"))
    page = course.page(course.course.pages[0].id)
    found = f"{course.course.title}\n{dump(page.blocks)}" + "".join(f"{problem}\n" for problem in page.problems)
    assert found == expected.read_text(encoding="utf-8")


def test_there_are_cases():
    assert len(EXPECTED) == 2


def test_a_page_of_a_site_is_read_as_the_site_reads_it(tmp_path, dump):
    (tmp_path / "_config.yml").write_text("title: The site\nbaseurl: /b\n")
    (tmp_path / "_includes").mkdir()
    (tmp_path / "_includes" / "word.html").write_text("<b>{{ include.of }}</b>")
    (tmp_path / "deep").mkdir()
    (tmp_path / "index.md").write_text("---\ntitle: Home\n---\nhome\n")
    page = tmp_path / "deep" / "page.md"
    page.write_text("---\ntitle: A page\n---\n{% include word.html of=site.title %} [home]({{ site.baseurl }}/) [me](#)\n")
    course = FileCourse(page)
    assert [ref.id for ref in course.course.pages] == ["deep/page"]
    assert course.course.title == "A page"
    read = course.page("deep/page")
    assert dump(read.blocks) == "Paragraph | {strong The site} {file index.md: home} {page deep/page: me}\n"
    assert read.problems == ()
    assert "include word.html" in course.source("deep/page")
    with pytest.raises(PageNotFound):
        course.page("index")


def test_a_file_in_a_site_that_does_not_publish_it(tmp_path):
    (tmp_path / "_config.yml").write_text("exclude: [notes.md]\n")
    (tmp_path / "index.md").write_text("---\n---\nhome\n")
    (tmp_path / "notes.md").write_text("# Notes\n")
    assert FileCourse(tmp_path / "notes.md").course.title == "Notes"


def test_what_is_no_file(tmp_path):
    with pytest.raises(NotACourse):
        FileCourse(tmp_path)
    with pytest.raises(PageNotFound):
        FileCourse(FILES / "other.md").page("torn")


@pytest.mark.parametrize(
    ("text", "torn"),
    [
        ("plain $x$ {not} { this }", False),
        ("`{{ x }}` and ``{% if x %}``", False),
        ("```\n{{ x }}\n```\n", False),
        ("a {{ x }}", True),
        ("{%- if x -%}", True),
        ("text\n{: .class}\n", True),
        ("{{}} {% %}", False),
    ],
)
def test_what_was_written_for_a_site(text, torn):
    assert is_torn(text) is torn


@settings(deadline=None, max_examples=200)
@given(
    st.lists(
        st.sampled_from(["{%", "%}", "{{", "}}", "-", " ", "\n", "if", "x", "include a.html b='c d'", "raw", "endraw", '"'])
    ).map("".join)
)
def test_any_template_is_taken_out_or_kept(text):
    mended = without_site(f"before {text}\n\nafter", "a.md", 1, {})
    assert mended.text.startswith("before")
    assert mended.text.endswith("after") or "{" in text
    assert all(problem.code == "outside-site" and problem.line >= 1 for problem in mended.problems)


@settings(deadline=None, max_examples=100)
@given(st.text(st.characters(exclude_characters="{}")))
def test_text_without_templates_stays(text):
    assert without_site(text, "a.md", 1, {}).text == text
