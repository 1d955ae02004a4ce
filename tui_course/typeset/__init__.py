"""Blocks to lines of styled runs, for any terminal."""
