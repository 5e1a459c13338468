# planwright's one developer interface. `make demo` and `make test` work on a machine with Python >= 3.11,
# make and a package index; nothing else is installed by hand.

PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check

.PHONY: demo test smoke fix bench fuzz faults docs constraints clean

demo: .venv/runtime
	$(BIN)/planwright demo

test: .venv/test
	tests/system-packages.sh
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(MAKE) --no-print-directory smoke
	$(BIN)/pytest --numprocesses=auto --dist=loadfile

# The built wheel in an environment of its own, with runtime dependencies only: the demo must run from there too.
smoke: .venv/runtime
	rm -rf .smoke
	$(PYTHON) -m venv .smoke/venv
	$(PIP) wheel --no-build-isolation --no-deps --wheel-dir .smoke .
	.smoke/venv/bin/python -m pip --quiet --disable-pip-version-check install --require-hashes --no-deps -r constraints.txt
	.smoke/venv/bin/python -m pip --quiet --disable-pip-version-check install --no-deps .smoke/*.whl
	cd .smoke && venv/bin/planwright --version && venv/bin/planwright demo --into workspace
	rm -rf .smoke

fix: .venv/test
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# Kills, full disks, lost databases: an hour or two, and the table of docs/reliability.md. Runs as root fill a drive, too.
faults: .venv/test
	$(BIN)/python -m tests.faults --write docs/reliability.md

docs: .venv/test
	$(BIN)/python -m docs.generate

bench: .venv/test
	$(BIN)/python -m benchmarks

# Makes files that nobody would make and reads them, on every core; `make fuzz MINUTES=600` for a night.
MINUTES ?= 60
fuzz: .venv/test
	$(BIN)/python -m tests.fuzz --minutes $(MINUTES)

.venv/runtime: constraints.txt pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(PIP) install --require-hashes --no-deps -r constraints.txt
	$(PIP) install --no-build-isolation --no-deps --editable .
	touch $@

.venv/test: .venv/runtime constraints-test.txt
	$(PIP) install --require-hashes --no-deps -r constraints-test.txt
	touch $@

# Resolves the newest releases anew; the two files are committed. Needs uv, which nothing else here does.
constraints:
	uv pip compile pyproject.toml --group build --generate-hashes --no-emit-index-url --no-emit-find-links \
	    --universal --python-version 3.11 --upgrade --custom-compile-command "make constraints" --quiet -o constraints.txt
	uv pip compile pyproject.toml --group build --group test --generate-hashes --no-emit-index-url --no-emit-find-links \
	    --universal --python-version 3.11 -c constraints.txt --custom-compile-command "make constraints" --quiet \
	    -o constraints-test.txt

clean:
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .import_linter_cache demo
