# Agnesi: how to build, run, test and install it. `make` alone lists the targets.

PREFIX ?= /usr/local
CORPORA ?=
SWIFT ?= swift
# The Swift runtime is linked in, so that the program starts fast and runs where Swift is not installed.
RELEASE = -c release --static-swift-stdlib
PROGRAM = .build/release/agnesi

.PHONY: help packages build run test sanitize check format profile coverage bench conformance fuzz audit record install uninstall clean

.DEFAULT_GOAL := help

help: ## This list.
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 22

packages: ## Installs the Debian packages of .ci/packages.txt that are missing.
	@missing=""; for package in $$(grep -v '^#' .ci/packages.txt); do \
	    dpkg-query -W -f='$${Status}' $$package 2>/dev/null | grep -q 'ok installed' || missing="$$missing $$package"; done; \
	if [ -n "$$missing" ]; then \
	    echo "installing the Debian packages$$missing"; \
	    sudo=""; [ "$$(id -u)" = 0 ] || sudo=sudo; \
	    $$sudo apt-get update -qq && DEBIAN_FRONTEND=noninteractive $$sudo apt-get install -y -qq $$missing >/dev/null; fi

build: packages ## Builds the program for release.
	$(SWIFT) build $(RELEASE) --product agnesi

run: build ## Builds the program and differentiates the expressions of docs/examples/expressions.txt.
	@echo "\$$ agnesi diff x < docs/examples/expressions.txt"
	@$(PROGRAM) diff x < docs/examples/expressions.txt
	@echo "The program is $(PROGRAM): try '$(PROGRAM) --help', or '$(PROGRAM)' alone for the interactive session."

test: packages ## Runs the tests.
	$(SWIFT) build --build-tests
	$(SWIFT) test --skip-build

# What the tests of the program and the examples of the documents run is built with the sanitizers: all the C, and the Swift that calls
# it. So are the tests of Gröbner bases, which reach more of that engine than the program's do. Threads are those of streams and tables.
# A stopped operation of a library leaves memory behind, so leaks are not counted; frames are larger, so that depth on a small stack is not
# tried.
sanitize: packages ## Runs the tests of the program and of Gröbner bases with the sanitizers.
	$(SWIFT) build --build-tests
	AGNESI_SANITIZED=1 $(SWIFT) build --build-tests --scratch-path .build/address --sanitize=address \
	    -Xcc -fsanitize=undefined -Xcc -fsanitize-trap=undefined
	AGNESI_SANITIZED=1 ASAN_OPTIONS=detect_leaks=0 \
	    $(SWIFT) test --skip-build --scratch-path .build/address --sanitize=address --filter GroebnerTests
	ASAN_OPTIONS=detect_leaks=0 AGNESI_PROGRAM=$(CURDIR)/.build/address/debug/agnesi \
	    $(SWIFT) test --skip-build --filter 'ProgramTests|DocumentTests' --skip 'LimitTests|TimingTests|DepthTests|StreamTests/memory'
	$(SWIFT) build --product agnesi --scratch-path .build/thread --sanitize=thread
	TSAN_OPTIONS=halt_on_error=1 AGNESI_PROGRAM=$(CURDIR)/.build/thread/debug/agnesi \
	    $(SWIFT) test --skip-build --filter 'StreamTests|TableTests'

check: packages ## Format, warnings, the laws of the architecture, the examples in the docs.
	$(SWIFT) format lint --strict --recursive Sources Tests Benchmarks Package.swift
	$(SWIFT) build --build-tests
	$(SWIFT) test --skip-build --filter 'ArchitectureTests|DocumentTests'

format: ## Formats the sources.
	$(SWIFT) format --in-place --recursive Sources Tests Benchmarks Package.swift

profile: packages ## Shows where the time goes: ARGUMENTS="diff x" INPUT=file.
	AGNESI_SYMBOLS=1 $(SWIFT) build $(RELEASE) --product agnesi --scratch-path .build/profile -Xswiftc -g
	perf record -o .build/profile/perf.data -g .build/profile/release/agnesi $(ARGUMENTS) < $(or $(INPUT),/dev/null) > /dev/null
	perf report -i .build/profile/perf.data --children -g none --stdio | swift demangle --simplified | grep -v '^#' | head -60

coverage: packages ## Runs the tests and tells which lines of the sources they reach.
	$(SWIFT) test --enable-code-coverage
	llvm-cov report -instr-profile "$$(dirname $$($(SWIFT) test --show-codecov-path))/default.profdata" \
	    .build/debug/agnesiPackageTests.xctest -ignore-filename-regex='Tests|.build' | cut -c1-140

bench: packages ## Measures speed beside the peers that are installed, and fails where a ratio is worse than it was.
	$(SWIFT) build $(RELEASE)
	Benchmarks/batch
	Benchmarks/run

conformance: packages ## Runs the collections of test material in CORPORA=folder.
	@[ -n "$(CORPORA)" ] || { echo "usage: make conformance CORPORA=folder"; exit 2; }
	$(SWIFT) build $(RELEASE) --product Conformance
	.build/release/Conformance $(CORPORA)

fuzz: packages ## Feeds mutated inputs to the parser and to diff, for a bounded time.
	$(SWIFT) build $(RELEASE) --product Fuzz
	.build/release/Fuzz

audit: build ## Audits what solve claims of random equations, by a scan that shares no code with it.
	$(SWIFT) build $(RELEASE) --product SolveAudit
	.build/release/SolveAudit $(PROGRAM) count $(or $(COUNT),3000) seed $(or $(SEED),1)

record: packages ## Writes the outputs shown in the docs anew, from what the program prints.
	$(SWIFT) build --build-tests
	RECORD=1 $(SWIFT) test --skip-build --filter DocumentTests

install: build ## Installs the program under PREFIX (/usr/local), with the manual page and shell completions.
	install -D -m 755 $(PROGRAM) $(DESTDIR)$(PREFIX)/bin/agnesi
	install -D -m 644 docs/agnesi.1 $(DESTDIR)$(PREFIX)/share/man/man1/agnesi.1
	install -D -m 644 packaging/completions/agnesi.bash $(DESTDIR)$(PREFIX)/share/bash-completion/completions/agnesi
	install -D -m 644 packaging/completions/_agnesi $(DESTDIR)$(PREFIX)/share/zsh/site-functions/_agnesi
	install -D -m 644 packaging/completions/agnesi.fish $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/agnesi.fish

uninstall: ## Removes what install put there.
	rm -f $(DESTDIR)$(PREFIX)/bin/agnesi $(DESTDIR)$(PREFIX)/share/man/man1/agnesi.1
	rm -f $(DESTDIR)$(PREFIX)/share/bash-completion/completions/agnesi $(DESTDIR)$(PREFIX)/share/zsh/site-functions/_agnesi
	rm -f $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/agnesi.fish

clean: ## Removes everything that was built.
	rm -rf .build
