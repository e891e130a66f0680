#!/bin/bash
# The demo, once, as the README has it: it checks itself.
. "$(dirname "$0")/lib.sh"
need_pg
env -u MAKEFLAGS -u MAKELEVEL -u MFLAGS timeout 300 make -s demo ONCE=1 >"$work/demo.log" 2>&1
same 'make demo ONCE=1' 0 $?
grep '^FAIL' "$work/demo.log"
same 'what it checks' '7 0' "$(grep -c '^ok   \(duplicates\|rejects\|events\|cases\|orders\|the city\|charts\)' "$work/demo.log") $(grep -c '^FAIL' "$work/demo.log")"
exit $bad
