from __future__ import annotations

import pytest

from tui_course.markup.bibliography import Apa, ParsedBibliography, parse_bibliography
from tui_course.markup.bibliography.entries import LONGEST_FIELD, MOST_EXPANDED
from tui_course.model.problem import Problem, Severity
from tui_course.model.reference import Name, Reference


def codes(parsed: ParsedBibliography) -> set[str]:
    return {problem.code for problem in parsed.problems}


def test_a_reference_says_all_that_the_file_says():
    source = "---\n---\n\n@Book{k, Title = {A {B} c}, author = {Roe, Jo and others}, editor = {{Body}}, custom = {x--y}}"
    assert parse_bibliography(source, "a/b.bib") == ParsedBibliography(
        (
            Reference(
                key="k",
                kind="book",
                authors=(Name("Roe", ("Jo",)),),
                editors=(Name("Body"),),
                others=True,
                fields={"title": "A B c", "custom": "x–y"},
                file="a/b.bib",
                line=4,
            ),
        )
    )


def test_an_entry_that_cannot_be_read_keeps_key_line_and_source():
    parsed = parse_bibliography(
        "@misc{a, title = {A}}\n\n@misc{b, title = {B,\n year = {2001}\n}\n@misc{c, title = {C}}\n", "x.bib"
    )
    assert [reference.key for reference in parsed.references] == ["a", "b", "c"]
    assert parsed.references[1].kind == ""
    assert parsed.references[1].fields == {"source": "@misc{b, title = {B,\n year = {2001}\n}"}
    message = "@misc b: a brace or a quotation mark is not closed"
    assert parsed.problems == (Problem("bib-syntax", Severity.ERROR, message, "x.bib", 3),)


def test_the_second_of_equal_keys_is_reported_with_its_line():
    (problem,) = parse_bibliography("@misc{a,\n}\n@misc{b}\n@misc{a}\n", "x.bib").problems
    assert (problem.code, problem.line, problem.file) == ("bib-duplicate-key", 4, "x.bib")
    assert " a " in problem.message


def test_control_characters_become_visible():
    (reference,) = parse_bibliography(
        "@misc{k, title = {a\x1b]0;x\x07 \u202eb}, url = {http://x/\x1b}, author = {{\x9b}}}"
    ).references
    assert reference.fields == {"title": "a␛]0;x␇ <U+202E>b", "url": "http://x/␛"}
    assert reference.authors == (Name("<9B>"),)


@pytest.mark.parametrize(
    "text", ["", "\ufeff", "---\n---\n", "---\n", "References\n====\n", "me@example.org", "@", "@book", "@{", "%@book{a}"]
)
def test_what_holds_no_entry(text: str):
    assert [reference.key for reference in parse_bibliography(text).references if reference.kind] == []


def test_deep_braces():
    deep = "{" * 20_000 + "x" + "}" * 20_000
    parsed = parse_bibliography(f"@misc{{deep, title = {{{deep}}}, author = {{{deep}}}, url = {{{deep}}}}}")
    assert parsed.references[0].fields == {"title": "x", "url": "x"}
    assert parsed.references[0].authors == (Name("x"),)
    assert parsed.problems == ()


def test_deep_braces_that_do_not_close():
    parsed = parse_bibliography("@misc{deep, title = " + "{" * 20_000 + "\n@misc{next, title = {Next}}\n")
    assert [(reference.key, reference.kind) for reference in parsed.references] == [("deep", ""), ("next", "misc")]


def test_strings_that_double_stop_growing():
    doubling = "".join(f"@string{{s{number + 1} = s{number} # s{number}}}\n" for number in range(64))
    uses = "".join(f"@misc{{k{number}, title = s64}}\n" for number in range(200))
    parsed = parse_bibliography(f"@string{{s0 = {{0123456789}}}}\n{doubling}{uses}")
    lengths = [len(reference.fields["title"]) for reference in parsed.references]
    assert max(lengths) <= LONGEST_FIELD
    assert sum(lengths) <= MOST_EXPANDED
    assert "bib-too-long" in codes(parsed)


def test_a_long_field_is_cut_and_reported():
    parsed = parse_bibliography("@misc{k, title = {" + "x" * (LONGEST_FIELD + 1) + "}}")
    assert parsed.references[0].fields["title"] == "x" * LONGEST_FIELD
    assert codes(parsed) == {"bib-too-long"}


def test_a_name_of_commas():
    parsed = parse_bibliography(
        "@misc{k, author = {" + "," * 20_000 + "}}\n@misc{j, author = {" + "a," * 20_000 + "}, year = 1}"
    )
    assert codes(parsed) == {"bib-name"}
    assert Apa(parsed.references).in_text(["j"]) == "(a, 1)"


def test_many_entries():
    source = "".join(f"@misc{{k{number}, author = {{Roe, Jo}}, title = {{T}}, year = 2000}}\n" for number in range(20_000))
    parsed = parse_bibliography(source)
    assert len(parsed.references) == 20_000
    assert len(set(Apa(parsed.references).order)) == 20_000


def test_a_chain_of_crossrefs():
    source = "".join(f"@book{{k{number}, f{number} = {{x}}, crossref = {{k{number + 1}}}}}\n" for number in range(2_000))
    parsed = parse_bibliography(source)
    assert max(len(reference.fields) for reference in parsed.references) == 2


def test_problems_are_bounded():
    parsed = parse_bibliography("@misc{a}\n" * 3_000)
    assert len(parsed.problems) == 1_001
    assert "1999 more" in " ".join(problem.message for problem in parsed.problems)
