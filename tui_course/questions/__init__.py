"""Kinds of questions: read from YAML or Markdown, graded; no terminal."""
