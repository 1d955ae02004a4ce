from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pytest
import yaml

from tui_course.markup.liquid import Bibliography, Citation, Drop
from tui_course.markup.liquid.engine import Liquid

HERE = Path(__file__).parent


class Document(Drop):
    """A page of a collection, as a site gives it to templates."""

    def __init__(self, data, body):
        self.data = data
        self.body = body

    def __getitem__(self, key):
        return self.data[key]

    def __iter__(self):
        return iter(self.data)

    def text(self):
        return self.body

    def inspect(self):
        return f"#<Jekyll::Document _modules/{self.data['title'].lower()}.md collection=modules>"


@dataclass
class FakeSite:
    """A host with files in memory that notes what it was asked for."""

    includes: dict[str, str] = field(default_factory=dict)
    beside: dict[str, str] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)
    posts: dict[str, str] = field(default_factory=dict)
    asked: list[object] = field(default_factory=list)

    def include(self, name):
        self.asked.append(f"include {name}")
        return self.includes.get(name.lstrip("/"))

    def include_relative(self, name, file):
        self.asked.append(f"include_relative {name} {file}")
        return self.beside.get(name)

    def link(self, path):
        return self.links.get(path.lstrip("/"))

    def post_url(self, name):
        return self.posts.get(name)

    def markdownify(self, text):
        return f"<p>{text}</p>\n"

    def smartify(self, text):
        return text.replace('"', "”")

    def cite(self, citation: Citation):
        self.asked.append(citation)
        return "[cite]"

    def nocite(self, citation: Citation):
        self.asked.append(citation)
        return ""

    def reference(self, citation: Citation):
        self.asked.append(citation)
        return "[reference]"

    def cite_details(self, citation: Citation):
        self.asked.append(citation)
        return "[details]"

    def bibliography(self, bibliography: Bibliography):
        self.asked.append(bibliography)
        return "[list]"

    def bibliography_count(self, bibliography: Bibliography):
        self.asked.append(bibliography)
        return 3


@pytest.fixture(scope="session")
def includes():
    return yaml.safe_load((HERE / "includes.yml").read_text(encoding="utf-8"))


@pytest.fixture
def site(includes):
    """The site of the cases that were verified with Jekyll."""
    return FakeSite(
        includes=dict(includes),
        beside={"beside.md": "beside {{ page.title }}"},
        links={"_modules/one.md": "/modules/one.html"},
        posts={"2020-01-02-hello-w": "/2020/01/02/hello-w.html"},
    )


@pytest.fixture(scope="session")
def variables():
    found = yaml.safe_load((HERE / "variables.yml").read_text(encoding="utf-8"))
    top = {name: value for name, value in found.items() if name not in ("title", "url")}
    return top | {"page": found | {"path": "p.md", "url": "/p.html"}}


@pytest.fixture
def site_variables():
    modules = [
        Document({"title": "One", "weight": 2, "url": "/modules/one.html"}, "body one\n"),
        Document({"title": "Two", "weight": 1, "url": "/modules/two.html"}, "body two\n"),
    ]
    return {"site": {"baseurl": "/base", "url": "https://ex.org", "title": "Site", "modules": modules}}


@pytest.fixture
def render(site, site_variables, variables):
    """A template's text and problems, the latter as `code:line` or `file:code:line` outside of the page."""

    def expand(template, extra=None, *, line=1, clock=lambda: 0.0):
        found = Liquid(site, site_variables, clock=clock).render(template, variables | (extra or {}), file="p.md", line=line)
        places = [("" if p.file == "p.md" else f"{p.file}:") + f"{p.code}:{p.line}" for p in found.problems]
        return found.text, places

    return expand
