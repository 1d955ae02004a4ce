from __future__ import annotations

import pytest

from tui_course.markup.bibliography import Apa, parse_bibliography

WORKS = r"""
@book{lavalle, author = {LaValle, Steven M.}, title = {Planning algorithms}, year = 2006}
@book{dudek, author = {Dudek, Gregory and Jenkin, Michael}, title = {Computational principles}, year = 2010}
@misc{s3, author = {AWS}, title = {Storage}, year = 2020, ids = {store, storage}}
@misc{ec2, author = {AWS}, title = {Computing}, year = 2020}
@misc{jpl, author = {{Jet Propulsion Laboratory}}, title = {Missions}}
@misc{broken, title = {Never ends
"""


@pytest.fixture(scope="module")
def apa() -> Apa:
    return Apa(parse_bibliography(WORKS).references)


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        (["lavalle"], "(LaValle, 2006)"),
        (["lavalle", "dudek"], "(Dudek & Jenkin, 2010; LaValle, 2006)"),
        (["s3", "lavalle", "ec2"], "(AWS, 2020a, 2020b; LaValle, 2006)"),
        (["s3", "store"], "(AWS, 2020b)"),
        (["jpl"], "(Jet Propulsion Laboratory, n.d.)"),
        (["nobody"], "(nobody?)"),
        (["nobody", "lavalle", "nobody"], "(LaValle, 2006; nobody?)"),
        (["broken"], "(broken?)"),
        ([], "()"),
    ],
)
def test_in_text(apa: Apa, keys: list[str], expected: str):
    assert apa.in_text(keys) == expected


@pytest.mark.parametrize(
    ("locator", "expected"),
    [
        ("12", "p. 12"),
        ("p. 12", "p. 12"),
        ("page 12", "p. 12"),
        ("12-14", "pp. 12–14"),
        ("12--14", "pp. 12–14"),
        ("p. 12-14", "pp. 12–14"),
        ("12, 20", "pp. 12, 20"),
        ("xiv", "p. xiv"),
        ("chap. 3", "Chapter 3"),
        ("§ 2.1", "Section 2.1"),
        ("para. 4", "para. 4"),
        ("the preface", "the preface"),
        ("  ", ""),
    ],
)
def test_locator(apa: Apa, locator: str, expected: str):
    comma = f", {expected}" if expected else ""
    assert apa.in_text(["lavalle"], locator) == f"(LaValle, 2006{comma})"
    assert apa.in_text(["lavalle"], locator, suppress_author=True) == f"(2006{comma})"
    assert apa.narrative(["lavalle"], locator) == f"LaValle (2006{comma})"


def test_a_locator_belongs_to_the_first_key_and_keeps_it_apart(apa: Apa):
    assert apa.in_text(["s3", "ec2"], "4") == "(AWS, 2020a; AWS, 2020b, p. 4)"
    assert apa.in_text(["nobody", "ec2"], "4") == "(AWS, 2020a; nobody?)"


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        (["dudek"], "Dudek and Jenkin (2010)"),
        (["dudek", "lavalle"], "Dudek and Jenkin (2010) and LaValle (2006)"),
        (["jpl", "dudek", "lavalle"], "Jet Propulsion Laboratory (n.d.), Dudek and Jenkin (2010), and LaValle (2006)"),
        (["nobody"], "(nobody?)"),
        (["storage"], "AWS (2020b)"),
    ],
)
def test_narrative(apa: Apa, keys: list[str], expected: str):
    assert apa.narrative(keys) == expected


def test_membership_means_that_a_work_can_be_cited(apa: Apa):
    assert "dudek" in apa
    assert "store" in apa
    assert "broken" not in apa
    assert "nobody" not in apa
    assert None not in apa


def test_entry_of_an_unknown_key_is_the_key_itself(apa: Apa):
    assert apa.entry("no<body") == "[no&lt;body?]"
    assert apa.entry("store") == "AWS. (2020b). <em>Storage</em>."


def test_the_first_of_equal_keys_is_meant():
    first = parse_bibliography("@misc{a, title = {First}, year = 2001}").references
    second = parse_bibliography("@misc{a, title = {Second}, year = 2002}").references
    assert Apa((*first, *second)).in_text(["a"]) == "(First, 2001)"


def test_an_empty_list():
    assert Apa(()).order == ()


def test_letters_go_on_after_z():
    works = "".join(f"@misc{{k{number:02}, author = {{Lab}}, title = {{T{number:02}}}, year = 2020}}\n" for number in range(54))
    apa = Apa(parse_bibliography(works).references)
    assert [apa.in_text([f"k{number:02}"])[10:-1] for number in (0, 25, 26, 52, 53)] == ["a", "z", "aa", "ba", "bb"]
