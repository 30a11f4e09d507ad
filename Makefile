# Two commands: `make demo` and `make test`. `make help` lists the rest.
SHELL := /bin/bash
PORT ?= 8000
PACK ?= site/packs/hai-phong
export DATA_DIR ?= $(CURDIR)/var
VENV := .venv
PY := $(VENV)/bin/python
MANAGE := $(PY) manage.py

.DEFAULT_GOAL := help
.PHONY: help demo demo-reset setup test test-python test-browser lint engine engine-stop bench bench-units bench-urging bench-search messages wheels clean

help: ## show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

# The only tool besides Python: uv, from PyPI, inside the project's own environment.
$(VENV)/.ready: uv.lock pyproject.toml */pyproject.toml plugins/*/pyproject.toml
	@bash scripts/setup.sh
	@touch $@

setup: $(VENV)/.ready ## install everything that is needed into .venv

demo: $(VENV)/.ready ## set up and serve the portal with the Hải Phòng pack (PORT=8000)
	@bash scripts/demo.sh "$(PORT)" "$(PACK)"

demo-reset: ## forget the demo's data and begin anew
	@rm -rf "$(DATA_DIR)"
	@$(MAKE) --no-print-directory demo

test: lint test-python test-browser ## all checks and tests

lint: $(VENV)/.ready ## linters, types, import contracts, migrations, translations
	@bash scripts/lint.sh

test-python: $(VENV)/.ready ## tests on SQLite, and on TEST_DATABASE_URL where it is set
	@bash scripts/test.sh

test-browser: $(VENV)/.ready ## journeys in Chromium, where it is installed
	@bash scripts/test-browser.sh

engine: ## a real Elasticsearch for tests and trials on a free loopback port; prints its address
	@bash scripts/engine.sh start

engine-stop: ## stop it
	@bash scripts/engine.sh stop

bench: $(VENV)/.ready ## speed, queries and bytes of the public pages
	@$(PY) scripts/bench.py $(ARGS)

bench-units: $(VENV)/.ready ## the screens of staff with 50, 500 and 2,000 units, on BENCH_DATABASE_URL
	@$(PY) scripts/bench_units.py $(ARGS)

bench-urging: $(VENV)/.ready ## time and memory of remind_quotas with 2,000 units, on BENCH_DATABASE_URL or SQLite
	@$(PY) scripts/bench_urging.py $(ARGS)

bench-search: $(VENV)/.ready ## quality (DATA=FOLDER) and speed (ARGS="--scale 200000") of search, every engine
	@$(PY) scripts/bench_search.py $(if $(DATA),--data "$(DATA)") $(ARGS)

messages: $(VENV)/.ready ## collect and compile the texts to translate
	@bash scripts/messages.sh

wheels: $(VENV)/.ready ## build the four wheels into dist/
	@$(VENV)/bin/uv build --all-packages --wheel -o dist -q && ls dist

clean: ## remove the environment and the demo's data
	@rm -rf $(VENV) "$(DATA_DIR)" dist
