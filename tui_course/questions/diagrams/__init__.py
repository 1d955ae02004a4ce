"""Questions made from a diagram: a node without its text, a connection left out, the steps out of order.

What is imported from here loads a diagram's question only; the page's other questions do without.
"""

from __future__ import annotations

from tui_course.questions.diagrams.read import read_diagram_question

__all__ = ["read_diagram_question"]
