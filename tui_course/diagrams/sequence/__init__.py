"""Sequence diagrams drawn: participants side by side, what they send each other from top to bottom."""

from __future__ import annotations

from tui_course.diagrams.sequence.draw import MOST_EVENTS, MOST_PARTICIPANTS, draw_sequence

__all__ = ["MOST_EVENTS", "MOST_PARTICIPANTS", "draw_sequence"]
