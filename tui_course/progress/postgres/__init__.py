"""A store in a PostgreSQL database, for workshops that several hosts share."""
