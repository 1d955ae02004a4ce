"""What is installed beside the program: its man page and its completions, each written into a folder as a system has them."""

from __future__ import annotations

import sys
from pathlib import Path

from tui_course.cli.man_page import man_page
from tui_course.cli.shells import SCRIPTS


def shared() -> dict[str, str]:
    """The text of each file by its place below `share`."""
    return {
        "man/man1/tui-course.1": man_page(),
        "bash-completion/completions/tui-course": SCRIPTS["bash"],
        "zsh/site-functions/_tui-course": SCRIPTS["zsh"],
        "fish/vendor_completions.d/tui-course.fish": SCRIPTS["fish"],
    }


if __name__ == "__main__":
    for place, text in shared().items():
        file = Path(sys.argv[1], place)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
