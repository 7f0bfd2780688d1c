# The two commands that matter: `make run` opens the player, `make test` proves it. Both set up everything they need.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

# What a fresh Debian or Ubuntu may lack. Elsewhere the wheels bring everything (README, "Install").
RUN_PACKAGES := python3-venv libportaudio2 libasound2-plugins libgl1 libegl1 libfontconfig1 libdbus-1-3 libglib2.0-0 \
	libxkbcommon0 libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 \
	libxcb-render-util0 libxcb-shape0 libxcb-xinerama0 libxcb-xkb1
TEST_PACKAGES := xvfb xdotool pulseaudio pulseaudio-utils espeak-ng
SOUND_PACKAGES := festival festvox-us-slt-hts

# Installs what is missing of a list of Debian packages: as root, or by sudo; where neither is possible it says what to do.
define install_packages
	@if command -v dpkg-query >/dev/null 2>&1; then \
	  missing=""; \
	  for name in $(1); do \
	    dpkg-query -W -f='$${Status}' $$name 2>/dev/null | grep -q 'ok installed' || missing="$$missing $$name"; \
	  done; \
	  if [ -n "$$missing" ]; then \
	    as=""; [ "$$(id -u)" = 0 ] || as=sudo; \
	    if [ -n "$$as" ] && ! command -v sudo >/dev/null 2>&1; then \
	      echo "These system packages are missing; please have them installed:$$missing"; \
	    else \
	      echo "Installing system packages:$$missing"; \
	      $$as apt-get update -qq && $$as env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$missing >/dev/null; \
	    fi; \
	  fi; \
	fi
endef

.PHONY: run test check setup setup-run setup-test setup-sounds sounds lock bench clean

run: setup
	@$(BIN)/reorigin

test: setup setup-test check
	$(BIN)/python -m pytest

check: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

setup: setup-run $(VENV)/ready

setup-run:
	$(call install_packages,$(RUN_PACKAGES))

setup-test:
	$(call install_packages,$(TEST_PACKAGES))

setup-sounds:
	$(call install_packages,$(SOUND_PACKAGES))

$(VENV)/ready: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed; name one with: make PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv --clear $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

# Every sound from its source: narration by festival, beds by synthesis (docs/sounds.md).
sounds: setup setup-sounds
	$(BIN)/python -m reorigin_desktop.sound.beds audio/beds
	$(BIN)/python -m reorigin_desktop.voice.narration

# The lock is for every system and holds hashes but no addresses; needs the program uv.
lock:
	uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header --extra dev \
	  --python-version 3.11 pyproject.toml --output-file requirements.lock

bench: setup setup-test
	@for file in bench/*.py; do echo "== $$file"; $(BIN)/python $$file || exit 1; done

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache
