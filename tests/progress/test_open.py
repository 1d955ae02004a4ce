"""What the setting `store` may say, and what comes of it."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tui_course.errors import SettingsError, StoreError
from tui_course.progress.memory import MemoryStore
from tui_course.progress.open import open_store
from tui_course.progress.sqlite.store import SqliteStore

SECRET = "pa%73s-w0rd"  # noqa: S105 - of nobody


@pytest.mark.parametrize("address", ["memory", "off"])
def test_memory_that_was_asked_for_is_no_news(address, tmp_path):
    store = open_store(address, tmp_path)
    assert isinstance(store, MemoryStore)
    assert store.notice == ""
    assert not list(tmp_path.iterdir())


def test_a_file_in_the_folder_or_where_it_is_said(tmp_path):
    with closing(open_store("", tmp_path / "a" / "b")) as store:
        assert store.path == tmp_path / "a" / "b" / "progress.sqlite"
    with closing(open_store(str(tmp_path / "c" / "my answers?#%20.db"), tmp_path)) as store:
        assert isinstance(store, SqliteStore)
        store.upkeep()
    assert len(list((tmp_path / "c").glob("my answers?#%20.db*"))) == 3


def test_no_folder_leaves_memory():
    assert open_store("", None).notice == "Your answers are not kept: there is no folder for them."


@pytest.mark.parametrize(("address", "folder"), [("", Path("~/.local/state/tui-course")), ("~nobody-of-that-name/x", None)])
def test_no_home_leaves_memory(address, folder):
    assert open_store(address, folder).notice == "Your answers are not kept: there is no home folder to keep them in."


def test_home_is_found(tmp_path):
    code = "from tui_course.progress.open import open_store; print(open_store('~/mine.db', None).path)"
    environment = os.environ | {"HOME": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment)
    assert done.stdout == f"{tmp_path}/mine.db\n"


@pytest.mark.parametrize("address", ["mysql://ada:secret@host/x", "sqlite:///x", "http://host", "a\0b"])
def test_what_makes_no_sense_is_refused(address, tmp_path):
    with pytest.raises(SettingsError, match="store") as caught:
        open_store(address, tmp_path)
    assert "secret" not in str(caught.value)


def test_a_database_out_of_reach_leaves_memory(attempt):
    pytest.importorskip("psycopg")
    with closing(open_store("postgresql://ada@127.0.0.1:1/kites", None)) as store:
        assert store.notice.startswith("Your answers are not kept: the database kites at 127.0.0.1 cannot be used: ")
        assert "refused" in store.notice
        store.record([attempt()])
        assert store.attempts("ada") == (attempt(),)


@pytest.mark.parametrize(
    "address",
    [
        f"postgresql://ada:{SECRET}@127.0.0.1:1/kites",
        f"postgres://127.0.0.1:1/kites?user=ada&password={SECRET}",
        f"postgresql://ada:{SECRET}@127.0.0.1:port/kites",
        f"postgresql://ada:{SECRET}@127.0.0.1:1/kites?nonsense=1",
        f"postgresql://ada:{SECRET}@[127.0.0.1:1/kites",
    ],
)
def test_no_password_is_told(address):
    pytest.importorskip("psycopg")
    from tui_course.progress.postgres.store import PostgresStore

    with pytest.raises((SettingsError, StoreError)) as caught:
        PostgresStore(address, delays=())
    assert "w0rd" not in str(caught.value)


@pytest.mark.parametrize("address", ["postgresql://host/x?nonsense=1", "postgresql://%zz@host/x", "postgresql://a b/\ud800"])
def test_an_address_that_cannot_be_read_is_refused(address):
    pytest.importorskip("psycopg")
    with pytest.raises(SettingsError, match="no PostgreSQL URL that can be read"):
        open_store(address, None)


def test_a_missing_driver_is_named():
    code = (
        "import sys\n"
        "sys.modules['psycopg'] = None\n"
        "from tui_course.progress.open import open_store\n"
        "print(open_store('postgresql://host/x', None).notice)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "Your answers are not kept: PostgreSQL needs the extra tui-course[postgres].\n"


def test_drivers_and_the_scheduler_are_loaded_where_they_are_used():
    code = (
        "import sys\n"
        "from tui_course.progress import fold, open, recorder, schedule\n"
        "print([name for name in ('sqlite3', 'psycopg', 'fsrs', 'logging') if name in sys.modules])\n"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_a_store_that_is_closed_takes_nothing(tmp_path, attempt):
    store = open_store("", tmp_path)
    store.close()
    with pytest.raises(StoreError, match="is closed"):
        store.record([attempt()])
    with pytest.raises(StoreError, match="is closed"):
        store.attempts("ada")
