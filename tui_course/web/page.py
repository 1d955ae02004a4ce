"""The page that shows a terminal: textual-serve's terminal in a page of ours, which loads nothing from elsewhere."""

from __future__ import annotations

from html import escape
from string import Template
from typing import Final

_PAGE: Final = Template("""\
<!DOCTYPE html>
<html lang="$language">
<head>
<meta charset="utf-8">
<title>$title</title>
<link rel="stylesheet" href="/static/css/xterm.css">
<style>
body { margin: 0; background: #14171c; color: #d5d9e0; font-family: monospace; overflow: hidden; }
#ended { display: none; position: absolute; inset: 0; z-index: 1; place-items: center; background: #14171c; }
body.-closed #ended { display: grid; }
</style>
<script src="/static/js/textual.js"></script>
<script src="/page.js"></script>
</head>
<body>
<div id="terminal" class="textual-terminal" data-session-websocket-url="$socket" data-font-size="$size"></div>
<div id="ended"><p>$ended</p></div>
</body>
</html>
""")
SCRIPT: Final = """\
// Keys go to the terminal from the beginning, not from the first click on.
new MutationObserver((changes, observer) => {
  const typed = document.querySelector(".xterm-helper-textarea");
  if (typed) {
    typed.focus();
    observer.disconnect();
  }
}).observe(document.documentElement, { childList: true, subtree: true });
"""


def page(title: str, socket: str, ended: str, language: str, size: int = 16) -> str:
    """The page; `socket` is its reader's address, `ended` what is said once it has ended, `size` that of letters in pixels."""
    words = {"title": title, "socket": socket, "ended": ended, "language": language, "size": str(size)}
    return _PAGE.substitute({name: escape(text) for name, text in words.items()})
