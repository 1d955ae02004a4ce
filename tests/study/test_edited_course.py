"""What a learner did stays theirs when the author edits, moves and reorders pages and questions."""

from __future__ import annotations

from tui_course.model.answer import Outcome
from tui_course.model.draft import Choosing, Pairing
from tui_course.model.walk import all_questions
from tui_course.progress.memory import MemoryStore
from tui_course.sources.open import open_course
from tui_course.study import Study
from tui_course.study.keeping import Keeping

CHOOSE = """<!-- quiz -->
Which metal is liquid?

1. [x] Mercury
   > Yes.
1. [ ] Zinc
   > No.
<!-- /quiz -->
"""
CHOOSE_EDITED = """<!-- quiz -->
Which metal is **liquid**?

1. [ ] Zinc, the grey one
   > Not this one.
1. [ ] Tin
   > No.
1. [x] Mercury
   > Yes, at room temperature.
<!-- /quiz -->
"""
MATCH = """<!-- quiz -->
Match the pairs.

| a | b |
|---|---|
| Fe | iron |
| Au | gold |
<!-- /quiz -->
"""
MATCH_EDITED = """<!-- quiz -->
Match the pairs.

| a | b |
|---|---|
| Au | gold |
| Fe | iron |
| | tin |
<!-- /quiz -->
"""
NAMED = """<!-- quiz id=lightest -->
Lightest metal?

<!-- answer: lithium -->
<!-- /quiz -->
"""
NAMED_EDITED = NAMED.replace("Lightest metal?", "Of all metals, which has the least density?").replace(
    "lithium", "lithium | Li"
)


def write(root, pages):
    for path in root.rglob("*.md"):
        path.unlink()
    for name, text in pages.items():
        path = root / name
        path.parent.mkdir(exist_ok=True, parents=True)
        path.write_text(f"# {path.stem}\n\n{text}\n", encoding="utf-8")


def answer_all(study):
    """Answer every question of the course right."""
    for ref in study.course.pages:
        for question in all_questions(study.read(ref.id).blocks):
            draft = study.asking.asked(question).draft
            if isinstance(draft, Choosing):
                right = next(choice.key for choice in question.task.choices if choice.correct)
                draft = draft.toggled(draft.order.index(right))
            elif isinstance(draft, Pairing):
                for row, item in enumerate(question.task.right):
                    draft = draft.picked(row).paired(draft.right.index(item.key))
            else:
                draft = draft.typed("lithium")
            study.asking.edit(question, draft)
            assert study.asking.check(question).verdict.outcome is Outcome.RIGHT


def test_attempts_follow_their_questions(tmp_path):
    root = tmp_path / "metals"
    root.mkdir()
    store = MemoryStore()
    write(root, {"1-first.md": CHOOSE + "\n" + MATCH, "2-second.md": NAMED, "3-third.md": "Nothing is asked here."})
    keeping = Keeping(store, "ada")
    answer_all(Study(open_course(root), keeping=keeping))
    keeping.close()
    assert len(store.attempts("ada")) == 3

    write(
        root,
        {
            "a/1-new.md": "All is new.\n\n" + NAMED_EDITED,
            "b/1-other.md": MATCH_EDITED + "\n" + CHOOSE_EDITED,
            "3-third.md": "Gone.",
        },
    )
    keeping = Keeping(store, "ada")
    study = Study(open_course(root), keeping=keeping)
    marks = study.learning.course_marks(study.index())
    assert (marks.right, marks.questions, marks.points) == (3, 3, 3)
    for ref in study.course.pages:
        for question in all_questions(study.read(ref.id).blocks):
            asked = study.asking.asked(question)
            assert asked.verdict.outcome is Outcome.RIGHT, question.prompt
    keeping.close()
