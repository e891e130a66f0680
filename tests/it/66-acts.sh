#!/bin/bash
# What people decide, live: an order's life and an appeal with every live check; two at the same instant; a killed writer; eight writers; the log
# cannot be changed; live = replay of the export = rebuild; what changes is told through the outbox.
. "$(dirname "$0")/lib.sh"
need_pg
need_kafka
city acts-live "$PWD/config"
export JIANCHA_TOPIC_ALERTS=acts-live-notices
tests/tools/kafka topic "$TEST_WORK/kafka" "$JIANCHA_TOPIC_ALERTS" 4 >/dev/null 2>"$work/topic.err" || give_up 'no topic of notices'
start_run
from=$(TZ=CST-8 date -d '45 days ago' +%F)
"$jiancha" simulate --seed 5 --cases 4000 --from "$from" >"$work/events.jsonl" || give_up simulate
feed "$work/events.jsonl"
await_evaluated "$(wc -l <"$work/events.jsonl")"

act() { "$jiancha" acts add --act "$@" >"$work/act.out" 2>"$work/act.err"; }
bureau() { act "$@" --by zhang --role bureau; }
unit() { act "$@" --by li --role region --own "$region"; }
refused() { sed -n 's/^refused: \([a-z_]*\).*/\1/p' "$work/act.err"; }
order_state() { "$jiancha" orders --order "$1" | jq -r .state; }

# A yellow or red alert of the last week at a county.
recent="state in ('open','cleared','standing') and level in ('yellow','red') and raised_at > now() - interval '3 days' and region like '3713__' and region <> '371300'"
IFS='|' read -r no rule subject region dept < <(sql "select case_no, rule, subject, region, dept from alert where $recent and subject = '' order by case_no, rule limit 1")
[ -n "${no:-}" ] || give_up 'no recent alert in this city'
other=$(sql "select code from (values ('371302'),('371311')) v(code) where code <> '$region' limit 1")
alert=(--case "$no" --rule "$rule" --subject "$subject" --region "$region" --dept "$dept")

bureau issue "${alert[@]}" --reply-days 5 --text '请说明情况并反馈' || fail "issue: $(cat "$work/act.err")"
order=$(jq -r .order "$work/act.out")
same 'the first number of the year' "$(TZ=CST-8 date +%Y)-1" "$order"
bureau issue "${alert[@]}" --reply-days 5 --text '再发一份'
same 'no alert in two orders' bad_state "$(refused)"
bureau issue --case "$no" --rule "$rule" --subject "$subject" --region "$other" --dept "$dept" --reply-days 5 --text x
same "another unit's alert" bad_form "$(refused)"
act sign --order "$order" --by wang --role region --own "$other"
same "another unit's order" not_yours "$(refused)"
act sign --order "$order" --by wang --role bureau
same 'the bureau signs no order' not_allowed "$(refused)"
unit sign --order 2000-1
same 'an order that is not there' unknown_order "$(refused)"
unit sign --order "$order" || fail "sign: $(cat "$work/act.err")"
unit sign --order "$order"
same 'signed once' bad_state "$(refused)"
unit reply --order "$order" --text '已整改' && bureau return --order "$order" --reply-days 3 --text '不够具体' && unit reply --order "$order" --text '补充如下' &&
  bureau close --order "$order" || fail "the order's life: $(cat "$work/act.err")"
same 'closed after two rounds' '"closed" 2' "$("$jiancha" orders --order "$order" | jq -c '.state, .rounds' | xargs -d '\n' echo)"
bureau cancel --order "$order" --text x
same 'a closed order stays' bad_state "$(refused)"

# An appeal that is upheld: the alert is revoked and leaves the counters.
IFS='|' read -r no rule subject region dept level < <(sql "select case_no, rule, subject, region, dept, level from alert where $recent and case_no <> '$no' order by rule desc, case_no limit 1")
counter="select sum(n_$level) from counters where region = '$region' and dept = '$dept'"
before=$(sql "$counter")
bureau issue --case "$no" --rule "$rule" --subject "$subject" --region "$region" --dept "$dept" --reply-days 5 --text '请说明' || fail "issue: $(cat "$work/act.err")"
named=$(jq -r .order "$work/act.out")
void() { "$jiancha" orders --void | jq -r '"\(.order) \(.void)"' | paste -sd ' '; }
same 'orders --void: all stand' "$order 0 $named 0" "$(void)"
unit appeal --case "$no" --rule "$rule" --subject "$subject" --region "$region" --dept "$dept" --text '系统对接延迟所致' || fail "appeal: $(cat "$work/act.err")"
unit appeal --case "$no" --rule "$rule" --subject "$subject" --region "$region" --dept "$dept" --text '再次申诉'
same 'one appeal an alert' bad_state "$(refused)"
bureau uphold --case "$no" --rule "$rule" --subject "$subject" --text '属实' || fail "uphold: $(cat "$work/act.err")"
same 'revoked' revoked "$(sql "select state from alert where case_no = '$no' and rule = $rule and md5(subject) = md5('$subject')")"
same 'and out of the counters' $((before - 1)) "$(sql "$counter")"
same 'orders --void: what names it stands first' "$named 1 $order 0" "$(void)"
same 'orders --void --limit' "$named" "$("$jiancha" orders --void --limit 1 | jq -r .order)"
same 'orders --limit' "$order" "$("$jiancha" orders --limit 1 | jq -r .order)"
same 'the case as of now says it, too' revoked "$("$jiancha" case "$no" --json --as-of "$(TZ=CST-8 date +%Y-%m-%dT%H:%M:%S.%6N+08:00)" |
  jq -r --argjson rule "$rule" --arg subject "$subject" '.alerts[] | select(.rule == $rule and .subject == $subject).state')"

# Everything again out of the log.
"$jiancha" acts export >"$work/acts.jsonl"
agrees() { # WHAT
  now=$(TZ=CST-8 date +%Y-%m-%dT%H:%M:%S.%6N+08:00) # an act of this second is there
  "$jiancha" acts export >"$work/acts.jsonl"
  "$jiancha" replay --as-of "$now" --out "$work/want" --acts "$work/acts.jsonl" "$work/events.jsonl" >"$work/summary" || give_up replay
  same "$1: replay refuses none of the log" 0 "$(wc -l <"$work/want/refused.jsonl")"
  "$jiancha" orders >"$work/orders.jsonl"
  alike "$1: orders are those of replay" "$work/want/orders.jsonl" "$work/orders.jsonl"
  "$jiancha" alerts | grep -v '"state":"withdrawn"}$' >"$work/alerts.jsonl"
  alike "$1: alerts are those of replay" "$work/want/alerts.jsonl" "$work/alerts.jsonl"
  "$jiancha" indicators >"$work/indicators.jsonl"
  alike "$1: indicators are those of replay" "$work/want/indicators.jsonl" "$work/indicators.jsonl"
  "$jiancha" rebuild --check >"$work/rebuilt" 2>&1
  same "$1: rebuild finds no difference" 0 $?
}
agrees 'an order and an appeal'

# Two people at the same instant: one wins, the other is told the state.
bureau issue --region "$region" --dept "$dept" --reply-days 5 --text '手写督办' || fail "issue by hand: $(cat "$work/act.err")"
order=$(jq -r .order "$work/act.out")
for i in 1 2 3 4; do
  "$jiancha" acts add --act sign --order "$order" --by "li$i" --role region --own "$region" >"$work/sign.$i" 2>"$work/sign.$i.err" &
  signers[i]=$!
done
won=0
for i in 1 2 3 4; do wait "${signers[i]}" && won=$((won + 1)); done
same 'of four who sign at once one wins' 1 $won
same 'the others are told the state' 3 "$(cat "$work"/sign.*.err | grep -c '^refused: bad_state')"

# Eight writers, and one that is killed in the midst: numbers without gaps, never half an act.
jq -cn --arg r "$region" --arg d "$dept" 'range(60) | {act: "issue", region: $r, dept: $d, alerts: [], reply_days: 5, text: "第\(.)份"}' >"$work/many.jsonl"
writers=()
for i in 1 2 3 4 5 6 7 8; do
  "$jiancha" acts add --by "w$i" --role bureau "$work/many.jsonl" >"$work/writer.$i" 2>&1 &
  writers+=($!)
done
some() { [ "$(sql 'select count(*) from act')" -gt 60 ]; }
await 60 some || give_up 'the writers do not write'
kill -9 "${writers[0]}"
wait "${writers[@]}" 2>/dev/null
# More that are killed, each somewhere else in its work.
jq -cn --arg r "$region" --arg d "$dept" 'range(500) | {act: "issue", region: $r, dept: $d, alerts: [], reply_days: 5, text: "第\(.)份"}' >"$work/more.jsonl"
for k in 1 2 3 4 5 6; do
  at=$(sql 'select seq from act_head')
  "$jiancha" acts add --by "k$k" --role bureau "$work/more.jsonl" >"$work/killed.$k" 2>&1 &
  writer=$!
  further() { [ "$(sql 'select seq from act_head')" -gt $((at + k)) ]; }
  await 60 further || give_up 'the writer does not write'
  kill -9 $writer
  wait $writer 2>/dev/null
done
left() { [ "$(sql "select count(*) from pg_stat_activity where application_name = 'jiancha-acts' and state <> 'idle'")" = 0 ]; }
await 60 left || fail 'the sessions of killed writers stay'
same 'what a killed writer said is done is done' 0 "$(comm -23 <(cat "$work"/killed.* | jq -Rr 'fromjson? | .seq' | sort) <(sql 'select seq from act' | sort) | wc -l)"
n=$(sql 'select count(*) from act')
same 'numbers without gaps' "$n $n" "$(sql "select max(seq) || ' ' || (select seq from act_head) from act")"
same 'times in the order of numbers' 0 "$(sql 'select count(*) from (select at < lag(at) over (order by seq) as back from act) x where back')"
same 'order numbers without gaps' "$(sql 'select count(*) from orders')" "$(sql 'select max(n) from orders')"
same 'an order and its notice each issue' "$(sql "select count(*) || ' ' || count(*) from act where act = 'issue'")" \
  "$(sql "select count(*) || ' ' || (select count(*) from outbox where kind = 'order.issued') from orders")"
same 'an audit line an act' "$n" "$(sql "select count(*) from audit where what like 'act.%'")"
agrees 'nine writers'

# An act is told when it is stored as safely as the server's settings want it, here on a standby that does not exist: until then it is seen, and neither
# the writer nor the topic hears of it.
make -s build/tests/tools/consume >/dev/null || give_up 'consume is not built'
told() { [ "$(sql "select count(*) from outbox o where not exists (select from outbox_reader r where r.name = 'kafka' and (r.xid, r.n) >= (o.xid, o.n))")" = 0 ]; }
noted() { for p in 0 1 2 3; do build/tests/tools/consume "$JIANCHA_BROKERS" "$JIANCHA_TOPIC_ALERTS" $p; done | grep -c '"order.noted"'; }
await 60 told || fail 'notices wait'
same 'no note was told yet' 0 "$(noted)"
standby() { sql "alter system $1" && sql 'select pg_reload_conf()' >/dev/null; }
standby "set synchronous_standby_names = 'nobody'"
"$jiancha" acts add --act note --order "$order" --text '请尽快反馈' --by zhang --role bureau >"$work/held.out" 2>&1 &
writer=$!
# who waits for the standby with what an act is held back by; others of his are let go
holds() { # APPLICATION
  local waits="pg_stat_activity where datname = current_database() and application_name = '$1' and wait_event = 'SyncRep' and query"
  [ "$(sql "select count(*) from $waits like '%emit_message%'")" = 1 ] || { sql "select pg_terminate_backend(pid) from $waits not like '%emit_message%'" >/dev/null; false; }
}
await 60 holds jiancha-acts && ok 'the writer waits' || fail 'the writer does not wait for the standby'
same 'the act is seen' $((n + 1)) "$(sql 'select count(*) from act')"
await 60 holds jiancha-clerk && ok 'who tells the topic waits' || fail 'the clerk does not wait for the standby'
same 'and nobody was told' '0 0' "$(noted) $(wc -c <"$work/held.out")"
standby 'reset synchronous_standby_names'
wait $writer && grep -q '"act":"note"' "$work/held.out" && ok 'then the writer is told' || fail "the writer: $(cat "$work/held.out")"
await 60 told || fail 'notices wait'
same 'and the topic' 1 "$(noted)"
n=$((n + 1))

# The bulletin's draft out of the database is the one that replay makes.
month=$(TZ=CST-8 date -d "$(TZ=CST-8 date +%Y-%m-01) -1 day" +%Y-%m)
mkdir "$work/bulletin"
"$jiancha" bulletin export "$month" --out "$work/bulletin" >"$work/export.out" 2>&1 || fail "bulletin export: $(cat "$work/export.out")"
"$jiancha" replay --as-of "$(TZ=CST-8 date +%Y-%m-%dT%H:%M:%S.%6N+08:00)" --out "$work/want" --acts "$work/acts.jsonl" --bulletin "$month" "$work/events.jsonl" >"$work/summary"
for part in .tables '[.sections[].paragraphs]' .title; do
  jq -c "$part" "$work/want/bulletin.json" >"$work/part.want"
  jq -c "$part" "$work/bulletin/$month.json" >"$work/part.got"
  alike "bulletin export: $part as replay" "$work/part.want" "$work/part.got"
done
python3 - "$work/bulletin/$month" <<'END' && ok 'the archives hold well-formed XML, the PDF is one' || fail 'a file of the bulletin is broken'
import sys, zipfile, xml.dom.minidom
for suffix in ('docx', 'xlsx'):
    with zipfile.ZipFile(f'{sys.argv[1]}.{suffix}') as z:
        assert z.testzip() is None
        for name in z.namelist():
            if name.endswith(('.xml', '.rels')):
                xml.dom.minidom.parseString(z.read(name))
assert open(sys.argv[1] + '.pdf', 'rb').read(5) == b'%PDF-'
END
for f in trend.svg trend.png levels.svg; do [ -s "$work/bulletin/$month/$f" ] || fail "bulletin export: no $f"; done
"$jiancha" bulletin export 2001-01 --out "$work/bulletin" >/dev/null 2>&1
same 'no bulletin of that month' 1 $?

# Append-only.
for what in "update act set by = 'x'" 'delete from act' 'truncate act' "update audit set who = 'x'"; do
  psql -qAtX "$JIANCHA_DATABASE" -c "$what" >/dev/null 2>&1 && fail "$what is possible"
done
ok 'neither acts nor audit lines can be changed'

# Nonsense is refused by its form and changes nothing.
long=$(head -c 20000 /dev/zero | tr '\0' x)
printf '%s\n' '{"act":"issue"}' 'not json' '{"act":"dance"}' "{\"act\":\"note\",\"case_no\":\"$no\",\"text\":\"$long\"}" \
  '{"act":"note","case_no":"a\u0001b","text":"x"}' "{\"act\":\"note\",\"case_no\":\"$no\",\"text\":\"a\\u0000b\"}" >"$work/nonsense.jsonl"
{ printf '{"act":"note","case_no":"%s","text":"' "$no"; head -c 1000000 /dev/zero | tr '\0' x; printf '"}\n'; } >>"$work/nonsense.jsonl"
"$jiancha" acts add --by x --role bureau "$work/nonsense.jsonl" >"$work/nonsense.out" 2>"$work/nonsense.err"
same 'nonsense: exit 1' 1 $?
same 'each line named' 7 "$(grep -c ':[0-9]*: refused: bad_form' "$work/nonsense.err")"
same 'nothing stored' "$n" "$(sql 'select count(*) from act')"
# a text may hold any sign: it is kept as it came, and told as it came
printf '%s\n' "{\"act\":\"note\",\"case_no\":\"$no\",\"text\":\"\\u001b[31m\\t\\n\\u202e\\\"😀\"}" >"$work/signs.jsonl"
"$jiancha" acts add --by x --role bureau "$work/signs.jsonl" >"$work/signs.out" 2>"$work/signs.err" || fail "a text of strange signs: $(cat "$work/signs.err")"
same 'a text of strange signs is kept' "$(jq -c .text "$work/signs.jsonl")" "$("$jiancha" acts export | tail -n 1 | jq -c .text)"
grep -q "$(printf '\033')" "$work/signs.out" && fail 'a sign that commands the terminal is printed' || ok 'and is no command for a terminal'

# The outbox reaches its topic, each notice under an id of its own.
await 60 told && ok 'the outbox was sent' || fail "notices wait: $(sql 'select count(*) from outbox')"
same 'ids are unique' "$(sql 'select count(*) from outbox')" "$(sql "select count(distinct body::json ->> 'id') from outbox")"
same 'every order was told' "$(sql 'select count(*) from orders')" "$(sql "select count(*) from outbox where kind = 'order.issued'")"
same 'the alert was told as revoked' 1 "$(sql "select count(*) from outbox where kind = 'alert.revoked' and key = '$no'")"
exit $bad
