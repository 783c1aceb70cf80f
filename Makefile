# make run     opens the window on a vault of fictional people
# make test    every check; what CI runs
#
# Both do all their own set-up the first time: the virtual environment in .venv, the
# Python packages of packaging/requirements*.txt, the Debian libraries Qt needs.
# ARGS reaches pytest: make tests ARGS="-k deadlines"

SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

# The first Python that is recent enough; `make PYTHON=python3.12` chooses another.
PYTHON ?= $(shell for python in python3 python3.11 python3.12 python3.13 python3.14; do \
	"$$python" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))' \
	2>/dev/null && echo "$$python" && break; done)

BIN := .venv/bin
PIP_INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check \
	--no-input --root-user-action=ignore
OFFSCREEN := QT_QPA_PLATFORM=offscreen

.PHONY: help
help: ## Show what can be made
	@grep -hE '^[a-z-]+:.*## ' Makefile | sed -E 's/:.*## /\t/' | expand -t 16


# Set-up

.venv/.made:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or later is needed." >&2; exit 1; }
	@"$(PYTHON)" -c 'import ensurepip, venv' 2>/dev/null \
		|| packaging/install-debian-packages python
	"$(PYTHON)" -m venv .venv
	@touch $@

.venv/.runs: packaging/requirements.txt | .venv/.made
	$(PIP_INSTALL) --require-hashes -r $<
	@touch $@

.venv/.checks: packaging/requirements-dev.txt pyproject.toml .venv/.runs
	$(PIP_INSTALL) --require-hashes -r $<
	$(PIP_INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

.PHONY: set-up
set-up: .venv/.checks ## Make .venv with everything that `make test` needs


# Running

.PHONY: run
run: .venv/.runs ## Open the window on a vault of fictional people
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ]; then \
		packaging/install-debian-packages qt window && \
		exec $(BIN)/python -m anef_desk demo --window; \
	else \
		echo "There is no display: the same work is done off screen."; \
		$(MAKE) --no-print-directory demo; \
	fi

.PHONY: demo
demo: .venv/.runs ## Do the main job off screen; leave what it made in build/demo
	@packaging/install-debian-packages qt
	@$(OFFSCREEN) $(BIN)/python -m anef_desk demo --out build/demo
	@echo "Look at build/demo: the letters, the checklists, a picture of each page."


# Checking

.PHONY: test
test: lint types imports content tests ## Run every check that CI runs

.PHONY: lint
lint: .venv/.checks ## Style of the code
	$(BIN)/ruff check
	$(BIN)/ruff format --check

.PHONY: types
types: .venv/.checks ## Types of the code
	$(BIN)/mypy

.PHONY: imports
imports: .venv/.checks ## Who imports whom
	$(BIN)/lint-imports --no-cache

.PHONY: content
content: .venv/.checks ## The procedures, deadlines, symptoms, remedies and letters
	$(BIN)/python -m anef_desk content check

.PHONY: tests
tests: .venv/.checks ## The tests, less the long ones
	@packaging/install-debian-packages qt tests
	$(OFFSCREEN) $(BIN)/python -m pytest $(ARGS)

.PHONY: test-long
test-long: .venv/.checks ## The long tests: more examples, more accidents
	@packaging/install-debian-packages qt tests
	$(OFFSCREEN) $(BIN)/python -m pytest --long $(ARGS)

.PHONY: bench
bench: .venv/.checks ## What it costs, beside a floor measured in the same run
	@packaging/install-debian-packages qt
	@for script in tests/benchmarks/*.py; do \
		$(OFFSCREEN) $(BIN)/python "$$script" || exit; \
	done


# Making

.PHONY: translations
translations: .venv/.checks ## Bring translations/ up to date with the sentences
	$(BIN)/python packaging/translations.py

.PHONY: wheel
wheel: .venv/.checks ## Build the wheel into dist/
	$(BIN)/python -m build --wheel --no-isolation

.PHONY: lock
lock: .venv/.checks ## Write packaging/requirements*.txt again from pyproject.toml
	$(PIP_INSTALL) uv
	$(BIN)/python packaging/lock.py

.PHONY: clean
clean: ## Remove what was made, .venv too
	rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache
