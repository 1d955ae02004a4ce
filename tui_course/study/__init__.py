"""One learner in one course: pages, history, position, questions and progress; no terminal."""

from tui_course.study.contents import module_title, with_title
from tui_course.study.places import ContentsEntry, Elsewhere, Nowhere, Place, Position, Spot
from tui_course.study.study import Study

__all__ = ["ContentsEntry", "Elsewhere", "Nowhere", "Place", "Position", "Spot", "Study", "module_title", "with_title"]
