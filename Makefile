# make demo · make test · make check — each sets up what it needs; Python 3.11 or newer is enough.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo test test-long faults check setup setup-dev spark bench lock clean

demo: setup            ## the national report on made-up facts, served on http://127.0.0.1:8000/
	@$(BIN)/opennrm demo

test: setup-dev        ## every test this machine can run; the end names what it could not
	@$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder

test-long: setup-dev   ## what takes long: every language and input, writers killed again and again
	@$(BIN)/python -m pytest -n 2 --dist load -m long

faults: setup-dev      ## killed, full, locked, clock back, lost, restored, half-way, revoked: a table of what held
	@$(BIN)/python -m pytest -p tests.faults -m fault -n 2 --dist loadfile

check: setup-dev       ## format, lint, types, imports, migrations, generated pages
	@$(BIN)/python -m tests.check

setup: .venv/.run      ## .venv with opennrm in it
setup-dev: .venv/.dev  ## … and what the tests need
spark: .venv/.spark    ## … and the engine beyond one machine (Java 17)

# uv where it is present; else plain pip. Both install exactly the hashes of requirements/*.txt.
PIP = $(shell command -v uv >/dev/null 2>&1 && echo "uv pip install -q --python $(BIN)/python" || echo "$(BIN)/python -m pip install -q --disable-pip-version-check")

.venv/pyvenv.cfg:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "OpenNRM needs Python 3.11 or newer; this is %d.%d. Name another with: make PYTHON=python3.12" % sys.version_info[:2])'
	@echo "Making .venv …"
	@$(PYTHON) -m venv .venv

.venv/.run: .venv/pyvenv.cfg requirements/run.txt pyproject.toml
	@echo "Installing what OpenNRM runs on (about 330 MB to download the first time) …"
	@$(PIP) --require-hashes -r requirements/run.txt
	@$(PIP) --no-deps --no-build-isolation -e .
	@$(BIN)/opennrm catalogues compile
	@touch $@

.venv/.dev: .venv/.run requirements/dev.txt
	@echo "Installing what the tests need …"
	@$(PIP) --require-hashes -r requirements/dev.txt
	@touch $@

.venv/.spark: .venv/.dev requirements/spark.txt
	@echo "Installing Spark (about 450 MB) …"
	@$(PIP) --require-hashes -r requirements/spark.txt
	@touch $@

bench: setup-dev       ## time and memory beside the peers, in one run
	@$(BIN)/python -m bench

lock:                  ## write requirements/*.txt anew from pyproject.toml (needs uv)
	uv pip compile -q --universal --generate-hashes --no-header --no-emit-index-url pyproject.toml --group setup -o requirements/run.txt
	uv pip compile -q --universal --generate-hashes --no-header --no-emit-index-url -c requirements/run.txt --group dev -o requirements/dev.txt
	uv pip compile -q --universal --generate-hashes --no-header --no-emit-index-url -c requirements/run.txt --group spark -o requirements/spark.txt

clean:                 ## the environment and the demo's data
	rm -rf .venv var
