#!/bin/bash
# 10,000 mutated messages in front of, between and behind good ones: each is stored as an event, a report, a duplicate or a reject, and no good one is lost.
. "$(dirname "$0")/lib.sh"
need_pg
need_kafka
city mutants "$PWD/config"

"$jiancha" simulate --seed 3 --cases 900 --from 2026-01-05 --to 2026-02-27 | head -n 5000 >"$work/good.jsonl"
# Mutants come from a source of their own, so that none of them can take the place of a good event.
LC_ALL=C awk -v n=10000 '
  BEGIN { srand(20261013) }
  { line[NR] = $0 }
  function at(s) { return 1 + int(rand() * length(s)) }
  function mutate(s,   i, j) {
    i = at(s); j = at(s)
    k = int(rand() * 7)
    if (k == 0) return substr(s, 1, i - 1) sprintf("%c", 32 + int(rand() * 95)) substr(s, i + 1)
    if (k == 1) return substr(s, 1, i - 1) sprintf("%c", 128 + int(rand() * 127)) substr(s, i + 1)
    if (k == 2) return substr(s, 1, i)
    if (k == 3) return substr(s, 1, i) substr(s, j)
    if (k == 4) return substr(s, 1, i) substr(s, i, 1 + int(rand() * 40)) substr(s, i + 1)
    if (k == 5) { gsub(/[0-9]/, int(rand() * 10), s); return s }
    return substr(s, i) substr(s, 1, i - 1)
  }
  END { while (made < n) { s = line[1 + int(rand() * NR)]; sub(/"source":"[^"]*"/, "\"source\":\"mutant\"", s); s = mutate(s); if (s != "") { print s; made++ } } }
' "$work/good.jsonl" >"$work/mutants.jsonl"
{
  head -n 3000 "$work/mutants.jsonl"
  { sed -n '3001,7000p' "$work/mutants.jsonl"; cat "$work/good.jsonl"; } | shuf --random-source="$work/mutants.jsonl"
  tail -n 3000 "$work/mutants.jsonl"
} >"$work/all.jsonl"

lines=$(wc -l <"$work/all.jsonl")
same 'messages' 15000 "$lines"
start_run
feed "$work/all.jsonl"
await_stored "$lines"
same 'events + reports + duplicates + rejects = messages' "$lines" "$(sql "select sum(n) from (select count(*) n from event
  union all select count(*) from monthly_report union all select count(*) from duplicate union all select count(*) from reject) t")"
jq -r 'select(.type != "monthly_report") | [.case_no, .source, .event_id] | @tsv' "$work/good.jsonl" | sort -u >"$work/want"
sql "copy (select case_no, source, event_id from event where source <> 'mutant') to stdout" | sort -u >"$work/got"
same 'good events that are missing' 0 "$(comm -23 "$work/want" "$work/got" | wc -l)"
same 'rejects without the raw bytes, a known code or a sentence' 0 "$(sql "select count(*) from reject where length(raw) = 0 or length(reason) < 10
  or code not in ('too_large', 'not_utf8', 'not_json', 'missing_field', 'bad_version', 'unknown_type', 'bad_field', 'bad_time', 'unknown_region', 'unknown_dept', 'db_refused')")"
[ "$(sql 'select count(distinct code) from reject')" -ge 7 ] && ok 'the mutants meet at least 7 codes' || fail "only $(sql "select string_agg(distinct code, ' ') from reject")"
stop_run
same 'run stops with 0' 0 $?
exit $bad
