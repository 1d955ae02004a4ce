"""What a preview looks up in a course that changes meanwhile."""

from tui_course.model.walk import all_inlines
from tui_course.sources.open import open_course
from tui_course.study import Study
from tui_course.study.previewing import at_hand, looked_up
from tui_course.typeset.line import Target


def test_a_page_that_has_gone_meanwhile_is_said_to_be_gone(tmp_path):
    (tmp_path / "a.md").write_text("# A\n\n[there](b.md)\n", encoding="utf-8")
    (tmp_path / "b.md").write_text("# B\n\nBees.\n", encoding="utf-8")
    study = Study(open_course(tmp_path), reopen=lambda: open_course(tmp_path))
    page, target = study.read("a"), Target("page", "b.md", "b")
    assert at_hand(study, page, target) is None
    (tmp_path / "b.md").unlink()
    study.adopt(study.opened_again("a"))
    preview = looked_up(study, page, target)
    assert preview.name == "Nowhere"
    assert "no page b" in "".join(one.text for one in all_inlines(preview.blocks))
