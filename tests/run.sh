#!/usr/bin/env bash
# Everything that must hold, in the order in which a failure is cheapest to learn.
set -euo pipefail
cd "$(dirname "$0")/.."

export PARVIS_MODE=test
export PARVIS_DATA="${PARVIS_DATA:-$PWD/var}/test"
unset DATABASE_URL DATABASE_WEB_URL
mkdir -p "$PARVIS_DATA"

step() { printf '\n── %s\n' "$1"; }

step "System packages"
missing=()
command -v chromium >/dev/null || missing+=(chromium)
command -v clamd >/dev/null || missing+=(clamav-daemon)
if [ "${#missing[@]}" -gt 0 ]; then
  run=(env DEBIAN_FRONTEND=noninteractive apt-get)
  [ "$(id -u)" = 0 ] || run=(sudo "${run[@]}")
  "${run[@]}" update -qq
  "${run[@]}" install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
fi

step "Migrations"
parvis migrate --verbosity 0
# Beside the checks that need no database; the first test to need what is not ready waits for it, or makes it.
python -m tests.template >"$PARVIS_DATA/template.log" 2>&1 &
template=$!
trap 'kill "$template" 2>/dev/null || true' EXIT

step "Lint and format"
ruff check .
ruff format --check .

step "Import contracts"
lint-imports

step "Dependencies"
deptry .

step "Types"
mypy

step "Checks and models"
parvis check --fail-level WARNING
parvis makemigrations --check --dry-run

step "Tests and browser journeys"
# In the order of the folders: by default the files of few tests come last, and the longest tests are among them.
pytest -n 2 --dist loadfile --no-loadscope-reorder

step "Benchmarks, small"
for script in benchmarks/[a-z]*_*.py benchmarks/{retention,journal,mediature}.py; do
  [ -e "$script" ] || continue
  python "$script" --quick --json
done
