# What is too long for the suite, by name; `.ci/run` is what CI runs. Set PYTHON to the environment's.
PYTHON ?= python3

.PHONY: check

check:
	.ci/run
