# What is too long for the suite, by name; `.ci/run` is what CI runs. Set PYTHON to the environment's.
PYTHON ?= python3

.PHONY: check share

check:
	.ci/run

# The man page and the completions, from the table of commands.
share:
	$(PYTHON) -m tui_course.cli.share share
