#!/bin/bash
# Who may read: the pages act as jiancha_web alone. Where the login has not been granted it, `serve` does not start, whatever else it may.
. "$(dirname "$0")/lib.sh"
need_pg
psql -qAtX "$pg dbname=postgres" -c 'create database rights' -c 'create role plain login nosuperuser' || give_up 'no database'
export JIANCHA_CONFIG=$PWD/config JIANCHA_DATABASE="$pg dbname=rights"
as_plain=${JIANCHA_DATABASE/user=jiancha/user=plain}

start_serve() { # DATABASE
  rm -f "$work/port"
  "$jiancha" serve --database "$1" --listen 127.0.0.1:0 --port-file "$work/port" 2>"$work/serve.log" &
  serve=$!
  pids+=($serve)
  await 20 test -s "$work/port" || give_up 'no pages'
  url=http://127.0.0.1:$(cat "$work/port")
}
stop_serve() {
  kill $serve
  wait $serve
}
code() { curl -s -m 20 -o "$work/out" -w '%{http_code}' "$url$1"; }
refuses() { # DATABASE: the exit code, and whether it says what to grant
  timeout 20 "$jiancha" serve --database "$1" --listen 127.0.0.1:0 2>"$work/refused.log"
  echo "$? $(grep -c 'grant jiancha_web to the login' "$work/refused.log")"
}

start_serve "$as_plain"
same 'no tables yet: it waits for them' 503 "$(code /alerts)"
same 'and is alive' 200 "$(code /healthz)"
stop_serve
"$jiancha" collect --brokers 127.0.0.1:1 2>"$work/collect.log" & # makes the tables before it looks for a broker
collect=$!
pids+=($collect)
tables() { [ "$(sql "select to_regclass('code_named') is not null and to_regrole('jiancha_web') is not null")" = t ]; }
await 30 tables || give_up 'no tables'
kill $collect
wait $collect

same 'not granted: refused, and told what to grant' '1 1' "$(refuses "$as_plain")"
sql 'grant select on all tables in schema public to plain' || give_up 'grant'
same 'with rights of its own: refused all the same' '1 1' "$(refuses "$as_plain")"
sql 'grant jiancha_web to plain' || give_up 'grant'
start_serve "$as_plain"
same 'granted: pages' 200 "$(code /alerts)"
sql 'revoke select on alert from jiancha_web' || give_up 'revoke'
same 'and with the rights of jiancha_web, not those of the login' 500 "$(code /alerts)"
sql 'grant select on alert to jiancha_web' || give_up 'grant'
same 'again' 200 "$(code /alerts)"
sql 'revoke jiancha_web from plain' || give_up 'revoke'
sql "select pg_terminate_backend(pid) from pg_stat_activity where usename = 'plain'" >"$work/ended"
same 'taken away meanwhile: no pages rather than other rights' 503 "$(code /alerts)"
same 'and is alive' 200 "$(code /healthz)"
stop_serve
exit $bad
