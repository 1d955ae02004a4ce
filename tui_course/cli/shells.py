"""How the shells ask what can follow, and what they are told: bash, zsh and fish.

A shell's script passes what is typed to `tui-course complete SHELL ...` and takes a line for each offer. It keeps nothing
itself, so that what it offers is always what this version takes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tui_course.cli.completing import Offer, offers

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_BASH: Final = """\
# bash completion for tui-course, written by `tui-course completion bash`

_tui_course() {
    local word
    COMPREPLY=()
    # Words come quoted, with the space that ends them.
    while IFS= read -r word; do
        COMPREPLY[${#COMPREPLY[@]}]=$word
    done < <("${1/#\\~/$HOME}" complete bash "${COMP_LINE:0:COMP_POINT}" "$2" 2>/dev/null </dev/null)
}

complete -o nospace -F _tui_course tui-course
"""
_ZSH: Final = """\
#compdef tui-course
# zsh completion for tui-course, written by `tui-course completion zsh`

_tui_course() {
    local line word
    local -a whole shown unfinished half
    while IFS= read -r line; do
        word=${line%%$'\\t'*}
        if [[ $word == \\+* ]]; then
            half+=("${word#?}")
            unfinished+=("${word#?}${line#"$word"}")
        else
            whole+=("${word#?}")
            shown+=("${word#?}${line#"$word"}")
        fi
    done < <(${~words[1]} complete zsh "${(@Q)words[2,CURRENT-1]}" "${(Q)PREFIX}" 2>/dev/null </dev/null)
    shown=("${(@)shown/$'\\t'/  }")
    unfinished=("${(@)unfinished/$'\\t'/  }")
    (( $#half )) && compadd -f -l -S '' -d unfinished -a half
    (( $#whole )) && compadd -l -d shown -a whole
}

if [[ $funcstack[1] == _tui_course ]]; then
    _tui_course "$@"
else
    compdef _tui_course tui-course
fi
"""
_FISH: Final = """\
# fish completion for tui-course, written by `tui-course completion fish`

function __tui_course_complete
    set -l words (commandline -opc)
    set -l program $words[1]
    set -e words[1]
    $program complete fish $words (commandline -ct) 2>/dev/null </dev/null
end

complete -c tui-course -f -a '(__tui_course_complete)'
"""
SCRIPTS: Final = {"bash": _BASH, "zsh": _ZSH, "fish": _FISH}
"""What each shell is to read so that it completes our commands."""


def replies(shell: str, words: Sequence[str]) -> Iterator[str]:
    """The lines that a shell's script is told; nothing for a shell that there is no script for.

    For bash the words are the line up to the cursor as it is typed, and the part of it that bash replaces; for the others the
    words after the program's name, the last as far as it is typed.
    """
    match shell:
        case "bash":
            line, replaced, *_rest = [*words, "", ""]
            yield from _in_bash(line, replaced)
        case "zsh":
            # A plus or a minus in front says whether more may follow.
            yield from (f"{'+' if one.unfinished else '-'}{one.word}\t{one.about}" for one in offers(words))
        case "fish":
            *before, typed = words or [""]
            bare = unquoted(typed)[0]
            yield from (f"{one.word}\t{one.about}".rstrip("\t") for one in offers([*before, bare]))
        case _:
            pass


def _in_bash(line: str, replaced: str) -> Iterator[str]:
    """The offers as they are to stand on the line, quoted as the word there is begun."""
    words = split(line)
    typed, quote = unquoted(words[-1])
    raw = words[-1]
    # Bash replaces no more than what follows the last `=` or `:` of a word.
    kept = raw.removesuffix(replaced) if raw.endswith(replaced) else ""
    kept_words = unquoted(kept)[0] if not quote else ""
    for offer in offers([*(unquoted(word)[0] for word in words[1:-1]), typed]):
        if not offer.word.startswith(kept_words):
            continue
        word = _quoted(offer, quote, offer.word[len(kept_words) :])
        if word is not None:
            yield word


def _quoted(offer: Offer, quote: str, rest: str) -> str | None:
    """A word's rest so that bash takes each of its characters for itself; None where no quoting can do that."""
    match quote:
        case "'":
            return rest.replace("'", "'\\''")
        case '"':
            # Between double quotes a backslash in front of an exclamation mark stays, and without one it is history.
            return None if "!" in rest else "".join(f"\\{sign}" if sign in '\\"$`' else sign for sign in rest)
        case _:
            start = "~" if offer.word.startswith("~/") and rest.startswith("~/") else ""
            signs = (sign if sign.isalnum() or sign in "_./@%+=:,-" else f"\\{sign}" for sign in rest[len(start) :])
            return start + "".join(signs) + ("" if offer.unfinished else " ")


def split(line: str) -> list[str]:
    """The words of a line as they are typed, quotes and all; the last is empty behind a blank. Nothing in them is expanded."""
    words = [""]
    quote = ""
    escaped = False
    for sign in line:
        if escaped:
            escaped = False
        elif sign == "\\" and quote != "'":
            escaped = True
        elif quote:
            quote = "" if sign == quote else quote
        elif sign in "'\"":
            quote = sign
        elif sign in " \t\n":
            if words[-1]:
                words.append("")
            continue
        words[-1] += sign
    return words if len(words) > 1 else [*words, ""]


def unquoted(word: str) -> tuple[str, str]:
    """What a word of a line says, and the quotation mark that is still open in it, which may be none."""
    said: list[str] = []
    quote = ""
    signs = iter(word)
    for sign in signs:
        if sign == "\\" and quote != "'":
            following = next(signs, "")
            said.append(f"\\{following}" if quote and following not in '\\"$`' else following)
        elif quote:
            if sign == quote:
                quote = ""
            else:
                said.append(sign)
        elif sign in "'\"":
            quote = sign
        else:
            said.append(sign)
    return "".join(said), quote
