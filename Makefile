# Two commands: `make demo` shows everything, `make test` proves everything.

PYTHON ?= python3
UV_VERSION := 0.13.9
VENV := .venv
BIN := $(VENV)/bin
export PARVIS_DATA ?= $(CURDIR)/var
# Some images forbid it, and each of the many processes started here would compile everything anew.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help demo test lint types fmt check unit journeys benchmarks clean

help: ## Show the commands
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

$(BIN)/uv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Parvis demande Python 3.11 ou plus récent."; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { echo "Il manque le module venv de Python (sous Debian : apt install python3-venv)."; exit 1; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)

$(VENV)/.demo: uv.lock pyproject.toml | $(BIN)/uv
	@$(BIN)/uv sync --frozen --inexact --no-dev --quiet
	@touch $@

$(VENV)/.dev: uv.lock pyproject.toml | $(BIN)/uv
	@$(BIN)/uv sync --frozen --inexact --quiet
	@touch $@ $(VENV)/.demo

demo: $(VENV)/.demo ## Prepare and serve the demonstration
	@PARVIS_MODE=$${PARVIS_MODE:-demo} exec $(BIN)/parvis demo

test: $(VENV)/.dev ## Prove everything: lint, contracts, types, tests, journeys, benchmarks
	@PATH="$(CURDIR)/$(BIN):$$PATH" bash tests/run.sh

lint: $(VENV)/.dev ## Format and import contracts, without changing anything
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/lint-imports

types: $(VENV)/.dev ## Types
	@$(BIN)/mypy

fmt: $(VENV)/.dev ## Format the code
	@$(BIN)/ruff check --fix . ; $(BIN)/ruff format .
