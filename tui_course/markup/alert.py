"""How a quote says that it is a call-out: `> [!NOTE]`."""

from __future__ import annotations

import re
from typing import Final

# What stands first in the quote, with the end of its line; the kind is group 1.
ALERT: Final = re.compile(r"\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\][ \t]*(?:\n|\Z)", re.IGNORECASE)
