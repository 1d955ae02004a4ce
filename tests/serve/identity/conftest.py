"""A door on a real SSH server, at which real clients knock."""

from __future__ import annotations

import asyncio
import json

import asyncssh
import pytest

from tui_course.errors import StoreError
from tui_course.model.workshop import Workshop
from tui_course.progress.memory import MemoryStore
from tui_course.progress.memory_workshops import MemoryWorkshops
from tui_course.serve.audit import Audit
from tui_course.serve.figures import Figures
from tui_course.serve.identity.codes import Code
from tui_course.serve.identity.doorkeeper import Doorkeeper
from tui_course.serve.identity.guesses import Guesses
from tui_course.serve.identity.ways import Ways

CODE = "493027"


class Front(asyncssh.SSHServer):
    """As little of a front as a login needs: it asks the door, and tells who came in."""

    def __init__(self, keeper):
        self.keeper = keeper

    def connection_made(self, conn):
        self.visit = self.keeper.visit(conn.get_extra_info("peername")[0])

    def begin_auth(self, username):
        self.username = username
        return self.visit.must_prove(username)

    def public_key_auth_supported(self):
        return self.visit.takes_keys

    async def validate_public_key(self, username, key):
        return await self.visit.key(username, key)

    def password_auth_supported(self):
        return self.visit.takes_codes

    async def validate_password(self, username, password):
        return await self.visit.code(username, password)

    def kbdint_auth_supported(self):
        return self.visit.takes_codes

    def get_kbdint_challenge(self, _username, _lang, _submethods):
        return "", "", "", [("Workshop code: ", False)]

    async def validate_kbdint_response(self, username, responses):
        return len(responses) == 1 and await self.visit.code(username, responses[0])

    def session_requested(self):
        return self._session

    async def _session(self, stdin, stdout, _stderr):
        class Terminal:
            columns = 80

            def write(self, data):
                stdout.write(data)

            async def read(self):
                return await stdin.read(1_000)

        person = await self.visit.admit(self.username, Terminal(), stdout.channel.get_environment().get("LANG", ""))
        stdout.write(b"IN " + json.dumps([person.learner, person.name, person.way]).encode() if person else b"OUT")
        stdout.channel.exit(0 if person else 1)


class Broken:
    """A store, unless it is down."""

    def __init__(self, store):
        self._store = store
        self.down = False

    def __getattr__(self, name):
        def call(*args, **kwargs):
            if self.down:
                raise StoreError("the database is away")
            return getattr(self._store, name)(*args, **kwargs)

        return call


class House:
    """A server with a door, and what clients see there."""

    def __init__(self, keeper, store, figures, audit_path):
        self.keeper = keeper
        self.store = store
        self.figures = figures
        self.audit_path = audit_path
        self.port = 0

    async def connect(self, user="anna", keys=(), code=None, **options):
        """A client's connection; `code` answers the prompt of keyboard-interactive, each time the next of several."""
        codes = iter([code] if isinstance(code, str) else code or [])

        class Client(asyncssh.SSHClient):
            def kbdint_auth_requested(self):
                return ""

            def kbdint_challenge_received(self, _name, _instructions, _lang, prompts):
                return None if code is None else [next(codes, "") for _ in prompts]

        options.setdefault("preferred_auth", "publickey,keyboard-interactive")
        return await asyncssh.connect(
            "127.0.0.1",
            self.port,
            username=user,
            client_keys=list(keys) or None,
            client_factory=Client,
            known_hosts=None,
            config=None,
            agent_path=None,
            **options,
        )

    async def visit(self, *lines, language="", **options):
        """What somebody sees who comes, types lines and reads; and who they are, or None."""
        async with await self.connect(**options) as connection:
            environment = {"LANG": language} if language else {}
            process = await connection.create_process(term_type="vt100", encoding=None, env=environment)
            for line in lines:
                process.stdin.write(line.encode() + b"\r")
            process.stdin.write_eof()
            seen = (await asyncio.wait_for(process.stdout.read(), 20)).decode()
        shown, came, told = seen.rpartition("IN ")
        return (shown, json.loads(told)) if came else (seen, None)

    def noted(self):
        """What the audit log has."""
        return [json.loads(line) for line in self.audit_path.read_text().splitlines()]


@pytest.fixture
async def opened(tmp_path):
    """Opens houses with ways in, and closes them."""
    closers = []

    async def open_house(inner=None, **ways):
        inner = inner or MemoryWorkshops(MemoryStore())
        inner.open(Workshop("robots", "", (), 0.0))
        store = Broken(inner)
        ways.setdefault("code", Code(CODE))
        waited = []

        async def sleep(seconds):
            waited.append(seconds)

        figures = Figures()
        audit = Audit(tmp_path / f"audit{len(closers)}.jsonl", print)
        keeper = Doorkeeper(
            "robots",
            Ways(**ways),
            store,
            b"secret" * 6,
            audit=audit,
            figures=figures,
            title="Robots in the cloud",
            guesses=Guesses(addresses=True, sleep=sleep),
        )
        house = House(keeper, store, figures, tmp_path / f"audit{len(closers)}.jsonl")
        house.waited = waited
        listener = await asyncssh.listen(
            "127.0.0.1",
            0,
            server_factory=lambda: Front(keeper),
            server_host_keys=[HOST_KEY],
            encoding=None,
            line_editor=False,
        )
        house.port = listener.get_port()

        async def close():
            listener.close()
            await listener.wait_closed()
            keeper.close()
            audit.close()

        closers.append(close)
        return house

    yield open_house
    for close in closers:
        await close()


HOST_KEY = asyncssh.generate_private_key("ssh-ed25519")
