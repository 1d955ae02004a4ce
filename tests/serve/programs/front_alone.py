"""A front in a process of its own that starts one reader, says its number and that of what it was forked from, and waits."""

import asyncio
import os
import sys
from uuid import uuid4

from tui_course.config import Settings
from tui_course.model.workshop import Way
from tui_course.serve.readers import ForkedReaders
from tui_course.serve.starting import Hosting, Start


async def stand():
    readers = ForkedReaders(Hosting("alone", Settings()), "odd_reader", "odd_reader", log=sys.stderr.write)
    await readers.open()
    _master, slave = os.openpty()
    reader = await readers.start(Start(str(uuid4()), "learner", sys.argv[1], Way.CODE, "xterm", 80, 24), slave)
    os.close(slave)
    sys.stdout.write(f"{reader.pid} {readers._forks.pid}\n")
    sys.stdout.flush()
    await asyncio.sleep(60)


if __name__ == "__main__":
    asyncio.run(stand())
