from pathlib import Path

import pytest

from tui_course import export
from tui_course.markup.data import load_yaml
from tui_course.sources.check import course_problems
from tui_course.sources.jekyll.site import JekyllSite

SITES = load_yaml((Path(__file__).parent / "sites.yml").read_text(encoding="utf-8"), "sites.yml").value


@pytest.mark.parametrize("case", SITES, ids=lambda case: case["name"])
def test_a_site_is_read_as_jekyll_builds_it(case, tmp_path):
    for name, text in {"_config.yml": "title: Site\n", **case["files"]}.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    site = JekyllSite(tmp_path)
    for page_id, text in case.get("text", {}).items():
        assert export.page_data(site.page(page_id))["text"] == text
    for page_id, count in case.get("questions", {}).items():
        assert len(export.page_data(site.page(page_id))["questions"]) == count
    if "modules" in case:
        assert {module.title: [page.id for page in module.pages] for module in site.course.modules} == case["modules"]
    assert [str(problem) for problem in course_problems(site)] == case.get("problems", [])
