"""What is said of a thread's failure that nobody foresaw: in a log alone, for standard error is the learner's screen."""

from __future__ import annotations


def log(name: str, message: str, error: Exception) -> None:
    """Log an exception under the name of a module, where somebody set up a log."""
    import logging

    logger = logging.getLogger(name)
    if not logger.handlers:
        logger.addHandler(logging.NullHandler())
    logger.warning(message, exc_info=error)
