#!/bin/bash
# The made-up city decides, too: the same seed gives the same acts, none that the contract refuses, of nearly every kind.
. "$(dirname "$0")/lib.sh"
until=2026-11-24T10:00:00+08:00
"$jiancha" simulate --config config --seed 3 --cases 6000 --from 2026-05-01 --to 2026-11-20 >"$work/events.jsonl" || give_up simulate
acts() { "$jiancha" simulate-acts --config config --seed "$1" --until $until "$work/events.jsonl"; }
acts 1 >"$work/acts.jsonl" && acts 1 >"$work/again.jsonl" && acts 2 >"$work/other.jsonl" || give_up simulate-acts
alike 'a seed gives the same acts' "$work/acts.jsonl" "$work/again.jsonl"
cmp -s "$work/acts.jsonl" "$work/other.jsonl" && fail 'another seed gives the same acts' || ok 'another seed gives others'
"$jiancha" replay --config config --as-of $until --out "$work/out" --acts "$work/acts.jsonl" "$work/events.jsonl" >"$work/summary" || give_up replay
same 'none is refused' "acts $(wc -l <"$work/acts.jsonl") refused 0" "$(sed -n 's/^\(acts .* refused [0-9]*\).*/\1/p' "$work/summary")"
same 'acts of every kind but notes' 'accept appeal cancel close confirm drop extend hold issue rectify refuse reject reply return sign uphold waive' \
  "$(jq -r .act "$work/acts.jsonl" | sort -u | xargs)"
same 'some replies are late' 1 "$(jq -s 'any(.[]; .on_time == false) | if . then 1 else 0 end' "$work/out/orders.jsonl")"
exit $bad
