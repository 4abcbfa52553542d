#!/usr/bin/env bash
# Shows what fix-up.json would change in a subscription; with --apply it is deployed afterwards.
set -euo pipefail
CDPATH="" cd -- "$(dirname -- "${BASH_SOURCE[0]}")"

subscription='00000000-0000-0000-0000-000000000000'
# Where Azure keeps the record of the deployment; the settings go where their registries are.
location='westeurope'
parameter_files=('fix-up.parameters.json')

usage() {
  printf 'usage: %s [--apply] [--location REGION]\n' "$0" >&2
  exit 2
}

apply=false
while [ "$#" -gt 0 ]; do
  case "$1" in
    --apply) apply=true ;;
    --location)
      [ "$#" -ge 2 ] || usage
      location=$2
      shift
      ;;
    *) usage ;;
  esac
  shift
done
[ -n "$location" ] || usage

deployment() {
  local verb=$1 number=$2 file=$3
  shift 3
  az deployment sub "$verb" "--subscription=$subscription" "--location=$location" \
    --name "acraudit-fix-$location-$number" --template-file fix-up.json --parameters "@$file" "$@"
}

for i in "${!parameter_files[@]}"; do
  deployment what-if "$((i + 1))" "${parameter_files[$i]}"
done

if [ "$apply" != true ]; then
  printf 'Nothing is changed yet; --apply deploys it.\n'
  exit 0
fi

# The files do not depend on each other: when one fails, the others are deployed all the same.
failed=false
for i in "${!parameter_files[@]}"; do
  if ! deployment create "$((i + 1))" "${parameter_files[$i]}" --output none; then
    printf 'not deployed, or not all of it: %s\n' "${parameter_files[$i]}" >&2
    failed=true
  fi
done
[ "$failed" = false ]
