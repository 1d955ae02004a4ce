"""The works that a course cites or lists."""

import pytest

from tui_course.model.words import inline_words
from tui_course.sources.cache import CachedCourse
from tui_course.sources.isolated import IsolatedCourse, Worker
from tui_course.sources.open import open_course

BIB = """
@book{zed, author = {Zed, Anna}, title = {Tails}, year = {2001}, publisher = {Air}}
@book{roe, author = {Roe, Rita}, title = {Strings}, year = {2019}, publisher = {Air}}
@book{doe, author = {Doe, Jane}, title = {Kites}, year = {2020}, publisher = {Air}}
@book{unread, author = {Nobody}, title = {Nothing}, year = {1999}, publisher = {Air}}
"""
FOLDER = {
    "a.md": "# A\n\nSee [@zed; @roe] and @doe.\n",
    "b.md": "# B\n\nAgain [@zed], and [@lost; @doe].\n",
    "c.md": "# C\n\nNothing.\n",
    "works.bib": BIB,
}
SITE = {
    "_config.yml": "",
    "a.md": "---\n---\n{% cite zed roe %}\n",
    "b.md": "---\n---\n{% cite zed %}\n",
    "_bibliography/references.bib": BIB,
}


def written(folder, files):
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def rows(index):
    return [(work.key, work.cited, work.listed) for work in index.works]


def test_each_work_has_the_pages_that_cite_it_in_the_order_of_a_list(tmp_path):
    index = open_course(written(tmp_path, FOLDER)).references
    assert rows(index) == [
        ("doe", ("a", "b"), ("a", "b")),
        ("lost", ("b",), ()),
        ("roe", ("a",), ("a",)),
        ("zed", ("a", "b"), ("a", "b")),
    ]
    assert inline_words(index.work("zed").children) == "Zed, A. (2001). Tails. Air."
    assert index.work("lost").children == ()
    assert index.work("unread") is None


def test_a_work_that_no_page_lists_has_the_words_of_the_bibliography(tmp_path):
    index = open_course(written(tmp_path, SITE)).references
    assert rows(index) == [("roe", ("a",), ()), ("zed", ("a", "b"), ())]
    assert inline_words(index.work("roe").children) == "Roe, R. (2019). Strings. Air."


def test_a_listed_work_need_not_be_cited(tmp_path):
    index = open_course(written(tmp_path, FOLDER | {"d.md": "# D\n\n<!-- references all -->\n"})).references
    assert ("unread", (), ("d",)) in rows(index)


def test_a_course_without_citations_never_reads_a_bibliography(tmp_path):
    course = open_course(written(tmp_path, {"a.md": "# A\n", "works.bib": BIB}))
    assert course.references.works == ()
    assert "bibliography" not in vars(course)


@pytest.mark.parametrize("files", [FOLDER, SITE], ids=["folder", "site"])
def test_cache_and_worker_know_the_same(tmp_path, files):
    root = written(tmp_path / "course", files | {"glossary.yml": "kite: It flies.\n"})
    plain = open_course(root)
    with Worker() as worker:
        cached = CachedCourse.of(IsolatedCourse(worker, root), root, tmp_path / "cache")
        assert cached.references == plain.references
        assert cached.glossary == plain.glossary
        assert plain.glossary.entries
    again = CachedCourse.of(IsolatedCourse(Worker(), root), root, tmp_path / "cache")
    assert again.references == plain.references
    assert again.glossary == plain.glossary
