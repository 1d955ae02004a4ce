"""Repositories that are cloned and brought up to date; what was edited stays."""

from __future__ import annotations

import os
import signal
import stat
import sys
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_course.errors import LibraryError, NotACourse
from tui_course.library import git as cloning
from tui_course.library.address import GitAddress, git_address, without_password
from tui_course.library.entry import CourseEntry, Origin
from tui_course.library.library import untold


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("https://example.org/o/kites", GitAddress("https://example.org/o/kites", "kites")),
        ("https://example.org/o/kites.git/", GitAddress("https://example.org/o/kites.git/", "kites")),
        ("http://192.168.1.5:3000/o/kites", GitAddress("http://192.168.1.5:3000/o/kites", "kites")),
        ("ssh://git@example.org/o/kites.git", GitAddress("ssh://git@example.org/o/kites.git", "kites")),
        ("git@example.org:o/kites.git", GitAddress("git@example.org:o/kites.git", "kites")),
        ("git@example.org:kites.git#a/b", GitAddress("git@example.org:kites.git", "kites", folder="a/b")),
        ("/srv/kites.git", GitAddress("file:///srv/kites.git", "kites")),
        ("file:///srv/kites.git#boats", GitAddress("file:///srv/kites.git", "kites", folder="boats")),
        ("https://example.org/o/r/tree/v2/a/b", GitAddress("https://example.org/o/r", "r", "v2", "a/b")),
        ("https://example.org/o/r/-/tree/main", GitAddress("https://example.org/o/r", "r", "main")),
        ("https://example.org/o/r/src/branch/main/a", GitAddress("https://example.org/o/r", "r", "main", "a")),
        ("~/courses/kites", None),
        ("kites", None),
        ("kites.course", None),
        ("a:b", None),
        ("C:/courses", None),
        ("./a::b/c", None),
        ("--upload-pack=touch /tmp/x", None),
    ],
)
def test_addresses_are_told_from_paths(text, address):
    found = git_address(text) if not text.startswith("./a") else None
    assert found == address


@pytest.mark.parametrize(
    "text",
    [
        "ext::sh -c 'touch /tmp/x'",
        "ext::sh",
        "fd::17/x",
        "ftp://example.org/x",
        "ssh://-oProxyCommand=touch/x",
        "ssh://git@-oProxyCommand=touch/x",
        "https:///x",
        "https://[::1/x",
        "https://example.org/a b",
        "https://example.org/\x1b]0;x",
        "https://example.org/o/r/tree/--upload-pack=x/a",
        "https://example.org/o/r#../..",
        "https://example.org/" + "a" * 3_000,
    ],
)
def test_what_could_be_more_than_an_address_is_refused(text):
    with pytest.raises(LibraryError):
        git_address(text)


@given(st.text(st.sampled_from("ab:/-@.#~[]%2e \n::extsh+https"), max_size=24))
def test_an_address_is_never_an_option_and_its_copy_stays_in_its_folder(text):
    try:
        found = git_address(text)
    except LibraryError:
        return
    if found is not None:
        assert not found.url.startswith("-")
        assert not found.branch.startswith("-")
        assert "/" not in found.name
        assert found.name not in {"", ".", ".."}
        assert ".." not in found.folder.split("/")


def test_a_repository_is_cloned_read_and_updated(library, repository):
    bare, change = repository
    entry = library.add(str(bare))[0]
    assert (entry.id, entry.origin, entry.source) == ("kites", Origin.GIT, bare.as_uri())
    assert library.update(entry) is False
    change(**{"2-sun.md": "# Sun\n"})
    assert library.update(entry) is True
    assert [page.name for page in library.find("kites").pages] == ["Wind", "Sun"]


def test_it_is_added_twice_as_one_and_that_updates_it(library, repository):
    bare, change = repository
    library.add(str(bare))
    change(**{"2-sun.md": "# Sun\n"})
    assert [page.name for page in library.add(str(bare))[0].pages] == ["Wind", "Sun"]
    assert len(library.entries()) == 2


def test_it_is_read_when_the_repository_is_gone(library, repository):
    bare, _ = repository
    entry = library.add(str(bare))[0]
    bare.rename(bare.with_name("elsewhere"))
    with pytest.raises(LibraryError, match="nothing can be fetched: there is no such repository"):
        library.update(entry)
    assert library.entries()[0].path


def test_edits_stay_whatever_comes(library, repository):
    bare, change = repository
    entry = library.add(str(bare))[0]
    mine = library.copies.clone_of(entry) / "1-wind.md"
    mine.write_text("# Wind\n\nMine.\n", encoding="utf-8")
    change(**{"2-sun.md": "# Sun\n"})
    assert library.update(entry) is True
    change(**{"1-wind.md": "# Wind\n\nTheirs.\n"})
    with pytest.raises(LibraryError, match=r"you edited 1-wind\.md.*your edits stay"):
        library.update(entry)
    assert mine.read_text(encoding="utf-8") == "# Wind\n\nMine.\n"


def test_a_file_of_ones_own_is_not_overwritten(library, repository):
    bare, change = repository
    entry = library.add(str(bare))[0]
    mine = library.copies.clone_of(entry) / "2-sun.md"
    mine.write_text("# Mine\n", encoding="utf-8")
    change(**{"2-sun.md": "# Sun\n"})
    with pytest.raises(LibraryError, match="your edits stay"):
        library.update(entry)
    assert mine.read_text(encoding="utf-8") == "# Mine\n"


def test_a_history_that_was_written_anew_is_told(library, repository, git, tmp_path):
    bare, change = repository
    entry = library.add(str(bare))[0]
    git(tmp_path / "work" / "kites", "commit", "-q", "--amend", "-m", "another")
    change(**{"2-sun.md": "# Sun\n"})
    with pytest.raises(LibraryError, match="history"):
        library.update(entry)


def test_all_courses_of_a_repository_or_of_a_folder_in_it_are_added(library, git, make_course, tmp_path):
    for name in ("boats", "kites"):
        make_course(name, "work/all")
    make_course("deep", "work/all/more")
    git(tmp_path / "work", "init", "-q")
    git(tmp_path / "work", "add", ".")
    git(tmp_path / "work", "commit", "-qm", "courses")
    git(tmp_path, "clone", "-q", "--bare", "work", "several.git")
    bare = str(tmp_path / "several.git")
    assert [entry.id for entry in library.add(f"{bare}#all/kites")] == ["kites"]
    assert [entry.id for entry in library.add(bare)] == ["boats", "kites"]
    boats = library.find("boats")
    assert library.copy_of(boats) is None
    library.remove(library.find("kites"))
    copy = library.copy_of(boats)
    assert copy == library.copies.clone_of(boats)
    library.copies.delete(copy)
    assert not copy.exists()
    with pytest.raises(NotACourse, match="has no folder nowhere"):
        library.add(f"{bare}#nowhere")
    assert list((library.folder / "clones").iterdir()) == []


def test_what_is_no_repository_leaves_nothing(library, tmp_path):
    (tmp_path / "empty.git").mkdir()
    for place in ("empty.git", "nowhere.git"):
        with pytest.raises(LibraryError, match="cannot be cloned: there is no such repository"):
            library.add(str(tmp_path / place))
    assert list((library.folder / "clones").iterdir()) == []


def test_nothing_that_a_repository_brings_is_run(library, repository, tmp_path, monkeypatch):
    bare, change = repository
    ran = tmp_path / "ran"
    hooks = tmp_path / "template" / "hooks"
    hooks.mkdir(parents=True)
    for name in ("post-checkout", "post-merge"):
        (hooks / name).write_text(f"#!/bin/sh\ntouch {ran}\n", encoding="utf-8")
        (hooks / name).chmod(0o755)
    monkeypatch.setenv("GIT_TEMPLATE_DIR", str(hooks.parent))
    monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
    monkeypatch.setenv("GIT_CONFIG_KEY_0", "core.hooksPath")
    monkeypatch.setenv("GIT_CONFIG_VALUE_0", str(hooks))
    change(**{".gitmodules": f'[submodule "x"]\n\tpath = x\n\turl = ext::sh -c "touch {ran}"\n'})
    entry = library.add(str(bare))[0]
    change(**{"2-sun.md": "# Sun\n"})
    library.update(entry)
    assert not ran.exists()


def program(tmp_path, monkeypatch, script):
    """Puts another git in front of the real one."""
    folder = tmp_path / "bin"
    folder.mkdir()
    (folder / "git").write_text(f"#!{sys.executable}\n{script}", encoding="utf-8")
    (folder / "git").chmod(stat.S_IRWXU)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")


def test_without_git_that_is_said(library, monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(LibraryError, match="git is not installed"):
        library.add("https://example.org/kites.git")


def test_a_silent_git_is_ended(tmp_path, monkeypatch):
    program(
        tmp_path, monkeypatch, f"import os, time\nopen({str(tmp_path / 'pid')!r}, 'w').write(str(os.getpid()))\ntime.sleep(60)"
    )
    began = time.monotonic()
    with pytest.raises(LibraryError, match="nothing came for"):
        cloning.clone(GitAddress("https://example.org/x", "x"), tmp_path / "x", untold, silence=1.5)
    assert time.monotonic() - began < 30
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "pid").read_text()), 0)


def test_whoever_has_had_enough_ends_it(tmp_path, monkeypatch):
    program(tmp_path, monkeypatch, "import time\ntime.sleep(60)")

    def stops(_done, _total):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        cloning.clone(GitAddress("https://example.org/x", "x"), tmp_path / "x", stops)


def test_progress_is_told_and_faults_are_put_in_words(tmp_path, monkeypatch):
    script = (
        "import sys, time\n"
        "for text in ('Receiving objects:  50% (1/2)\\r', 'Resolving deltas: 100% (2/2)\\r', 'Updating files: 20% (1/5)\\r'):\n"
        "    sys.stderr.write(text); sys.stderr.flush(); time.sleep(0.3)\n"
        "sys.stderr.write('\\nfatal: \\x1b]0;x\\x07could not read from the moon\\n'); sys.exit(128)"
    )
    program(tmp_path, monkeypatch, script)
    told = []
    with pytest.raises(LibraryError, match="could not read from the moon") as caught:
        cloning.clone(GitAddress("https://example.org/x", "x"), tmp_path / "x", lambda done, total: told.append((done, total)))
    assert "\x1b" not in str(caught.value)
    assert list(dict.fromkeys(told)) == [(0, 0), (40, 100), (95, 100), (96, 100)]


def test_git_asks_nobody(tmp_path, monkeypatch):
    script = (
        "import os, sys\n"
        "assert os.environ['GIT_TERMINAL_PROMPT'] == '0'\n"
        "assert os.environ['GIT_ALLOW_PROTOCOL'] == 'file:git:http:https:ssh'\n"
        "assert sys.argv[sys.argv.index('--') + 1 :] == ['https://example.org/x', sys.argv[-1]]\n"
        "assert sys.stdin.read() == ''\n"
        "assert 'GIT_DIR' not in os.environ\n"
        "sys.stderr.write('all well'); sys.exit(1)"
    )
    program(tmp_path, monkeypatch, script)
    monkeypatch.setenv("GIT_DIR", "/elsewhere")
    with pytest.raises(LibraryError, match="all well"):
        cloning.clone(GitAddress("https://example.org/x", "x"), tmp_path / "x", untold)


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://ada:SECRET@example.org:80/o/a@b", "https://example.org:80/o/a@b"),
        ("https://SECRET@example.org/o", "https://example.org/o"),
        ("ssh://git:SECRET@example.org/o", "ssh://git@example.org/o"),
        ("git@example.org:o/a", "git@example.org:o/a"),
        ("/srv/a@b", "/srv/a@b"),
    ],
)
def test_no_password_of_an_address_is_shown(address, shown):
    assert without_password(address) == shown


def test_a_fault_shows_no_password(tmp_path):
    address = GitAddress("https://ada:SECRET@localhost:1/o/kites.git", "kites")
    with pytest.raises(LibraryError) as caught:
        cloning.clone(address, tmp_path / "kites", untold)
    assert "https://localhost:1/o/kites.git" in str(caught.value)
    assert "SECRET" not in str(caught.value)


def test_what_git_leaves_running_is_not_waited_for(tmp_path, monkeypatch):
    # As ssh does where it keeps its connection open for the next call.
    program, number = tmp_path / "bin" / "git", tmp_path / "number"
    program.parent.mkdir()
    program.write_text(f"#!/bin/sh\nsleep 60 &\necho $! > {number}\nexit 0\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")
    try:
        cloning.clone(GitAddress("https://example.org/o", "o"), tmp_path / "o", untold, silence=20)
    finally:
        os.kill(int(number.read_text(encoding="utf-8")), signal.SIGKILL)


def test_of_several_courses_none_is_added_where_one_cannot_be_opened(library, repository):
    bare, change = repository
    work = bare.parent / "work" / "kites"
    (work / "course.yml").unlink()
    (work / "1-wind.md").unlink()
    for name in ("a", "b"):
        (work / name).mkdir()
        (work / name / "course.yml").write_text("title: Kites\n", encoding="utf-8")
    change(**{"a/1.md": "# Wind\n"})
    with pytest.raises(NotACourse):
        library.add(str(bare))
    assert [entry.origin for entry in library.entries()] == [Origin.BUILT_IN]
    assert not list((library.folder / "clones").iterdir())


def test_a_pack_of_which_nobody_knows_the_file_is_not_updated(library, make_course, monkeypatch):
    monkeypatch.chdir(make_course())
    entry = CourseEntry(str(library.folder / "packs" / "x" / "kites"), Origin.PACK)
    with pytest.raises(LibraryError, match="nowhere to fetch it from"):
        library.update(entry)


def test_a_folder_of_a_repository_that_leads_out_of_it_is_not_added(library, repository, make_course, tmp_path):
    bare, change = repository
    private = make_course("private", "elsewhere")
    (tmp_path / "work" / "kites" / "docs").symlink_to(private)
    change(**{"more.md": "# More\n"})
    with pytest.raises(NotACourse, match="has no folder docs"):
        library.add(f"{bare.as_uri()}#docs")
    assert Origin.GIT not in {entry.origin for entry in library.entries()}
