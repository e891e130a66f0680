#!/bin/bash
# The quarantine can store anything, whatever the sender wrote; and where it cannot, what lies behind goes on. A database in which it could not is refused.
. "$(dirname "$0")/lib.sh"
need_pg
need_kafka
city quarantine "$PWD/config"

for encoding in SQL_ASCII LATIN1; do
  psql -qAtX "$pg dbname=postgres" -c "create database ${encoding,,} encoding '$encoding' locale 'C' template template0" || give_up "no database in $encoding"
  for command in 'run --listen 127.0.0.1:0' 'collect --slot 7' 'serve --listen 127.0.0.1:0' rebuild alerts; do
    JIANCHA_DATABASE="$pg dbname=${encoding,,}" timeout 30 "$jiancha" $command >"$work/refused.log" 2>&1
    same "$encoding: $command" 2 $?
    grep -q "its encoding is $encoding, and jiancha needs UTF8" "$work/refused.log" && ok '… with a sentence' || fail "$(cat "$work/refused.log")"
  done
done
JIANCHA_DATABASE="$JIANCHA_DATABASE client_encoding=LATIN1" "$jiancha" rebuild --check >"$work/rebuild.log" 2>&1
same 'another encoding of the session is not taken over' 0 $?

# Whatever a sender may write, each with something behind it.
"$jiancha" simulate --seed 41 --cases 20 --from 2026-08-01 --to 2026-08-31 >"$work/good.jsonl"
lines=$(wc -l <"$work/good.jsonl")
long=$(printf '😀%.0s' {1..200})
with() { head -n 1 "$work/good.jsonl" | jq -c --arg long "a$long" "$1"; } # FILTER
{
  with '.event_id = $long'
  with '.source = $long'
  with '.type = $long'
  with '.case_no = "\u0001" + $long'
  with '.occurred_at = $long'
  with '.region = $long'
  with '.dept = $long'
  with '.channel = $long'
  with '.v = $long'
  with '.data.joint = $long'
  with '.[$long] = 1' | sed 's/}$/,"x":1,"x":2}/'
  printf '\xff\xfe\x00{"v":1}\n'
  printf '"\xf0\x9f\x98"\n'
  with '.event_id = "poison" | .source = null'
} >"$work/bad.jsonl"
n=$(wc -l <"$work/bad.jsonl")
start_run --workers 1
await 30 sql 'select 1 from reject limit 1' || give_up 'no tables'
# The database takes no row that says or holds "poison", and later none from that place at all.
sql "create table poison (at bigint); create function refuse() returns trigger language plpgsql security definer as
  'begin if position(convert_to(''poison'', ''UTF8'') in new.raw) > 0 or new.reason like ''%poison%'' or new.\"offset\" in (select at from poison) then raise exception ''poison''; end if; return new; end';
  create trigger refuse before insert on reject for each row execute function refuse()" || give_up 'no trigger'
"$jiancha" import "$work/bad.jsonl" >/dev/null 2>>"$work/import.log"
feed "$work/good.jsonl"
await_stored $((n + lines)) 60
same 'rejects' "$n" "$(sql 'select count(*) from reject')"
same 'of one the bytes are not there' 1 "$(sql "select count(*) from reject where raw = '' and reason like 'the database did not take the message: its bytes are in the log%'")"
same 'the others are whole' "$((n - 1))" "$(sql "select count(*) from reject where raw <> ''")"
same 'what lies behind' "$lines" "$(sql 'select count(*) from event')"
"$jiancha" rejects list >"$work/list" 2>&1
[ "$(sql "select count(*) from reject where reason like '%😀%'")" -gt 4 ] && ok 'sentences quote what was written' || fail 'no sentence quotes anything'
same 'they are listed' "$n" "$(wc -l <"$work/list")"
iconv -f UTF-8 -t UTF-8 "$work/list" >/dev/null && ok '… as UTF-8' || fail 'the list is no UTF-8'

sql 'insert into poison select next from kafka_offset'
head -n 1 "$work/bad.jsonl" >"$work/one.jsonl"
"$jiancha" import "$work/one.jsonl" >/dev/null 2>>"$work/import.log"
sed 's/"event_id":"/"event_id":"again-/' "$work/good.jsonl" >"$work/more.jsonl"
feed "$work/more.jsonl"
await_stored $((n + 1 + 2 * lines)) 60
same 'nothing of it can be stored: its place is' 1 "$(sql "select count(*) from unstored u join kafka_offset k using (topic, part) where u.\"offset\" < k.next and code <> ''")"
same 'what lies behind' $((2 * lines)) "$(sql 'select count(*) from event')"
grep -q 'the quarantine does not take it: .*only its place is stored' "$work/run.log" && ok 'it is said' || fail 'nothing is said'
grep -q 'starting it again' "$work/run.log" && fail 'a worker ended' || ok 'no worker ended'
exit $bad
