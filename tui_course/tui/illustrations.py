"""Which pictures a page shows, and where they stand on disk: looked for in the background."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_course.errors import CourseError, FileRefused
from tui_course.model.block import Ask, Table
from tui_course.model.inline import Image
from tui_course.model.visible import visible
from tui_course.model.walk import all_blocks, all_questions, flat_inlines, own_inlines, question_words
from tui_course.pictures.gallery import Failed, Wanted
from tui_course.tui.loading import in_background
from tui_course.typeset.blocks import typeset

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from concurrent.futures import Future

    from tui_course.model.block import Block
    from tui_course.model.course import Page
    from tui_course.study import Study
    from tui_course.typeset.setting import Setting

_FORESEEN = 6


def pictures_in(page: Page) -> tuple[str, ...]:
    """The paths in the course of the pictures that a page may show where they stand, each once."""
    said = (block for question in all_questions(page.blocks) for run in question_words(question) for block in run)
    return tuple(dict.fromkeys(_files((*page.blocks, *said))))


def _files(blocks: Iterable[Block]) -> Iterator[str]:
    """The paths of the pictures in some blocks that have a size."""
    for block in all_blocks(blocks):
        for run in own_inlines(block):
            yield from (one.file for one in flat_inlines(run) if isinstance(one, Image) and one.file and one.size)


def locate_all_in_background(study: Study, files: Iterable[str]) -> Future[Mapping[str, str | Failed]]:
    """Start to find where files of the course stand on disk, or why they are not shown."""
    files = tuple(files)
    return in_background(lambda: {file: _located(study, file) for file in files}, "pictures of a page")


def foresee_in_background(study: Study, following: Future[Page], setting: Setting) -> Future[tuple[Wanted, ...]]:
    """Start to find the first pictures of a page that is being read, in the sizes that they will have there."""

    def look() -> tuple[Wanted, ...]:
        wanted: dict[Wanted, None] = {}
        for block in following.result().blocks:
            if len(wanted) >= _FORESEEN:
                break
            # Tables show no pictures, and questions take long to set.
            if not isinstance(block, Ask | Table) and any(_files((block,))):
                patches = (run.patch for line in typeset(block, setting) for run in line.runs if run.patch is not None)
                for patch in patches:
                    place = _located(study, patch.file)
                    if isinstance(place, str):
                        wanted[Wanted(place, patch.columns, patch.rows)] = None
        return tuple(wanted)

    return in_background(look, "pictures of the next page")


def _located(study: Study, file: str) -> str | Failed:
    try:
        return str(study.locate(file))
    except (FileRefused, CourseError) as reason:
        # The file is none of the course, or the course itself is gone.
        return Failed(visible(str(reason)))
