from __future__ import annotations

import re
from html import unescape

from hypothesis import given, settings
from hypothesis import strategies as st

from tui_course.markup.bibliography import Apa, parse_bibliography
from tui_course.markup.bibliography.citation import locator_text
from tui_course.markup.bibliography.dates import issued, written
from tui_course.markup.bibliography.latex import address, to_unicode
from tui_course.markup.bibliography.names import split_names
from tui_course.model.visible import visible

PIECES = (
    "@book{k,", "@article{a,", "@misc(p,", "@inproceedings{k,", "@string{s=", "@comment{", "@preamble{", "@", "%", "\n",
    "\n@misc{",
    "title", "author", "editor", "year", "date", "crossref", "xdata", "url", "doi", "howpublished", "note", "pages", "month",
    "=", ",", "#", "{", "}", '"', "(", ")", "\\", "$", "~", "^", "_", "--", " and ", " others",
    "\\'", '\\"', "\\url{", "\\href{",
    "\\frac{", "\\o", "\\foo", "a", "Smith, John", "de la Cruz", "2010", "in press", "2001-02-03/",
    "https://example.org/x_y", " ",
    "{2010}", "= {x},", "k", "s", "<b>", "&", "\x1b", "\u202e", "é", "日",
)  # fmt: skip
SOURCES = st.one_of(st.lists(st.sampled_from(PIECES), max_size=60).map("".join), st.text(max_size=200))
TAG = re.compile(r"</?(?:em|code)>|<a href=\"[^\"<>]*\">|</a>")


def assert_well_formed(html: str):
    """Only our own tags, closed in order, and no bare sign of markup outside of them."""
    open_tags: list[str] = []
    for tag in TAG.findall(html):
        name = tag.strip("</>").split()[0]
        if tag.startswith("</"):
            assert open_tags.pop() == name
        else:
            open_tags.append(name)
    assert open_tags == []
    text = TAG.sub("", html)
    assert "<" not in text
    assert ">" not in text
    assert not re.search(r"&(?!amp;|lt;|gt;|quot;|#x27;)", text)


@settings(deadline=None, max_examples=300)
@given(SOURCES)
def test_any_text_is_read_and_listed(source: str):
    parsed = parse_bibliography(source, "x.bib")
    keys = [reference.key for reference in parsed.references]
    apa = Apa(parsed.references)
    assert sorted(apa.order) == sorted(set(keys))
    assert len(set(keys)) == len(keys)
    for key in keys:
        assert_well_formed(apa.entry(key))
        assert apa.in_text([key]) == f"({key}?)" or key in apa
        for text in (unescape(apa.entry(key)), apa.in_text([key]), apa.narrative([key])):
            assert visible(text) == text
    lines = source.count("\n") + source.count("\r") + 1
    assert all(1 <= reference.line <= lines for reference in parsed.references)
    assert all(0 <= problem.line <= lines and problem.file == "x.bib" for problem in parsed.problems)


@settings(deadline=None, max_examples=200)
@given(SOURCES)
def test_an_entry_before_or_after_any_text_stays(source: str):
    before, after = "@book{first9, title = {First}, year = 1001}\n", "\n@book{last9, title = {Last}, year = 1002}\n"
    parsed = parse_bibliography(before + source.replace("@comment", "") + after)
    apa = Apa(parsed.references)
    assert apa.in_text(["first9"]).startswith("(First")
    assert apa.in_text(["last9"]).startswith("(Last")


@settings(deadline=None)
@given(
    st.text(
        st.characters(exclude_categories=("Cc", "Cf", "Cs", "Co", "Cn", "Zs", "Zl", "Zp"), exclude_characters="\\{}$~`'\"-^_")
    )
)
def test_plain_text_stays(text: str):
    import unicodedata

    assert to_unicode(text) == unicodedata.normalize("NFC", text)
    assert address(text) == text


@settings(deadline=None, max_examples=300)
@given(SOURCES)
def test_latex_names_dates_and_locators_never_fail(source: str):
    assert visible(to_unicode(source)) == to_unicode(source)
    assert visible(address(source)) == address(source)
    assert all(name.family for name in split_names(source).names)
    for field in ("date", "year", "month", "origdate", "pubstate"):
        assert issued({field: source, "year": "2001"}).label("a")
        assert issued({field: source}).label()
    assert isinstance(written(source), str)
    assert isinstance(locator_text(source), str)


# A name that is a suffix reads differently in the two orders.
WORDS = st.from_regex(r"[A-Z][a-z]{1,8}", fullmatch=True).filter(lambda word: word not in {"Jr", "Sr"})


@settings(deadline=None)
@given(st.lists(st.tuples(WORDS, st.lists(WORDS, min_size=1, max_size=3)), min_size=1, max_size=5))
def test_both_orders_of_a_name_mean_the_same(people: list[tuple[str, list[str]]]):
    inverted = " and ".join(f"{family}, {' '.join(given)}" for family, given in people)
    straight = " and ".join(f"{' '.join(given)} {family}" for family, given in people)
    assert split_names(inverted) == split_names(straight)
    assert [(name.family, list(name.given)) for name in split_names(inverted).names] == people


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(
            st.lists(st.sampled_from(("Wu, A", "Wu, B", "Roe, C", "Poe, D")), max_size=4), st.sampled_from(("2001", "2002", ""))
        ),
        max_size=12,
    )
)
def test_no_two_works_are_cited_alike(works: list[tuple[list[str], str]]):
    source = "".join(
        f"@misc{{k{index}, title = {{T}}, author = {{{' and '.join(names)}}}, year = {{{year}}}}}\n"
        for index, (names, year) in enumerate(works)
    )
    apa = Apa(parse_bibliography(source).references)
    citations = [apa.in_text([key]) for key in apa.order]
    assert len(set(citations)) == len(works)
    assert apa.order == Apa(parse_bibliography(source).references[::-1]).order or len(set(map(str, works))) < len(works)
