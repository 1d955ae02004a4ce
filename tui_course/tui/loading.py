"""Pages read in the background, so that no key waits for one."""

from __future__ import annotations

import threading
from concurrent.futures import Future
from typing import TYPE_CHECKING, Final, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from textual.geometry import Size

    from tui_course.model.annotation import Annotation
    from tui_course.model.course import Page
    from tui_course.model.glossary import Glossary
    from tui_course.model.index import QuestionIndex, ReferenceIndex
    from tui_course.model.question import Question
    from tui_course.pictures.load import Loader
    from tui_course.pictures.picture import Picture as Pixels
    from tui_course.study import Place, Study
    from tui_course.study.anchoring import Held
    from tui_course.study.edition import Edition
    from tui_course.study.keeping import Keeping
    from tui_course.study.previewing import Preview
    from tui_course.study.results import Results
    from tui_course.study.reviewing import DueList
    from tui_course.tui.diagram.picture import Picture
    from tui_course.tui.diagram.scope import Scope
    from tui_course.tui.diagram.standpoint import Standpoint
    from tui_course.typeset.line import Target
    from tui_course.typeset.setting import Setting

_T = TypeVar("_T")
_MOST_OF_A_SOURCE: Final = 1_048_576


def read_in_background(study: Study, page_id: str) -> Future[Page]:
    """Start to read a page; the thread does not hold up the end of the program."""
    future: Future[Page] = Future()
    _start(future, lambda: study.read(page_id), f"page {page_id}")
    return future


def references_in_background(study: Study) -> Future[ReferenceIndex]:
    """Start to list every work that the course cites."""
    future: Future[ReferenceIndex] = Future()
    _start(future, study.references, "references")
    return future


def terms_in_background(study: Study) -> Future[Glossary]:
    """Start to read the glossary of the course, and to mark its terms in the pages read so far."""
    future: Future[Glossary] = Future()
    _start(future, study.learn_terms, "glossary")
    return future


def first_use_in_background(study: Study, term: str) -> Future[Place | None]:
    """Start to look for the first place that uses a term."""
    future: Future[Place | None] = Future()
    _start(future, lambda: study.first_use(term), f"term {term}")
    return future


def preview_in_background(study: Study, page: Page, target: Target) -> Future[Preview]:
    """Start to look for what a preview of a target of a page shows."""
    from tui_course.study.previewing import looked_up

    future: Future[Preview] = Future()
    _start(future, lambda: looked_up(study, page, target), f"preview {target.kind}")
    return future


def explain_in_background(study: Study, question: Question, page_id: str) -> Future[Place | None]:
    """Start to look for the place that explains a question of a page."""
    future: Future[Place | None] = Future()
    _start(future, lambda: study.explanation(question, page_id), f"explanation {question.id}")
    return future


def survey_in_background(study: Study) -> Future[QuestionIndex]:
    """Start to list every question of the course, and to have ready what search needs."""
    future: Future[QuestionIndex] = Future()
    _start(future, study.survey, "survey")
    return future


def search_in_background(study: Study, words: str) -> Future[Results]:
    """Start to look for words in the course."""
    future: Future[Results] = Future()
    _start(future, lambda: study.search(words), "search")
    return future


def due_in_background(study: Study) -> Future[DueList]:
    """Start to find the questions that are due for review now."""
    from tui_course.study.reviewing import due_questions

    future: Future[DueList] = Future()
    _start(future, lambda: due_questions(study, study.learning.clock()), "review")
    return future


def place_in_background(study: Study, annotations: Sequence[Annotation]) -> Future[dict[str, Held | None]]:
    """Start to find out where annotations belong now."""
    from tui_course.study.annotating import places_of

    future: Future[dict[str, Held | None]] = Future()
    _start(future, lambda: places_of(study, annotations), "annotations")
    return future


def annotations_in_background(keeping: Keeping, course: str) -> Future[tuple[Annotation, ...]]:
    """Start to read the annotations of a course, also those of other windows."""
    future: Future[tuple[Annotation, ...]] = Future()
    _start(future, lambda: keeping.annotations(course), "annotations")
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


def open_again_in_background(study: Study, page_id: str, setting: Setting | None) -> Future[Edition]:
    """Start to open the course anew, with what has become of a page, whose diagrams are drawn as `setting` has them."""

    def work() -> Edition:
        from tui_course.study.edition import heir
        from tui_course.typeset.document import Document

        edition = study.opened_again(page_id)
        page = edition.held(heir(page_id, study.course, edition.course))
        if page is not None and setting is not None:
            # What takes long of it, such as the drawings, is kept for whoever sets it next.
            Document(page.blocks, setting)
        return edition

    future: Future[Edition] = Future()
    _start(future, work, "course")
    return future


def source_in_background(study: Study, source: str, rows: Sequence[str], near: float) -> Future[tuple[Path, int]]:
    """Start to find a file of the course, and the line in it of the first of `rows` (see `sources.locate.Reading`)."""

    def look() -> tuple[Path, int]:
        from tui_course.sources.locate import Reading

        path = study.locate(source)
        with path.open("rb") as file:
            text = file.read(_MOST_OF_A_SOURCE).decode("utf-8", "replace")
        return path, Reading(text).line(rows, near)

    future: Future[tuple[Path, int]] = Future()
    _start(future, look, f"source {source}")
    return future


def load_picture_in_background(loader: Loader, path: Path) -> Future[Pixels]:
    """Start to read a picture."""
    future: Future[Pixels] = Future()
    _start(future, lambda: loader.load(path), f"picture {path.name}")
    return future


def draw_in_background(study: Study, page: Page, width: int) -> Future[None]:
    """Start to draw the diagrams of a page for a text so many cells wide."""
    return in_background(lambda: study.draw(page, width), f"diagrams {page.ref.id}")


def in_background(work: Callable[[], _T], name: str) -> Future[_T]:
    """Start anything else that takes time; `name` is that of the thread."""
    future: Future[_T] = Future()
    _start(future, work, name)
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
