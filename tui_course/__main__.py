"""`python -m tui_course`."""

from __future__ import annotations

import sys

from tui_course.cli import main

sys.exit(main())
