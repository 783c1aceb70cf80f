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
# In as many processes as there are processors; who is done takes from who is not.
PYTEST := $(OFFSCREEN) $(BIN)/python -m pytest -n auto --dist worksteal

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
	@packaging/install-debian-packages qt window tests
	$(PYTEST) $(ARGS)

.PHONY: test-long
test-long: .venv/.checks ## The long tests: more examples, more accidents
	@packaging/install-debian-packages qt window tests
	$(PYTEST) --long $(ARGS)

.PHONY: bench
bench: .venv/.checks ## What it costs, beside floors and peers of the same run
	@packaging/install-debian-packages qt window bench
	$(OFFSCREEN) $(BIN)/python tests/benchmarks $(ARGS)

.PHONY: test-readme
test-readme: ## README's two commands, on a clean copy, with a new home
	packaging/try-readme


# Making

.PHONY: translations
translations: .venv/.checks ## Bring translations/ up to date with the sentences
	$(BIN)/python packaging/translations.py

.PHONY: wheel
wheel: .venv/.checks ## Build the wheel into dist/
	$(BIN)/python -m build --wheel --no-isolation

.PHONY: sdist
sdist: .venv/.checks ## Build the source archive into dist/
	$(BIN)/python -m build --sdist --no-isolation

.PHONY: notices
notices: .venv/.checks ## Write the notices of libraries and fonts again
	$(BIN)/python packaging/notices.py --write

.PHONY: screenshots
screenshots: demo ## Take the pictures of README again
	$(BIN)/python packaging/screenshots.py

.PHONY: lock
lock: .venv/.checks ## Write packaging/requirements*.txt again from pyproject.toml
	$(PIP_INSTALL) uv
	$(BIN)/python packaging/lock.py


# Packages

.PHONY: frozen
frozen: .venv/.made ## The application with all it needs, in build/frozen
	@packaging/install-debian-packages qt
	"$(PYTHON)" packaging/freeze.py

.PHONY: deb
deb: frozen ## The Debian package, in dist/
	packaging/make-deb

.PHONY: portable
portable: frozen ## The archive to unpack on a USB key, in dist/
	packaging/make-portable

.PHONY: sbom
sbom: ## What the application is made of, in dist/ (CycloneDX)
	"$(PYTHON)" packaging/freeze.py --tools-only
	build/packages/venv/bin/python packaging/sbom.py

.PHONY: licences
licences: .venv/.checks ## The licence of each library and font
	@$(BIN)/python packaging/notices.py --licences

.PHONY: audit
audit: ## Known weaknesses of the locked libraries, where a database can be asked
	"$(PYTHON)" packaging/freeze.py --tools-only
	build/packages/venv/bin/python packaging/audit.py

.PHONY: validate
validate: ## The files by which desktops know the application
	@packaging/install-debian-packages validate
	packaging/validate

.PHONY: clean
clean: ## Remove what was made, .venv too
	rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache
