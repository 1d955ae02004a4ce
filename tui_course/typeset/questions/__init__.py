"""Questions in the text: what is asked, what was answered, what is said to it."""
