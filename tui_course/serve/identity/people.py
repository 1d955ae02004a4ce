"""What the door asks of the store: in threads of its own, and from memory where the store cannot be reached."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Final, TypeVar

from tui_course.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui_course.model.workshop import Person
    from tui_course.progress.workshops import WorkshopStore

_THREADS: Final = 4
_PATIENCE: Final = 12.0
_MOST: Final = 2_000

_Found = TypeVar("_Found")


class People:
    """The people of a workshop in `store`. Every method but `close` raises StoreError, within seconds.

    Who was found is remembered, and let in again where the store is gone; who is forgotten there is forgotten here as soon as
    it can be asked.
    """

    def __init__(self, store: WorkshopStore, workshop: str) -> None:
        self._store = store
        self._workshop = workshop
        self._remembered: OrderedDict[str, Person] = OrderedDict()
        self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="door")

    async def of_key(self, digest: str) -> Person | None:
        """Whose key it is."""
        return await self._known(digest, lambda: self._store.find(self._workshop, key=digest))

    async def of_token(self, digest: str) -> Person | None:
        """Whose token it is."""
        return await self._known(digest, lambda: self._store.find(self._workshop, token=digest))

    async def of_name(self, name: str) -> Person | None:
        """Whose name it is."""
        return await self._run(lambda: self._store.find(self._workshop, name=name))

    async def join(self, person: Person, *, key: str = "", token: str = "") -> bool:
        """Take somebody in; False where the name or the id is somebody's already."""
        joined = await self._run(lambda: self._store.join(person, key=key, token=token))
        if joined:
            for digest in filter(None, (key, token)):
                self._remember(digest, person)
        return joined

    async def bind(self, person: Person, key: str) -> None:
        """Let somebody be found by one more key."""
        await self._run(lambda: self._store.bind(self._workshop, person.learner, key=key))
        self._remember(key, person)

    def close(self) -> None:
        """End the threads; what runs in them ends by itself."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def _known(self, digest: str, find: Callable[[], Person | None]) -> Person | None:
        try:
            person = await self._run(find)
        except StoreError:
            if digest in self._remembered:
                return self._remembered[digest]
            raise
        if person is None:
            self._remembered.pop(digest, None)
        else:
            self._remember(digest, person)
        return person

    def _remember(self, digest: str, person: Person) -> None:
        self._remembered[digest] = person
        self._remembered.move_to_end(digest)
        if len(self._remembered) > _MOST:
            self._remembered.popitem(last=False)

    async def _run(self, call: Callable[[], _Found]) -> _Found:
        try:
            async with asyncio.timeout(_PATIENCE):
                return await asyncio.get_running_loop().run_in_executor(self._threads, call)
        except TimeoutError as error:
            raise StoreError("the store did not answer") from error
