"""Which courses are open in an application, on whatever screens, and the way back to one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_course.errors import PageNotFound
from tui_course.model.visible import visible

if TYPE_CHECKING:
    from tui_course.study import Study
    from tui_course.tui.screens.dressed import DressedScreen
    from tui_course.tui.screens.library import LibraryScreen
    from tui_course.tui.screens.reader import ReaderScreen
    from tui_course.tui.workshop import WorkshopApp


class OpenScreens:
    """The readers of an application and its library, found among its screens each time."""

    def __init__(self, app: WorkshopApp) -> None:
        self._app = app

    @property
    def reader(self) -> ReaderScreen | None:
        """The reader on top, if any."""
        return next(iter(self._readers()), None)

    @property
    def library(self) -> LibraryScreen | None:
        """The library, if there is one."""
        from tui_course.tui.screens.library import LibraryScreen

        return next((screen for screen in self._app.screen_stack if isinstance(screen, LibraryScreen)), None)

    def reader_of(self, course: str) -> ReaderScreen | None:
        """The reader of a course, by its id."""
        return next((one for one in self._readers() if one.study.course.id == course), None)

    def _readers(self) -> list[ReaderScreen]:
        from tui_course.tui.screens.reader import ReaderScreen

        return [screen for screen in reversed(self._app.screen_stack) if isinstance(screen, ReaderScreen)]

    async def study_of(self, course: str) -> Study | None:
        """The study of a course that is open here or stands on the shelf; raises CourseError, PageNotFound and OSError."""
        reader = self.reader_of(course)
        if reader is not None:
            return reader.study
        library = self.library
        return await library.study_of(course) if library is not None else None

    def called(self, course: str, page: str) -> str:
        """What a page is called, by the ids of its course and itself, where that is known here."""
        reader = self.reader_of(course)
        if reader is not None:
            try:
                return visible(reader.study.ref(page).name)
            except PageNotFound:
                return visible(page)
        library = self.library
        return (library.page_name(course, page) if library is not None else "") or visible(page)

    def come_back_to(self, screen: DressedScreen) -> None:
        """Leave all screens above one."""
        while self._app.screen is not screen:
            self._app.pop_screen()
