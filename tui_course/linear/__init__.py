"""Courses line by line: pages, questions and prompts without cursor or colour, for screen readers, braille and scripts."""
