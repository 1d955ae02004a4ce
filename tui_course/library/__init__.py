"""The learner's courses: which there are, where they came from, and how far each is read; no terminal."""
