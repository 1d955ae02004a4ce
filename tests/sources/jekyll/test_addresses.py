from pathlib import Path

import pytest

from tui_course.sources.jekyll.permalink import slugify
from tui_course.sources.jekyll.site import JekyllSite

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def site():
    return JekyllSite(HERE / "addresses")


def test_addresses_are_those_that_jekyll_builds(site):
    expected = (HERE / "addresses.txt").read_text(encoding="utf-8").splitlines()
    found = sorted(f"{document.url:46} {document.path}" for document in site.pages.values())
    assert found == sorted(expected)


def test_documents_of_a_collection_without_output_are_no_pages(site):
    assert "secret/s" not in site.pages
    assert any(document.path == "_secret/s.md" for document in site.documents)


@pytest.mark.parametrize(
    ("path", "level", "extra"),
    [
        ("index.md", "site", None),
        ("docs/index.md", "docs", {"a": 1, "b": 2}),
        ("docs/guides/Set Up.md", "guides", {"a": 1, "b": 3}),
        ("_notes/dated.md", "notes", None),
    ],
)
def test_defaults_of_the_nearest_scope_win(site, path, level, extra):
    document = next(one for one in site.documents if one.path == path)
    assert (document.values.get("level"), document.values.get("extra")) == (level, extra)


def test_what_is_excluded_or_not_published_is_no_document(site):
    paths = {document.path for document in site.documents}
    assert not paths & {"docs/skip.md", "private/p.md", "a.tmp.md", "_posts/2022-03-04-unpub.md"}


def test_documents_with_a_date_come_first_in_their_collection(site):
    assert [one.path for one in site.documents if one.label == "notes"] == [
        "_notes/dated.md",
        "_notes/First_Note.md",
        "_notes/deep/second.md",
    ]


def test_categories_are_the_folders_above_the_posts_and_those_of_the_front_matter(site):
    categories = {one.path: one.categories for one in site.documents if one.label == "posts"}
    assert categories["topic/_posts/2019-1-5-old.md"] == ("topic", "extra")
    assert categories["_posts/2020/2020-02-29-Leap_Day.md"] == ("One", "two words")


@pytest.mark.parametrize(
    ("text", "slug", "pretty"),
    [
        ("Ada Lovelace", "ada-lovelace", "ada-lovelace"),
        ("b-c_d", "b-c-d", "b-c_d"),
        ("Part One!", "part-one", "part-one!"),
        ("  È vero? ", "è-vero", "è-vero"),
    ],
)
def test_slugs(text, slug, pretty):
    assert slugify(text) == slug
    assert slugify(text, pretty=True) == pretty
