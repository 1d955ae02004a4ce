from __future__ import annotations

import sys
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui_course.markup.kramdown import Kramdown, Options

LINES = """text
more *text* here
# Heading
Setext
===
> quote
>
- item
1. one
: definition
    indented
\ttabbed
```
~~~
$$
a $$y$$ b
| a | b |
|---|:-:|
a | `b|c`
<div>
</div>
<div markdown="1">
<p>x *y*</p>
<span>s
<!-- c -->
<!-- open
<!-- quiz -->
<!-- answer: a | b -->
<!-- /quiz -->
<script>
</script>
<T>
{:.name}
{: #id x="y"}
{:toc}
{:name: .x}
{::options toc_levels="2" /}
{::nomarkdown}
{::comment}
{:/}
^
[^1]: note
[^1]
[id]: http://example.org "T"
[id] [a](b "c") ![i](j)
*[HTML]: Hyper
HTML
***
- [ ] task
line  \\
"quoted" it's 'a'
&amp; &#65; &nope; &#1234567890;""".split("\n")
INDENTS = ["", "", "", "  ", "    ", "> ", "- ", "1. ", ": "]
# What may stand between words without hiding them.
MARKS = """
* ** _ __ ` `` [ ] ( ) ![ ]( <b> </b> <i> <span> </span> <T> <div> </div> <script> <style> <textarea> <!-- " ' -- ... $$ ~~ \\
\\* {: {:: > # - + | || <http:// & &amp; &copy; << >> ^ = === ~~~ ``` : ! <kbd> <code> <details> <pre>
""".split()

lines = st.builds(str.__add__, st.sampled_from(INDENTS), st.sampled_from(["", *LINES]))
pages = st.lists(lines, max_size=14).map("\n".join)
options = st.sampled_from(
    [
        Options(),
        Options(gfm=False),
        Options(hard_wrap=True),
        Options(parse_block_html=True),
        Options(footnote_backlink_inline=True),
    ]
)


@settings(deadline=None, max_examples=150)
@given(st.one_of(pages, st.text(max_size=200), st.text("*_`[]()<>!{}:\"'$|\\~-+#&^= \n\tax1/", max_size=80)), options)
def test_never_raises(text, chosen):
    rendered = Kramdown(chosen).render(text)
    assert all(0 < problem.line <= text.count("\n") + text.count("\r") + 1 for problem in rendered.problems)


@settings(deadline=None, max_examples=150)
@given(pages)
def test_is_the_same_again(text):
    kramdown = Kramdown()
    assert kramdown.render(text) == kramdown.render(text)


@settings(deadline=None, max_examples=300)
@given(st.lists(st.tuples(st.sampled_from(MARKS), st.sampled_from(["", " ", "\n", "\n\n", "\n    ", "\n  "])), max_size=25))
def test_no_word_is_lost(marks):
    numbers = count()
    text = "".join(f"{mark}word{next(numbers)}q{space}" for mark, space in marks)
    shown = Kramdown().render(text).html
    assert [number for number in range(len(marks)) if f"word{number}q" not in shown] == []


@settings(deadline=None, max_examples=100)
@given(st.lists(st.text("abcäöü日本語 \n", max_size=20), max_size=8))
def test_plain_text_stays_as_it_is(parts):
    text = "\n\n".join(parts)
    shown = Kramdown().render(text).html
    for tag in ("<p>", "</p>", "<pre>", "</pre>", "<code>", "</code>", "<br />"):
        shown = shown.replace(tag, " ")
    assert shown.split() == text.split()


HOSTILE = {
    "brackets": "[",
    "quotes": ">",
    "asterisks": "*",
    "comments": "<!--",
    "questions": "<!-- quiz -->\n",
    "ends of questions": "<!-- quiz a -->\n- ____ b\n<!-- /quiz -->\n",
    "pictures": "![",
    "backticks": "`",
    "emphasis": "*a ",
    "both": "*a _b **c __d ",
    "links": "[a](",
    "titles": '[a](b "c ',
    "formulas": "$$a\n\n",
    "struck": "~~a ",
    "lists of attributes": "{:a ",
    "lines of attributes": "{:a\n",
    "extensions": "{::comment}\n",
    "divisions": "<div>",
    "bold": "<b>",
    "end tags": "a </b>",
    "addresses": "<http:",
    "mail": "<a@",
    "attributes": '<a b="',
    "scripts": "<script>\n",
    "fences": "```\n",
    "tables": "|a|b\n",
    "pipes": "|",
    "notes": "[^a]: b\n",
    "marks": "[^a]",
    "definitions": "[a]: b\n",
    "quotation marks": "\"'",
    "references": "&amp",
    "terms": "a\n: b\n\n",
    "items": "- a\n",
    "spaces": " ",
    "tabs": "\t",
    "lines": "\n",
    "types": "<T> ",
}


def steps(text):
    """How many calls it takes to render a text: a measure of work that does not depend on the machine."""
    calls = count()

    def profile(_frame, event, _argument):
        if event in {"call", "c_call"}:
            next(calls)

    kramdown = Kramdown()
    before = sys.getprofile()
    sys.setprofile(profile)
    try:
        kramdown.render(text)
    finally:
        sys.setprofile(before)
    return next(calls)


@pytest.mark.parametrize("kind", HOSTILE)
def test_work_grows_with_the_text(kind):
    once, twice = (steps(HOSTILE[kind] * repeats) for repeats in (800, 1600))
    assert twice < 2.6 * once + 1000


@pytest.mark.parametrize("kind", HOSTILE)
def test_words_behind_hostile_text_are_shown(kind):
    assert "lastword" in Kramdown().render(HOSTILE[kind] * 1000 + "\n\nlastword").html
