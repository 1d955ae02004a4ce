"""A workshop: what its learners and its instructor see of each other, without a terminal."""
