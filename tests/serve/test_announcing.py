from __future__ import annotations

import re

import pytest
import segno

from tui_course.serve.announcing import Page, Standing, address, announcement, command
from tui_course.serve.exposure import Exposure, Reach
from tui_course.serve.identity.authorized import Listed, Roster
from tui_course.serve.identity.codes import Code
from tui_course.serve.identity.ways import Ways

LIST = Roster({"SHA256:x": Listed("Ada Lovelace", "SHA256:x", "list", 1)})
EVERYTHING = Ways(Code("493027", 2e9), remember_keys=True, guests=True, roster=LIST, instructors=LIST)
FINGERPRINT = "SHA256:tEAAUuMRkGUAVTvGU0bpLqp6H0y4guvT7ohi1X2Qy5I"
SIZES = [Page(80, 24), Page(80, 24, colours=True), Page(120, 40), Page(40, 12), Page(80, 24, ascii=True), Page()]


def standing(ways=EVERYTHING, **other):
    given = {
        "title": "Cloud Robotics: an introduction to robots in the cloud",
        "host": "192.168.178.23",
        "port": 2222,
        "ways": ways,
        "fingerprint": FINGERPRINT,
        "store": "~/.local/state/tui-course/progress.db",
        "exposure": Exposure(Reach.PRIVATE, ()),
        **other,
    }
    return Standing(**given)


def bare(text):
    return re.sub(r"\x1b\[[0-9;]*m", "", text)


@pytest.mark.parametrize("page", SIZES)
def test_it_says_all_that_is_needed_within_the_terminal(page):
    said = announcement(standing(), page)
    together = " ".join(re.sub("[█▀▄]+", " ", bare(said)).split())
    for words in (
        "Learners type ssh -p 2222 192.168.178.23",
        "The code 493 027",
        "ssh -p 2222 guest@192.168.178.23",
        "ssh -p 2222 instructor@192.168.178.23",
        "this network",
        "Instructors Ada Lovelace",
        FINGERPRINT,
    ):
        assert words in together
    if page.columns >= 80:
        assert all(len(bare(line)) <= page.columns for line in said.splitlines())
        assert said.count("\n") <= page.rows
    assert ("\x1b" in said) is page.colours


def modules(said, *, dark):
    """The modules of the QR code in an announcement, without its border."""
    cells = {"█": (dark, dark), "▀": (dark, not dark), "▄": (not dark, dark), " ": (not dark, not dark)}
    lines = [bare(line).ljust(80)[80 - 2 - 29 : 80 - 2] for line in said.splitlines()[1:16]]
    rows = [[pair[half] for pair in map(cells.get, line)] for line in lines for half in (0, 1)]
    return [row[2:-2] for row in rows[2:27]]


@pytest.mark.parametrize("colours", [True, False])
def test_the_code_beside_it_is_the_address(colours):
    expected = segno.make("ssh://192.168.178.23:2222", error="l", micro=False)
    said = announcement(standing(), Page(80, 24, colours=colours))
    assert modules(said, dark=colours) == [list(map(bool, row)) for row in expected.matrix]


@pytest.mark.parametrize("page", [Page(), Page(60, 24), Page(80, 16), Page(80, 24, ascii=True)])
def test_where_it_has_no_room_there_is_none(page):
    assert not set(announcement(standing(), page)) & set("█▀▄")


def test_each_thing_is_said_only_where_it_is_so():
    said = announcement(standing(Ways(roster=LIST)), Page())
    assert "The code" not in said
    assert "Guests" not in said
    assert "You type" not in said
    assert "--instructors" in said
    assert "the roster (1)" in said
    guests = announcement(standing(Ways(guests=True)), Page())
    assert "Guests type" in guests
    assert "Learners type" not in guests
    assert "guest@" not in guests


def test_what_is_unsafe_is_said():
    said = announcement(
        standing(exposure=Exposure(Reach.PUBLIC, (), "8.8.8.8 is one"), unsafe=("guests need nothing",)), Page(80, 24)
    )
    assert "everywhere: 8.8.8.8 is one" in said
    assert "Unsafe" in said


@pytest.mark.parametrize(
    ("host", "port", "typed", "uri"),
    [
        ("10.0.0.1", 22, "ssh 10.0.0.1", "ssh://10.0.0.1"),
        ("10.0.0.1", 2222, "ssh -p 2222 10.0.0.1", "ssh://10.0.0.1:2222"),
        ("fd00::1", 2222, "ssh -p 2222 fd00::1", "ssh://[fd00::1]:2222"),
    ],
)
def test_what_learners_type(host, port, typed, uri):
    assert command(host, port) == typed
    assert address(host, port) == uri
