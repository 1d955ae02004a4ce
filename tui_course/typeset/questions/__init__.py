"""Questions in the text: what is asked, what was answered, what is said to it."""

from tui_course.typeset.questions.frame import ask, question_end, question_start
from tui_course.typeset.questions.parts import alphabetical, answer_parts

__all__ = ["alphabetical", "answer_parts", "ask", "question_end", "question_start"]
