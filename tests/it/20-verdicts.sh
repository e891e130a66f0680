#!/bin/bash
# Two real logs through a real Kafka and a real PostgreSQL: the API gives the verdicts that the cities gave themselves.
. "$(dirname "$0")/lib.sh"
need_shared
need_pg
need_kafka

api() { curl -fsS --max-time 10 "$url/api/v1/$1" 2>>"$work/curl.log"; }
total() { api "cases?limit=1&kept=$1" | jq .total; }

verdicts() { # VECTOR KEPT BROKEN OVERDUE NONE
  local lines
  gunzip -c "../shared/vectors/$1/events.jsonl.gz" >"$work/$1.jsonl" || give_up "$1"
  lines=$(grep -c . "$work/$1.jsonl")
  city "verdicts-$1" "$PWD/../shared/vectors/$1/config"
  start_run
  feed "$work/$1.jsonl"
  await_evaluated "$lines"
  same "$1: on time" "$2" "$(total kept)"
  same "$1: late" "$3" "$(total broken)"
  same "$1: open past due" "$4" "$(total overdue)"
  same "$1: no deadline" "$5" "$(total none)"
  same "$1: cases" "$(gunzip -c "../shared/vectors/$1/want/cases.jsonl.gz" | wc -l)" "$(api 'cases?limit=1' | jq .total)"
  stop_run
}
verdicts boston 1252 278 109 361
verdicts receipt 952 377 105 0
exit $bad
