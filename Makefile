# Two commands: `make run` serves the demonstration, `make test` checks everything.
# The rest are parts of those two. `make help` lists them.

SHELL := /bin/sh
BIN := .venv/bin
PORT ?= 8000

RUN_REQUIREMENTS := requirements/build.txt requirements/base.txt
TEST_REQUIREMENTS := requirements/test.txt
RUN_STAMP := .venv/.installed-run
TEST_STAMP := .venv/.installed-test
PYTEST_FAST := $(BIN)/python -m pytest -q -n 2 -m "not browser and not postgres and not spark"

.DEFAULT_GOAL := help
.PHONY: help run demo test test-fast assets docs trace reference lock clean

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-10s %s\n", $$1, $$2}' Makefile

run demo: export PEELIAN_ADDRESS ?= http://127.0.0.1:$(PORT)

run: assets ## install, load the demonstration and serve it on 127.0.0.1 (PORT=8000)
	@$(BIN)/peelian demo
	@exec $(BIN)/peelian serve --port $(PORT)

demo: assets ## everything that `make run` does but serving
	@$(BIN)/peelian demo

test: $(TEST_STAMP) assets ## every check; fails when one of them fails
	@exec $(BIN)/python scripts/run_tests.py

test-fast: $(TEST_STAMP) ## unit and integration tests on SQLite only
	@$(PYTEST_FAST)

assets: $(RUN_STAMP) ## build the style sheet and the scripts
	@$(BIN)/python scripts/build_assets.py

docs: $(TEST_STAMP) ## build the documentation into docs/_build/html
	@$(BIN)/python -m sphinx -q -W --keep-going -b html docs docs/_build/html
	@echo "Documentation: docs/_build/html/index.html"

trace: $(TEST_STAMP) ## write docs/reference/trace.md from the last test run
	@$(BIN)/python scripts/trace.py --write

reference: $(TEST_STAMP) ## write the reference pages that come from the code
	@$(BIN)/python scripts/write_reference.py

lock: $(TEST_STAMP) ## pin the requirements anew from requirements/*.in
	@sh scripts/lock.sh

clean: ## remove what can be built again; the data in var/ stays
	rm -rf .venv node_modules docs/_build src/peelian/interfaces/static/build

$(RUN_STAMP): $(RUN_REQUIREMENTS) requirements/bootstrap.txt pyproject.toml
	@echo "Installing Peelian into .venv"
	@sh scripts/install.sh $(RUN_REQUIREMENTS)
	@touch $@

$(TEST_STAMP): $(TEST_REQUIREMENTS) $(RUN_STAMP)
	@echo "Installing what the tests need into .venv"
	@sh scripts/install.sh requirements/build.txt $(TEST_REQUIREMENTS)
	@touch $@
