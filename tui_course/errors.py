"""What can make a course or a store impossible to open.

    TuiCourseError
    ├── CourseError            the course cannot be opened; the message is one sentence for the user
    │   ├── CourseNotFound     there is nothing at this place
    │   ├── NotACourse         what is there holds no page
    │   └── PackRefused        a course in one file is damaged, or not to be trusted
    ├── PageNotFound           the course has no such page
    ├── FileRefused            a file of the course, such as a picture, is not there or not to be read
    ├── LibraryError           the list of courses cannot be read or changed, or a course cannot be fetched
    ├── SettingsError          a setting cannot be used
    ├── SearchError            the index of a course cannot be written or read
    ├── ServeError             a workshop cannot be hosted, or a reader of it cannot be started
    └── StoreError             what a learner did cannot be kept or read, for now or at all

Everything less than that is a Problem of the course, never an exception.
"""

from __future__ import annotations


class TuiCourseError(Exception):
    """The root: the message is a sentence for the user."""


class CourseError(TuiCourseError):
    """The course cannot be opened."""


class CourseNotFound(CourseError):
    """There is nothing at this place."""


class NotACourse(CourseError):
    """What is there holds no page."""


class PackRefused(CourseError):
    """A course in one file is damaged, or not to be trusted."""


class PageNotFound(TuiCourseError):
    """The course has no such page."""


class FileRefused(TuiCourseError):
    """A file is not there, or leads out of the course."""


class LibraryError(TuiCourseError):
    """The list of courses cannot be read or changed, or a course cannot be fetched."""


class SettingsError(TuiCourseError):
    """A setting cannot be used."""


class SearchError(TuiCourseError):
    """The index of a course cannot be written or read."""


class StoreError(TuiCourseError):
    """What a learner did cannot be kept or read."""


class ServeError(TuiCourseError):
    """A workshop cannot be hosted, or a reader of it cannot be started."""
