# What is too long for the suite, by name; `.ci/run` is what CI runs. Set PYTHON to the environment's.
PYTHON ?= python3

.PHONY: bench check share

check:
	.ci/run

# Every figure that was promised, in one table; BENCH="--quick" or BENCH="--only search".
bench:
	$(PYTHON) bench/all.py $(BENCH)

# The man page and the completions, from the table of commands.
share:
	$(PYTHON) -m tui_course.cli.share share
