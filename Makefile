# `make demo` and `make test` set up all they need in .venv; nothing is installed elsewhere.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test lint types layers docs check setup

demo: $(VENV)/.runtime ## read the example report
	$(BIN)/onrecord read examples/harbour_talks.txt

test: $(VENV)/.dev ## run the tests
	$(BIN)/python -m pytest

check: test lint types layers docs ## what .ci/run runs

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.dev
	$(BIN)/mypy

layers: $(VENV)/.dev
	$(BIN)/lint-imports

docs: $(VENV)/.dev ## write the pages that are made from the code, and build all of docs/ into site/
	$(BIN)/python -m documentation
	$(BIN)/mkdocs build --strict --quiet

setup: $(VENV)/.dev ## everything a contributor needs

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.runtime: pyproject.toml constraints.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	touch $@

$(VENV)/.dev: pyproject.toml constraints.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e ".[dev]"
	touch $@
