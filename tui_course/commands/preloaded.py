"""Imported by the process that hosted readers are forked from, and by no other: it loads all that they run."""

from tui_course.commands.loading import prepare

prepare()
