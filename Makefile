# One word does it. `make help` lists the words.
export ACCORD_HOME ?= $(CURDIR)/var
PORT ?= 8000
# Compiled once: a start, and each of a suite's processes, is quicker by seconds.
unexport PYTHONDONTWRITEBYTECODE
V := .venv/bin
.DEFAULT_GOAL := help
.PHONY: help setup run test thorough costs journeys check bench trial

help: ## list these words
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

.venv/made:
	@python=$$(sh bin/find-python) && "$$python" -m venv .venv && touch $@

.venv/core: .venv/made requirements/core.txt pyproject.toml
	@echo "Installing (about a minute the first time) ..."
	@$(V)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/core.txt
	@$(V)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

.venv/dev: .venv/core requirements/dev.txt
	@$(V)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@

.venv/words: .venv/core $(wildcard accord/locale/*/LC_MESSAGES/django.po) bin/compile-translations
	@$(V)/python bin/compile-translations
	@touch $@

setup: .venv/core .venv/words ## install what the site needs

run: setup ## start the site (PORT=8000, ACCORD_HOME=./var)
	@$(V)/accord run --port $(PORT)

SUITE := $(V)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder -q
test: .venv/dev .venv/words ## install what the tests need and run the quick suite (< 90 s on two cores)
	$(SUITE) -m "not thorough"

thorough: .venv/dev .venv/words ## the whole suite: also the sweeps, matrices and worlds that cost minutes
	$(SUITE)

costs: .venv/dev .venv/words ## measure each test anew and write which are for the whole suite alone
	@folder=$$(mktemp -d) && ACCORD_COSTS=$$folder $(SUITE) -p tests.costs; rm -rf "$$folder"

journeys: .venv/dev .venv/words ## the journeys in a real browser (a missing browser fails)
	@# One after the other, for two browsers would starve each other; then pages, which wait for nothing, two at a time.
	@told=$$(mktemp -d) && export ACCORD_TOLD=$$told && trap 'rm -rf "$$told"' EXIT && \
	$(V)/python -m pytest tests/journeys -q --ignore-glob='*pages.py' && \
	$(V)/python -m pytest tests/journeys/test_member_pages.py tests/journeys/test_pages.py -q -n 2

rules: .venv/dev ## format, lint, types, contracts
	$(V)/ruff format --check .
	$(V)/ruff check .
	$(V)/mypy accord
	$(V)/lint-imports

check: rules .venv/words ## the rules and all tests
	$(MAKE) thorough

bench: .venv/dev .venv/words ## figures and ratios
	$(V)/python bench/pages.py
	$(V)/python bench/house.py
	$(V)/python bench/kept.py
	$(V)/python -m bench.recommendations
	$(V)/python -m bench.owed
	$(V)/python -m bench.accountability
	$(V)/python bench/talk.py

trial: .venv/core .venv/words ## real files: make trial DATA=folder
	@test -d "$(DATA)" || { echo "Name the folder: make trial DATA=folder"; exit 2; }
	sh bin/trial "$(DATA)"
