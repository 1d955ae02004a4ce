# What is too long for the suite, by name; `.ci/run` is what CI runs. Set PYTHON to the environment's.
PYTHON ?= python3

.PHONY: bench check coverage share hypothesis fuzz faults

check:
	.ci/run

# Every figure that was promised, in one table; BENCH="--quick" or BENCH="--only search".
bench:
	$(PYTHON) bench/all.py $(BENCH)

# Branches that the tests go through, with their limits. What asks which modules are loaded, or when, is left out: counting
# loads modules of its own, and takes time. A test that fails is `check`'s affair, and is told here without ending the count.
UNCOUNTED = not loaded and not load_no and not first_frame
coverage:
	rm -rf build/coverage
	mkdir -p build/coverage
	-$(PYTHON) -m coverage run -m pytest -q -n 2 -k "$(UNCOUNTED)"
	$(PYTHON) -m coverage combine -q
	$(PYTHON) -m coverage json -q -o build/coverage/report.json
	$(PYTHON) bench/coverage_groups.py build/coverage/report.json

# The man page and the completions, from the table of commands.
share:
	$(PYTHON) -m tui_course.cli.share share

# Random input for every parser, or for TARGET alone; findings are in build/fuzzing. `fuzz` needs the extra of its name.
EXAMPLES ?= 20000
SECONDS ?= 600

hypothesis:
	$(PYTHON) -m tests.fuzzing.examples --examples $(EXAMPLES) $(TARGET)

fuzz:
	$(PYTHON) -m tests.fuzzing.coverage --seconds $(SECONDS) $(TARGET)

# Every payload in every place where others' words meet a terminal; the suite has each payload in some places.
faults:
	TUI_COURSE_FAULTS=all $(PYTHON) -m pytest -q tests/faults/terminal tests/serve/hostile/test_bytes.py
