"""What a user may choose: by a flag, in the environment, in a file, or in the reader, which remembers it."""

from tui_course.config.load import asked_language, load, load_settings, spoken
from tui_course.config.settings import DENSITIES, PREFIX, THEMES, WIDTHS, Loaded, Settings, config_file

__all__ = [
    "DENSITIES",
    "PREFIX",
    "THEMES",
    "WIDTHS",
    "Loaded",
    "Settings",
    "asked_language",
    "config_file",
    "load",
    "load_settings",
    "spoken",
]
