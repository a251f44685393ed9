# Every target sets up what it needs: only make and Python 3.11 or later must be there.
#
#   make demo     validate, settle and explain an example contract
#   make test     the tests of the core and of every plugin, with coverage
#   make docs     the documentation as pages, in build/site
#   make check    everything that must hold before a change is merged
#
# Another interpreter: make PYTHON=python3.12 test

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PLUGIN_FILES := $(sort $(wildcard plugins/*/pyproject.toml))
PLUGINS := $(patsubst %/pyproject.toml,%,$(PLUGIN_FILES))
PIP_INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check

EXAMPLE := contract_specs/cms/mssp-enhanced
STATEMENT := build/demo/statement.html

.DEFAULT_GOAL := help
.PHONY: help demo test lint types layers schema docs check bench editor clean

help:
	@sed -n '3,6s/^# *//p' Makefile

# ---- setting up: a stamp is written only after pip succeeded, and is redone when a pyproject changes

$(VENV)/made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Python 3.11 or later is needed; name one with: make PYTHON=/path/to/python"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/installed: $(VENV)/made pyproject.toml $(PLUGIN_FILES)
	$(PIP_INSTALL) --editable ".[all]" $(addprefix --editable ./,$(PLUGINS))
	@touch $@

$(VENV)/installed-dev: $(VENV)/installed
	$(PIP_INSTALL) --editable ".[dev]" $(addprefix --editable ./,$(PLUGINS))
	@touch $@

# What tests hold the schema and the report formats against. Without npm or its registry they skip.
EDITOR := tests/editor
NPM_FILES := $(EDITOR)/package.json $(EDITOR)/package-lock.json

$(EDITOR)/node_modules/.package-lock.json: $(NPM_FILES)
	@if command -v npm > /dev/null; then \
	  if npm ci --prefix $(EDITOR) --ignore-scripts --no-audit --no-fund --loglevel=error; then touch $@; \
	  else echo "npm could not install: the tests of the editor will skip"; fi; \
	else echo "npm is absent: the tests of the editor will skip"; fi

editor: $(EDITOR)/node_modules/.package-lock.json

# ---- for users

demo: $(VENV)/installed
	$(BIN)/vbc validate contract_specs
	$(BIN)/vbc settle $(EXAMPLE).yaml --facts $(EXAMPLE).facts.csv --period 2022 \
	  --report core.statement_html=$(STATEMENT)
	$(BIN)/vbc settle $(EXAMPLE).yaml --facts $(EXAMPLE).facts.csv --period 2022 \
	  --entity cedar-valley
	@echo
	@echo "The statement as a page: $(CURDIR)/$(STATEMENT)"

# ---- for contributors

test: $(VENV)/installed-dev editor
	$(BIN)/python -m pytest --numprocesses auto --dist loadfile --cov --cov-report=term

lint: $(VENV)/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/vbc format --check contract_specs

types: $(VENV)/installed-dev
	$(BIN)/mypy vbc_rules $(addsuffix /src,$(PLUGINS))
	MYPYPATH=tools $(BIN)/mypy tools

layers: $(VENV)/installed-dev
	$(BIN)/lint-imports
	@for plugin in $(PLUGIN_FILES); do $(BIN)/lint-imports --config $$plugin || exit 1; done

schema: $(VENV)/installed-dev
	$(BIN)/vbc schema --check schemas/contract.schema.json
	$(BIN)/vbc schema --book --check schemas/book.schema.json

docs: $(VENV)/installed-dev
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet
	$(BIN)/python tools/check_site.py build/site

check: lint types layers schema docs test

bench: $(VENV)/installed-dev
	@for script in $(sort $(wildcard benchmarks/*.py)); do $(BIN)/python $$script || exit 1; done

clean:
	rm -rf $(VENV) $(EDITOR)/node_modules build dist htmlcov .coverage .hypothesis .mypy_cache .pytest_cache .ruff_cache .import_linter_cache
