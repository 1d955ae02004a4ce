"""A course in a browser of this machine: textual-serve's page, behind a door of its own."""
