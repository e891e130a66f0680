#!/bin/bash
# A database that keeps the pages waiting: what needs none is answered all the while, a page that many want is made once, who has waited for too long
# is told so, and the server ends when it is told to.
. "$(dirname "$0")/lib.sh"
need_pg
psql -qAtX "$pg dbname=postgres" -c 'create database waiting' || give_up 'no database'
export JIANCHA_CONFIG=$PWD/config JIANCHA_DATABASE="$pg dbname=waiting"
"$jiancha" collect --brokers 127.0.0.1:1 2>"$work/collect.log" & # makes the tables before it looks for a broker
collect=$!
pids+=($collect)
tables() { [ "$(sql "select to_regclass('code_named') is not null and to_regrole('jiancha_web') is not null")" = t ]; }
await 30 tables || give_up 'no tables'
kill $collect
wait $collect

sign_in || give_up 'no account'
"$jiancha" serve --listen 127.0.0.1:0 --port-file "$work/port" 2>"$work/serve.log" &
serve=$!
pids+=($serve)
await 20 test -s "$work/port" || give_up 'no pages'
url=http://127.0.0.1:$(cat "$work/port")
code() { curl -s -m 60 -o "$work/out" -w '%{http_code}' "$url$1"; }
ask() { # N PATH: in the background; the statuses will be in codes.N
  asked=()
  rm -f "$work"/codes.*
  local i
  for ((i = 0; i < $1; i++)); do
    curl -s -m 60 -o "$work/page.$i" -w '%{http_code}\n' "$url$2" >"$work/codes.$i" &
    asked+=($!)
  done
}
count() { sort | uniq -c | awk '{ print $2 "x" $1 }' | paste -sd ' '; }
answered() { # waits for them: $codes
  wait "${asked[@]}"
  codes=$(cat "$work"/codes.* | count)
}
waiting() { sql "select count(*) from pg_stat_activity where application_name = 'jiancha-serve' and wait_event_type = 'Lock'"; }
waits() { [ "$(waiting)" = "$1" ]; }
same 'pages' 200 "$(code /)"

# A table that somebody holds: for less than the pages' patience
hold() {
  rm -f "$work/lock" && mkfifo "$work/lock"
  psql -qAtX "$JIANCHA_DATABASE" <"$work/lock" >"$work/lock.log" 2>&1 &
  holder=$!
  pids+=($holder)
  exec 8>"$work/lock"
  echo "begin; lock table counters; select 'held';" >&8
  await 10 grep -q held "$work/lock.log" || give_up 'no lock'
}
release() {
  exec 8>&-
  wait $holder
}
hold
ask 10 '/figures?month=2026-01'
await 10 waits 1 || fail "the page is made $(waiting) times"
for i in 1 2 3 4 5 6; do code /healthz && echo; done >"$work/healthz"
same 'healthz meanwhile' 200x6 "$(count <"$work/healthz")"
same 'rules meanwhile' 200 "$(code /rules)"
same 'alerts meanwhile' 200 "$(code /alerts)"
same 'made once for all who wait' 1 "$(waiting)"
release
answered
[[ $codes == @(200|503)x10 ]] && ok 'and the same is sent to each' || fail "sent: $codes" # 503: the lock was held for more than 5 s

# Backends that do not move at all, of all threads that make pages
backends() { sql "select string_agg(pid::text, ' ') from pg_stat_activity where application_name = 'jiancha-serve'"; }
all_connected() {
  ask 8 /cases
  answered
  [ "$(backends | wc -w)" -eq 4 ]
}
await 60 all_connected || give_up "only $(backends | wc -w) threads have a connection"
stopped=$(backends)
trap 'kill -CONT $stopped; finish' EXIT
kill -STOP $stopped || give_up 'the backends cannot be stopped'
ask 12 '/alerts'
same 'healthz while nothing moves' 200 "$(code /healthz)"
answered
same 'told after a while' 503x12 "$codes"
grep -q '暂时无法查询' "$work/page.0" && ok 'in words' || fail "in words: $(head -c 300 "$work/page.0")"
ask 2 '/api/v1/alerts'
answered
same 'and programs' 503x2 "$codes"
same 'in JSON' unavailable "$(jq -r .error.code "$work/page.0")"
kill -CONT $stopped
trap finish EXIT
back() { [ "$(code /alerts)" = 200 ]; }
await 30 back && ok 'pages again' || fail 'no pages again'

# It ends although a page waits
hold
ask 2 '/figures?month=2026-02'
await 10 waits 1 || fail 'nobody waits'
kill $serve
until=$((SECONDS + 15))
while kill -0 $serve 2>/dev/null && [ $SECONDS -lt $until ]; do sleep 0.1; done
kill -0 $serve 2>/dev/null && fail 'SIGTERM while a page waits: still there' || ok 'SIGTERM while a page waits: it ends'
wait $serve
same 'with exit code' 0 $?
release
exit $bad
