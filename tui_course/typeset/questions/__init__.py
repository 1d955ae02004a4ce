"""Questions in the text: what is asked, what was answered, what is said to it."""

from tui_course.typeset.questions.frame import ask
from tui_course.typeset.questions.parts import alphabetical, answer_parts
from tui_course.typeset.questions.scene import question_cursor, question_end, question_start

__all__ = ["alphabetical", "answer_parts", "ask", "question_cursor", "question_end", "question_start"]
