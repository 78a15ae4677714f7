# Tasks of development. The environment is made by `make environment`; what CI checks is `make check`.
PYTHON := .venv/bin/python

.PHONY: environment check lint types contracts test schema codes manual confidence communes communes-check lock evaluate models benchmarks benchmark-environments wheel

environment:
	python3 -m venv .venv
	.venv/bin/pip install --requirement requirements-dev.lock
	.venv/bin/pip install --no-deps --editable .

check: lint types contracts test

lint:
	$(PYTHON) -m ruff check .

types:
	$(PYTHON) -m mypy

contracts:
	.venv/bin/lint-imports

test:
	$(PYTHON) -m pytest

# Writes the schema again after the record types have changed.
schema:
	mkdir -p build
	.venv/bin/extract schema > build/plan-1.0.schema.json
	mv build/plan-1.0.schema.json extractor/schema/plan-1.0.schema.json
	.venv/bin/extract schema --comparison > build/compare-1.0.schema.json
	mv build/compare-1.0.schema.json extractor/schema/compare-1.0.schema.json

# Writes docs/codes.md again after models/messages.toml has changed.
codes:
	mkdir -p build
	$(PYTHON) -m recipes.codes_page > build/codes.md
	mv build/codes.md docs/codes.md

# The manual as a web site in build/site.
manual:
	$(PYTHON) -m mkdocs build

# Prints the numbers of models/confidence.toml as fitted to the observations, and their reliability with documents left out.
confidence:
	$(PYTHON) -m extractor.evaluating.calibration corpus/first_sight.csv

# Makes models/communes.tsv again from its source (models/communes.md).
communes:
	.venv/bin/pip download --quiet --no-deps --dest build vietnamadminunits==1.0.4
	$(PYTHON) recipes/communes.py build/vietnamadminunits-1.0.4-py3-none-any.whl > build/communes.tsv
	mv build/communes.tsv models/communes.tsv

# Holds them against vietnam-provinces, a GPL program that is run beside, never imported.
communes-check:
	python3 -m venv build/provinces && build/provinces/bin/pip install --quiet vietnam-provinces==2025.10.1
	$(PYTHON) -m recipes.communes_check build/provinces/bin/python

lock:
	uv pip compile pyproject.toml --extra dev --extra browser --universal --python-version 3.11 --no-annotate --no-header --upgrade --output-file requirements-dev.lock

evaluate:
	.venv/bin/extract evaluate corpus/dev

# Trains the second reader anew, after corpus/, its features or recipe, or the rules that read the corpus have changed.
models:
	.venv/bin/extract train corpus/ -o models/second_reader --force

benchmarks:
	$(PYTHON) -m benchmarks

# The other readers that `python -m benchmarks` measures, each in an environment of its own (build/bench/NAME).
benchmark-environments:
	python3 -m venv build/bench/kreuzberg && build/bench/kreuzberg/bin/pip install --quiet kreuzberg==4.10.4
	python3 -m venv build/bench/markitdown && build/bench/markitdown/bin/pip install --quiet 'markitdown[pdf,docx]==0.1.9'
	python3 -m venv build/bench/camelot && build/bench/camelot/bin/pip install --quiet camelot-py==2.0.0

wheel:
	.venv/bin/pip wheel --no-deps --wheel-dir dist .
