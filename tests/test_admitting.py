from __future__ import annotations

import re
import time
from pathlib import Path

import asyncssh
import pytest

from tui_course.commands.admitting import absolute_store, opened_in_spite, print_service, reached_at, read_again, ways_in
from tui_course.commands.hosting import Asked
from tui_course.errors import SettingsError
from tui_course.serve.exposure import Exposure, Reach

LAN, PUBLIC = Exposure(Reach.PRIVATE, ("192.168.1.23", "127.0.0.1")), Exposure(Reach.PUBLIC, ("8.8.8.8",), "8.8.8.8 is public")


def asked(**given):
    return Asked(**{"courses": ["course"], "host": "127.0.0.1", "port": 2222, **given})


@pytest.fixture
def told():
    return []


@pytest.fixture
def roster(tmp_path):
    path = tmp_path / "roster"
    key = asyncssh.generate_private_key("ssh-ed25519", comment="Anna")
    path.write_bytes(b"nonsense\n" + key.export_public_key())
    return path


def test_in_a_room_the_code_is_short_and_keys_are_remembered(told):
    ways = ways_in(asked(), LAN, told.append)
    assert len(ways.code.text) == 6
    assert not ways.code.until
    assert ways.remember_keys
    assert opened_in_spite(LAN, ways, unsafe=False) == ()


def test_for_everybody_the_code_is_long_and_ends_and_keys_are_not(told):
    ways = ways_in(asked(), PUBLIC, told.append)
    assert ways.code.strong
    assert time.time() < ways.code.until < time.time() + 25 * 3600
    assert not ways.remember_keys
    assert opened_in_spite(PUBLIC, ways, unsafe=False) == ()


def test_where_addresses_say_nothing_the_code_is_long(told):
    ways = ways_in(asked(from_address=300), LAN, told.append)
    assert ways.code.strong
    assert opened_in_spite(LAN, ways, unsafe=False, addresses=False) == ()
    short = ways_in(asked(from_address=300, code="493027"), LAN, told.append)
    with pytest.raises(SettingsError, match=r"refused:\n  the code is short enough(.|\n)*--unsafe"):
        opened_in_spite(LAN, short, unsafe=False, addresses=False)
    assert len(opened_in_spite(LAN, short, unsafe=True, addresses=False)) == 1
    assert len(opened_in_spite(PUBLIC, short, unsafe=True, addresses=False)) == 3


def test_with_a_list_there_is_no_code_unless_one_is_given(roster, told):
    assert ways_in(asked(roster=roster), PUBLIC, told.append).code is None
    assert ways_in(asked(roster=roster, code="493027"), LAN, told.append).code.text == "493027"
    assert told[0].endswith(":1: there is no public key of OpenSSH")


@pytest.mark.parametrize("given", [{"code": "493027"}, {"guests": True}, {"remember_keys": True}, {"code": "hj3kmn9fwxq2"}])
def test_what_is_weak_is_refused_with_what_to_do_unless_it_is_meant(given, told):
    ways = ways_in(asked(**given), PUBLIC, told.append)
    with pytest.raises(SettingsError, match=r"8\.8\.8\.8 is public(.|\n)*--unsafe"):
        opened_in_spite(PUBLIC, ways, unsafe=False)
    assert len(opened_in_spite(PUBLIC, ways, unsafe=True)) >= 1


def test_a_code_that_nobody_sees_comes_from_the_environment(told, monkeypatch):
    monkeypatch.setenv("TUI_COURSE_CODE", "Robots are fun")
    assert ways_in(asked(), LAN, told.append).code.matches("robotsarefun")
    assert ways_in(asked(code="493027"), LAN, told.append).code.text == "493027"


@pytest.mark.parametrize("given", [{"code": "123"}, {"code_hours": -1.0}, {"code_hours": float("nan")}, {"code_hours": 1e9}])
def test_what_is_no_code(given, told):
    with pytest.raises(SettingsError):
        ways_in(asked(**given), LAN, told.append)


def test_lists_are_read_again_and_a_broken_one_changes_nothing(roster, told):
    ways = ways_in(asked(roster=roster), LAN, told.append)
    roster.write_bytes(asyncssh.generate_private_key("ssh-ed25519", comment="Bo").export_public_key())
    again = read_again(asked(roster=roster), ways, told.append)
    assert again.roster.names == ("Bo",)
    roster.unlink()
    assert read_again(asked(roster=roster), again, told.append) is again
    assert "No such file" in told[-1]


@pytest.mark.parametrize(
    ("host", "addresses"),
    [("", LAN.addresses), ("192.168.1.23", LAN.addresses), ("class.example.org", ("class.example.org", *LAN.addresses))],
)
def test_where_learners_reach_it(host, addresses):
    assert reached_at(LAN, host) == addresses


@pytest.mark.parametrize("given", [["--store", "kept"], ["--store=kept"]])
def test_a_service_finds_its_store_from_anywhere(given, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert print_service(["course", *given], asked(courses=["course"])) == 0
    assert re.search(rf"--store[= ]{re.escape(str(tmp_path))}/kept$", capsys.readouterr().out, re.MULTILINE)


@pytest.mark.parametrize("store", ["", "memory", "off", "postgresql://ada@db/robots"])
def test_what_is_no_file_stays_as_it_is(store):
    assert absolute_store(store) == store


def test_a_service_finds_its_files_from_anywhere(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "course").mkdir()
    given = ["--name", "course", "--guests", "course", "--roster=list", "--audit", "log", "--systemd", "--code", "493 027"]
    lists = {"roster": Path("list"), "audit": Path("log")}
    assert print_service(given, asked(courses=["course"], port=22, **lists)) == 0
    printed = capsys.readouterr().out
    start = next(line for line in printed.splitlines() if line.startswith("ExecStart="))
    words = f'--name course --guests {tmp_path}/course --roster={tmp_path}/list --audit {tmp_path}/log --code "493 027"'
    assert start.endswith(f"serve {words}")
    assert "CAP_NET_BIND_SERVICE" in printed
