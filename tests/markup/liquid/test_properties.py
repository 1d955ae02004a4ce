from __future__ import annotations

from types import SimpleNamespace

from hypothesis import given, settings
from hypothesis import strategies as st

from tui_course.markup.liquid.engine import Liquid
from tui_course.markup.liquid.expressions import parse_filtered
from tui_course.markup.liquid.filters import FILTERS
from tui_course.markup.liquid.host import Expanded
from tui_course.markup.liquid.tags import TAGS

PIECES = st.sampled_from(
    [
        *(
            "{{",
            "}}",
            "{%",
            "%}",
            "{%-",
            "-%}",
            "{{-",
            "-}}",
            "{",
            "}",
            " ",
            "\n",
            "|",
            ":",
            ",",
            "'",
            '"',
            "=",
            "==",
            "..",
            "\0",
        ),
        *(
            "(1..3)",
            "(",
            ")",
            "[",
            "]",
            ".",
            "a",
            "page",
            "page.s",
            "x",
            "in",
            "and",
            "contains",
            "empty",
            "nil",
            "1",
            "2.5",
            "-",
        ),
        *("reversed", "limit:2", "else", "when", "raw", "endraw", "end", "if", "endif", "for", "endfor", "a.html", "ü", "\\"),
        *(f"{{% {name} " for name in TAGS),
        *(f"{{% end{name} %}}" for name in TAGS),
        *(f"| {name}: " for name in FILTERS),
    ]
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.dates() | st.datetimes(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5) | st.integers(), inner, max_size=4),
    max_leaves=10,
)


NOTHING = SimpleNamespace(
    include={"a.html": "{{ include.a }}"}.get,
    include_relative=lambda *_: None,
    link=lambda _: None,
    post_url=lambda _: None,
    markdownify=str,
    smartify=str,
    cite=lambda _: "c",
    nocite=lambda _: "",
    reference=lambda _: "r",
    cite_details=lambda _: "d",
    bibliography=lambda _: "b",
    bibliography_count=lambda _: 1,
)
ENGINE = Liquid(NOTHING, {"site": {"title": "t"}}, clock=lambda: 0.0)


@settings(deadline=None, max_examples=400)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_never_raises(source):
    expanded = ENGINE.render(source, {"page": {"s": "text", "list": [1, "b", None]}}, file="p.md")
    assert all(problem.file in ("p.md", "_includes/a.html") and problem.line > 0 for problem in expanded.problems)


@settings(deadline=None, max_examples=200)
@given(st.text(max_size=200))
def test_never_raises_on_text_in_delimiters(text):
    for source in (
        f"{{{{ {text} }}}}",
        f"{{% {text} %}}",
        f"{{% if {text} %}}x{{% endif %}}",
        f"{{% include a.html {text} %}}",
    ):
        assert isinstance(ENGINE.render(source, {}, file="p.md"), Expanded)


@settings(deadline=None, max_examples=200)
@given(st.text().filter(lambda text: "{{" not in text and "{%" not in text))
def test_text_without_delimiters_is_unchanged(text):
    assert ENGINE.render(text, {}, file="p.md") == Expanded(text)


@settings(deadline=None, max_examples=200)
@given(st.text().filter(lambda text: "endraw" not in text))
def test_raw_is_unchanged(text):
    assert ENGINE.render(f"{{% raw %}}{text}{{% endraw %}}", {}, file="p.md") == Expanded(text)


@settings(deadline=None, max_examples=600)
@given(st.sampled_from(sorted(FILTERS)), VALUES, st.lists(VALUES, max_size=3))
def test_no_filter_raises(name, value, arguments):
    names = [f"v{number}" for number in range(len(arguments))]
    source = "{{ value | " + name + (": " + ", ".join(names) if names else "") + " }}"
    found = ENGINE.render(source, {"value": value, **dict(zip(names, arguments, strict=True))}, file="p.md")
    assert isinstance(found.text, str)


@settings(deadline=None, max_examples=200)
@given(st.text(max_size=60))
def test_an_expression_is_read_or_refused(markup):
    assert parse_filtered(markup) is not None


@settings(deadline=None, max_examples=200)
@given(st.text(alphabet="abc é<&\"'\n\t.,-0", max_size=80))
def test_escaping_twice_is_escaping_once(text):
    once = ENGINE.render("{{ t | escape_once }}", {"t": text}, file="p.md").text
    assert ENGINE.render("{{ t | escape_once }}", {"t": once}, file="p.md").text == once
    assert ENGINE.render("{{ t | url_encode | url_decode }}", {"t": text}, file="p.md").text == text
    assert ENGINE.render("{{ t | base64_encode | base64_decode }}", {"t": text}, file="p.md").text == text
