# make run    install what is needed, index the starter library, open the web chat
# make test   install what is needed, run all tests in two processes; TESTS=tests/test_web.py runs
#             those alone, in one
# make lint, make types, make wheel-test: see below
# PORT, HOST, AUTH and HOME_DIR can be set: make run PORT=8000 HOME_DIR=~/my-library

PYTHON ?= python3
PORT ?= 7860
HOST ?= 127.0.0.1
HOME_DIR ?=
AUTH ?=
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet -c constraints.txt
# pip compiles what it installs, but not where it installs a folder as it stands: the first start would,
# and each start where Python may not write what it compiled.
COMPILE := $(BIN)/python -m compileall -q assistant index sources ui

.PHONY: run install test lint types wheel-test clean

run: .venv/installed
	$(if $(HOME_DIR),ALLIANCE_HOME="$(HOME_DIR)") $(BIN)/alliance serve --host $(HOST) --port $(PORT) $(if $(AUTH),--auth "$(AUTH)")

install: .venv/installed

test: .venv/installed-for-tests
	$(BIN)/python -m pytest $(or $(TESTS),--numprocesses 2 --dist worksteal)

lint: .venv/installed-for-tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: .venv/installed-for-tests
	$(BIN)/mypy

# An editable install hides what a wheel forgets: build one, install it into an environment of its
# own and ask it a question from an empty folder.
wheel-test: .venv/installed-for-tests
	rm -rf dist .wheel-test
	$(BIN)/python -m build --wheel --outdir dist . > /dev/null
	$(PYTHON) -m venv .wheel-test/venv
	.wheel-test/venv/bin/python -m pip --disable-pip-version-check install --quiet -c constraints.txt dist/*.whl
	mkdir .wheel-test/empty
	cd .wheel-test/empty && ../venv/bin/alliance ask --home ../home --json \
	  "When did NATO first invoke Article 5?" | grep -F '12 September 2001'
	rm -rf .wheel-test

.venv/installed: pyproject.toml constraints.txt | .venv/bin/python
	@echo "Installing; the first time this takes a few minutes."
	$(PIP) -e .
	$(COMPILE)
	@touch $@

.venv/installed-for-tests: pyproject.toml constraints.txt | .venv/bin/python
	@echo "Installing with the tools for tests; the first time this takes a few minutes."
	$(PIP) -e ".[dev]"
	$(COMPILE)
	@touch $@ .venv/installed

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed; name it with PYTHON=" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv .venv

clean:
	rm -rf .venv .wheel-test dist
