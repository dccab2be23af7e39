# Everything that is done to this project, by name. `make` lists it; continuous integration calls `make test`.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

WEB := web/node_modules/.package-lock.json
say = @printf '\n\033[1m%s\033[0m\n' "$(1)"

.PHONY: help
help: ## Lists these commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1|/' | column -t -s '|'

.PHONY: run
run: tools web ## Builds everything and starts the server; ARGS="--listen 127.0.0.1:4000" is handed on
	$(call say,Building the server (the first time takes some minutes))
	cargo build --release --locked -p webchat
	$(call say,Starting)
	@exec target/release/webchat serve $(ARGS)

.PHONY: test
test: tools format-check lint types-check unit browser-test docs ## Checks everything; installs a browser if there is none
	$(call say,Everything passed)

.PHONY: tools
tools: # Says what is missing before anything is started
	@scripts/tools.sh

.PHONY: web
web: $(WEB) ## Builds the messenger into web/apps/chat/dist
	$(call say,Building the messenger)
	cd web && npm run build --silent -w @webchat/chat

$(WEB): web/package-lock.json
	$(call say,Installing the web dependencies)
	cd web && npm ci --no-audit --no-fund --loglevel=error
	@touch $(WEB)

.PHONY: format
format: $(WEB) ## Formats Rust and TypeScript
	cargo fmt --all
	cd web && npm run format --silent

.PHONY: format-check
format-check:
	$(call say,Checking the formatting of Rust)
	cargo fmt --all --check

.PHONY: lint
lint: $(WEB) web ## Lints Rust and TypeScript
	$(call say,Linting Rust)
	cargo clippy --workspace --all-targets --all-features --locked --quiet -- -D warnings
	$(call say,Linting and checking the formatting of TypeScript)
	cd web && npm run lint --silent

.PHONY: types
types: ## Writes the TypeScript types of the wire from the Rust ones
	cargo run --quiet --locked -p webchat-protocol --features typescript --example typescript -- \
		web/packages/client/src/protocol.gen.ts

.PHONY: reference
reference: ## Writes the OpenAPI and AsyncAPI documents and the page made of both from the Rust types and the routes
	cargo run --quiet --locked -p webchat-server --features reference --example reference -- \
		crates/webchat-server/assets/reference

.PHONY: generate
generate: types reference ## Writes everything that is generated; tests hold it against what it is generated from

.PHONY: types-check
types-check: $(WEB) # That the generated types are up to date is one of the Rust tests
	$(call say,Checking the TypeScript types)
	cd web && npm run types --silent

.PHONY: unit
unit: $(WEB) web ## Runs the tests of the crates and of the web packages
	$(call say,Testing the web packages)
	cd web && npm test --silent
	$(call say,Building the packages and weighing what browsers load)
	cd web && npm run build --silent -w @webchat/client -w @webchat/react
	node scripts/weigh.mjs
	$(call say,Testing the crates)
	cargo test --workspace --all-features --locked --quiet

MINUTES ?= 10

.PHONY: verify
verify: ## Breaks a server for ten minutes and checks that it keeps its promises; MINUTES=60 SEED=7 change that
	$(call say,Building the server and the delivery checker)
	cargo build --release --locked -p webchat -p webchat-load
	$(call say,Breaking it for $(MINUTES) minutes)
	target/release/webchat-load verify --server target/release/webchat --minutes $(MINUTES) \
		$(if $(SEED),--seed $(SEED))

.PHONY: browser-test
browser-test: $(WEB) web ## Runs the browser tests against the real binary
	$(call say,Building the server for the browser tests)
	cargo build --locked --quiet -p webchat -p webchat-example-host
	cd web && npm run build --silent -w @webchat/client
	$(call say,Testing in real browsers)
	@browser=$$(scripts/browser.sh) && cd web && WEBCHAT_BROWSER=$$browser npm test --silent -w @webchat/e2e

.PHONY: api-tool
api-tool: # Before anything that takes long, so that a missing Python is said at once
	@scripts/api-test.sh install

.PHONY: api-check
api-check: web ## Sends requests to a server, the same every time, and holds the answers against the documents
	$(call say,Building the server for the tests of its routes)
	cargo build --locked --quiet -p webchat
	$(call say,Sending it what its OpenAPI document allows and much that it does not)
	@SECONDS_EACH= scripts/api-test.sh

.PHONY: api-test
api-test: web ## Sends whatever requests to a server, SECONDS_EACH=120 for each kind of it, and holds the answers against the documents
	cargo build --locked --quiet -p webchat
	@SECONDS_EACH=$(or $(SECONDS_EACH),120) scripts/api-test.sh

FUZZ_SECONDS := 60
.PHONY: fuzz
fuzz: ## Looks for bytes that break what reads them, FUZZ_SECONDS=60 for each target; needs a nightly compiler and cargo-fuzz
	@cargo +nightly fuzz --version >/dev/null 2>&1 || { echo "This needs 'rustup toolchain install nightly' and 'cargo install cargo-fuzz'."; exit 1; }
	@mkdir -p fuzz/found/request fuzz/found/socket
	cd fuzz && cargo +nightly fuzz run request found/request corpus/request -- -max_total_time=$(FUZZ_SECONDS) -timeout=10
	cd fuzz && cargo +nightly fuzz run socket found/socket corpus/socket -- -max_total_time=$(FUZZ_SECONDS) -timeout=10

.PHONY: simulate
simulate: ## Runs the simulated network over SEEDS=5000 seeds
	SEEDS=$(or $(SEEDS),5000) cargo test --release --locked -p webchat-server --test simulation -- --nocapture

.PHONY: pictures
pictures: $(WEB) web ## Plays scenes in a browser and takes the pictures in docs/pictures
	cargo build --locked --quiet -p webchat
	@browser=$$(scripts/browser.sh) && cd web && WEBCHAT_BROWSER=$$browser npm run pictures --silent -w @webchat/e2e

.PHONY: docs
docs: ## Builds the crates' documentation and checks the links between the documents
	$(call say,Building the documentation)
	RUSTDOCFLAGS="-D warnings" cargo doc --workspace --no-deps --locked --quiet --document-private-items
	node scripts/links.mjs

.PHONY: clean
clean: ## Removes what was built; the data folder stays
	cargo clean
	rm -rf web/node_modules web/apps/chat/dist web/packages/*/dist
