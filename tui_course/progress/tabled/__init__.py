"""Workshops in the tables of a database, whichever it is."""
