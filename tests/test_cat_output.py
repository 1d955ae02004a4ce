"""What `cat`, `toc` and `check` print of a course with control characters in every place: text and our own sequences."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tui_course import export, plain
from tui_course.sources.check import course_problems
from tui_course.sources.open import open_course
from tui_course.typeset.setting import Setting

EVIL = st.text(
    st.sampled_from("ab[];m31\x1b\x07\x00\x08\x9b\x9d\x85\r\x7f\u202e\u2066\u200b\u2028\ufeff\U000e0041\ud800/=%{}*_`<>&#x27;"),
    max_size=14,
)
# As text, as entities, as escapes of YAML and of addresses: each becomes the character itself only after a parser has run.
WAYS = (
    "{0}",
    "&#27;]0;{0}&#7;&#x9b;31m&#x202e;",
    '{{{{ "%1b]0;%c2%9b31m%e2%80%ae" | url_decode }}}} {0}',
)
OURS = re.compile(r"\x1b\[[0-9;]*m")
CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\U000e0000-\U000e007f]")


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode("utf-8", "surrogatepass"))


def jekyll(root, words):
    body = "\n\n".join(way.format(words) for way in WAYS)
    quoted = json.dumps(words)
    write(root / "_config.yml", f'title: {quoted}\ndescription: "\\e]0;x\\a"\ncollections: {{lessons: {{output: true}}}}\n')
    write(
        root / "_includes" / "figure.html",
        f'<figure><img src="{words}" alt="{words}"><figcaption>{{{{ include.words }}}}</figcaption></figure>',
    )
    write(root / "_data" / "navigation.yml", f'main: [{{title: {quoted}, url: "/nowhere\\e[2J"}}]\n')
    questions = f'{{type: multiple-choice, question: {quoted}, items: [{{choice: "\\e[31m", comment: {quoted}}}, {quoted}]}}'
    write(root / "_data" / "check.yml", f"title: {quoted}\nquestions: [{questions}]\n")
    write(root / "_bibliography" / "references.bib", f"@book{{a, title={{{words}\x1b]0;x\x07}}, author={{{words}}}}}\n")
    write(root / "film.vtt", f"WEBVTT\n\n00:01.000 --> 00:02.000\n{words}\x1b[2J\n")
    page = (
        f'---\ntitle: "\\e]0;x\\a\\x9b"\nwords: {quoted}\n---\n{body}\n\n{{% include figure.html words=page.words %}}\n\n'
        "{% for q in site.data.check.questions %}{{ q.question }} {{ q.items[0].choice }}{% endfor %}\n\n"
        f"{{% cite a %}} {{% cite {words} %}} {{% bibliography %}}\n\n```{words}\n{words}\n```\n\n$${words}$$\n\n"
        f"[{words}]({words}) `{words}`\n\n"
        '<video src="film.mp4"><track src="film.vtt"></video>\n'
    )
    write(root / "_lessons" / "one.md", page)


def folder(root, words):
    body = "\n\n".join(way.format(words) for way in WAYS[:2])
    write(root / "course.yml", f"title: {json.dumps(words)}\n")
    write(root / "refs.bib", f"@book{{a, title={{{words}\x1b]0;x\x07}}}}\n")
    picture = f'![{words}]({words} "{words}")'
    write(
        root / "page.md", f"# {words}\n\n{body}\n\n{picture}\n\n[@a, {words}] [@{words}]\n\n> [!NOTE]\n> {words}\n\n${words}$\n"
    )


@pytest.mark.parametrize("make", [jekyll, folder])
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(words=EVIL)
def test_nothing_printed_steers_the_terminal(make, tmp_path_factory, words):
    root = tmp_path_factory.mktemp("course")
    make(root, words)
    course = open_course(root)
    printed = [json.dumps(export.course_data(course.course), ensure_ascii=False)]
    printed += [str(problem) for problem in course_problems(course)]
    for ref in course.course.pages:
        page = course.page(ref.id)
        printed += [ref.title, plain.text(page.blocks, hidden=True), json.dumps(export.page_data(page), ensure_ascii=False)]
        for colour in (False, True):
            printed += plain.render(page.blocks, Setting(60, reveal_all=True, show_addresses=True), colour=colour)
            printed += plain.title(ref.title, course.course.title, Setting(60), colour=colour)
    for text in printed:
        assert not CONTROL.search(OURS.sub("", text)), repr(text)
