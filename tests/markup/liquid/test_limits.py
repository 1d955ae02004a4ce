from __future__ import annotations

import itertools

import pytest

ENDED = "The page ends here."
NESTED = "{% assign a = '1,2' | split: ',' %}{% for i in (1..60) %}{% assign a = a | push: a | push: a %}{% endfor %}"


def test_an_include_of_itself_stops(render, site):
    site.includes["self.html"] = "x{% include self.html %}"
    text, problems = render("a{% include self.html %}b")
    assert text.startswith("a" + "x" * 20 + "<tui-unknown")
    assert text.endswith("</tui-unknown>b")
    assert problems == ["_includes/self.html:liquid-limit:1"]


def test_two_includes_of_each_other_stop_at_the_budget(render, site):
    site.includes["m.html"] = "m{% include n.html %}{% include n.html %}"
    site.includes["n.html"] = "n{% include m.html %}{% include m.html %}"
    text, problems = render("a{% include m.html %}b")
    assert text.startswith("amn")
    assert text.endswith("b")
    assert text.count("m") < 1000
    assert {problem.split(":")[1] for problem in problems} == {"liquid-limit"}


def test_the_page_goes_on_without_the_201st_include(render, site):
    site.includes["e.html"] = "e"
    text, problems = render("{% include e.html %}" * 201 + "after")
    assert text.startswith("e" * 200 + "<tui-unknown")
    assert text.endswith("</tui-unknown>after")
    assert problems == ["liquid-limit:1"]


def test_includes_are_read_once(render, site):
    render("{% include a.html %}" * 9)
    assert site.asked == ["include a.html"]


@pytest.mark.parametrize(
    "template",
    [
        "{% for i in (1..10000000000) %}x{% endfor %}",
        "{{ (1..50000000) | join }}",
        "{{ (1..1000000000000) | size }}",
        "{% assign x = '9' | times: big | times: big | times: big %}",
        "{{ long | replace: 'x', long }}",
        "{{ long | replace: '', long }}",
        "{{ long | append: long | append: long | append: long | append: long | append: long }}",
        "{{ long | split: '' | join: long }}",
        "{{ long | newline_to_br | escape | split: '' | jsonify | jsonify | jsonify | jsonify | jsonify | jsonify }}",
        "{% capture x %}{{ long }}{{ long }}{{ long }}{{ long }}{{ long }}{{ long }}{% endcapture %}",
    ],
)
def test_a_value_that_would_be_too_large_costs_its_tag_only(render, template):
    text, problems = render(f"a{template}b", {"long": "x\n" * 100_000, "big": int("9" * 400)})
    assert text.startswith("a<tui-unknown")
    assert text.endswith("b")
    assert problems == ["liquid-limit:1"]


@pytest.mark.parametrize(
    "template",
    [
        "{% for i in (1..9999) %}{% for j in (1..9999) %}{% endfor %}{% endfor %}",
        "{% tablerow i in (1..9999) %}{% for j in (1..9999) %}{% endfor %}{% endtablerow %}",
        "{% for i in (1..9999) %}{{ long }}{% endfor %}",
        "{% for i in (1..9999) %}{% capture x %}{{ long }}{% endcapture %}{% endfor %}",
        "{% for i in (1..9999) %}{% assign x = long | append: 'y' %}{% endfor %}",
        "{% for i in (1..9999) %}{% assign x = (1..9999) | sort: 'name' | size %}{% endfor %}",
        "{% for i in (1..9999) %}{% assign x = long | markdownify | size %}{% endfor %}",
        NESTED + "{% for i in (1..99) %}{{ a | inspect }}{{ a | jsonify }}{{ a | join }}{{ a | uniq }}{{ a }}{% endfor %}",
    ],
)
def test_a_page_that_asks_for_too_much_ends_with_a_word(render, template):
    text, problems = render(f"before {template}", {"long": "x" * 100_000})
    assert text.startswith("before ")
    assert ENDED in text[-200:]
    assert "liquid-limit:1" in problems


def test_a_page_ends_when_its_time_is_over(render):
    ticks = itertools.count()
    text, problems = render("before {% for i in (1..99) %}{{ i }},{% endfor %}", clock=lambda: next(ticks) / 10)
    assert text.startswith("before 1,2,3,")
    assert ENDED in text
    assert problems == ["liquid-limit:1"]


def test_a_site_of_three_hundred_pages_passes(render):
    pages = [{"title": f"t{number}", "url": f"/{number}"} for number in range(300)]
    template = (
        "{% for a in pages %}{% for b in pages %}{% if a.url == b.url %}{{ a.title }} {% endif %}{% endfor %}"
        "{% assign found = pages | where: 'url', a.url | first %}{% if found.title != a.title %}wrong{% endif %}{% endfor %}"
    )
    text, problems = render(template, {"pages": pages})
    assert text.split() == [page["title"] for page in pages]
    assert problems == []


def test_a_value_nested_too_deep_is_no_end(render):
    template = (
        "{% assign a = 'x' | split: ',' %}{% for i in (1..300) %}{% assign e = '' | split: ',' %}"
        "{% assign a = e | push: a %}{% endfor %}{{ a | inspect }}after"
    )
    text, problems = render(template)
    assert text.endswith("</tui-unknown>after")
    assert problems == ["liquid-limit:1"]


def test_a_page_ends_where_loops_and_includes_are_nested_too_deep(render, site):
    site.includes["self.html"] = "x" + "{% for i in (1..1) %}" * 30 + "y{% include self.html %}" + "{% endfor %}" * 30
    text, problems = render("{% capture c %}caught {% include self.html %}{% endcapture %}after")
    assert text.startswith("caught xyxyxyx")
    assert text.endswith(">after</tui-unknown>\n")
    assert [problem.split(":")[-2] for problem in problems] == ["liquid-limit"]


@pytest.mark.parametrize("depth", [59, 61, 5000])
def test_blocks_nest_up_to_a_depth(render, depth):
    text, problems = render("{% if page.n %}" * depth + "x" + "{% endif %}" * depth)
    assert "x" in text
    assert problems == ([] if depth < 60 else ["liquid-limit:1"])


@pytest.mark.parametrize(
    "source",
    [
        "{{ x " * 8_000,
        "{% x " * 8_000,
        "{{" * 30_000,
        "{{ a }" * 8_000,
        "{% raw %}{%" * 5_000,
        "{% raw %}" * 8_000,
        "{% comment %}" * 8_000,
        "{% if a %}" * 8_000 + "{% endfor %}" * 8_000,
        "{{ " + "a" * 50_000 + " ; }}",
        "{% assign " + "a." * 50_000 + "b %}",
        "{% include a.html " + "a" * 50_000 + " %}",
        "{% cycle " + "a," * 50_000 + "b %}",
        "{% if " + "a and " * 20_000 + " %}{% endif %}",
    ],
    ids=range(13),
)
def test_a_broken_page_takes_time_in_its_length(render, source):
    # Each of these takes minutes where one broken tag makes the rest of the page be read again.
    _text, problems = render(source + "end")
    assert problems


def test_what_stands_behind_a_limit_is_shown_as_it_is_written(render):
    loops = "{% for a in (1..9999) %}{% for b in (1..9999) %}x{% endfor %}{% endfor %}"
    text, _ = render(loops + " then {{ 1 | plus: 1 }} & so on")
    assert text.endswith(">then {{ 1 | plus: 1 }} &amp; so on</tui-unknown>\n")
