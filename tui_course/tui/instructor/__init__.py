"""What the instructor's screens show, drawn: values in, lines out."""
