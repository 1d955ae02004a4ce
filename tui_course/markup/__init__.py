"""Text to blocks: every notation that a course may use, and no course format."""
