#!/bin/bash
# The golden cases: small folders, each with what `replay` must make of it.
. "$(dirname "$0")/lib.sh"
for d in tests/golden/*/what; do
  d=$(basename "${d%/what}")
  if tests/golden/run "$jiancha" "$d" >"$work/out"; then ok "$d"; else fail "$d"; cat "$work/out" >&2; fi
done
exit $bad
