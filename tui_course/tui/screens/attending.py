"""Where the learner is, told to the workshop that they attend."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from tui_course.tui.screens.paging import PagingScreen

if TYPE_CHECKING:
    from tui_course.model.course import Page
    from tui_course.study import Place, Study
    from tui_course.tui.theme import Look
    from tui_course.tui.workshop import WorkshopApp

_EVERY: Final = 10.0
"""Seconds after which it is told how far the page is read."""


class AttendingScreen(PagingScreen, room=True):
    """Tells at once which page is read, and now and then how far."""

    def __init__(self, study: Study, look: Look, *, local: bool) -> None:
        super().__init__(study, look, local=local)
        self._told: tuple[str, int] | None = None

    def on_mount(self) -> None:
        """Begin to tell."""
        if cast("WorkshopApp", self.app).attendance is not None:
            self.set_interval(_EVERY, self.tell_whereabouts)

    def on_unmount(self) -> None:
        """The learner leaves the course."""
        attendance = cast("WorkshopApp", self.app).attendance
        if attendance is not None:
            attendance.at("", "", 0.0)

    def show_page(self, page: Page, place: Place) -> None:
        """Show a page that has arrived."""
        super().show_page(page, place)
        if cast("WorkshopApp", self.app).attendance is not None:
            self.call_after_refresh(self.tell_whereabouts)

    def tell_whereabouts(self) -> None:
        """Tell where the learner is, unless that is told already."""
        classroom = cast("WorkshopApp", self.app).classroom
        now = (self.study.place.page, self.percent)
        attendance = classroom.attendance if classroom is not None else None
        if classroom is not None and attendance is not None and self.page is not None and now != self._told:
            self._told = now
            attendance.at(self.study.course.id, now[0], self.percent / 100)
            classroom.turned()
