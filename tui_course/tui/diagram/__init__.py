"""A diagram on a screen of its own: where the learner is in it, what stands out, and what is said of it."""
