from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import pytest
import yaml

from tui_course.markup.liquid import Bibliography, Citation, Place

CASES = yaml.safe_load((Path(__file__).parent / "scholar.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[case["template"] for case in CASES])
def test_the_host_is_asked(render, site, case):
    _, problems = render(case["template"], line=4)
    fields = {name: tuple(value) if isinstance(value, list) else value for name, value in case.items() if name != "template"}
    kind = Citation if "keys" in case else Bibliography
    assert [asdict(asked) for asked in site.asked] == [asdict(kind(**fields, place=Place("p.md", 4)))]
    assert problems == []


def test_what_the_host_answers_is_written(render):
    assert render("{% cite a %}{% bibliography %}{% bibliography_count %}{% reference a %}{% nocite a %}")[0] == (
        "[cite][list]3[reference]"
    )
    assert render("{% quote a %}one\ntwo\n\nthree{% endquote %}")[0] == (
        "<blockquote><p>one<br/>two</p><p>three</p><cite>[cite]</cite></blockquote>"
    )


def test_a_citation_in_an_include_stands_there(render, site):
    site.includes["c.html"] = "\n\n{% cite a %}"
    render("{% include c.html %}")
    assert site.asked[-1].place == Place("_includes/c.html", 3)
