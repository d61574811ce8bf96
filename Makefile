# photograph: every target is one line over the `photograph` command. `make help` lists them.
PHOTOS ?= photos
PYTHON ?= python3
PHOTO_COUNT ?= 1000000
ROUNDS ?= 100
SEED ?= 1
FUZZ_SECONDS ?= 120
BIN := .venv/bin
PHOTOGRAPH := $(BIN)/photograph
ALL_CORES := $(BIN)/pytest -n auto --dist worksteal
LOCK := $(BIN)/uv pip compile -q --universal --python-version 3.11 --no-annotate \
  --custom-compile-command "make lock"
PROJECT_LOCK := $(LOCK) pyproject.toml
PEER_PROGRAMS := bench/copies/peer_programs

.DEFAULT_GOAL := help
.PHONY: help demo setup server extract load link stop clean test test-quick test-kills fuzz check bench-extract bench-extract-memory bench-ray bench-load bench-import bench-link bench-blocks bench-scale bench-albums bench-train bench-gallery evaluate-cutoffs bench-duplicates bench-duplicates-scale install-peers docs format lock

help: ## Show what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-23s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: setup ## Start Neo4j, extract, load and link PHOTOS, and show similar photos
	@$(PHOTOGRAPH) demo $(PHOTOS)

setup: .venv/installed ## Make .venv and install what requirements.lock pins

server: setup ## Start the embedded Neo4j
	@$(PHOTOGRAPH) server start

extract: setup ## Photos become embeddings in Parquet: make extract PHOTOS=~/Pictures
	@$(PHOTOGRAPH) extract $(PHOTOS)

load: setup ## Embeddings become :Photo nodes in Neo4j
	@$(PHOTOGRAPH) load

link: setup ## Similar photos get IS_SIMILAR_TO edges
	@$(PHOTOGRAPH) link

stop: setup ## Stop the embedded Neo4j; the graph is kept
	@$(PHOTOGRAPH) server stop

clean: setup ## Stop Neo4j and delete the working files (asks first); photos stay
	@$(PHOTOGRAPH) clean

test: .venv/test-installed ## Run every test, against an embedded Neo4j of its own
	@$(ALL_CORES)

test-quick: setup ## Run the tests that are not slow, in a minute or so
	@$(ALL_CORES) -m "not slow"

test-kills: setup ## Kill each step or its server at random moments: make test-kills ROUNDS=100 SEED=1
	@$(BIN)/python -m tests.kills --rounds $(ROUNDS) --seed $(SEED) $(if $(ROUND),--round $(ROUND))

fuzz: setup ## Try mutated files on every reader: make fuzz FUZZ_SECONDS=600, for each of six
	@nice -n 10 $(BIN)/python -m tests.fuzz --seconds $(FUZZ_SECONDS)

check: setup ## Lint, format and types
	@$(BIN)/ruff check && $(BIN)/ruff format --check && $(BIN)/mypy

bench-extract: setup ## Measure extract against a plain loop and the machine's limit
	@$(BIN)/python -m bench.extract_speed

bench-extract-memory: setup ## Measure extract's memory up to 100,000 photos
	@$(BIN)/python -m bench.extract_memory

bench-ray: .venv/test-installed ## Measure the overhead of Ray over the local engine on the same cores
	@$(BIN)/python -m bench.ray_speed

bench-load: setup ## Measure load against nodes without embeddings, and its memory
	@$(BIN)/python -m bench.load_speed

bench-import: setup ## Measure load --via admin-import against LOAD CSV: make bench-import PHOTO_COUNT=100000
	@$(BIN)/python -m bench.import_speed --photos $(PHOTO_COUNT)

bench-link: .venv/bench-installed ## Measure link against all pairs, a vector index, hnswlib and pynndescent
	@$(BIN)/python -m bench.link_speed

bench-blocks: setup ## Measure link in blocks, with memory for a quarter of 200,000 photos
	@$(BIN)/python -m bench.block_speed

bench-scale: bench-ray bench-import bench-blocks ## Measure the numbers in docs/scale.md: Ray, a million photos, blocks

bench-albums: setup ## Measure albums: seconds and memory from 3,000 to 100,000 photos
	@$(BIN)/python -m bench.album_speed

bench-train: setup ## Measure the gain of a trained network on classes that it never saw
	@$(BIN)/python -m bench.train_gain

bench-gallery: setup ## Measure thumbnails, and how long a gallery of 10,000 photos takes to open
	@$(BIN)/python -m bench.thumbnail_speed

evaluate-cutoffs: setup ## Choose the default cutoffs again, with curves, in docs/cutoffs
	@$(BIN)/python -m bench.cutoffs

bench-duplicates: setup ## Measure how many planted copies are found, and what is told wrongly
	@$(BIN)/python -m bench.duplicate_copies 2000

bench-duplicates-scale: setup ## Measure candidates and proofs of 100,000 photos: seconds and memory
	@$(BIN)/python -m bench.duplicate_scale

install-peers: setup ## Install other programs that find copies, some gigabytes, for bench-duplicates
	@$(BIN)/python -m bench.copies.install_peers

docs: .venv/docs-installed ## Build the manual as a site in site/, with no broken link
	@$(BIN)/python -m mkdocs build --strict
	@echo "Open site/index.html; to search in it as well: python3 -m http.server -d site"

format: setup ## Format the code
	@$(BIN)/ruff check --fix -q; $(BIN)/ruff format -q

lock: setup ## Pin the newest versions that fit pyproject.toml in the lock files, without addresses
	@$(PROJECT_LOCK) --extra dev -o requirements.lock
	@$(PROJECT_LOCK) --extra dev --extra docs --extra notebook --extra ray --extra test \
	  --constraint requirements.lock -o requirements-test.lock
	@$(PROJECT_LOCK) --extra dev --extra docs --constraint requirements-test.lock -o requirements-docs.lock
	@$(PROJECT_LOCK) --extra dev --extra bench --constraint requirements.lock -o requirements-bench.lock
	@for peer in imagededup fastdup; do \
	  echo $$peer | $(LOCK) - -o $(PEER_PROGRAMS)/$$peer.lock || exit 1; done

.venv/bench-installed: .venv/installed requirements-bench.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-bench.lock
	@touch $@

.venv/docs-installed: .venv/installed requirements-docs.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-docs.lock
	@touch $@

.venv/test-installed: .venv/installed requirements-test.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-test.lock
	@$(PHOTOGRAPH) server prepare
	@touch $@

.venv/installed: pyproject.toml requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "photograph needs Python 3.11 or newer: make $(MAKECMDGOALS) PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -m venv .venv || { echo "Python can not make .venv: install its venv module"; exit 1; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	@touch $@
