"""Who reads in a session of OpenSSH's own server, and the workshop that they are in."""

from __future__ import annotations

import os
import pwd
from dataclasses import replace

import asyncssh
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_course.commands.visiting import Visitor, join, line_of, note, proved_keys, visitor
from tui_course.errors import SettingsError
from tui_course.model.workshop import Person, Session, Way, Workshop
from tui_course.progress.memory import MemoryStore
from tui_course.progress.memory_workshops import MemoryWorkshops
from tui_course.serve.identity.authorized import name_beside, read_roster

ADA, BOB, EVE = (asyncssh.generate_private_key("ssh-ed25519").export_public_key().decode().strip() for _ in range(3))
ME = pwd.getpwuid(os.getuid()).pw_name


def data(key: str) -> str:
    return key.split()[1]


@pytest.fixture
def roster(tmp_path):
    path = tmp_path / "roster"
    path.write_text(f'# class\n{ADA} Ada  Lovelace\nrestrict,pty\t{BOB} bob\nfrom="10.0.0.1" {EVE} Eve\n', "utf-8")
    return path


@pytest.fixture
def proved(tmp_path):
    def write(*keys: str):
        path = tmp_path / "auth"
        path.write_text("".join(f"publickey {key}\n" for key in keys), "utf-8")
        return {"SSH_USER_AUTH": str(path)}

    return write


def test_the_key_that_was_proved_says_who_it_is(roster, proved):
    assert visitor("robots", "", roster, proved(ADA)) == Visitor("robots", "roster-ada lovelace", "Ada Lovelace", Way.ROSTER)
    assert visitor("robots", "", roster, proved(EVE, BOB)).name == "bob"


@pytest.mark.parametrize(
    ("key", "said"),
    [
        (EVE, "is not on the list"),  # it may be used from one address alone, which is not kept to here
        (f"{ADA.split()[0]} {data(ADA)[:-8]}", "is not on the list"),
        ("", "is not on the list"),
        (None, "ExposeAuthInfo yes"),
    ],
    ids=["limited", "cut", "none", "not-told"],  # keys are others in each process
)
def test_who_has_proved_no_listed_key_does_not_come_in(roster, proved, key, said):
    environment = {} if key is None else proved(key)
    with pytest.raises(SettingsError, match=said):
        visitor("robots", "", roster, {**environment, "LOGNAME": "ada", "SSH_ORIGINAL_COMMAND": ADA})


def test_a_roster_goes_with_no_name_and_stands_in_a_file_of_its_own(roster, proved, tmp_path):
    with pytest.raises(SettingsError, match="goes with no name"):
        visitor("robots", "ada", roster, proved(ADA))
    with pytest.raises(SettingsError, match="cannot be read"):
        visitor("robots", "", roster, {"SSH_USER_AUTH": str(tmp_path / "gone")})
    roster.chmod(0o666)
    with pytest.raises(SettingsError, match="everybody on this machine"):
        visitor("robots", "", roster, proved(ADA))


def test_without_a_roster_it_is_the_account_whatever_variables_say():
    assert visitor("robots", "", None, {"LOGNAME": "ada", "USER": "ada"}) == Visitor("robots", ME, ME)
    assert visitor("robots", "[b]x\x1b[0m", None, {}).name == "bx0m"
    assert visitor("robots", "\x1b", None, {}).name == "Learner"


def test_every_key_of_a_list_is_found_with_its_name(roster):
    listed = read_roster(roster).keys
    assert {one.name for one in listed.values()} == {name_beside(roster, data(key)) for key in (ADA, BOB)}
    assert name_beside(roster, data(EVE)) == ""
    assert name_beside(roster, "class") == ""
    assert name_beside(roster, data(ADA)[:40]) == ""


def test_of_a_folder_of_keys_the_file_gives_the_name(tmp_path):
    (tmp_path / "grace.keys").write_text(f"{ADA} laptop\n{BOB}\n", "utf-8")
    assert [name_beside(tmp_path, data(key)) for key in (ADA, BOB, EVE)] == ["grace", "grace", ""]


@given(st.text())
def test_whatever_stands_there_keys_are_words_of_it(text):
    for key in proved_keys(f"password\n{text}\npublickey {ADA}"):
        assert key in text or key == data(ADA)


def test_what_was_proved_besides_a_key_is_none():
    assert proved_keys(f"password\npublickey {ADA}\nkeyboard-interactive {BOB}\npublickey\npublickey x y") == (data(ADA),)


@pytest.mark.parametrize(
    ("connection", "line"),
    [
        ("10.0.0.9 50000 10.0.0.5 22", f"ssh {ME}@10.0.0.5"),
        ("fd00::9 50000 fd00::5 2222", f"ssh -p 2222 {ME}@fd00::5"),
        ("", ""),
        ("a b c d", ""),
    ],
)
def test_what_learners_type_is_where_this_session_is(connection, line):
    assert line_of({"SSH_CONNECTION": connection}) == line


def test_a_name_that_somebody_has_gets_a_number_and_who_was_here_stays():
    workshops = MemoryWorkshops(MemoryStore())
    workshops.join(Person("robots", "learner-1", "Ada", Way.CODE, 1.0))
    visitors = [Visitor("robots", f"account-{number}", "Ada") for number in range(2)]
    assert [join(workshops, who, 2.0).name for who in (*visitors, *visitors)] == ["Ada 2", "Ada 3", "Ada 2", "Ada 3"]
    renamed = join(workshops, visitors[0]._replace(name="Grace"), 3.0)
    assert (renamed.name, renamed.joined) == ("Ada 2", 2.0)


class Racing(MemoryWorkshops):
    """Another terminal of whoever joins comes first."""

    def join(self, person, *, key="", token=""):
        super().join(replace(person, joined=person.joined - 0.5), key=key, token=token)
        return super().join(person, key=key, token=token)


def test_two_terminals_of_one_learner_that_come_at_once_are_one_person():
    workshops = Racing(MemoryStore())
    assert join(workshops, Visitor("robots", "account-1", "Ada"), 2.0) == Person("robots", "account-1", "Ada", Way.LOCAL, 1.5)


def test_what_others_noted_of_the_workshop_stays():
    workshops = MemoryWorkshops(MemoryStore())
    served = Workshop("robots", "ssh -p 2222 host", ("/srv/one",), 1.0)
    note(workshops, served)
    note(workshops, replace(served, line="ssh workshop@host", at=2.0))
    assert workshops.workshops() == (served,)
    note(workshops, Workshop("robots", "ssh workshop@host", ("/srv/two",), 3.0))
    assert workshops.workshops() == (Workshop("robots", "ssh -p 2222 host", ("/srv/one", "/srv/two"), 3.0),)


def test_where_nobody_is_a_workshop_of_last_week_begins_anew():
    workshops = MemoryWorkshops(MemoryStore())
    last_week = Workshop("robots", "ssh workshop@host", ("/srv/one",), 1.0)
    now = 8 * 86_400.0
    workshops.open(last_week)
    workshops.begin(Session("1", "robots", "ada", "host", now))
    note(workshops, replace(last_week, at=now))
    assert workshops.workshops() == (last_week,)
    workshops.end("1")
    note(workshops, replace(last_week, at=now))
    assert workshops.workshops() == (replace(last_week, at=now),)
