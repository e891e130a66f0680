#!/bin/bash
# `replay` writes what an independent reading of the contract wants, byte for byte.
. "$(dirname "$0")/lib.sh"
need_shared
../shared/vectors/run "$jiancha" >"$work/out"
rc=$?
grep '^\(ok\|FAIL\) ' "$work/out"
exit $rc
