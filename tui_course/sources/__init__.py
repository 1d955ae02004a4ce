"""Course formats: what a folder holds, and how to read it."""
