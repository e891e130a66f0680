# What the integration tests share. Each is a script that prints "ok NAME", "FAIL NAME" and "skip NAME"; run alone it makes its own servers,
# under tests/run they are shared. Waiting is always for a condition, with an end.
set -u
cd "$(dirname "${BASH_SOURCE[0]}")/../.." || exit 1
jiancha=${JIANCHA:-$PWD/jiancha}
name=$(basename "$0" .sh)
pids=()
own_work=''
[ -n "${TEST_WORK:-}" ] || { own_work=$(mktemp -d /tmp/jiancha-test.XXXXXX) && chmod 711 "$own_work" && TEST_WORK=$own_work; }
work=$TEST_WORK/$name
mkdir -p "$work" || exit 1

bad=0
ok() { echo "ok   $name: $1"; }
fail() { echo "FAIL $name: $1"; bad=1; }
same() { if [ "$2" = "$3" ]; then ok "$1"; else fail "$1: $3, expected $2"; fi; }
# The same, for two files that hold something.
alike() {
  if [ -s "$2" ] && cmp -s "$2" "$3"; then ok "$1"; else fail "$1"; diff "$2" "$3" | head -n 6 | cut -c1-300 >&2; fi
}
give_up() { fail "$1"; tail -n 15 "$work"/*.log >&2 2>/dev/null; exit 1; }

finish() {
  local rc=$? p until=$((SECONDS + 20))
  trap '' INT TERM
  trap - EXIT
  for p in "${pids[@]}"; do kill "$p" 2>/dev/null; done
  for p in "${pids[@]}"; do
    while kill -0 "$p" 2>/dev/null; do
      [ $SECONDS -lt $until ] || kill -9 "$p"
      sleep 0.1
    done
  done
  if [ -n "$own_work" ]; then
    [ ! -e "$own_work/kafka" ] || tests/tools/kafka stop "$own_work/kafka"
    [ ! -e "$own_work/pg" ] || tests/tools/pg stop "$own_work/pg"
    rm -rf "$own_work"
  fi
  exit $rc
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

need_shared() { [ -e ../shared/vectors/run ] || { echo "skip $name: there is no ../shared/vectors"; exit 0; }; }
need_kafka() {
  local rc
  export JIANCHA_BROKERS
  JIANCHA_BROKERS=$(tests/tools/kafka start "$TEST_WORK/kafka" 2>"$work/kafka.err")
  rc=$?
  [ $rc -eq 0 ] && return
  [ $rc -eq 77 ] && [ "${CI:-}" != true ] && { echo "skip $name: no Apache Kafka from Maven Central"; exit 0; }
  cat "$work/kafka.err" >&2
  give_up "Kafka did not start"
}
need_pg() {
  pg=$(tests/tools/pg start "$TEST_WORK/pg" 2>"$work/pg.err") || { cat "$work/pg.err" >&2; give_up "PostgreSQL did not start"; }
}

# A database, an events topic and a group of this name's own; the topic of reports too.
city() { # NAME CONFIG
  local db=${1//-/_}
  psql -qAtX "$pg dbname=postgres" -c "create database $db" || give_up "no database $db"
  export JIANCHA_CONFIG=$2 JIANCHA_DATABASE="$pg dbname=$db" JIANCHA_GROUP=$1 JIANCHA_TOPIC_EVENTS=$1 JIANCHA_TOPIC_REPORTS=$1-reports
  tests/tools/kafka topic "$TEST_WORK/kafka" "$1" 8 >"$work/topic.err" 2>&1 && tests/tools/kafka topic "$TEST_WORK/kafka" "$1-reports" 1 >>"$work/topic.err" 2>&1 ||
    { cat "$work/topic.err" >&2; give_up "no topic $1"; }
}
sql() { psql -qAtX "$JIANCHA_DATABASE" -c "$1" 2>/dev/null; }
feed() { "$jiancha" import "$@" >"$work/sent" 2>>"$work/import.log" || give_up "import $*"; }

# Pages are asked for as a reviewer, by a token; who wants to be nobody, or somebody else, calls `command curl`.
# An account can be made only where there is a database: what starts without one signs in later.
token='' token_of=''
sign_in() {
  [ "$token_of" != "$JIANCHA_DATABASE" ] || return 0
  echo 'Tests-2026 reviewer' | "$jiancha" user add reviewer --role bureau 2>>"$work/user.log" &&
    token=$("$jiancha" user token add reviewer tests 2>>"$work/user.log") && token_of=$JIANCHA_DATABASE && export TOKEN=$token
}
curl() { command curl ${token:+-H "Authorization: Bearer $token"} "$@"; }

# For jq: an object of the API without the names that stand beside its codes is one of replay.
plain='def plain: walk(if type == "object" then with_entries(select(.key | test("_(name|title|text)$") | not)) else . end);'

# `jiancha run` in the background: $run its pid, $url its pages.
start_run() {
  sign_in || token=''
  rm -f "$work/port"
  "$jiancha" run --listen 127.0.0.1:0 --port-file "$work/port" "$@" >>"$work/run.log" 2>&1 &
  run=$!
  pids+=($run)
  await 30 test -s "$work/port" || give_up "no pages within 30 s"
  url=http://127.0.0.1:$(cat "$work/port")
}
stop_run() {
  kill "$run"
  wait "$run"
}
worker_pids() { pgrep -P "$run" -f ' collect '; }

await() { # SECONDS COMMAND…
  local until=$((SECONDS + $1))
  shift
  until "$@"; do
    [ $SECONDS -lt $until ] || return 1
    sleep 0.1
  done
}
stored() { [ "$(sql 'select coalesce(sum(next), 0) from kafka_offset')" = "$1" ]; }
await_stored() { await "${2:-120}" stored "$1" || give_up "$(sql 'select sum(next) from kafka_offset') of $1 messages stored after ${2:-120} s"; }
# Stored is not yet judged: a backlog is seen as of its own time first, and a case whose day is over by now, or whose reference data is another, is evaluated once more.
settled() { [ "$(sql 'select count(*) from cases where next_change <= clock_timestamp() or version = $$$$')" = 0 ]; }
await_evaluated() { # MESSAGES [SECONDS]: who reads alerts, verdicts or counters waits for this
  await_stored "$@"
  await "${2:-120}" settled || give_up "$(sql 'select count(*) from cases where next_change <= clock_timestamp()') cases wait for their evaluation after ${2:-120} s"
}
