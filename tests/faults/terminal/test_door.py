"""Whatever somebody types at the door, calls their machine or brings in a key's comment: no byte of it steers a terminal."""

from __future__ import annotations

import asyncio

import asyncssh

from tests.faults.terminal.course import payloads
from tests.faults.terminal.test_people import holds, said
from tests.serve.test_announcing import standing
from tui_course.serve.announcing import Page, announcement
from tui_course.serve.audit import Audit, Event
from tui_course.serve.figures import Ending
from tui_course.serve.identity.authorized import Listed, Roster, parse
from tui_course.serve.identity.dialogue import Dialogue, Gone
from tui_course.serve.identity.names import display_name
from tui_course.serve.identity.ways import Ways
from tui_course.serve.parting import parting


class Teletype:
    """Somebody who types one thing, and all that they are shown."""

    columns = 60

    def __init__(self, typed):
        self.shown = b""
        self._typed = [typed, b"\r", b""]

    def write(self, data):
        self.shown += data

    async def read(self):
        return self._typed.pop(0)


async def asked(text):
    teletype = Teletype(text.encode("utf-8", "surrogatepass"))
    dialogue = Dialogue(teletype)
    try:
        name = display_name(await dialogue.ask("Your name:"))
    except Gone:
        name = ""
    dialogue.say(f"Welcome, {name}.")
    return teletype.shown


def test_what_is_typed_at_the_door():
    shown = [asyncio.run(asked(said("typed-name", payload))) for payload in payloads()]
    # What a line is ended or left with comes with the payload in two of them.
    holds("door", [one.decode() for one in shown], "typed-name")


def test_names_in_a_list_of_keys():
    key = asyncssh.generate_private_key("ssh-ed25519").export_public_key().decode().strip()
    found = []
    for payload in payloads():
        comment = said("key-comment", payload)
        read = parse(f"{key} {comment}", said("key-file", payload))
        found += [one.name if isinstance(one, Listed) else one for one in read]
        found += [one for one in parse(f"{comment} nonsense", said("key-file", payload)) if isinstance(one, str)]
    holds("log", found, "key-comment", "key-file")


def test_what_a_server_says_when_it_stands():
    pieces = []
    for payload in payloads():
        name = display_name(said("key-comment", payload))
        listed = Roster({"SHA256:x": Listed(name, "SHA256:x", "list", 1)})
        ways = Ways(guests=True, instructors=listed)
        pieces += [announcement(standing(ways), page) for page in (Page(), Page(120, 40, colours=True))]
        pieces.append(parting(Ending.LEFT, 0, "", line="ssh host", language="", kept=True).decode())
    holds("door", pieces, "key-comment")


def test_what_the_audit_log_keeps(tmp_path):
    complaints = []
    audit = Audit(tmp_path / "audit", complaints.append)
    for payload in payloads():
        text = payloads()[payload]
        audit.note(Event.LOGIN, address=said("audit", payload), way=text, learner=text, session=text, reason=text)
    audit.close()
    assert complaints == []
    holds("log", (tmp_path / "audit").read_text("utf-8"), "audit")
