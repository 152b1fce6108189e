# `make demo` shows the program at work, `make test` proves it. Both set up all they need.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SAMPLES := corpus/samples
DEMO := demo

.PHONY: demo test check quality weights bench samples clean
.DEFAULT_GOAL := demo

$(VENV)/.done: setup.cfg pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Waargemaakt needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Say which to use: make PYTHON=python3.12")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev,semantic]'
	touch $@

$(VENV)/.system: tests/system_packages.sh
	sh tests/system_packages.sh
	mkdir -p $(VENV) && touch $@

demo: $(VENV)/.done
	rm -rf $(DEMO)
	$(BIN)/waargemaakt -w $(DEMO) run --profile $(SAMPLES)/veerhuizen.toml $(SAMPLES)
	$(BIN)/waargemaakt -w $(DEMO) report -o $(DEMO)/rapport.html
	@echo
	@echo "The report:  $(DEMO)/rapport.html  (open it in a browser)"
	@echo "Search:      $(BIN)/waargemaakt -w $(DEMO) search reizigersveiligheid"
	@echo "Judge:       $(BIN)/waargemaakt -w $(DEMO) review"

test: $(VENV)/.done $(VENV)/.system
	$(BIN)/python -m pytest

check: $(VENV)/.done
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -q tests/test_architecture.py tests/test_docs.py

quality: $(VENV)/.done
	$(BIN)/python -m bench.quality

weights: $(VENV)/.done
	$(BIN)/python -m bench.weights

bench: $(VENV)/.done
	$(BIN)/python -m bench.reading
	$(BIN)/python -m bench.matching
	$(BIN)/python -m bench.search
	$(BIN)/python -m bench.cold_start

samples: $(VENV)/.done
	$(BIN)/python -m corpus.samples.make_samples

clean:
	rm -rf $(VENV) $(DEMO) build *.egg-info .mypy_cache .ruff_cache .pytest_cache
