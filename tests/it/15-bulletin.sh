#!/bin/bash
# The bulletin drafts itself: its tables are what replay says beside it, its hash that of its tables, every number of its sentences a figure of a table;
# of a month with acts, of longer periods, of a month without a case and of the first one.
. "$(dirname "$0")/lib.sh"
until=2026-11-24T10:00:00+08:00
"$jiancha" simulate --config config --seed 11 --cases 7000 --from 2026-02-10 --to 2026-11-20 >"$work/events.jsonl" || give_up simulate
"$jiancha" simulate-acts --config config --until $until "$work/events.jsonl" >"$work/acts.jsonl" || give_up simulate-acts
for period in 2026-10 2026-02 2026-11 2025-12 2026-Q3 2026-H1 2026; do
  "$jiancha" replay --config config --as-of $until --out "$work/$period" --acts "$work/acts.jsonl" --bulletin $period "$work/events.jsonl" >"$work/summary" || give_up "replay $period"
  tests/tools/bulletin-check "$work/$period" >"$work/wrong" 2>&1 && ok "$period" || { fail "$period"; head -n 10 "$work/wrong" >&2; }
done
"$jiancha" replay --config config --as-of $until --out "$work/again" --acts "$work/acts.jsonl" --bulletin 2026-10 "$work/events.jsonl" >"$work/summary"
alike 'the same bytes each time' "$work/2026-10/bulletin.json" "$work/again/bulletin.json"
"$jiancha" replay --config config --as-of $until --out "$work/again" --bulletin 2026-13 "$work/events.jsonl" >/dev/null 2>&1
same 'no such period' 2 $?
exit $bad
