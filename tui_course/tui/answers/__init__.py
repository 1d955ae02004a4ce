"""Answering on the screen: what each key does to a draft, and to the question in focus."""
