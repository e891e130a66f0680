#!/bin/bash
# Everything starts before its servers. That the database and the broker are not there is said once by each worker, and nothing more is needed when they come.
. "$(dirname "$0")/lib.sh"
need_pg
need_kafka
city late-servers "$PWD/config"
"$jiancha" simulate --seed 22 --cases 100 --from 2026-08-01 --to 2026-08-31 >"$work/all.jsonl"
tests/tools/pg stop "$TEST_WORK/pg"
tests/tools/kafka stop "$TEST_WORK/kafka"

times() { grep -c "$1" "$work/run.log"; }
said() { [ "$(times "$1")" -ge "${2:-2}" ]; }
start_run --workers 2
token=$(printf %064d 1) # nobody can say whose it is
same 'the process lives' ok "$(curl -s "$url/healthz")"
same 'pages say 503' 503 "$(curl -s -o "$work/page" -w '%{http_code}' "$url/")"
await 20 said 'collect [01]: .*database not reachable' && ok 'no database: said' || fail 'no word of the database'
tests/tools/pg start "$TEST_WORK/pg" >/dev/null 2>&1 || give_up 'the database did not start'
await 30 said 'collect [01]: .*kafka not reachable' && ok 'no broker: said' || fail 'no word of the broker'
tests/tools/kafka start "$TEST_WORK/kafka" >/dev/null 2>"$work/kafka.err" || give_up 'Kafka did not start'
feed "$work/all.jsonl"
await_stored "$(wc -l <"$work/all.jsonl")" 60
ok 'it reads when both are there'
sign_in || give_up 'no account'
same 'pages' 200 "$(curl -s -o "$work/page" -w '%{http_code}' "$url/")"
await 20 said 'collect [01]: .*kafka is back'
for what in 'database not reachable' 'database is back' 'kafka not reachable' 'kafka is back'; do
  same "$what: once for each worker" 2 "$(times "collect [01]: .*$what")"
done
grep -q 'starting it again' "$work/run.log" && fail 'a child ended' || ok 'no child ended'
exit $bad
