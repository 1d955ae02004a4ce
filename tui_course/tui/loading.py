"""Pages read in the background, so that no key waits for one."""

from __future__ import annotations

import threading
from concurrent.futures import Future
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from textual.geometry import Size

    from tui_course.model.course import Page
    from tui_course.model.index import QuestionIndex
    from tui_course.model.question import Question
    from tui_course.pictures.load import Loader
    from tui_course.pictures.picture import Picture as Pixels
    from tui_course.study import Place, Study
    from tui_course.study.reviewing import DueList
    from tui_course.tui.diagram.picture import Picture
    from tui_course.tui.diagram.scope import Scope
    from tui_course.tui.diagram.standpoint import Standpoint

_T = TypeVar("_T")


def read_in_background(study: Study, page_id: str) -> Future[Page]:
    """Start to read a page; the thread does not hold up the end of the program."""
    future: Future[Page] = Future()
    _start(future, lambda: study.read(page_id), f"page {page_id}")
    return future


def find_reference_in_background(study: Study, key: str) -> Future[Place | None]:
    """Start to look for a cited work in the course's lists of references."""
    future: Future[Place | None] = Future()
    _start(future, lambda: study.find_reference(key), f"reference {key}")
    return future


def explain_in_background(study: Study, question: Question, page_id: str) -> Future[Place | None]:
    """Start to look for the place that explains a question of a page."""
    future: Future[Place | None] = Future()
    _start(future, lambda: study.explanation(question, page_id), f"explanation {question.id}")
    return future


def index_in_background(study: Study) -> Future[QuestionIndex]:
    """Start to list every question of the course."""
    future: Future[QuestionIndex] = Future()
    _start(future, study.index, "questions")
    return future


def due_in_background(study: Study) -> Future[DueList]:
    """Start to find the questions that are due for review now."""
    from tui_course.study.reviewing import due_questions

    future: Future[DueList] = Future()
    _start(future, lambda: due_questions(study, study.learning.clock()), "review")
    return future


def compose_in_background(scope: Scope, standpoint: Standpoint, size: Size, *, plain: bool) -> Future[Picture]:
    """Start to draw a diagram for a window."""
    from tui_course.tui.diagram.picture import compose

    future: Future[Picture] = Future()
    _start(future, lambda: compose(scope, standpoint, size, plain=plain), "drawing")
    return future


def locate_in_background(study: Study, path: str) -> Future[Path]:
    """Start to find where a file of the course stands on disk."""
    future: Future[Path] = Future()
    _start(future, lambda: study.locate(path), f"file {path}")
    return future


def load_picture_in_background(loader: Loader, path: Path) -> Future[Pixels]:
    """Start to read a picture."""
    future: Future[Pixels] = Future()
    _start(future, lambda: loader.load(path), f"picture {path.name}")
    return future


def _start(future: Future[_T], work: Callable[[], _T], name: str) -> None:
    # Whoever stops waiting does not stop the reading: what was read is of use later.
    future.set_running_or_notify_cancel()

    def run() -> None:
        try:
            result = work()
        except BaseException as error:  # noqa: BLE001  it is raised again where the result is asked for
            future.set_exception(error)
        else:
            future.set_result(result)

    threading.Thread(target=run, name=name, daemon=True).start()
