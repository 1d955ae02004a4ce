"""The rooms of a screen, classes one above the other: none takes a name from another, and one at a time has the keys."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import textwrap
from functools import cache

import pytest
from textual.widget import Widget

import tui_course.tui
from tui_course.model import block as b
from tui_course.model import inline as i
from tui_course.model import question as q

OURS = "tui_course."


def is_own(name):
    """Whether a name belongs to the class that gives it, by its look."""
    return name.startswith("_") and not name.startswith("__")


def written(cls):
    return ast.parse(textwrap.dedent(inspect.getsource(cls))).body[0]


def is_named(node, name):
    return isinstance(node, ast.Name) and node.id == name


def of_self(cls):
    """What the methods of a class ask of `self`, or give it."""
    for node in ast.walk(written(cls)):
        if isinstance(node, ast.Attribute) and is_named(node.value, "self") and is_own(node.attr):
            yield node


@cache
def own_names(cls):
    """The private names that a class gives to methods, to fields of its own, and to fields of its objects."""
    found = {node.attr for node in of_self(cls) if isinstance(node.ctx, ast.Store)}
    for node in written(cls).body:
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.AnnAssign(target=ast.Name(id=name)):
                found.add(name)
            case ast.Assign(targets=targets):
                found.update(target.id for target in targets if isinstance(target, ast.Name))
    return frozenset(filter(is_own, found))


@cache
def used_names(cls):
    """The private names that a class asks of `self`."""
    return frozenset(node.attr for node in of_self(cls))


def widgets():
    """Every class of ours that Textual shows, screens among them."""
    for module in pkgutil.walk_packages(tui_course.tui.__path__, OURS + "tui."):
        importlib.import_module(module.name)
    found = [Widget]
    for widget in found:
        found.extend(sub for sub in widget.__subclasses__() if sub not in found)
    return sorted({one for one in found if one.__module__.startswith(OURS)}, key=lambda one: one.__name__)


def ours(cls):
    return [one for one in cls.__mro__ if one.__module__.startswith(OURS)]


def theirs(cls):
    return [one for one in cls.__mro__ if one.__module__.startswith("textual.")]


def names_of(classes):
    return frozenset().union(*map(own_names, classes))


@pytest.mark.parametrize("cls", widgets(), ids=lambda cls: cls.__name__)
class TestNames:
    def test_no_two_give_the_same_name_unless_one_stands_on_the_other(self, cls):
        given = {}
        for one in ours(cls):
            for name in own_names(one):
                given.setdefault(name, []).append(one)
        shared = {
            name: [one.__name__ for one in classes]
            for name, classes in given.items()
            if not any(all(issubclass(other, one) for other in classes) for one in classes)
        }
        assert shared == {}

    def test_none_is_one_of_textual(self, cls):
        assert names_of(ours(cls)) & names_of(theirs(cls)) == set()

    def test_none_is_asked_of_a_room_beside(self, cls):
        for one in ours(cls):
            assert used_names(one) - names_of(ours(one)) - names_of(theirs(cls)) == set()


HANDLERS = [cls for cls in widgets() if "on_key" in vars(cls)]


@pytest.mark.parametrize("cls", HANDLERS, ids=lambda cls: cls.__name__)
def test_a_key_that_a_room_takes_reaches_no_room_below(cls):
    # Textual asks each class of a screen in turn, until one prevents it; to stop an event keeps it from what is around alone.
    handler = next(node for node in written(cls).body if getattr(node, "name", "") == "on_key")
    asked = [node.attr for node in ast.walk(handler) if isinstance(node, ast.Attribute) and is_named(node.value, "event")]
    assert asked.count("stop") == asked.count("prevent_default")


# What has the keys: the key that begins it, and how it is seen.
HOLDERS = {
    "search": ("slash", lambda reader: reader.searching.typing),
    "labels": ("f", lambda reader: reader.jumping),
    "passage": ("h", lambda reader: reader.picked is not None),
    "note": ("a", lambda reader: reader.subject is not None),
    "preview": ("K", lambda reader: reader.previewing),
    "blank": ("Q", lambda reader: reader.answering.typing and reader.page_view.has_focus),
    "contents": ("t", lambda reader: reader.contents.has_focus),
}
WRITING = {"search", "note", "blank"}


def holding(reader):
    return {name for name, (_, seen) in HOLDERS.items() if seen(reader)}


def blocks():
    cited = i.Cite(("koenig2004",), (i.Text("(Koenig, 2004)"),))
    blank = q.Question("capital", "fill-single", (b.Paragraph((i.Text("A robot ____"),)),), q.Fill((q.Blank(("senses",)),)))
    entry = b.BibliographyEntry("koenig2004", (i.Text("Koenig, N. (2004). A simulator."),))
    return (
        b.Paragraph((i.Text("A simulator computes forces "), cited, i.Text("."))),
        b.Ask("quiz", (blank,)),
        b.Bibliography((entry,)),
    )


@pytest.mark.parametrize("second", HOLDERS)
@pytest.mark.parametrize("first", HOLDERS)
async def test_one_thing_at_a_time_has_the_keys(make_app, first, second):
    app = make_app(blocks=blocks())
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press(HOLDERS[first][0])
        await pilot.pause()
        assert holding(app.screen) == {first}
        await pilot.press(HOLDERS[second][0])
        await pilot.pause()
        now = holding(app.screen)
        assert now == {first} if first in WRITING else len(now) <= 1
