from __future__ import annotations

import re

import pytest

from tui_course.cli import main
from tui_course.model.workshop import Person, Way, Workshop
from tui_course.progress.open import open_workshops
from tui_course.serve.host_keys import host_keys
from tui_course.serve.identity.codes import Digests


@pytest.fixture
def host(tmp_path, monkeypatch):
    """A host on which two workshops took place."""
    monkeypatch.setenv("TUI_COURSE_STATE", str(tmp_path))
    monkeypatch.setenv("TUI_COURSE_CONFIG", str(tmp_path / "none.toml"))
    workshops = open_workshops("", tmp_path)
    for workshop, names in (("robots", {"Anna": Way.CODE, "Bo": Way.ROSTER}), ("clouds", {"Anna": Way.KEY})):
        workshops.open(Workshop(workshop, "", (), 0.0))
        for name, way in names.items():
            workshops.join(Person(workshop, f"{workshop}-{name}", name, way, 1.0), token=f"{name}'s")
    yield tmp_path
    workshops.close()


@pytest.fixture
def digests(host):
    return Digests(host_keys(host / "host-keys").secret, "robots")


def found(host, digest):
    workshops = open_workshops("", host)
    try:
        return workshops.find("robots", token=digest)
    finally:
        workshops.close()


@pytest.mark.parametrize("wanted", [["anna", "--workshop", "robots"], ["robots-Anna"]])
def test_a_new_token_is_them_and_the_old_one_is_not(host, digests, capsys, wanted):
    assert main(["token", *wanted]) == 0
    made = re.search(r": ([a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4})\n", capsys.readouterr().out)[1]
    assert found(host, digests.token(made)).learner == "robots-Anna"
    assert found(host, "Anna's") is None


@pytest.mark.usefixtures("digests")
def test_no_name_steers_the_terminal(host, capsys):
    workshops = open_workshops("", host)
    # As another program may have left it there: the door lets no such name in.
    workshops.join(Person("robots", "odd", "Eve\x1b]0;owned\x07", Way.CODE, 1.0))
    workshops.close()
    assert main(["token", "odd"]) == 0
    out = capsys.readouterr().out
    assert "owned" in out
    assert "\x1b" not in out


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["Anna"], "robots-Anna in robots"),
        (["Carla"], "nobody has the id or the name Carla"),
        (["Bo"], "listed key"),
        (["Anna", "--store", "memory"], "store is memory"),
        (["Anna", "--host-keys", "/nowhere"], "has no host key"),
    ],
)
@pytest.mark.usefixtures("digests")
def test_what_cannot_be_is_said(capsys, arguments, reason):
    assert main(["token", *arguments]) != 0
    assert reason in capsys.readouterr().err


@pytest.mark.usefixtures("host")
def test_no_host_key_is_made_for_it(host, capsys):
    assert main(["token", "robots-Anna"]) != 0
    assert "has no host key" in capsys.readouterr().err
    assert not (host / "host-keys").exists()
