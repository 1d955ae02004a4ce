"""A course over SSH: the server in front, who may come in, and one reader process per learner."""
