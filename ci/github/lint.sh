#!/usr/bin/env bash
# Lints templates in GitHub Actions: prints results, writes the job summary, annotations, SARIF and JSON, and says the exit
# code as an output. action.yml calls it; inputs come by the environment. ACRAUDIT_COMMAND replaces npx.
set -euo pipefail

folder="${RUNNER_TEMP:-/tmp}/acraudit"
mkdir -p "$folder"
cd "${GITHUB_WORKSPACE:-.}/${ACRAUDIT_FOLDER:-.}"

if [ -n "${ACRAUDIT_COMMAND:-}" ]; then
  read -ra acraudit <<<"$ACRAUDIT_COMMAND"
else
  acraudit=(npx --yes "acraudit@${ACRAUDIT_VERSION:-latest}")
fi

# The lines of a text that are not empty, as arguments.
lines() { while IFS= read -r line; do [ -z "${line//[[:space:]]/}" ] || printf '%s\0' "$line"; done <<<"$1"; }

arguments=(
  --report "sarif=$folder/acraudit.sarif"
  --report "json=$folder/acraudit.json"
  --report "markdown=$folder/acraudit.md"
  --report "github=$folder/annotations.txt"
)
# The base of a pull request; of anything else there is none.
base="$(node -e '
  const { readFileSync } = require("node:fs");
  const path = process.env.GITHUB_EVENT_PATH;
  const event = path ? JSON.parse(readFileSync(path, "utf8")) : {};
  process.stdout.write(event.pull_request?.base?.sha ?? "");
')"
if [ -n "$base" ]; then
  [ "${ACRAUDIT_COMPARE:-true}" != true ] || arguments+=(--compare "$base")
  [ "${ACRAUDIT_CHANGED_ONLY:-false}" != true ] || arguments+=(--changed-since "$base")
fi
[ -z "${ACRAUDIT_CATEGORY:-}" ] || arguments+=(--sarif-category "$ACRAUDIT_CATEGORY")
while IFS= read -r -d '' argument; do arguments+=("$argument"); done < <(lines "${ACRAUDIT_ARGUMENTS:-}")
paths=()
while IFS= read -r -d '' path; do paths+=("$path"); done < <(lines "${ACRAUDIT_PATHS:-}")

rm -f "$folder"/acraudit.* "$folder/annotations.txt"
code=0
"${acraudit[@]}" lint "${arguments[@]}" -- ${paths[@]+"${paths[@]}"} || code=$?

if [ -f "$folder/annotations.txt" ] && [ "${ACRAUDIT_ANNOTATIONS:-true}" = true ]; then cat "$folder/annotations.txt"; fi
if [ -f "$folder/acraudit.md" ] && [ "${ACRAUDIT_SUMMARY:-true}" = true ] && [ -n "${GITHUB_STEP_SUMMARY:-}" ]; then
  cat "$folder/acraudit.md" >>"$GITHUB_STEP_SUMMARY"
fi
{
  echo "exit-code=$code"
  # Wrong usage writes no report.
  [ ! -f "$folder/acraudit.sarif" ] || echo "sarif-file=$folder/acraudit.sarif"
  [ ! -f "$folder/acraudit.json" ] || echo "json-file=$folder/acraudit.json"
  [ ! -f "$folder/acraudit.md" ] || echo "summary-file=$folder/acraudit.md"
} >>"${GITHUB_OUTPUT:-/dev/null}"
