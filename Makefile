# Two commands do everything on a machine with Python 3.11 or newer and make:
#   make statement   set up, check and render the real statement
#   make test        set up and run every test

PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: statement test lint examples bench lock clean

statement: $(VENV)/.installed
	$(BIN)/klar check
	$(BIN)/klar render --out dist
	@echo "Open one of these pages in a browser: $(CURDIR)/dist/da/statement.html (nb, sv)"

test: lint
	$(BIN)/pytest --numprocesses auto

lint: $(VENV)/.developing
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# Renews the examples that `klar explain` shows after a change of rules, their fixtures or reports.
examples: $(VENV)/.developing
	$(BIN)/python -m tests.examples

bench: $(VENV)/.developing
	$(BIN)/python -m tests.benchmarks

# Renews the two lock files after a change of the dependencies in pyproject.toml.
lock: $(VENV)/.developing
	$(BIN)/pip-compile --quiet --strip-extras --no-emit-index-url --no-emit-find-links \
		--output-file requirements.txt pyproject.toml
	$(BIN)/pip-compile --quiet --strip-extras --no-emit-index-url --no-emit-find-links \
		--extra dev --constraint requirements.txt --output-file requirements-dev.txt pyproject.toml

clean:
	rm -rf $(VENV) dist build

$(VENV)/.created:
	@test -n "$(PYTHON)" || { echo "klar needs Python 3.11 or newer; none was found." >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.installed: $(VENV)/.created requirements.txt pyproject.toml
	$(PIP) install --requirement requirements.txt
	$(PIP) install --no-deps --editable .
	@touch $@

$(VENV)/.developing: $(VENV)/.installed requirements-dev.txt
	$(PIP) install --requirement requirements-dev.txt
	@touch $@
