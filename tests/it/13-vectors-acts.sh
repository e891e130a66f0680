#!/bin/bash
# `replay --acts` writes what an independent reading of the contract wants, byte for byte.
. "$(dirname "$0")/lib.sh"
[ -e ../shared/vectors-acts/run ] || { echo "skip $name: there is no ../shared/vectors-acts"; exit 0; }
../shared/vectors-acts/run "$jiancha" >"$work/out"
rc=$?
grep '^\(ok\|FAIL\) ' "$work/out"
exit $rc
