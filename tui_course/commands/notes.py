"""The command about notes: they are printed or written to a file."""

from __future__ import annotations

import json
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tui_course.commands.configuring import settings_for
from tui_course.commands.opened_store import open_keeping
from tui_course.commands.printing import prepare_output
from tui_course.commands.records import DONE, IN_TROUBLE, opened_study
from tui_course.errors import StoreError
from tui_course.language import SOURCE, ngettext, speak
from tui_course.language import gettext as _
from tui_course.linear.talk import Talk
from tui_course.own_files import output as written
from tui_course.progress.memory import MemoryStore
from tui_course.study.exporting import as_markdown, as_values, exported

if TYPE_CHECKING:
    from collections.abc import Mapping


def notes(path: str, *, as_json: bool, output: str | None, flags: Mapping[str, Any]) -> int:
    """Print the notes, highlights and bookmarks of a course as Markdown or JSON, or write them to the file `output`.

    1 where the file cannot be written. Raises CourseError, SettingsError and StoreError.
    """
    prepare_output()
    settings = settings_for(flags).settings
    if as_json:
        speak(SOURCE)  # what programs read does not change with the language
    with closing(open_keeping(settings)) as keeping:
        if isinstance(keeping.store, MemoryStore) and keeping.store.notice:
            raise StoreError(keeping.store.notice)
        with opened_study(path, settings, keeping) as study:
            found = exported(study)
            title = study.course.title
            lines = [json.dumps(as_values(study, found), indent=2)] if as_json else list(as_markdown(study, found))
        if keeping.notice:
            Talk(sys.stdin, sys.stderr).say(f"tui-course: {keeping.notice}")
    talk = Talk(sys.stdin, sys.stdout)
    if not found and not as_json:
        talk.say(_("There are no notes, highlights or bookmarks in {course} yet.").format(course=title))
    elif output is None:
        talk.say(*lines)
    else:
        try:
            with written(Path(output)) as file:
                file.write("\n".join(lines) + "\n")
        except (OSError, ValueError) as error:
            reason = error.strerror if isinstance(error, OSError) else None
            said = _("{file} cannot be written: {reason}").format(file=output, reason=reason or error)
            Talk(sys.stdin, sys.stderr).say(f"tui-course: {said}")
            return IN_TROUBLE
        said = ngettext("{count} entry written to {file}", "{count} entries written to {file}", len(found))
        talk.say(said.format(count=len(found), file=output))
    return DONE
