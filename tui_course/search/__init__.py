"""Search in a course: its pages as passages, an index over them, and what is asked of it."""
