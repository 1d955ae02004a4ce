"""A picture in full: all of it, closer, from side to side, with its caption and what it is said to show."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar

from tui_course.errors import CourseError, FileRefused
from tui_course.language import gettext as _
from tui_course.language import later
from tui_course.model.block import Block, Figure, Paragraph
from tui_course.model.inline import Break, Image, Inline, Text
from tui_course.model.visible import visible
from tui_course.model.walk import all_blocks, flat_inlines, own_inlines
from tui_course.pictures.load import Loader
from tui_course.pictures.picture import ENDINGS, Unreadable
from tui_course.pictures.view import FIT, NATURAL
from tui_course.tui.keys import bindings
from tui_course.tui.keys.drawings import PICTURE_KEYS
from tui_course.tui.loading import load_picture_in_background, locate_in_background
from tui_course.tui.screens.dressed import DressedScreen
from tui_course.tui.widgets.bars import Hint, Note
from tui_course.tui.widgets.picture import PictureView
from tui_course.typeset.flow import fold
from tui_course.typeset.media import alt_is_caption
from tui_course.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from tui_course.study import Study
    from tui_course.tui.theme import Look
    from tui_course.typeset.line import Target

_WEB = ("http://", "https://")
_SIXTHS = 6
_EDGES = {
    (-1, 0): later("this is the left edge"),
    (1, 0): later("this is the right edge"),
    (0, -1): later("this is the upper edge"),
    (0, 1): later("this is the lower edge"),
}


@dataclass(frozen=True, slots=True)
class Captioned:
    """A picture of a page, and the caption of its figure."""

    image: Image
    caption: tuple[Inline, ...] = ()


def captioned_images(blocks: Iterable[Block]) -> Iterator[Captioned]:
    """Every picture of a page that has an address, in reading order."""
    for block in all_blocks(blocks):
        caption = block.caption if isinstance(block, Figure) else ()
        for run in own_inlines(block):
            for inline in flat_inlines(run):
                if isinstance(inline, Image) and (inline.file or inline.src):
                    yield Captioned(inline, caption)


def image_of(blocks: Iterable[Block], target: Target) -> Captioned:
    """The picture that a target of a page means."""
    for one in captioned_images(blocks):
        if one.image.file == target.page and fold(one.image.src) == fold(target.href):
            return one
    return Captioned(Image(target.href, "", "", target.page))


class PictureScreen(DressedScreen):
    """Shows a picture of the study's course; what stands on another site is not loaded, its words and address are shown.

    `local` says that a browser started here is the learner's.
    """

    BINDINGS: ClassVar[list[BindingType]] = bindings("picture", PICTURE_KEYS)

    def __init__(self, look: Look, study: Study, shown: Captioned, *, local: bool) -> None:
        super().__init__(look)
        self.study = study
        self.shown = shown
        self.local = local
        self.view = PictureView(look, self._words())
        self._loader = Loader()
        self._path: Path | None = None

    def compose(self) -> ComposeResult:
        """The picture between the two lines."""
        yield self.top_line
        yield self.view
        yield self.bottom_line

    def on_mount(self) -> None:
        """Begin to read the picture."""
        self.view.focus()
        self.tell()
        if self.shown.image.file and self.hosted:
            self.view.tell(self._words(_("Here pictures are shown where they stand in the page, and not larger.")))
        elif self.shown.image.file:
            self.say(_("reading the picture {dots}").format(dots=self.look.mark("…", "...")))
            self.begin(self._arrive, "picture")
        else:
            said = _("This picture stands on another site and is not loaded: {address}")
            self.view.tell(self._words(said.format(address=self.address)))

    def on_unmount(self) -> None:
        """Nobody waits for the picture any more."""
        self._loader.close()

    async def _arrive(self) -> None:
        try:
            path = self._path = await asyncio.wrap_future(locate_in_background(self.study, self.shown.image.file))
            picture = await asyncio.wrap_future(load_picture_in_background(self._loader, path))
        except (FileRefused, CourseError, Unreadable) as reason:
            if self.is_attached:
                self.say("")
                said = _("This picture cannot be shown: {reason}").format(reason=self.reason(reason))
                self.view.tell(self._words(said))
                self.tell()
            return
        if self.is_attached:
            self.say("")
            self.view.show(picture, self._words(*(_("About this picture: {note}").format(note=note) for note in picture.notes)))
            self.tell()

    # Words

    @property
    def address(self) -> str:
        """The picture's place in the course, or its address on another site."""
        return visible(self.shown.image.file or self.shown.image.src)

    def _words(self, *sentences: str) -> tuple[Block, ...]:
        """Caption, what the picture is said to show, and sentences about it, each on a line of its own."""
        image, caption = self.shown.image, self.shown.caption
        runs: list[tuple[Inline, ...]] = [(Text(sentence),) for sentence in sentences]
        runs.append(caption or (Text(visible(image.title)),))
        if not alt_is_caption(image, caption):
            runs.append((Text(visible(image.alt)),))
        said = [run for run in runs if any(not isinstance(one, Text) or one.text.strip() for one in run)]
        inlines = [inline for run in said for inline in (Break(), *run)]
        return (Paragraph(tuple(inlines[1:])),) if inlines else ()

    def tell(self) -> None:
        """Bring the lines above and below up to date."""
        notes = []
        window, picture = self.view.window, self.view.picture
        if window is not None and picture is not None:
            size = f"{picture.size[0]} {self.look.mark('×', 'x')} {picture.size[1]}"
            percent = f"{window.scale * 100:.0f} %"
            notes = [Note(size, size), Note(percent, percent)]
        self.top_line.tell((visible(self.study.page.name), self.address.rpartition("/")[2]), notes)
        keys = (
            (
                Hint("+ -", _("closer, farther")),
                Hint(self.look.mark("←↓↑→", "hjkl"), _("move")),
                Hint("f", _("all of it")),
                Hint("0", _("natural size")),
                Hint("w", _("words")),
            )
            if picture is not None
            else ()
        )
        outside = (Hint("o", _("open outside")),) if self.local else ()
        self.bottom_line.offer((*keys, *outside, Hint("y", _("copy")), Hint("q", _("quit")), Hint("Esc", _("back"))))

    def on_resize(self) -> None:
        """Another size shows another part."""
        self.call_after_refresh(self.tell)

    # Keys

    def action_zoom(self, steps: int) -> None:
        """Look closer, or from farther away."""
        frame = self.view.frame
        if frame is None:
            self.say(_("there is no picture to look at"))
        elif self.view.look_at(frame.zoomed(self.view.view, steps)):
            self.tell()
        else:
            self.say(_("it goes no closer") if steps > 0 else _("all of it is in view"))

    def action_move(self, across: int, down: int) -> None:
        """Move what is seen by a sixth of the room."""
        frame = self.view.frame
        if frame is None:
            self.say(_("there is no picture to look at"))
            return
        by = (across * max(1, frame.columns // _SIXTHS), down * max(1, 2 * frame.rows // _SIXTHS))
        if not self.view.look_at(frame.moved(self.view.view, *by)):
            self.say(_(_EDGES[across, down]))

    def action_fit(self) -> None:
        """Look at all of it."""
        self._look_at_once(natural=False)

    def action_natural(self) -> None:
        """Look at a dot for each of its pixels."""
        self._look_at_once(natural=True)

    def _look_at_once(self, *, natural: bool) -> None:
        if self.view.picture is None:
            self.say(_("there is no picture to look at"))
        elif self.view.look_at(NATURAL if natural else FIT):
            self.tell()
        else:
            self.say(_("this is its natural size") if natural else _("all of it is in view"))

    def on_mouse_scroll_up(self) -> None:
        """The wheel looks closer."""
        self.action_zoom(1)

    def on_mouse_scroll_down(self) -> None:
        """The wheel looks from farther away."""
        self.action_zoom(-1)

    def action_open_outside(self) -> None:
        """Open the picture in a browser, where browser and learner are on one machine."""
        if not self.local:
            self.say(_("there is no browser here: {address}").format(address=self.address))
        elif not self.shown.image.file and self.address.lower().startswith(_WEB):
            self.app.open_url(self.address)
            self.say(_("opened in the browser: {address}").format(address=self.address))
        elif self._path is None:
            self.say(_("nothing to open: {address}").format(address=self.address))
        elif self._path.suffix.lower() not in ENDINGS:
            # By another name a browser might take the file for a page, and run what is in it.
            endings = ", ".join(ending[1:] for ending in ENDINGS)
            self.say(_("only {endings} open outside: {address}").format(endings=endings, address=self.address))
        else:
            self.app.open_url(self._path.as_uri())
            self.say(_("opened in the browser: {address}").format(address=self.address))

    def action_words(self) -> None:
        """Show all words of the picture, or their beginning."""
        self.view.show_words(in_full=not self.view.in_full)
        self.tell()

    def action_copy(self) -> None:
        """Copy where the picture stands."""
        self.app.copy_to_clipboard(self.address)
        self.say(_("copied: {address}").format(address=self.address))

    def action_leave(self) -> None:
        """Back to where the learner was."""
        self.dismiss()
