#!/bin/bash
# What programs are told and what they get: docs/openapi.yaml against the routes and against the answers of a city with orders and bulletins.
. "$(dirname "$0")/lib.sh"
described() { # NAME [BASE]
  tests/tools/openapi-check ${2:+"$2"} >"$work/check" 2>&1 && ok "$1" || fail "$1: $(head -n 5 "$work/check")"
}
described 'docs/openapi.yaml says what the tables of addresses say'
need_pg
psql -qAtX "$pg dbname=postgres" -c 'create database api' || give_up 'no database'
export JIANCHA_DATABASE="$pg dbname=api" JIANCHA_CONFIG=$PWD/config JIANCHA_BROKERS
"$jiancha" demo-broker --bootstrap-file "$work/bootstrap" 2>"$work/broker.log" &
pids+=($!)
await 20 test -s "$work/bootstrap" || give_up 'no broker'
JIANCHA_BROKERS=$(cat "$work/bootstrap")
start_run --workers 1
today=$(TZ=CST-8 date +%F) now=$(TZ=CST-8 date +%FT%T+08:00)
from=$(date -d "${today%-*}-01 -2 months" +%F)
"$jiancha" simulate --seed 29 --from "$from" --to "$today" --until "$now" --cases 1500 >"$work/events.jsonl" 2>>"$work/run.log" || give_up simulate
"$jiancha" simulate-acts --config config --until "$now" "$work/events.jsonl" >"$work/acts.jsonl" || give_up simulate-acts
feed "$work/events.jsonl"
await_stored "$(wc -l <"$work/events.jsonl")"
"$jiancha" acts add --history "$work/acts.jsonl" >"$work/acts.out" 2>&1 || give_up "acts: $(tail -n 3 "$work/acts.out")"
evaluated() { [ "$(sql 'select count(*) from cases where next_change <= now()')" = 0 ]; }
await 120 evaluated || give_up 'not evaluated'

# --- the description
described 'every address answers as it is described' "$url"
for path in /api /api/openapi.yaml; do
  same "$path is open to all" 200 "$(command curl -s -o "$work/said" -w '%{http_code}' "$url$path")"
done
alike 'it is the file' docs/openapi.yaml "$work/said"
command curl -s "$url/api" >"$work/page"
for path in /api/v1/alerts '/api/v1/cases/*' /readyz; do grep -q ">$path<" "$work/page" && ok "/api names $path" || fail "/api does not name $path"; done
same 'nothing else is' 401 "$(command curl -s -o "$work/said" -w '%{http_code}' "$url/api/v1/alerts")"
stop_run
exit $bad
