from __future__ import annotations

import os
import re
import tempfile
from dataclasses import fields, is_dataclass
from enum import Enum
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tui_course import language
from tui_course.language import SOURCE, speak
from tui_course.model import inline

# The same examples every time, so that a run speaks of the code alone; HYPOTHESIS_PROFILE=explore looks for new ones.
# How quickly they are made is the affair of a machine, which may be busy.
settings.register_profile("repeatable", derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("explore", derandomize=False, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "repeatable"))

# What the program says is compared with English, whatever this machine speaks; programs that tests start inherit it.
for name in ("LANGUAGE", "LC_MESSAGES", "LANG", "TUI_COURSE_LANGUAGE"):
    os.environ.pop(name, None)
os.environ["LC_ALL"] = "C.UTF-8"

# No test puts a course on the list of whoever runs it.
_LIBRARY = tempfile.TemporaryDirectory(prefix="library-")
os.environ["TUI_COURSE_LIBRARY"] = _LIBRARY.name


def pytest_unconfigure():
    _LIBRARY.cleanup()


def pytest_xdist_auto_num_workers():
    """For `-n auto`: more than there are cores, for most of a test of screens and servers is waited."""
    return 2 * (os.cpu_count() or 1)


BLOCK_MODULE = "tui_course.model.block"


def words(children) -> str:
    """A run of inlines on one line: text as it is, everything else in braces."""
    return "".join(map(word, children))


def word(child) -> str:
    match child:
        case inline.Text(text):
            return text
        case inline.Styled(style, children):
            return f"{{{style.value} {words(children)}}}"
        case inline.CodeSpan(text, keyboard):
            return f"{{{'key' if keyboard else 'code'} {text}}}"
        case inline.Link():
            where = f"{child.page}#{child.anchor}" if child.anchor else child.page or child.href
            title = f' "{child.title}"' if child.title else ""
            return f"{{{child.kind.value} {where}{title}: {words(child.children)}}}"
        case inline.Cite(keys, children):
            return f"{{cite {' '.join(keys)}: {words(children)}}}"
        case inline.Term(children, name):
            return f"{{term {name}: {words(children)}}}"
        case inline.Image(src, alt, title, file):
            found = "found" if file and file == src else file
            return f"{{image {src} ({found or 'no file'}){f' {title!r}' if title else ''}: {alt}}}"
        case inline.MathSpan(tex, text):
            return f"{{math {tex} → {text}}}"
        case inline.Break():
            return "{break}"
        case inline.FootnoteRef(label, name):
            return f"{{note {label} {name}}}"
        case inline.Anchor(name):
            return f"{{anchor {name}}}"
        case inline.Checkbox(checked):
            return "{x}" if checked else "{ }"
    raise TypeError(child)


def lines(value, indent: str = ""):
    """Blocks line by line: name, plain fields, then what is inside, deeper."""
    if isinstance(value, tuple):
        for part in value:
            yield from lines(part, indent)
        return
    head = [type(value).__name__]
    inside = []
    for one in fields(value):
        content = getattr(value, one.name)
        if isinstance(content, tuple) and content and all(type(part).__module__ == inline.__name__ for part in content):
            inside.append(f"{indent}  {one.name}: {words(content)}" if one.name != "children" else "")
            if one.name == "children":
                head.append(f"| {words(content)}")
        elif isinstance(content, tuple) and content and all(is_dataclass(part) for part in content):
            inside += [f"{indent}  {one.name}:"] if one.name not in {"blocks", "items", "rows", "cells"} else []
            inside += lines(content, indent + "  ")
        elif isinstance(content, tuple) and content and all(isinstance(part, tuple) for part in content):
            for part in content:
                inside.append(f"{indent}  {one.name}:")
                inside += (
                    [f"{indent}    {words(part)}"]
                    if part and type(part[0]).__module__ == inline.__name__
                    else lines(part, indent + "    ")
                )
        elif content not in ((), "", None, False, {}):
            head.append(f"{one.name}={content.value if isinstance(content, Enum) else repr(content)}")
    yield indent + " ".join(head)
    yield from filter(None, inside)


@pytest.fixture
def dump():
    """Blocks as readable text, for comparison with a file."""
    return lambda blocks: "".join(f"{line}\n" for line in lines(tuple(blocks)))


@pytest.fixture(autouse=True)
def spoken_in_english():
    """Whatever a test made the program speak, the next one begins in English."""
    yield
    speak(SOURCE)


CYRILLIC = str.maketrans(
    {chr(latin + number): chr(cyrillic + number) for latin, cyrillic in ((65, 0x410), (97, 0x430)) for number in range(26)}
)


def in_cyrillic(message):
    """A message with other letters, but for the names of its values."""
    return "".join(part if part.startswith("{") else part.translate(CYRILLIC) for part in re.split(r"(\{\w*\})", message))


@pytest.fixture(scope="session")
def cyrillic(tmp_path_factory):
    """A folder with a translation of everything, `xx`, in which every Latin letter has become a Cyrillic one."""
    from babel.messages.catalog import Catalog
    from babel.messages.extract import extract_from_dir
    from babel.messages.mofile import write_mo

    keywords = {"_": None, "gettext": None, "later": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}
    catalogue = Catalog(locale="de")
    source = str(Path(language.__file__).parent)
    for _, _, message, _, context in extract_from_dir(source, [("**.py", "python")], keywords=keywords):
        said = tuple(map(in_cyrillic, message)) if isinstance(message, tuple) else in_cyrillic(message)
        catalogue.add(message, said, context=context)
    folder = tmp_path_factory.mktemp("locale")
    path = folder / "xx" / "LC_MESSAGES" / "tui_course.mo"
    path.parent.mkdir(parents=True)
    with path.open("wb") as file:
        write_mo(file, catalogue)
    return folder
