"""Pictures of a course: read by a process of their own, and drawn with characters."""
