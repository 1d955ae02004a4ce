"""The widgets of the reader: each draws its own lines."""
