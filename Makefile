# The definition of green is here, once: `make test` is what a developer and the server run.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
MADE := .make
ROOT := $(shell [ "$$(id -u)" = 0 ] && command -v apt-get)
DEMO := demo

.PHONY: help demo test lint types layers unit system bench docs locale clean

help:            ## what can be made
	@grep -E '^[a-z]+: .*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## ?/\1\t/' | expand -t 10

# pip compiles what it installs, but not an editable source: where Python may write no compiled files itself
# (PYTHONDONTWRITEBYTECODE), each command would take a quarter of a second longer.
COMPILED := $(BIN)/python -m compileall -q -j 0 src

# --- environments ------------------------------------------------------------------------------------

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Titre needs Python 3.11 or newer; name one with PYTHON=..."; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip

$(MADE)/use: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --editable '.[charts,lsp,web]'
	@$(COMPILED)
	@mkdir -p $(MADE) && touch $@

$(MADE)/develop: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --editable '.[charts,lsp,web]' --group dev
	@$(COMPILED)
	@mkdir -p $(MADE) && touch $@ $(MADE)/use

# --- what a person sees --------------------------------------------------------------------------------

demo: $(MADE)/use ## checks an example article against the starter facts: table here, report and chart in demo/
	@rm -rf $(DEMO)
	@$(BIN)/titre --lang fr demo $(DEMO)

docs: $(MADE)/develop ## the documentation, in docs/_build
	$(BIN)/sphinx-build -q -W --keep-going docs docs/_build

bench: $(MADE)/develop ## speed as ratios, each pair timed side by side in one run
	$(BIN)/python -m bench

locale: $(MADE)/develop ## collects the sentences for translation and compiles the translations
	$(BIN)/python docs/translate.py

# --- what must hold ------------------------------------------------------------------------------------

test: lint types layers unit ## all of it: style, types, layers, tests

lint: $(MADE)/develop
	$(BIN)/ruff check --quiet .
	$(BIN)/ruff format --check --quiet .

types: $(MADE)/develop
	$(BIN)/mypy

layers: $(MADE)/develop
	$(BIN)/lint-imports --no-logo 2>/dev/null || $(BIN)/lint-imports

unit: $(MADE)/develop system
	$(BIN)/python -m pytest -n auto --dist loadgroup

# A browser looks at the reports in the tests, and Spark, which needs Java, at the figures. Where they cannot be
# installed, those tests are skipped with this reason.
system:
	@if command -v chromium >/dev/null || command -v chromium-browser >/dev/null; then :; \
	elif [ -n "$(ROOT)" ]; then \
	  echo "installing Chromium for the tests"; \
	  DEBIAN_FRONTEND=noninteractive apt-get update -qq && \
	  DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends chromium >/dev/null; \
	else echo "skipped: the tests in a browser, since Chromium is not here and only root can install it"; fi
	@if command -v java >/dev/null || [ -n "$$JAVA_HOME" ]; then :; \
	elif [ -n "$(ROOT)" ]; then \
	  echo "installing Java for the tests on Spark"; \
	  DEBIAN_FRONTEND=noninteractive apt-get update -qq && \
	  DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends default-jre-headless >/dev/null; \
	else echo "skipped: the tests on Spark, since Java is not here and only root can install it"; fi

clean: ## removes what was made
	rm -rf $(VENV) $(MADE) $(DEMO) docs/_build dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis
