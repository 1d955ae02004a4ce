"""Questions beside what they look like, state by state.

`asked/<name>.yml` is a question, and by the name of each state what a learner does to come there: methods of the draft with
what they take, and methods of Asking; `focus` gives it the keys, `typing` the letters too. `<name>.76.txt`, `<name>.40.txt`
and `<name>.ascii.txt` (at 40, without colour) are all states: `_` is a space in a field, what is
under the caret stands in brackets, and a wide line ends with ` →`.
With TUI_COURSE_WRITE_GOLDEN=1 the files are written, to be looked at before they are committed.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tui_course.model.block import Ask
from tui_course.study.asking import Asking
from tui_course.study.learning import Learning
from tui_course.typeset.document import Document
from tui_course.typeset.line import Role
from tui_course.typeset.setting import Setting

CASES = sorted((Path(__file__).parent / "asked").glob("*.yml"))
WRITE = os.environ.get("TUI_COURSE_WRITE_GOLDEN") == "1"
FORMS = {"76": {"width": 76}, "40": {"width": 40}, "ascii": {"width": 40, "ascii": True, "monochrome": True}}


def done(question, steps):
    """Where the learner stands after some steps, and what of them concerns the setting."""
    asking = Asking(Learning("ada", "kites", clock=lambda: 0.0))
    shown = {}
    for step in steps:
        if isinstance(step, dict):
            ((name, given),) = step.items()
            draft = asking.asked(question).draft
            asking.edit(question, getattr(draft, name)(given))
        elif step == "focus":
            shown["in_focus"] = question.id
        elif step == "typing":
            shown.update(in_focus=question.id, typing=True)
        else:
            getattr(asking, step)(question)
    return asking.asked(question), shown


def state_lines(question, steps, **form):
    asked, shown = done(question, steps)
    document = Document((Ask("ask", (question,)),), Setting(**form, **shown, asked=lambda _: asked))
    return document.lines(0, document.height)


def drawn(line):
    return f"{''.join(map(letters, line.runs))}{' →' if line.wide else ''}\n"


def letters(run):
    if run.role is Role.CARET:
        return f"[{run.text.replace(' ', '_')}]"
    return run.text.replace(" ", "_") if run.role is Role.INPUT else run.text


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_every_state_looks_as_it_should(case, form, read_asked):
    question, states = read_asked(case)
    found = "".join(
        f"== {name}\n" + "".join(map(drawn, state_lines(question, steps, **FORMS[form]))) for name, steps in states.items()
    )
    expected = case.with_name(f"{case.stem}.{form}.txt")
    if WRITE:
        expected.write_text(found, encoding="utf-8")
    assert found == expected.read_text(encoding="utf-8")
