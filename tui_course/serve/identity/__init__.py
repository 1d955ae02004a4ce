"""Who may come in, and who somebody is."""
