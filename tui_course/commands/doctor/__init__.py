"""What the program needs and finds here, each thing on a line with what to do about it."""
