# Everything from a fresh machine: Python 3.11 or later, make, and the package index.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALL := $(BIN)/uv pip install --quiet --python $(BIN)/python

.PHONY: demo test check unit assets system lock clean

demo: $(VENV)/.user assets ## read the sample reports into a store and show the record
	$(BIN)/python scripts/demo.py

test: check unit ## all that CI runs

check: $(VENV)/.dev ## style, types, direction of imports, dependencies
	$(BIN)/ruff format --check src tests scripts benchmarks
	$(BIN)/ruff check src tests scripts benchmarks
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/deptry src

unit: $(VENV)/.dev assets ## every test, in random order
	$(BIN)/python -m pytest

assets: src/khabar/serve/static/vendor/.built ## scripts, fonts and world data of the desk's pages

src/khabar/serve/static/vendor/.built: package-lock.json scripts/build_assets.py $(VENV)/.user
	$(BIN)/python scripts/build_assets.py
	touch $@

system: ## headless Chromium for the page tests and ICU's headers (Debian, as root; elsewhere install them yourself)
	sh scripts/install_system.sh

$(BIN)/uv: requirements/uv.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements/uv.txt
	touch $@

$(VENV)/.user: requirements/user.txt pyproject.toml $(BIN)/uv
	$(INSTALL) --require-hashes -r requirements/user.txt
	$(INSTALL) --no-deps --no-build-isolation --editable .
	touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.user | system
	$(INSTALL) --require-hashes -r requirements/dev.txt
	touch $@

lock: $(BIN)/uv ## write the lock files anew from pyproject.toml
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate \
		--custom-compile-command "make lock" --group pyproject.toml:build pyproject.toml --output-file requirements/user.txt
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate \
		--custom-compile-command "make lock" --group pyproject.toml:build --group pyproject.toml:dev pyproject.toml --output-file requirements/dev.txt
	echo uv | $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate \
		--custom-compile-command "make lock" - --output-file requirements/uv.txt

clean:
	rm -rf $(VENV) build dist src/khabar/serve/static/vendor
