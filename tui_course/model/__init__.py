"""The nouns of a course: frozen values, standard library only."""
