from __future__ import annotations

import asyncio
import re

import asyncssh
import pytest

from tui_course.progress.open import open_workshops
from tui_course.serve.identity.authorized import read_roster
from tui_course.serve.identity.codes import Code
from tui_course.serve.identity.doorstep import Doorstep
from tui_course.serve.identity.ways import Ways

CODE = "493027"
ANNA, BO = (asyncssh.generate_private_key("ssh-ed25519", comment=name) for name in ("Anna", "Bo"))


def roster(path, *keys):
    path.write_bytes(b"".join(key.export_public_key() for key in keys))
    return read_roster(path)


def token(shown):
    return re.search(r"\b[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}\b", shown)[0]


# The code


@pytest.mark.parametrize("code", [CODE, "493 027", " 493-027 "])
async def test_the_code_and_a_name(opened, code):
    shown, (learner, name, way) = await (await opened()).visit("Anna Lena", "", code=code)
    assert (name, way) == ("Anna Lena", "code")
    assert re.fullmatch("learner-[0-9a-f]{20}", learner)
    assert "Robots in the cloud" in shown
    assert "Welcome, Anna Lena." in shown
    assert token(shown)


async def test_the_code_as_a_password(opened):
    house = await opened()
    shown, person = await house.visit("", "", password="493-027", preferred_auth="password")  # noqa: S106 - of this test
    assert person[1] == "anna"
    assert "[anna]:" in shown


async def test_a_wrong_code_is_refused_five_times(opened):
    house = await opened()
    with pytest.raises(asyncssh.PermissionDenied):
        await house.connect(code=[f"00000{n}" for n in range(9)])
    refused = [line for line in house.noted() if line["event"] == "refused"]
    assert len(refused) == 5
    assert "00000" not in house.audit_path.read_text()


async def test_the_fifth_guess_may_be_right(opened):
    house = await opened()
    await house.visit("", "", code=["1", "2", "3", "4", CODE])
    assert house.waited == []


async def test_who_guesses_on_waits_on_every_connection_but_is_never_shut_out(opened):
    house = await opened()
    for _ in range(2):
        with pytest.raises(asyncssh.PermissionDenied):
            await house.connect(code=["1"] * 5)
    _, person = await house.visit("", "", code=CODE)
    assert person[1] == "anna"
    assert house.waited == [1, 2, 4, 8, 16, 32]


async def test_a_code_ends_and_tokens_do_not(opened):
    house = await opened()
    shown, person = await house.visit("", "", code=CODE)
    house.keeper.ways = Ways(code=Code(CODE, until=1.0))
    with pytest.raises(asyncssh.PermissionDenied):
        await house.connect(code=CODE)
    _, again = await house.visit(code=token(shown))
    assert again == person


# Names and tokens


async def test_a_token_is_somebody_in_place_of_a_name(opened):
    house = await opened()
    shown, person = await house.visit("Anna", "", code=CODE)
    again, same = await house.visit(token(shown).upper(), code=CODE, user="other")
    assert same == person
    assert not re.search(token(shown), again)


async def test_a_name_is_taken_once_whatever_its_case(opened):
    house = await opened()
    shown, person = await house.visit("Anna", "", code=CODE)
    asked, same = await house.visit("ANNA", token(shown), code=CODE)
    assert same == person
    assert "ANNA is here already" in asked
    _, other = await house.visit("Anna", "Anna B.", "", code=CODE)
    assert other[1] == "Anna B."
    assert other[0] != person[0]


async def test_a_wrong_token_is_nobody(opened):
    house = await opened()
    shown, person = await house.visit("abcd-efgh-jkmn", code=CODE)
    assert person is None
    assert "Nobody here has that token" in shown


async def test_a_name_of_twelve_letters_is_a_name(opened):
    _, person = await (await opened()).visit("Chrastaberta", "", code=CODE)
    assert person[1] == "Chrastaberta"


@pytest.mark.parametrize("name", ["[]", "Ada Lovelace", "instructor", "\x1b[31m"])
async def test_names_that_nobody_gets(opened, tmp_path, name):
    key = asyncssh.generate_private_key("ssh-ed25519", comment="Ada Lovelace")
    house = await opened(instructors=roster(tmp_path / "instructors", key))
    shown, person = await house.visit(name, "Bo", "", code=CODE, user="root")
    assert person[1] == "Bo"
    assert "\x1b" not in shown


@pytest.mark.parametrize("user", ["[@click=app.quit]x", "x" * 1_000, "q=z", "ünï"])
async def test_what_a_client_calls_itself_harms_nobody(opened, user):
    shown, person = await (await opened()).visit("", "", code=CODE, user=user)
    assert 0 < len(person[1]) <= 40
    assert not set(person[1]) & set("[]=\x1b")
    assert person[1] not in person[0]
    assert "x" * 41 not in shown


async def test_who_leaves_is_not_let_in(opened):
    house = await opened()
    for typed in ("\x03", "\x04", "An\x03"):
        _, person = await house.visit(typed, code=CODE)
        assert person is None
    assert not house.store.people("robots")


# Keys


async def test_a_key_is_remembered(opened):
    house = await opened(remember_keys=True)
    asked, person = await house.visit("493-027", "Anna", "", keys=[ANNA])
    assert person[1:] == ["Anna", "key"]
    assert "493" not in asked
    shown, again = await house.visit(keys=[ANNA], user="somebody else")
    assert again == person
    assert not shown


async def test_a_key_without_the_code_gets_nowhere(opened):
    house = await opened(remember_keys=True)
    shown, person = await house.visit(*"000000 000001 000002 000003 000004 493027".split(), keys=[ANNA])
    assert person is None
    assert "Ask your instructor, and connect again" in shown
    assert not house.store.people("robots")


async def test_after_the_code_has_ended_a_new_key_needs_a_token(opened):
    house = await opened(remember_keys=True)
    shown, person = await house.visit(CODE, "Anna", "", keys=[ANNA])
    house.keeper.ways = Ways(code=Code(CODE, until=1.0), remember_keys=True)
    asked, nobody = await house.visit(*[CODE] * 5, keys=[BO])
    assert nobody is None
    assert "Nobody new can come in" in asked
    assert (await house.visit(keys=[ANNA]))[1] == person
    assert (await house.visit(token(shown), keys=[BO]))[1] == person


async def test_a_token_brings_another_key(opened):
    house = await opened(remember_keys=True)
    shown, person = await house.visit(CODE, "Anna", "", keys=[ANNA])
    _, by_token = await house.visit(token(shown), keys=[BO])
    _, by_key = await house.visit(keys=[BO])
    assert by_token == by_key == person


async def test_keys_are_not_taken_where_they_are_not_remembered(opened):
    house = await opened()
    with pytest.raises(asyncssh.PermissionDenied):
        await house.connect(keys=[ANNA])


async def test_somebody_on_the_roster_is_who_the_list_says(opened, tmp_path):
    house = await opened(code=None, roster=roster(tmp_path / "roster", ANNA))
    shown, person = await house.visit(keys=[BO, ANNA], user="root")
    assert person[1:] == ["Anna", "roster"]
    assert not shown
    assert (await house.visit(keys=[ANNA]))[1] == person
    with pytest.raises(asyncssh.PermissionDenied):
        await house.connect(keys=[BO])
    assert house.noted()[-1]["reason"] == "an unknown key"


async def test_two_keys_of_a_name_are_one_learner_and_a_namesake_is_another(opened, tmp_path):
    laptop, desktop = (asyncssh.generate_private_key("ssh-ed25519", comment="Anna") for _ in range(2))
    house = await opened()
    _, first = await house.visit("Anna", "", code=CODE)
    house.keeper.ways = Ways(roster=roster(tmp_path / "roster", laptop, desktop))
    _, one = await house.visit(keys=[laptop])
    _, two = await house.visit(keys=[desktop])
    assert one == two
    assert one[0] != first[0]
    assert one[1] == "Anna 2"


async def test_the_instructor_comes_by_a_listed_key_alone(opened, tmp_path):
    house = await opened(remember_keys=True, instructors=roster(tmp_path / "instructors", ANNA))
    assert (await house.visit(keys=[ANNA]))[1][1:] == ["Anna", "instructor"]
    # The first key that is taken counts, but for this account.
    assert (await house.visit(keys=[BO, ANNA], user="instructor"))[1][1:] == ["Anna", "instructor"]
    _, other = await house.visit(CODE, "Bo", "", keys=[BO], user="anna")
    assert other[2] == "key"


async def test_who_means_to_instruct_does_not_become_a_learner(opened, tmp_path):
    house = await opened(remember_keys=True, instructors=roster(tmp_path / "instructors", ANNA))
    with pytest.raises(asyncssh.PermissionDenied):
        await house.connect(user="instructor", keys=[BO], code=CODE)


async def test_who_is_off_the_list_instructs_no_more(opened, tmp_path):
    house = await opened(remember_keys=True, instructors=roster(tmp_path / "instructors", ANNA))
    _, before = await house.visit(keys=[ANNA])
    house.keeper.ways = Ways(code=Code(CODE), remember_keys=True)
    _, person = await house.visit(keys=[ANNA])
    assert person is None
    _, person = await house.visit(CODE, keys=[ANNA])
    assert person == [before[0], "Anna", "key"]


async def test_who_was_here_before_being_listed_goes_on(opened, tmp_path):
    house = await opened(remember_keys=True)
    _, person = await house.visit(CODE, "Annalena", "", keys=[ANNA])
    house.keeper.ways = Ways(instructors=roster(tmp_path / "instructors", ANNA))
    _, again = await house.visit(keys=[ANNA])
    assert again == [person[0], "Annalena", "instructor"]


async def test_showing_a_key_proves_nothing(opened, tmp_path):
    """A client asks whether the instructor's key would do, which needs no private half, and then types the code."""
    house = await opened(instructors=roster(tmp_path / "instructors", ANNA))
    visit = house.keeper.visit("192.0.2.1")
    assert visit.must_prove("mallory")
    assert await visit.key("mallory", ANNA.convert_to_public())
    assert await visit.code("mallory", CODE)
    assert visit._shown.fingerprint == ""
    assert visit._shown.code


async def test_a_name_that_changes_on_the_way_begins_anew(opened, tmp_path):
    house = await opened(guests=True, instructors=roster(tmp_path / "instructors", ANNA))
    visit = house.keeper.visit("192.0.2.1")
    visit.must_prove("mallory")
    await visit.key("mallory", ANNA.convert_to_public())
    assert not visit.must_prove("guest")
    assert visit._shown.guest
    visit.must_prove("mallory")
    assert visit._shown is None


# Guests


async def test_guests_leave_nothing(opened):
    house = await opened(guests=True)
    _, one = await house.visit(user="guest")
    _, two = await house.visit(user="guest")
    assert one[2] == two[2] == "guest"
    assert one[0] != two[0]
    assert not house.store.people("robots")
    _, person = await house.visit("Anna", "", user="anna", code=CODE)
    assert person[2] == "code"


async def test_where_there_are_only_guests_everybody_is_one(opened, tmp_path):
    house = await opened(code=None, guests=True, instructors=roster(tmp_path / "instructors", ANNA))
    assert (await house.visit(user="anna"))[1][2] == "guest"
    assert (await house.visit(user="instructor", keys=[ANNA]))[1][2] == "instructor"


async def test_a_guest_is_no_way_in_unless_it_is_opened(opened):
    house = await opened()
    with pytest.raises(asyncssh.PermissionDenied):
        await house.connect(user="guest")


# A store that is down


async def test_who_is_known_gets_in_while_the_store_is_down(opened, tmp_path):
    house = await opened(remember_keys=True, roster=roster(tmp_path / "roster", BO))
    shown, person = await house.visit(CODE, "Annalena", "", keys=[ANNA])
    house.store.down = True
    assert (await house.visit(keys=[ANNA]))[1] == person
    assert (await house.visit(code=token(shown)))[1] == person
    assert (await house.visit(keys=[BO]))[1][1:] == ["Bo", "roster"]
    told, nobody = await house.visit(CODE, "Carla", "", code=CODE)
    assert nobody is None
    assert "records of the workshop cannot be reached" in told
    house.store.down = False
    assert (await house.visit("Carla", "", code=CODE))[1][1] == "Carla"


async def test_who_is_forgotten_is_not_remembered(opened):
    house = await opened(remember_keys=True)
    _, person = await house.visit(CODE, "Anna", "", keys=[ANNA])
    house.store.forget("robots", person[0])
    assert (await house.visit(keys=[ANNA]))[1] is None
    house.store.down = True
    assert (await house.visit(keys=[ANNA]))[1] is None


# What is told and noted


async def test_the_door_speaks_the_clients_language(opened):
    shown, _ = await (await opened()).visit("Anna", "", code=CODE, language="de_DE.UTF-8")
    assert "Robots in the cloud" in shown


async def test_the_audit_log_has_who_came_and_no_secret(opened):
    house = await opened()
    shown, person = await house.visit("Anna", "", code=["000000", CODE])
    events = [(line["event"], line.get("way"), line.get("learner")) for line in house.noted()]
    assert events == [("refused", None, None), ("joined", "code", person[0]), ("login", "code", person[0])]
    text = house.audit_path.read_text()
    assert not any(secret in text for secret in (CODE, token(shown), "000000"))
    figures = house.figures.text()
    assert re.search(r"logins\w*\{(?=.*code)(?=.*admitted).*\} 1", figures)
    assert re.search(r"refus\w*\{.*credentials.*\} 1", figures)


# Many at once


async def test_one_name_is_one_learner_whoever_comes_at_once(opened):
    house = await opened()
    shown = await asyncio.gather(*(house.visit("Anna", f"Anna {number}", "", code=CODE) for number in range(8)))
    assert sum(person[1] == "Anna" for _, person in shown) == 1
    assert len({person[0] for _, person in shown}) == 8


async def test_two_windows_of_one_new_key_are_one_learner(opened):
    house = await opened(remember_keys=True)
    one, two = await asyncio.gather(*(house.visit(CODE, name, "", keys=[ANNA]) for name in ("Anna", "Annalena")))
    assert one[1] == two[1]
    assert len(house.store.people("robots")) == 1


async def test_who_stands_at_the_door_longest_makes_room(opened):
    house = await opened(remember_keys=True)
    house.keeper.doorstep = Doorstep(most=2, grace=3_600)
    waiting = []
    for number in range(2):
        connection = await house.connect(keys=[asyncssh.generate_private_key("ssh-ed25519")], user=f"idle{number}")
        process = await connection.create_process(term_type="vt100", encoding=None)
        assert b"Robots" in await process.stdout.readuntil(b"Robots")
        waiting.append((connection, process))
    crowded, nobody = await house.visit(CODE, "Anna", "", keys=[ANNA])
    assert nobody is None
    assert "Many are at the door" in crowded
    house.keeper.doorstep._grace = 0
    _, person = await house.visit(CODE, "Anna", "", keys=[ANNA])
    assert person[1] == "Anna"
    ended = (await asyncio.wait_for(waiting[0][1].stdout.read(), 10)).decode()
    assert "Others wait at the door" in ended
    assert waiting[1][1].exit_status is None
    for connection, _ in waiting:
        connection.close()
        await connection.wait_closed()


# A server that is started again


async def test_who_was_here_is_known_after_a_restart(opened, tmp_path):
    seen = {}
    for run in (1, 2):
        store = open_workshops(str(tmp_path / "store.sqlite"), tmp_path)
        house = await opened(store, remember_keys=True)
        if run == 1:
            shown, seen["key"] = await house.visit(CODE, "Anna", "", keys=[ANNA])
            shown, seen["code"] = await house.visit("Zoë", "", code=CODE)
            seen["token"] = token(shown)
        else:
            assert (await house.visit(keys=[ANNA]))[1] == seen["key"]
            assert (await house.visit(seen["token"], code=CODE))[1] == seen["code"]
            assert (await house.visit("ZOE\u0308", seen["token"], code=CODE))[1] == seen["code"]
        store.close()
    raw = b"".join(path.read_bytes() for path in tmp_path.glob("store.sqlite*"))
    assert ANNA.get_fingerprint().encode() not in raw
    assert seen["token"].encode() not in raw
    assert seen["token"].replace("-", "").encode() not in raw
