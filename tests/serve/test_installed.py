"""A server where what speaks SSH is not installed."""

import subprocess
import sys

import pytest

WITHOUT = "import sys; sys.modules['asyncssh'] = None; from tui_course.cli import main; sys.exit(main(sys.argv[1:]))"


@pytest.mark.parametrize("lists", [[], ["--roster", "roster"]], ids=["plain", "roster"])
def test_what_is_missing_is_said(tmp_path, lists):
    (tmp_path / "course.md").write_text("# Kites\n")
    (tmp_path / "roster").write_text("ssh-ed25519 AAAA ada\n")
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT, "serve", str(tmp_path / "course.md"), "--listen", "127.0.0.1:0", *lists],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        cwd=tmp_path,
        env={"TUI_COURSE_STATE": str(tmp_path / "state"), "TUI_COURSE_CACHE": str(tmp_path / "cache"), "PATH": "/usr/bin:/bin"},
    )
    assert (done.returncode, done.stderr) == (2, "tui-course: a workshop over SSH needs the extra tui-course[ssh]\n")
