# `make demo` and `make test` need nothing but Python 3.11 or later; all they install goes into .venv.

# The first Python on the path that is new enough, unless another is given: make test PYTHON=/opt/bin/python3.12
PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)
BIN := .venv/bin
# Locked files are checked by their hashes; the package itself is installed as it lies here.
PIP := $(BIN)/python -m pip install -qq --disable-pip-version-check
HERE := --no-deps --no-build-isolation --editable .

.PHONY: demo test check bench pin figures pictures lock clean

demo: .venv/.ready
	@$(BIN)/hearsay demo

test: check
	@$(BIN)/python -m pytest -rs

check: .venv/.ready-dev
	@PATH="$(CURDIR)/$(BIN):$$PATH" scripts/check

# `make bench` lists them; `make bench NAME=syntax` runs one, NAME=all every one.
bench: .venv/.ready-dev
	@$(BIN)/python -m benchmarks $(NAME)

# The figures of this commit become the floors that `make test` holds.
pin: .venv/.ready-dev
	@$(BIN)/python -m benchmarks pin

figures: .venv/.ready-dev
	@$(BIN)/python -m benchmarks all --markdown

# The README's two pictures, made from the demo in a browser.
pictures: .venv/.ready-dev
	@$(BIN)/python -m benchmarks.pictures

.venv/bin/python:
	@$(or $(PYTHON),false) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo "Python 3.11 or later is needed; give one: make $(MAKECMDGOALS) PYTHON=/path/to/python3.11" >&2; exit 1; }
	@echo "Making .venv" >&2
	@$(PYTHON) -m venv .venv || { rm -rf .venv; exit 1; }

.venv/.ready: requirements.lock pyproject.toml | .venv/bin/python
	@echo "Installing what Hearsay runs on (a minute, the first time)" >&2
	@$(PIP) --require-hashes -r requirements.lock
	@$(PIP) $(HERE)
	@touch $@

.venv/.ready-dev: requirements-dev.lock .venv/.ready
	@echo "Installing what the tests need" >&2
	@$(PIP) --require-hashes -r requirements-dev.lock
	@scripts/chromium
	@touch $@

# Takes the newest versions that pyproject.toml allows, for every platform and Python, and writes both lock files:
# what runs Hearsay with what builds it, and the same with the tools of the dev group.
LOCK = build/lock/bin/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
	--no-annotate --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock"

lock:
	@$(PYTHON) -m venv build/lock
	@build/lock/bin/python -m pip install -qq --disable-pip-version-check uv
	@printf 'hatchling>=1.24\neditables>=0.5\n' | $(LOCK) -o requirements.lock pyproject.toml -
	@printf 'hatchling>=1.24\neditables>=0.5\n' | $(LOCK) -o requirements-dev.lock -c requirements.lock --group dev pyproject.toml -

clean:
	@rm -rf .venv build dist
