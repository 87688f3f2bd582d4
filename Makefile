# Sets up, runs and tests dutyterm. Needs Python >= 3.11, git and make, nothing else.
#   make run [ARGS="--lang en"]   opens the program
#   make test                     lint, types, contracts and every test
# Windows without make: the plain commands stand in README.md.

VENV := .venv
ifeq ($(OS),Windows_NT)
  BIN := $(VENV)/Scripts
else
  BIN := $(VENV)/bin
endif
# The first Python that is new enough; PYTHON=... chooses another one.
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && echo "$$p" && break; done)
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input --quiet --quiet
ARGS ?=
SEED ?= $(shell od -An -N4 -tu4 /dev/urandom 2>/dev/null | tr -d ' ')
TESTS ?= tests

.PHONY: run test lint faults bench wheel clean
.DEFAULT_GOAL := run

# Each stamp stands for an installation of this very pyproject.toml; both installations are links to this
# folder, so a change of the code needs no new one.
$(VENV)/.made:
	@test -n "$(PYTHON)" || { echo "dutyterm needs Python 3.11 or newer / 需要 Python 3.11 或更高版本" >&2; exit 2; }
	@$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.runs: $(VENV)/.made pyproject.toml
	@echo "Installing dutyterm into $(VENV) ..." >&2
	@$(PIP) install -e .
	@touch $@

$(VENV)/.tests: $(VENV)/.made pyproject.toml
	@echo "Installing dutyterm and what its tests need into $(VENV) ..." >&2
	@$(PIP) install -e '.[dev]'
	@touch $@ $(VENV)/.runs

run: $(VENV)/.runs
	@$(BIN)/dutyterm $(ARGS)

lint: $(VENV)/.tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/codespell

test: lint
	$(BIN)/python -m pytest -q -n auto --dist worksteal $(TESTS)

# The long form of the fault suite; the seed is printed so that a failure can be had again.
faults: $(VENV)/.tests
	@echo "DUTYTERM_FAULTS=long DUTYTERM_SEED=$(SEED)"
	DUTYTERM_FAULTS=long DUTYTERM_SEED=$(SEED) $(BIN)/python -m pytest -q -n auto --hypothesis-seed=$(SEED) tests/faults tests/e2e/test_kills.py

bench: $(VENV)/.tests
	$(BIN)/python -m benchmarks $(ARGS)

wheel: $(VENV)/.tests
	@mkdir -p dist
	$(BIN)/python -m pip --disable-pip-version-check wheel --quiet --no-deps --no-build-isolation -w dist .
	@ls dist

clean:
	rm -rf $(VENV) dist build .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
