# The only entry points. `make run` starts Samspill, `make test` tests it, `make check` does both
# the quick looks and the tests that every commit must pass.

export SAMSPILL_DATA ?= $(CURDIR)/var
VENV := .venv
BIN := $(VENV)/bin
CATALOGUES := $(shell find src/samspill -name django.po)
STYLES := $(shell find src/samspill/foundation/ui/static/ui -name '*.css' -not -path '*/vendor/*' 2>/dev/null)

.PHONY: run room test check lint format types contracts slice journeys test-postgresql nightly chaos fuzz fuzz-files attack messages \
	assets upgrade-fixture backup-figures requirements screenshots trees bench bench-peer bench-import \
	bench-readings bench-science bench-search bench-table protection-figures coverage attack-rooms mutants \
	install-figures clean

run: $(BIN)/.runtime
	@$(BIN)/samspill run

# Like run, and phones on the same network can join.
room: $(BIN)/.runtime
	@$(BIN)/samspill run --room

test: $(BIN)/.dev
	@$(BIN)/python -m tests.tell_what_is_missing
	SAMSPILL_PART="tests on SQLite" $(BIN)/python -m pytest -n 2 -m "not journey and not slow"
	@$(MAKE) --no-print-directory journeys

check: lint types contracts test

lint: $(BIN)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	@$(BIN)/python -m tests.contracts.house
	$(BIN)/djangofmt --check src

format: $(BIN)/.dev
	$(BIN)/ruff format .
	$(BIN)/djangofmt src

types: $(BIN)/.dev
	$(BIN)/mypy

contracts: $(BIN)/.dev
	$(BIN)/lint-imports

journeys: $(BIN)/.dev
	SAMSPILL_PART="journeys" $(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder \
		-m "journey and not slow"

# Once more on PostgreSQL, what knows a database: it asks for one, and is not marked `any_database`.
# SAMSPILL_TEST_DATABASE_URL names a server that may be used.
test-postgresql: $(BIN)/.dev
	SAMSPILL_PART="tests on PostgreSQL" \
		SAMSPILL_DATABASE_URL=$${SAMSPILL_TEST_DATABASE_URL:?name a PostgreSQL server} \
		$(BIN)/python -m pytest -n 2 -m "not journey and not slow" --knows-a-database

# All that .ci/run leaves out where nothing has changed that it tests, and pages in three languages. What
# has passed is noted in .ci/passed: commit that file, and .ci/run counts what changes from there on.
nightly: lint types contracts test
	@eval "$$(sh tools/own_postgresql.sh start)"; $(MAKE) --no-print-directory test-postgresql; \
		status=$$?; sh tools/own_postgresql.sh stop; exit $$status
	@$(BIN)/python -m tests.parts passed lab operating upgrades
	@$(MAKE) --no-print-directory mutants MODULES="--sample 100 --floor 94"
	@$(BIN)/python -m tests.parts passed mutants

# Kill -9 at random moments while a thousand answers come in, on both databases. CHAOS_SUBMISSIONS
# and CHAOS_SEED change how many, and which moments; SAMSPILL_TEST_DATABASE_URL names a PostgreSQL
# server on this machine, else one is started.
chaos: $(BIN)/.dev
	$(BIN)/python -m pytest -p no:randomly -m "slow or journey" tests/chaos src/samspill/site src/samspill/operating

# A database as this version leaves it, for the tests of later versions: once for each release.
upgrade-fixture: $(BIN)/.dev
	$(BIN)/python -m tests.upgrades.make_fixture $$($(BIN)/python -c "import samspill; print(samspill.__version__)")

# How long backup, restore and doctor take; ANSWERS is how many answers there are (100 000).
backup-figures: $(BIN)/.dev
	$(BIN)/python -m tests.chaos.measure_backups

# Dice send whatever can be sent, to every address, as everybody. FUZZ_SEED and FUZZ_REQUESTS choose
# which and how many; FUZZ_GAME plays one game again, as a failure names it.
fuzz: $(BIN)/.dev
	$(BIN)/python -m pytest -s -p no:randomly -m "slow or journey" tests/fuzz

# Play rooms with known answers over HTTP, gather everything that was shown, and solve for the answers:
# colleague, insider, facilitator, two rounds, database file. Fails when anybody is found. ATTACK_SEED
# and ATTACK_ROOMS choose which rooms and how many.
attack: $(BIN)/.dev
	$(BIN)/python -m pytest -s -p no:randomly tests/attack

# Attack what is shown of rooms, as somebody would who knows every line of the rule. ATTACK="--largest 40
# --points 5 --rooms 200" tries more; five points alone take about an hour.
attack-rooms: $(BIN)/.dev
	$(BIN)/python tools/attack_rooms.py $(ATTACK)

# How often every interval holds, and those of the methods that lost, by drawing groups from known
# populations: the tables in docs/methods. COVERAGE="--only mean" counts one kind of change alone.
coverage: $(BIN)/.dev
	$(BIN)/python tools/coverage_of_change.py $(COVERAGE)
ifndef COVERAGE
	$(BIN)/python tools/coverage_of_reliability.py
	$(BIN)/python tools/coverage_of_intervals.py
	$(BIN)/python tools/coverage_of_seen.py
	$(BIN)/python tools/coverage_of_scores.py
endif

# How long a full room waits, and how many answers a second are taken (four minutes, on both
# databases where PostgreSQL is there). BENCH="--rush" lets everybody come within ten seconds;
# BENCH="--help" tells the rest.
bench: $(BIN)/.dev
	$(BIN)/python -m benchmarks.full_room $(BENCH)
	$(BIN)/python -m benchmarks.evening

# The same client against oTree, in turns. SAMSPILL_PEER names a virtual environment that has it,
# else it is installed in a temporary folder.
bench-peer: $(BIN)/.dev
	$(BIN)/python -m benchmarks.peer $(BENCH)

# Files of answers as survey tools and people make them, and damaged in every way: each must be read,
# or refused in words. FUZZ_SEED and FUZZ_FILES change which and how many (two minutes for 10 000).
fuzz-files: $(BIN)/.dev
	$(BIN)/python -m tests.file_fuzz.files

# How long a file of 48 MB takes to read, and whether a room that answers notices (two minutes).
bench-import: $(BIN)/.dev
	$(BIN)/python -m benchmarks.large_file

# How long it takes to decide what may be shown of a reading, from small rooms to large ones.
bench-readings: $(BIN)/.dev
	$(BIN)/python -m benchmarks.readings

# How long a search among a thousand records of the register takes (some seconds).
bench-search: $(BIN)/.dev
	$(BIN)/python -m benchmarks.search

# How long the numbers of a million answers take, beside plain numpy and pingouin. SAMSPILL_PEER
# names a virtual environment that has it, else it is installed in a temporary folder.
bench-science: $(BIN)/.dev
	$(BIN)/python -m benchmarks.science $(BENCH)

# From a file of a million answers to the finished table, beside only reading the file, and beside
# pandas and pingouin. SAMSPILL_PEER as above.
bench-table: $(BIN)/.dev
	$(BIN)/python -m benchmarks.table $(BENCH)

# A table of 8 952 cells in two rounds: what is hidden, and what an attacker finds (five minutes).
protection-figures: $(BIN)/.dev
	$(BIN)/python -m benchmarks.protection

# How large an installation is and how long it takes, plain and with each extra (some minutes).
# INSTALL="--at COMMIT" measures another commit.
install-figures: $(BIN)/python
	$(BIN)/python tools/install_figures.py $(INSTALL)

# Change the numbers' code in every small way, and count the changes that no test notices. MODULES
# names some modules of science and lab, else all are changed (two hours or more);
# MODULES="--sample 100" tries at most so many changes of each. Installs mutmut in a virtual environment of its own.
mutants: build/mutmut
	build/mutmut/bin/python tools/mutants.py $(MODULES)

build/mutmut: requirements/dev.txt
	@sh tools/make_venv.sh $@
	@grep -oE '^(numpy|scipy|pytest|hypothesis)==[^\\]*' requirements/dev.txt > $@/chosen.txt
	@$@/bin/python -m pip install -q --disable-pip-version-check -r $@/chosen.txt mutmut==3.8.1
	@touch $@

# Make a slice that passes every test as it is: make slice NAME=trials.
slice: $(BIN)/.dev
	$(BIN)/python tools/make_slice.py $${NAME:?say what it is called: make slice NAME=trials}

# Collect the texts for the translators. Needs GNU gettext.
messages: $(BIN)/.dev
	cd src/samspill && ../../$(BIN)/django-admin makemessages --all --no-obsolete --no-location \
		--add-location=file --settings samspill.site.settings
	$(BIN)/python hatch_build.py

assets: $(BIN)/.dev
	$(BIN)/python hatch_build.py

# Pin every dependency anew, with hashes. Needs uv.
requirements:
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--no-header --upgrade pyproject.toml -o requirements/runtime.txt
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--no-header --upgrade --group dev pyproject.toml --extra postgresql -c requirements/runtime.txt \
		-o requirements/dev.txt

# What screen readers are told of every page, written anew in tests/journeys/trees. Read the difference.
trees: $(BIN)/.dev
	SAMSPILL_RECORD=1 $(BIN)/python -m pytest -m journey tests/journeys/test_trees.py

# Pictures of every page, in build/screenshots.
screenshots: $(BIN)/.dev
	$(BIN)/python -m pytest -m slow tests/journeys/test_screenshots.py

clean:
	rm -rf build $(VENV)

# --- Making the environment -------------------------------------------------------------------
# The pinned files name everything, so pip has nothing to work out (--no-deps). Left to it, an older
# pip reaches for the newest release of a package that is asked for with an extra, and refuses it.

$(BIN)/python:
	@sh tools/make_venv.sh $(VENV)

$(BIN)/.runtime: $(BIN)/python requirements/runtime.txt pyproject.toml hatch_build.py package-lock.json \
		designsystemet.config.json $(CATALOGUES) $(STYLES)
	@echo "Installing what Samspill needs. The first time takes a minute or two."
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes --no-deps -r requirements/runtime.txt
	@$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps -e .
	@touch $@

$(BIN)/.dev: $(BIN)/.runtime requirements/dev.txt
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes --no-deps -r requirements/dev.txt
	@touch $@
