#!/bin/bash
# What people decide on the pages and by the API: handed to the clerk with the session it came with, who looks at it once more; every status with its
# code and sentence; two people on one order in the same instant; forms; a self-report to Kafka; a clerk that is away.
. "$(dirname "$0")/lib.sh"
need_pg
need_kafka
city post "$PWD/config"
start_run --workers 1
from=$(TZ=CST-8 date -d '20 days ago' +%F)
"$jiancha" simulate --seed 5 --cases 2000 --from "$from" >"$work/events.jsonl" || give_up simulate
feed "$work/events.jsonl"
await_evaluated "$(wc -l <"$work/events.jsonl")"

recent="state in ('open','cleared','standing') and level in ('yellow','red') and raised_at > now() - interval '3 days' and region like '3713__' and region <> '371300'"
IFS='|' read -r no rule region dept < <(sql "select case_no, rule, region, dept from alert where $recent and subject = '' order by case_no, rule limit 1")
[ -n "${no:-}" ] || give_up 'no recent alert in this city'
other=$(sql "select code from (values ('371302'),('371311')) v(code) where code <> '$region' limit 1")
alert=$(jq -cn --arg c "$no" --argjson r "$rule" '{case_no: $c, rule: $r, subject: ""}')

declare -A tokens
login() { # NAME ROLE [--own CODE]
  echo "Tests-2026 $1" | "$jiancha" user add "$1" --role "${@:2}" 2>>"$work/user.log" && tokens[$1]=$("$jiancha" user token add "$1" t) || give_up "no login $1"
}
login county region --own "$region"
login county2 region --own "$region"
login elsewhere region --own "$other"
login self bureau --own "$dept"
login reader auditor
tokens[reviewer]=$token
post() { # NAME JSON [PATH]: the status and the refusal's code
  command curl -s -m 30 -o "$work/api" -w '%{http_code}' -H "Authorization: Bearer ${tokens[$1]}" -H 'Content-Type: application/json' --data-binary "$2" "$url${3:-/api/v1/acts}"
  jq -r '" \(.error.code // .act // .event_id)"' "$work/api"
}
# A refusal has a sentence that an official can read: no two English words in a row.
in_chinese() { jq -r .error.message "$work/api" | grep -q '[^ -~]' && ! jq -r .error.message "$work/api" | grep -qE '[a-z]{2,} [a-z]{2,}' || fail "$1: $(jq -c .error "$work/api")"; }
clerk_there() { [ "$(post reviewer '{"act":"note","case_no":"'"$no"'","text":"看过"}')" = '201 note' ]; }
await 20 clerk_there && ok 'an act by the API' || give_up "no clerk: $(cat "$work/api")"
same 'as it stands in the log' "$(sql 'select body from act where seq = 1')" "$(jq -c 'del(.role_name, .act_name)' "$work/api")"
same 'with names beside' '市审批局 备注' "$(jq -r '"\(.role_name) \(.act_name)"' "$work/api")"
same 'by whose token it is' 'reviewer bureau' "$(jq -r '"\(.by) \(.role)"' "$work/api")"

issue=$(jq -cn --arg r "$region" --arg d "$dept" --argjson a "$alert" '{act: "issue", region: $r, dept: $d, alerts: [$a], reply_days: 5, text: "请说明", by: "mallory", role: "system", seq: 7, at: "2026-01-01T00:00:00+08:00"}')
same 'an order' '201 issue' "$(post reviewer "$issue")"
order=$(jq -r .order "$work/api")
same 'seq, at, by and role are not the sender'"'"'s' 'reviewer bureau 1' "$(jq -r '"\(.by) \(.role)"' "$work/api") $(($(jq .seq "$work/api") != 7))"
sign="{\"act\":\"sign\",\"order\":\"$order\"}"
while IFS='|' read -r what who json want; do
  same "$what" "$want" "$(post "$who" "$json")"
  case $want in 201*) ;; *) in_chinese "$what" ;; esac
done <<LIST
not JSON|reviewer|not json|400 bad_form
no such act|reviewer|{"act":"dance"}|400 bad_form
a field is missing|reviewer|{"act":"cancel","order":"$order"}|400 bad_form
a key twice|reviewer|{"act":"sign","act":"sign","order":"$order"}|400 bad_form
the bureau signs nothing|reviewer|$sign|403 not_allowed
an auditor decides nothing|reader|{"act":"note","order":"$order","text":"x"}|403 not_allowed
another county's order|elsewhere|$sign|403 not_yours
one's own department's|self|{"act":"cancel","order":"$order","text":"x"}|403 own_unit
an order that is not there|county|{"act":"sign","order":"2000-1"}|404 unknown_order
an appeal that is not there|reviewer|{"act":"uphold","case_no":"$no","rule":$rule,"subject":"","text":"x"}|404 unknown_appeal
an alert in a second order|reviewer|$issue|409 bad_state
no days to reply|reviewer|{"act":"return","order":"$order","reply_days":0,"text":"x"}|400 bad_form
a rule that is none|reviewer|{"act":"ack","case_no":"$no","rule":100,"subject":"","region":"$region","dept":"$dept"}|400 bad_form
an alert that is not there|county|{"act":"appeal","case_no":"$no","rule":118,"subject":"#9","region":"$region","dept":"$dept","text":"x"}|400 bad_form
a case that is not there|county|{"act":"note","case_no":"none","text":"x"}|403 not_yours
signed|county|$sign|201 sign
signed twice|county2|$sign|409 bad_state
LIST
same 'signed once more' '409 bad_state' "$(post county2 "$sign")"
same 'told the state' 1 "$(jq -r .error.message "$work/api" | grep -c 已签收)"
# Of a case that a unit does not see it is told what it is told of one that is not there, in the same words, also when somebody has appealed.
told_elsewhere() { # CASE ALERT
  local act
  for act in appeal ack note; do
    post elsewhere "$(jq -c --arg act $act --arg no "$1" --arg r "$other" --arg d "$dept" '. + {act: $act, case_no: $no, region: $r, dept: $d, text: "x"}' <<<"$2")"
    cat "$work/api"
  done
}
none=$(told_elsewhere none "$alert")
same 'a case that is not there: not the unit'"'"'s' 3 "$(grep -c '^403 not_yours' <<<"$none")"
same "another county's case: as none" "$none" "$(told_elsewhere "$no" "$alert")"
same 'nothing of what was refused is in the log' 3 "$(sql 'select count(*) from act')"
big=$(head -c 262000 /dev/zero | tr '\0' x)
printf '{"act":"note","order":"%s","text":"%s"}' "$order" "$big" >"$work/big"
same 'text that is too long' '400 bad_form' "$(post county @"$work/big")"
printf '%s' "$big$big" >"$work/big"
same 'a body that is too large' '413 too_large' "$(post county @"$work/big")"
same 'a method that it has not' '405 GET, HEAD, POST' "$(command curl -s -o /dev/null -D "$work/head" -w '%{http_code}' -X PUT -H "Authorization: Bearer $token" "$url/api/v1/acts") $(sed -n 's/^Allow: //p' "$work/head" | tr -d '\r')"
same 'nobody' 401 "$(command curl -s -o /dev/null -w '%{http_code}' -H 'Content-Type: application/json' -d "$sign" "$url/api/v1/acts")"

# --- each status has a sentence, in JSON to a program and on a page to a person (412: 16-life)
answered() { # STATUS WHO PATH FLAG…
  local who=$2 path=$3 code said
  code=$(command curl -s -m 30 -o "$work/said" -w '%{http_code}' ${tokens[$who]:+-H "Authorization: Bearer ${tokens[$who]}"} "${@:4}" "$url$path")
  case $path in
    /api/*) said=$(jq -r '.error | select(.code | test("^[a-z_]+$")) | .message' "$work/said") ;;
    *) said=$(sed -n '/<main/,$p' "$work/said" | grep -o '<p[^>]*>[^<]*' | sed 's/^[^>]*>//' | grep '[^ -~]' | head -n 1) ;;
  esac
  [ "$code" = "$1" ] && grep -q '[^ -~]' <<<"$said" && ok "$1 $path: $said" || fail "$1 $path: $code $(head -c 300 "$work/said")"
}
json=(-H 'Content-Type: application/json')
answered 400 reviewer '/api/v1/alerts?level=purple'
answered 400 reviewer '/alerts?level=purple'
answered 400 reviewer /api/v1/acts "${json[@]}" -d '[]'
answered 401 nobody /api/v1/alerts
answered 401 nobody /acts -d act=note
answered 403 county /api/v1/proposals
answered 403 county /proposals
answered 404 reviewer /api/v1/cases/none
answered 404 reviewer /cases/none
answered 404 reviewer /nothing
answered 404 reviewer /api/v1/nothing
answered 405 reviewer /api/v1/alerts -X DELETE
answered 405 reviewer /alerts -X PUT
answered 409 county /api/v1/acts "${json[@]}" -d "$sign"
answered 413 county /api/v1/acts "${json[@]}" --data-binary @"$work/big"
answered 413 county /acts --data-binary @"$work/big"
for type in '' text/plain application/xml application/jsonp; do # what is no JSON is not looked into, whatever it holds
  answered 415 county /api/v1/acts -H "Content-Type: $type" -d "$sign"
  answered 415 reviewer /acts -H "Content-Type: $type" -d act=note
done
answered 415 county /api/v1/reports -d "$sign" # curl calls it a form
answered 415 reviewer /acts "${json[@]}" -d "$sign"

# --- two people on one order in the same instant
same 'another order' '201 issue' "$(post reviewer "$(jq -c '.alerts = []' <<<"$issue")")"
order=$(jq -r .order "$work/api")
sign="{\"act\":\"sign\",\"order\":\"$order\"}"
for i in 1 2 3 4; do
  who=county
  [ $((i % 2)) -eq 0 ] && who=county2
  command curl -s -m 30 -o "$work/race.$i" -w '%{http_code}\n' -H "Authorization: Bearer ${tokens[$who]}" -H 'Content-Type: application/json' -d "$sign" "$url/api/v1/acts" >"$work/race.$i.code" &
  racers[i]=$!
done
wait "${racers[@]}"
same 'one wins, the others are told 409' '201 409 409 409' "$(cat "$work"/race.*.code | sort | paste -sd ' ')"
same 'and the state' 3 "$(cat "$work"/race.? | grep -c '现在是“已签收”')"

# --- forms
browser() { command curl -s -m 30 -b "$work/$1.jar" -c "$work/$1.jar" -o "$work/$1.page" -w '%{http_code} %{redirect_url}' "${@:3}" "$url$2" | sed "s#$url##; s/ *\$//"; }
hidden() { sed -n "s/.*name=\"$2\" value=\"\([^\"]*\)\".*/\1/p" "$work/$1.page" | head -n 1; }
for who in county reviewer; do
  browser $who /login >"$work/code"
  password="Tests-2026 $who"
  browser $who /login --data-urlencode "form=$(hidden $who form)" -d "login=$who" --data-urlencode "password=$password" >"$work/code"
  browser $who /logout >"$work/code"
done
csrf=$(hidden county csrf)
form() { browser county /acts --data-urlencode "csrf=$csrf" --data-urlencode 'back=/cases?no=1' "$@"; }
same 'a form without its token' 403 "$(browser county /acts -d "act=reply&order=$order&text=x")"
same 'a reply' '303 /cases?no=1' "$(form -d act=reply -d "order=$order" --data-urlencode $'text=第一行\r\n<b>"&第二行')"
same 'with its lines' '第一行|<b>"&第二行' "$(sql "select body::json ->> 'text' from act where act = 'reply'" | paste -sd '|')"
same 'by the session' county "$(sql "select by from act where act = 'reply'")"
page() { browser "$1" "$2" >"$work/code"; grep -o '<summary>[^<]*</summary></\?\|<details class="act"><summary>[^<]*' "$work/$1.page" | sed 's/.*>//' | paste -sd ' '; }
same 'what the bureau may do with a reply' '退回 办结 撤销 备注 转办' "$(page reviewer "/orders/$order")"
same 'what the unit may' '备注' "$(page county "/orders/$order")"
path="/cases/$(jq -rn --arg n "$no" '$n | @uri')"
page county "$path" | grep -q '申诉 知悉' && ok 'an alert of its own: appeal, take note' || fail "forms on the case: $(page county "$path")"
page reviewer "$path" | grep -q '申诉' && fail 'the bureau appeals' || ok 'the bureau appeals nothing'
browser county "$path" >"$work/code"
alerts=$(grep -o 'name="alert" value="[^"]*"' "$work/county.page" | head -n 1 | sed 's/.*value="//; s/"$//; s/&quot;/"/g')
same 'an appeal from the page' "303 $path" "$(browser county /acts --data-urlencode "csrf=$csrf" --data-urlencode "back=$path" -d act=appeal --data-urlencode "alert=$alerts" -d "region=$region" --data-urlencode "dept=$dept" --data-urlencode 'text=系统延迟')"
same 'is shown there' 1 "$(page county "$path" >"$work/code"; grep -c '系统延迟' "$work/county.page")"
same 'and decided on its own page' '成立 不成立' "$(page reviewer /appeals)"
same 'with the card beside what is said against it' 1 "$(grep -c '<p><span class="level [a-z]*">.*；发生 <time>' "$work/reviewer.page")"
same 'not by the unit' '' "$(page county /appeals)"
for who in county reviewer; do browser $who "/orders/$order" >"$work/code"; done
same 'who urges is told how, and nobody else' '0 1' "$(grep -c '催办' "$work/county.page") $(grep -c '催办' "$work/reviewer.page")"
same 'the first reply, and the forms beside the paper' '1 1' "$(grep -c '<dt>首次反馈</dt><dd>按时</dd>' "$work/county.page") $(tr -d '\n' <"$work/county.page" | grep -c '<aside class="side">.*<h2 id="desk">.*</aside>')"
same "another county's case, appealed: as none" "$none" "$(told_elsewhere "$no" "$alerts")"
urging=$(hidden reviewer csrf)
same 'the bureau urges' "303 /orders/$order" "$(browser reviewer /acts --data-urlencode "csrf=$urging" --data-urlencode "back=/orders/$order" -d act=note -d "order=$order" --data-urlencode 'text=请抓紧反馈')"
notes() { sql "select count(*) from act where act = 'note' and \"order\" = '$order'"; }
urge() { browser reviewer /acts --data-urlencode "csrf=$urging" --data-urlencode "back=/orders/$order" -d act=note -d "order=$order" --data-urlencode "text=$1" >"$work/code"; notes; }
before=$(notes)
same 'a form that comes twice is done once' "$before" "$(urge 请抓紧反馈)"
same 'which is told to the unit, and a note of its own is not' "1 $region $dept" "$(sql "select count(*) || ' ' || min(region) || ' ' || min(dept) from outbox where kind = 'order.noted' and key = '$order'")"
same 'a second reply: 409 on a page' 409 "$(form -d act=reply -d "order=$order" --data-urlencode 'text=很长的反馈<script>')"
same 'with the state, and what was written' '1 1 0' "$(grep -c '现在是“已反馈”' "$work/county.page") $(grep -c '很长的反馈&lt;script&gt;' "$work/county.page") $(grep -c '<script>' "$work/county.page")"
same 'which is said in English to whoever reads that' '409 1' "$(form -b jiancha-lang=en -d act=reply -d "order=$order" --data-urlencode 'text=很长的反馈') $(grep -c 'role="alert">Its state does not allow it: it is replied now\.<' "$work/county.page")"
same 'a form that was tampered with' 400 "$(form -d act=ack -d alert=nonsense)"
same 'not led to another server' '303 /' "$(browser county /acts --data-urlencode "csrf=$csrf" -d 'back=//evil.example' -d act=note -d "order=$order" -d text=x)"
same 'another text is another note, and so is the first one behind it' "$((before + 2)) $((before + 3))" "$(urge 请今天反馈) $(urge 请抓紧反馈)"
note="{\"act\":\"note\",\"order\":\"$order\",\"text\":\"x\"}"
same 'a program may say a thing twice' "201 note 201 note $((before + 5))" "$(post reviewer "$note") $(post reviewer "$note") $(notes)"
csrf=$urging
pick() { jq -cn --arg r "$region" --arg d "$dept" --arg t "$1" '{region: $r, dept: $d, alerts: []}'; }
same 'proposals are for the bureau' '200 403' "$(browser reviewer /proposals) $(browser county /proposals)"
same 'with the fields that all orders share' 1 "$(browser reviewer /proposals >"$work/code"; grep -c 'name="act" value="issue"\|没有要督办的' "$work/reviewer.page" | sed 's/[1-9].*/1/')"
before=$(sql 'select count(*) from orders')
same 'three at once, one of them no more' 200 "$(browser reviewer /acts/many --data-urlencode "csrf=$csrf" -d act=issue -d reply_days=5 --data-urlencode 'text=请整改' \
  --data-urlencode "pick=$(pick 1)" --data-urlencode "pick={\"region\":\"$region\",\"dept\":\"$dept\",\"alerts\":[$alert]}" --data-urlencode "pick=$(pick 3)")"
same 'a line each' '2 1 1' "$(grep -o '已进行' "$work/reviewer.page" | sed 1d | wc -l | tr -d ' ') $(grep -c '目前的状态不允许' "$work/reviewer.page") $(grep -c '选中3份，已进行2份' "$work/reviewer.page")"
same 'which leads to the order that it became' 2 "$(grep -o '<td><a href="/orders/[0-9]*-[0-9]*">' "$work/reviewer.page" | wc -l | tr -d ' ')"
same 'each an act of its own' $((before + 2)) "$(sql 'select count(*) from orders')"

# --- 转办: cancelled and issued to another unit, both or none, with a link each way
target=$(sed 1d config/departments.csv | cut -d, -f1 | grep -v "^$dept\$" | grep '^11371300' | sed -n 2p)
moved() { browser reviewer /acts/transfer --data-urlencode "csrf=$csrf" --data-urlencode "back=/orders/$order" -d "order=$order" --data-urlencode "$@" -d reply_days=5 --data-urlencode 'words=请核查<1>件' --data-urlencode 'text=应由市直部门办理'; }
log=$(sql 'select count(*) from act')
same 'to no unit' 400 "$(moved dept=nonsense)"
same 'of a text that is missing' 400 "$(browser reviewer /acts/transfer --data-urlencode "csrf=$csrf" -d "order=$order" -d "dept=$target" -d reply_days=5 -d text=x)"
same 'of an order that is not there' 404 "$(order=2000-1 moved "dept=$target")"
same 'nothing was done' "$log" "$(sql 'select count(*) from act')"
same 'passed on' "303 /orders/$order" "$(moved "dept=$target")"
same 'both acts, the new one first' 'issue cancel' "$(sql "select body::json ->> 'act' from act where seq > $log order by seq" | xargs)"
new=$(sql "select body::json ->> 'order' from act where seq = $log + 1")
same 'the former is cancelled, the new one the other unit'"'"'s' "cancelled issued $target" "$(sql "select (select state from orders where \"order\" = '$order') || ' ' || state || ' ' || dept from orders where \"order\" = '$new'")"
links() { browser reviewer "/orders/$1" >"$work/code"; grep -o "$3<a href=\"/orders/$2\"" "$work/reviewer.page" | wc -l; }
same 'a link each way' '1 1' "$(links "$order" "$new" 转办至) $(links "$new" "$order" 转办自)"
same 'twice is refused, whole' '409 2' "$(moved "dept=$target") $(($(sql 'select count(*) from act') - log))"
same 'each is told' 'order.cancelled order.issued' "$(sql "select kind from outbox where key in ('$order', '$new') and kind in ('order.cancelled', 'order.issued') and (key = '$new' or kind = 'order.cancelled') order by kind" | xargs)"

# --- a self-report
report() { jq -cn --arg r "$1" '{v: 1, event_id: "r1", source: "county", type: "monthly_report", occurred_at: "2026-10-05T09:00:00+08:00", region: $r, data: {month: "2026-09", counters: {completed: 7}}}'; }
same 'a self-report' '202 r1' "$(post county "$(report "$region")" /api/v1/reports)"
reported() { [ "$(sql "select counters from monthly_report where region = '$region'")" = '{"completed": 7}' ]; }
await 30 reported && ok 'comes by way of Kafka' || fail 'the report did not arrive'
same "another county's" '403 not_yours' "$(post elsewhere "$(report "$region")" /api/v1/reports)"
same 'an auditor reports nothing' '403 not_allowed' "$(post reader "$(report "$region")" /api/v1/reports)"
same 'a report that is none' '400 missing_field' "$(post county '{"v":1}' /api/v1/reports)"
in_chinese 'a report that is none'
same 'another event' '400 unknown_type' "$(post county "$(head -n 1 "$work/events.jsonl")" /api/v1/reports)"

# --- and one by form
last=$(TZ=CST-8 date -d "$(TZ=CST-8 date +%Y-%m-01) -1 day" +%Y-%m)
for step in 'accepted {"kind":"instant","doc_no":"1"}' 'decided {"outcome":"granted","doc_no":"2"}'; do # what the system has of that month
  jq -cn --arg t "${step%% *}" --argjson d "${step#* }" --arg r "$region" --arg u "$dept" --arg i "$(sed -n 2p config/items.csv | cut -d, -f1)" --arg at "$last-10T09:00:00+08:00" \
    '{v: 1, event_id: $t, source: "t", type: $t, case_no: "PAST-1", occurred_at: $at, recorded_at: $at, region: $r, dept: $u, item: $i, data: $d}'
done >"$work/past.jsonl"
feed "$work/past.jsonl"
last_no=$((${last%-*} * 12 + 10#${last#*-} - 1))
counted() { [ "$(sql "select coalesce(sum(completed), 0) from counters where region = '$region' and month = $last_no")" -gt 0 ]; }
await 60 counted || give_up "no figures of $last"
browser county /reports/new >"$work/code"
csrf=$(hidden county csrf) once=$(hidden county once)
fill() { browser county /reports/new --data-urlencode "csrf=$csrf" -d "once=$once" -d "month=$last" "$@"; }
same 'a figure for each counter' "$(grep -c '^COUNTER(' analyzer/counters.def)" "$(grep -c 'type="number"' "$work/county.page")"
same 'by subject, with what each means' '11 11' "$(grep -c '<fieldset><legend>' "$work/county.page") $(grep -c '这几项的口径' "$work/county.page")"
field() { tr -d '\n' <"$work/$1.page" | sed "s/.*<input id=\"c-$2\"\(.*\)/\1/; s/<.div>.*//"; }
system=$(sql "select sum(completed) from counters where region = '$region' and month = $last_no")
field county completed | grep -q ">系统 $system<" && ok 'beside what the system has counted' || fail "the system's figure: $(field county completed), $system"
same 'a wrong figure' 400 "$(fill -d "region=$region" -d completed=8x -d accepted=12)"
field county completed | grep -q 'aria-invalid="true".*value="8x".*应是不小于零的整数' && ! field county accepted | grep -q aria-invalid && field county accepted | grep -q 'value="12"' &&
  ok 'is named beside its field, and nothing that was filled in is lost' || fail "the form again: $(field county completed); $(field county accepted)"
same 'it is the same report still' "$once" "$(hidden county once)"
same 'a month that has not ended, a region that does not report' '400 400' "$(browser county "/reports/new?month=$(TZ=CST-8 date +%Y-%m)") $(browser reviewer '/reports/new?region=371300')"
browser reviewer /reports/new >"$work/code"
same 'the bureau says first for whom' '0 1' "$(grep -c 'type="number"' "$work/reviewer.page") $(grep -c 'select name="region"' "$work/reviewer.page")"
browser reviewer "/reports/new?region=$region&month=$last" >"$work/code"
same 'and then has the same form' "$region $last $(grep -c '^COUNTER(' analyzer/counters.def)" "$(hidden reviewer region) $(hidden reviewer month) $(grep -c 'type="number"' "$work/reviewer.page")"
same 'wrong figures' '400 400 400' "$(fill -d "region=$region" -d completed=-1) $(fill -d "region=$region") $(fill -d "region=$region" -d completed=many)"
same "another county's" 403 "$(fill -d "region=$other" -d completed=8)"
same 'without its token' 403 "$(browser county /reports/new -d "once=$once" -d "month=$last" -d "region=$region" -d completed=8)"
same 'sent, twice' '200 200' "$(fill -d "region=$region" -d completed=8 -d accepted=) $(fill -d "region=$region" -d completed=8 -d accepted=)"
filled() { [ "$(sql "select counters from monthly_report where region = '$region' and event_id = '$once'")" = '{"completed": 8}' ]; }
await 30 filled && ok 'comes by way of Kafka, once' || fail "the form's report did not arrive: $(sql "select counters from monthly_report where region = '$region'")"
browser county "/reports/new?month=$last" >"$work/code"
field county completed | grep -q 'value="8"' && grep -q '这个月已经报过' "$work/county.page" && ok 'what was reported stands in the form' || fail "what was reported: $(field county completed)"
compared() { browser county "/reports?month=$last" >"$work/code"; grep -q '报送减系统' "$work/county.page"; }
await 30 compared && ok 'its differences are shown' || fail 'no differences'
same 'an auditor has no form' 0 "$(command curl -s -H "Authorization: Bearer ${tokens[reader]}" "$url/reports/new" | grep -c 'name="once"')"

# --- the clerk looks once more, and may be away
n=$(sql 'select count(*) from act')
socket=$(tr '\0' '\n' <"/proc/$(pgrep -P "$run" -f ' clerk ')/environ" | sed -n 's/^JIANCHA_CLERK_SOCKET=//p')
say() { # FIRST-LINE BODY
  python3 - "$socket" "$1" "$2" <<'EOP'
import socket, sys
s = socket.socket(socket.AF_UNIX)
s.connect(sys.argv[1])
s.sendall((sys.argv[2] + "\n" + sys.argv[3]).encode())
s.shutdown(socket.SHUT_WR)
answer = b""
while piece := s.recv(65536):
    answer += piece
print(answer.decode().split("\n")[0])
EOP
}
same 'the clerk takes no word for it' '401 unauthorized' "$(say "act session $(printf %064d 3)" "$sign")"
same 'nor a token that is none' '401 unauthorized' "$(say 'act token wang' "$sign")"
same 'nor nonsense' '400 bad_request' "$(say 'act' "$sign")"
same 'its socket is not for everybody' '660 700' "$(stat -c %a "$socket") $(stat -c %a "$(dirname "$socket")")"
same 'nothing was done' "$n" "$(sql 'select count(*) from act')"
clerk=$(pgrep -P "$run" -f ' clerk ')
kill -STOP "$clerk"
same 'a clerk that does not answer: 503' '503 unavailable' "$(post county "{\"act\":\"note\",\"order\":\"$order\",\"text\":\"x\"}")"
kill -CONT "$clerk"
kill -9 "$clerk"
back() { [ "$(post county "{\"act\":\"note\",\"order\":\"$order\",\"text\":\"y\"}")" = '201 note' ]; }
await 30 back && ok 'another clerk takes its place' || fail "no clerk: $(cat "$work/api")"
same 'an audit line an act' "$(sql 'select count(*) from act')" "$(sql "select count(*) from audit where what like 'act.%'")"
"$jiancha" audit verify >"$work/audit"; same 'the audit log is whole' 0 $?
stop_run
[ -e "$socket" ] && fail 'the socket was left behind' || ok 'no socket is left'
printf '%s\n' "${tokens[@]}" >"$work/secrets"
same 'no token in the log' 0 "$(grep -cF -f "$work/secrets" "$work/run.log")"
exit $bad
