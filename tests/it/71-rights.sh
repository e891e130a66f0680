#!/bin/bash
# Who may read: the pages act as jiancha_web alone. Where the login has not been granted it, `serve` does not start, whatever else it may.
. "$(dirname "$0")/lib.sh"
need_pg
psql -qAtX "$pg dbname=postgres" -c 'create database rights' -c 'create role plain login nosuperuser' || give_up 'no database'
export JIANCHA_CONFIG=$PWD/config JIANCHA_DATABASE="$pg dbname=rights"
as_plain=${JIANCHA_DATABASE/user=jiancha/user=plain}

start_serve() { # DATABASE FLAG…
  rm -f "$work/port"
  "$jiancha" serve --database "$@" --listen 127.0.0.1:0 --port-file "$work/port" 2>"$work/serve.log" &
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

token=$(printf %064d 1) # nobody's
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

sign_in || give_up 'no account'

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
sql 'grant jiancha_web to plain' || give_up 'grant'

# Who may write more than sessions, which are written by functions, does not run as the pages.
too_much() { # FLAG…: the exit code, and what it may do
  timeout 20 "$jiancha" serve --listen 127.0.0.1:0 "$@" 2>"$work/refused.log"
  echo "$? $(sed -n 's/.*the pages only read, and \(.*\): serve does not.*/\1/p' "$work/refused.log")"
}
same 'a login of its own that is the owner: refused' '1 jiancha is a superuser' "$(too_much --database-web "$JIANCHA_DATABASE" | cut -d, -f1)"
start_serve "$JIANCHA_DATABASE" --database-web "$as_plain"
same 'a login of its own that may read: pages' 200 "$(code /alerts)"
stop_serve
for right in 'insert on alert' 'update (state) on alert' 'delete on session' 'truncate on audit'; do
  sql "grant $right to jiancha_web"
  same "$right: refused" "1 jiancha_web may write ${right##* }" "$(too_much)"
  sql "revoke $right from jiancha_web"
done
# what the pages write they write by one of these, each of which does one thing
same 'functions that may write with the rights of their owner' 'account_change account_failed account_hash export_noted session_close session_find session_open session_visit' \
  "$(sql "select string_agg(proname, ' ' order by proname) from pg_proc where prosecdef and pronamespace = 'public'::regnamespace and provolatile = 'v' and has_function_privilege('jiancha_web', oid, 'execute')")"
sql 'grant jiancha_collector to plain'
same 'a login that may become a worker: refused' '1 plain may become jiancha_collector' "$(too_much --database-web "$as_plain" | cut -d, -f1)"
sql 'revoke jiancha_collector from plain'
sql 'alter role plain bypassrls'
same 'a login that passes by the policies: refused' '1 plain passes row-level security' "$(too_much --database-web "$as_plain")"
sql 'alter role plain nobypassrls'
start_serve "$JIANCHA_DATABASE" --database-web "$as_plain"
same 'without that: pages' 200 "$(code /alerts)"
stop_serve
exit $bad
