#!/bin/bash
# A bulletin's life: frozen by the clerk at its hour, also when the program was down then, by one of two, never unripe, whole or not at all; by command
# with its gap named; edited with history; published with its bytes; revised; verified from events and acts, each difference by its cell.
. "$(dirname "$0")/lib.sh"
need_pg
need_kafka
cp -r config "$work/config"
city life "$work/config"
# Every session of this database goes by a clock that can be set; the program begins late in a month that is over.
sql 'create schema clocks; grant usage on schema clocks to public; create table clocks.ahead (by interval); grant select on clocks.ahead to public;
  insert into clocks.ahead values (interval $$0$$);
  create function clocks.clock_timestamp() returns timestamptz language sql as $$select pg_catalog.clock_timestamp() + (select by from clocks.ahead)$$;
  create function clocks.now() returns timestamptz language sql as $$select pg_catalog.now() + (select by from clocks.ahead)$$;' || give_up 'no clock of our own'
sql "alter database ${JIANCHA_DATABASE##*=} set search_path = public, clocks, pg_catalog" || give_up 'no search path'
set_clock() { sql "update clocks.ahead set by = '$1'::timestamptz - pg_catalog.now()" || give_up 'the clock cannot be set'; }
frozen() { [ "$(sql "select count(*) from bulletin where period = '$1'")" = 1 ]; }
bulletin() { "$jiancha" bulletin "$@" >"$work/out" 2>"$work/err"; }
says() { # WHAT STATUS WORDS COMMAND…: its exit status, and words of what it says
  local what=$1 status=$2 words=$3
  shift 3
  bulletin "$@"
  same "$what: status" "$status" $?
  grep -qe "$words" "$work/out" "$work/err" && ok "$what: $words" || fail "$what: $(head -c 600 "$work/out" "$work/err")"
}
start_clerk() { # NAME
  "$jiancha" clerk >>"$work/$1.log" 2>&1 &
  pids+=($!)
  clerks+=($!)
}
stop_clerks() { # SIGNAL
  kill "-$1" "${clerks[@]}"
  wait "${clerks[@]}" 2>/dev/null
  clerks=()
}

set_clock '2026-03-27 12:00+08'
start_run --workers 1
"$jiancha" simulate --seed 16 --cases 1500 --from 2026-02-01 --to 2026-03-27 >"$work/all.jsonl" || give_up simulate
feed "$work/all.jsonl"
lines=$(wc -l <"$work/all.jsonl")
await_evaluated "$lines"
dept=$(sql "select dept from cases where region = '371302' order by case_no limit 1")
"$jiancha" acts add --act issue --region 371302 --dept "$dept" --reply-days 5 --text 请说明 --by zhang --role bureau >"$work/act" 2>&1 || give_up "no order: $(cat "$work/act")"
stop_run

# The hour of March comes while nothing runs. Two clerks alone: nobody has read on, so they wait, and say so after a day.
set_clock '2026-04-20 10:00+08'
start_clerk one
start_clerk two
waits() { [ "$(sql "select count(*) from bulletin_wait where period = '2026-03' and why like 'not read%'")" = 1 ]; }
await 60 waits && ok 'never unripe: it waits for the log' || fail 'nothing waits'
alarmed() { grep -q 'has waited for its freeze for more than 24 h' "$work/one.log"; }
await 60 alarmed && ok 'and raises an alarm after a day' || fail "$(cat "$work/one.log")"
same 'nothing is frozen' 0 "$(sql 'select count(*) from bulletin')"
same 'which is counted for who watches' '1|1' "$(sql 'set role jiancha_web; select waiting, late from watch_bulletins()')"
stop_clerks TERM

# Killed in the middle: what it has written goes with it.
mkfifo "$work/hold"
psql -qAtX "$JIANCHA_DATABASE" <"$work/hold" >/dev/null &
pids+=($!)
exec 8>"$work/hold"
echo 'begin; lock table audit in access exclusive mode;' >&8
held() { [ "$(sql "select count(*) from pg_locks where relation = 'audit'::regclass and mode = 'AccessExclusiveLock' and granted")" = 1 ]; }
await 10 held || give_up 'no lock'
"$jiancha" collect >"$work/collect.log" 2>&1 &
collect=$!
pids+=($collect)
start_clerk one
start_clerk two
in_it() { [ "$(sql "select count(*) from pg_stat_activity where datname = current_database() and application_name = 'jiancha-clerk' and wait_event_type = 'Lock' and query like '%audit%'")" -ge 1 ]; }
await 120 in_it && ok 'a freeze is in its middle' || give_up "no freeze: $(sql 'select why from bulletin_wait')"
stop_clerks KILL
echo 'rollback;' >&8 # the clerks have the pipe, too
exec 8>&-
same 'killed: nothing is frozen' '0 0' "$(sql 'select (select count(*) from bulletin) || $$ $$ || (select count(*) from bulletin_rank)')"
start_clerk one
start_clerk two
await 120 frozen 2026-03 && ok 'frozen by the clerk, down at its hour' || give_up "March is not frozen: $(sql 'select why from bulletin_wait')"
row() { sql "select state || ' ' || frozen_by || ' ' || (gap is null) from bulletin where period = '$1' and revision = $2"; }
same 'as it says of itself' 'frozen system true' "$(row 2026-03 1)"
same 'the hash is that of its tables' "$(sql 'select hash from bulletin')" "$(sql 'select tables from bulletin' | head -c -1 | sha256sum | cut -d' ' -f1)"
same 'one of two: an audit line and a notice' '1 1' "$(sql "select (select count(*) from audit where what = 'bulletin.freeze') || ' ' || (select count(*) from outbox where kind = 'bulletin.frozen' and key = '2026-03')")"
same 'nothing of the month before the first start, nothing waits' '1 0' "$(sql 'select (select count(*) from bulletin) || $$ $$ || (select count(*) from bulletin_wait)')"
stop_clerks TERM
kill $collect
wait $collect

# By command: nobody reads, which the annex names; not what is frozen, not what has not ended.
set_clock '2026-04-20 12:00+08'
says 'by command' 0 '"gap":"life' freeze 2026-02 --by 张三
"$jiancha" bulletin show 2026-02 | grep -q 数据缺口 && ok 'the annex names the gap' || fail 'no gap in the annex'
says 'frozen once' 1 'frozen already' freeze 2026-03 --by 张三
says 'not over' 1 'has not ended' freeze 2026-04 --by 张三
says 'nothing to publish' 1 'is not frozen' publish 2026-01 --by 张三
says 'without a name' 2 'needs --by' freeze 2026-02

# Wording, number, date: with history; figures never.
says 'publish without number' 1 'it has no number' publish 2026-03 --by 李四
says 'edit' 0 '"number":"临审服通〔2026〕11号"' edit 2026-03 --by 李四 --number 11 --signatory 临沂市行政审批服务局
says 'a number of another' 1 'another has this number' edit 2026-02 --by 李四 --number 11
says 'publish without date' 1 'it has no date' publish 2026-03 --by 李四
says 'edit' 0 '"dated":"2026-04-09"' edit 2026-03 --by 李四 --dated 2026-04-09
"$jiancha" bulletin show 2026-03 --wording >"$work/wording"
sed 's/^- \(按照.*\)$/- 经研究，\1/' "$work/wording" >"$work/wording.new"
says 'edit the words' 0 '"version":4' edit 2026-03 --by 王五 --text "$work/wording.new"
"$jiancha" bulletin show 2026-03 | grep -q 经研究 && ok 'the words are there' || fail 'the words are not there'
sed '0,/|[0-9,]*}/s/|[0-9,]*}/|999999}/' "$work/wording.new" >"$work/wrong"
says 'not a figure' 1 'does not read 999999' edit 2026-03 --by 王五 --text "$work/wrong"
sed '2s/$/全市办结7777件。/' "$work/wording.new" >"$work/wrong"
says 'nor one of its own' 1 'a figure must be one of the tables' edit 2026-03 --by 王五 --text "$work/wrong"
"$jiancha" bulletin list 2026-03 --history >"$work/history"
same 'history: who changed what' '李四 number 李四 dated 王五 text' "$(jq -r '.by + " " + .what' "$work/history" | xargs)"
psql -qAtX "$JIANCHA_DATABASE" -c "update bulletin set tables = '[]'" >/dev/null 2>&1 && fail 'figures can be changed' || ok 'figures cannot be changed'

# Published: only when each bottom place is decided; the same bytes ever after.
IFS='|' read -r league unit < <(sql "select league, unit from bulletin_bottom where period = '2026-03' order by league limit 1")
[ -n "${unit:-}" ] || give_up 'March has no bottom place'
says 'an undecided bottom place' 1 'neither confirmed nor waived' publish 2026-03 --by 李四
sql "select league, unit from bulletin_bottom where period = '2026-03'" | while IFS='|' read -r l u; do
  "$jiancha" acts add --act confirm --month 2026-03 --league "$l" --unit "$u" --text 定于4月22日约谈。 --by zhang --role bureau
done >"$work/confirm" 2>&1 || fail "confirm: $(cat "$work/confirm")"
says 'publish' 0 '"state":"published"' publish 2026-03 --by 李四
"$jiancha" bulletin show 2026-03 | grep -q '，已于4月20日确认，定于4月22日约谈。' && ok 'the sentence on the interview is made from the acts' || fail 'the interview is not in it'
"$jiancha" bulletin show 2026-03 | grep -q 经研究 && ok 'the wording stays' || fail 'the wording is gone'
says 'published once' 1 'published already' publish 2026-03 --by 李四
says 'never changed' 1 'it is published' edit 2026-03 --by 李四 --number 12
mkdir "$work/a" "$work/b"
"$jiancha" bulletin export 2026-03 --out "$work/a" && set_clock '2026-04-25 12:00+08' && "$jiancha" bulletin export 2026-03 --out "$work/b" || fail export
diff -r "$work/a" "$work/b" >/dev/null && ok 'each export is the same bytes' || fail 'exports differ'
for f in docx pdf xlsx csv json html; do
  sum=$(sha256sum <"$work/a/2026-03.$f" | cut -d' ' -f1)
  same "$f: its bytes are in the audit log" 1 "$(sql "select count(*) from audit where what = 'bulletin.publish' and about = '2026-03 1 $f whole $sum'")"
done
psql -qAtX "$JIANCHA_DATABASE" -c "update bulletin_file set body = ''" >/dev/null 2>&1 && fail 'published bytes can be changed' || ok 'published bytes cannot be changed'

# Verified; then a late event: it shows as a difference, the month's ranks stay, revision 2 corrects.
says 'verify' 0 'differences 0' verify 2026-03
bulletin diff 2026-03
same 'diff: nothing came later' '0 0' "$? $(wc -c <"$work/out")"
"$jiancha" rank --month 2026-03 >"$work/ranks"
start_run --workers 1
jq -c 'select(.region == "371302" and .type == "decided" and (.occurred_at | startswith("2026-03")))' "$work/all.jsonl" | head -n 40 |
  jq -c '.type = "complained" | .event_id = "late-" + .event_id | .data = {}' >"$work/late.jsonl"
feed "$work/late.jsonl"
await_evaluated $((lines += $(wc -l <"$work/late.jsonl")))
says 'what came later' 1 '"row":"371302","column":"complaints"' diff 2026-03
says 'verify, while the workers go on' 0 'differences 0' verify 2026-03
"$jiancha" rank --month 2026-03 >"$work/ranks.now"
alike 'ranks are those that were published' "$work/ranks" "$work/ranks.now"
says 'a later bulletin lists what has changed' 0 '上期数据变动' show 2026-04
says 'revise' 0 '"revision":2' revise 2026-03 --by 李四
says 'revised: not twice before it is published' 1 'only what is published' revise 2026-03 --by 李四
"$jiancha" bulletin show 2026-03 | grep -q '本件为临审服通〔2026〕11号的更正' && ok 'it says what it corrects' || fail 'it does not say what it corrects'
"$jiancha" bulletin show 2026-03 | grep -qE '更正内容：投诉由[0-9,]+更正为[0-9,]+.*；各项见附表[0-9]+。$' && ok 'what, from what, to what, and where all of it stands' || fail "$("$jiancha" bulletin show 2026-03 | grep 本件为)"
says 'one revision against another' 1 '"table":"county","row":"371302","column":"complaints","was":[0-9]*,"is":[1-9]' diff 2026-03 --revision 1 --against 2
bulletin diff 2026-03 --revision 2 --against 2
same 'a revision against itself' '0 0' "$? $(wc -c <"$work/out")"
says 'a revision that is not there' 1 'has no revision 9' diff 2026-03 --revision 1 --against 9
says 'against without a revision' 2 'needs --revision' diff 2026-03 --against 2
says 'verify revision 2' 0 'differences 0' verify 2026-03 --revision 2
says 'verify revision 1' 0 'differences 0' verify 2026-03 --revision 1
same 'rebuild keeps them' '2026-02 1 2026-03 1 2026-03 2' "$("$jiancha" rebuild >/dev/null 2>&1; sql "select period || ' ' || revision from bulletin order by 1" | xargs)"
mkdir "$work/c"
"$jiancha" bulletin export 2026-03 --revision 1 --out "$work/c"
diff -r "$work/a" "$work/c" >/dev/null && ok 'revision 1 stays' || fail 'revision 1 is another'

# The same life on the pages and in the API: through the clerk, for the bureau alone, each change of the version that was seen.
for who in county:region auditor:auditor; do
  own=(); [ $who = county:region ] && own=(--own 371302)
  echo "Tests-2026 ${who%:*}" | "$jiancha" user add "${who%:*}" --role "${who#*:}" "${own[@]}" 2>>"$work/user.log" || give_up "no login $who"
done
echo 'Tests-2026 clerk' | "$jiancha" user add 赵六 --role bureau 2>>"$work/user.log" || give_up 'no login 赵六'
declare -A tokens=([reviewer]=$token [county]=$("$jiancha" user token add county t) [auditor]=$("$jiancha" user token add auditor t))
life="$url/api/v1/bulletins/2026-Q1"
ask() { # NAME METHOD VERB [CURL-OPTION…]: the status and the refusal's code or the state
  command curl -s -m 80 -o "$work/api" -D "$work/head" -w '%{http_code}' -X "$2" -H "Authorization: Bearer ${tokens[$1]}" "${@:4}" "$life/$3"
  jq -r '" \(.error.code // .state)"' "$work/api"
}
put() { ask reviewer PUT text -H 'Content-Type: application/json' "$@"; }
etag() { sed -n 's/^ETag: //Ip' "$work/head" | tr -d '\r'; }
same 'frozen by the bureau alone' '403 not_allowed 403 not_allowed' "$(ask county POST freeze) $(ask auditor POST freeze)"
same 'nothing to read yet' '404 not_found' "$(ask reviewer GET text)"
same 'nor to change' '404 not_found' "$(put -H 'If-Match: *' -d '{"number":"21"}')"
same 'frozen by the API' '201 frozen' "$(ask reviewer POST freeze)"
same 'by whose token it is' 'reviewer 1' "$(jq -r '"\(.frozen_by) \(.revision)"' "$work/api")"
same 'frozen once' '409 conflict' "$(ask reviewer POST freeze)"
grep -q 已经定稿 "$work/api" && ok 'with a sentence' || fail "$(cat "$work/api")"
same 'a month that has not ended' 409 "$(command curl -s -o "$work/api" -w '%{http_code}' -X POST -H "Authorization: Bearer $token" "$url/api/v1/bulletins/2026-04/freeze")"
same 'its words' '200 frozen' "$(ask reviewer GET text)"
first=$(etag)
same 'the ETag is its version' '"2026-Q1.1.1"' "$first"
same 'no draft is a unit'"'"'s' '403 forbidden' "$(ask county GET text)"
same 'an auditor reads' '200 frozen' "$(ask auditor GET text)"
same 'without If-Match' '412 precondition_failed' "$(put -d '{"number":"21"}')"
grep -q If-Match "$work/api" && ok 'with a sentence' || fail "$(cat "$work/api")"
same 'not by the auditor' '403 not_allowed' "$(ask auditor PUT text -H 'Content-Type: application/json' -H "If-Match: $first" -d '{"number":"21"}')"
same 'number and date' '200 frozen' "$(put -H "If-Match: $first" -d '{"number":"21","dated":"2026-04-24","disclosure":"依申请公开"}')"
same 'the version goes on' 2 "$(jq .version "$work/api")"
same 'the same once more changes nothing' '200 frozen 2' "$(put -H "If-Match: $first" -d '{"number":"21","dated":"2026-04-24","disclosure":"依申请公开"}') $(jq .version "$work/api")"
same 'another of the version that was: 412' '412 precondition_failed' "$(put -H "If-Match: $first" -d '{"number":"22"}')"
grep -q 已被他人修改 "$work/api" && ok 'with a sentence' || fail "$(cat "$work/api")"
same 'the number is as it was' 21 "$(sql "select number_n from bulletin where period = '2026-Q1'")"
while IFS='|' read -r what json want; do
  same "$what" "$want" "$(put -H 'If-Match: *' -d "$json")"
done <<'LIST'
no number|{"number":"eleven"}|400 bad_form
no day|{"dated":"2026-02-30"}|400 bad_form
no such disclosure|{"disclosure":"公开"}|400 bad_form
nothing|{}|400 bad_form
not text|{"text":7}|400 bad_form
the number of another|{"number":"11"}|409 conflict
words of nothing|{"text":"- 全市办结7777件。"}|400 bad_form
LIST
grep -q '不是表中的数' "$work/api" && ok 'a figure of one'"'"'s own: which, in Chinese' || fail "$(cat "$work/api")"
ask reviewer GET text >"$work/code"
jq '{text: (.text | sub("按照"; "经研究，按照"))}' "$work/api" >"$work/new"
same 'the words' '200 frozen' "$(put -H "If-Match: $(etag)" -d @"$work/new")"
ask reviewer GET text >"$work/code"
same 'history' 'reviewer dated, reviewer disclosure, reviewer number, reviewer text' "$(jq -r '[.history[] | .by + " " + .what] | sort | join(", ")' "$work/api")"

# forms
browser() { command curl -s -m 80 -b "$work/$1.jar" -c "$work/$1.jar" -o "$work/$1.page" -w '%{http_code} %{redirect_url}' "${@:3}" "$url$2" | sed "s#$url##; s/ *\$//"; }
hidden() { grep -o "name=\"$2\" value=\"[^\"]*\"" "$work/$1.page" | sed 's/.*value="//; s/"$//; s/&quot;/"/g' | sed -n "${3:-1}p"; }
enter() { # JAR LOGIN PASSWORD
  browser "$1" /login >"$work/code"
  browser "$1" /login --data-urlencode "form=$(hidden "$1" form)" --data-urlencode "login=$2" --data-urlencode "password=$3" >"$work/code"
}
enter zhao 赵六 'Tests-2026 clerk'
enter county county 'Tests-2026 county'
desk=/bulletins/2026-Q1/desk
same 'a unit has no desk' 403 "$(browser county $desk)"
same 'the way to it stands beside the paper' 1 "$(browser zhao /bulletins/2026-Q1 >"$work/code"; grep -c "href=\"$desk\">修改、印发" "$work/zhao.page")"
same 'the desk' 200 "$(browser zhao $desk)"
csrf=$(hidden zhao csrf) match=$(hidden zhao match)
form() { browser zhao $desk --data-urlencode "csrf=$csrf" "$@"; }
same 'a form without its token' 403 "$(browser zhao $desk -d do=publish)"
same 'an edit by form' "303 $desk" "$(form -d do=text --data-urlencode "match=$match" -d number=2026-23 -d dated=2026-04-24 --data-urlencode 'signatory=临沂市行政审批服务局' --data-urlencode 'disclosure=主动公开')"
same 'sent twice' "303 $desk" "$(form -d do=text --data-urlencode "match=$match" -d number=2026-23 -d dated=2026-04-24 --data-urlencode 'signatory=临沂市行政审批服务局' --data-urlencode 'disclosure=主动公开')"
same 'is done once' '23 4' "$(sql "select number_n || ' ' || version from bulletin where period = '2026-Q1'")"
same 'of the version that was: 412' 412 "$(form -d do=text --data-urlencode "match=$match" --data-urlencode 'b=-' --data-urlencode 'w=我写了很久的<b>一段')"
same 'what was written is not lost' '1 1' "$(grep -c '我写了很久的&lt;b&gt;一段' "$work/zhao.page") $(grep -c 'name="match" value="&quot;2026-Q1.1.4&quot;"' "$work/zhao.page")"
same 'publishing what was not seen: 412' 412 "$(form -d do=publish --data-urlencode "match=$match")"
browser zhao $desk >"$work/code"
python3 - "$work/zhao.page" >"$work/fields" <<'EOP'
import html.parser, sys, urllib.parse
class Form(html.parser.HTMLParser):
    """The fields of the form with the words, as a browser sends them; one word put in."""
    def __init__(self):
        super().__init__()
        self.fields, self.form, self.area = [], None, None
    def handle_starttag(self, tag, attrs):
        a = dict(attrs)
        if tag == "form":
            self.form = []
        elif tag == "input" and self.form is not None:
            self.form.append((a["name"], a.get("value", "")))
        elif tag == "textarea":
            self.area = ""
    def handle_data(self, data):
        if self.area is not None:
            self.area += data
    def handle_endtag(self, tag):
        if tag == "textarea":
            self.form.append(("w", self.area.removeprefix("\n").replace("经研究", "经办公会议研究")))
            self.area = None
        elif tag == "form" and any(n == "w" for n, _ in self.form):
            self.fields = self.form
f = Form()
f.feed(open(sys.argv[1], encoding="utf-8").read())
print(urllib.parse.urlencode(f.fields), end="")
EOP
same 'the words by form' "303 $desk" "$(browser zhao $desk --data-binary @"$work/fields")"
"$jiancha" bulletin show 2026-Q1 | grep -q 经办公会议研究 && ok 'stand there' || fail 'the words are not there'
same 'and nothing else has changed' 1 "$(sql "select count(*) from bulletin_edit where period = '2026-Q1' and version = 5 and replace(was, '经研究', '经办公会议研究') = became")"
browser zhao $desk >"$work/code"
match=$(hidden zhao match)
same 'published by form' "303 $desk" "$(form -d do=publish --data-urlencode "match=$match")"
same 'twice is once' "303 $desk 1" "$(form -d do=publish --data-urlencode "match=$match") $(sql "select count(*) from outbox where kind = 'bulletin.published' and key = '2026-Q1'")"
same 'it is published, by him' 'published 赵六' "$(sql "select state || ' ' || published_by from bulletin where period = '2026-Q1'")"
browser zhao /bulletins >"$work/code"
same 'who may freeze and publish is led from the list to where that is done' 1 "$(grep -c 'href="/bulletins/2026-Q1/desk">已印发 ' "$work/zhao.page")"
same 'a unit reads it now' '200 403' "$(browser county /bulletins/2026-Q1.docx) $(browser county $desk)"
browser county /bulletins >"$work/code"
same 'and is offered its files, as of every one that is published' '2026-03 2026-Q1' "$(grep -o 'href="/bulletins/[^"]*\.pdf"' "$work/county.page" | grep -o '2026-[Q0-9]*' | sort | xargs)"

# Of what comes behind the published months a unit reads its own figures alone: no stock of another unit, or of the city, goes on into them.
sums() { # NAME PERIOD BY: what the API counts for him, of this unit and of all
  command curl -s -m 80 -H "Authorization: Bearer ${tokens[$1]}" "$url/api/v1/indicators?month=$2&by=$3" >"$work/api"
}
echo 'Tests-2026 dept' | "$jiancha" user add dept --role department --own "$dept" 2>>"$work/user.log" || give_up 'no login dept'
tokens[dept]=$("$jiancha" user token add dept t)
for who in county:region:371302 dept:dept:"$dept"; do
  IFS=: read -r who by own <<<"$who"
  for period in 2026-04 2026-Q2 2026-H1; do
    sums reviewer $period $by
    jq -c --arg u "$own" '.items[] | select(.unit == $u) | .counters' "$work/api" >"$work/bureau.sums"
    grep -q '"open_end":[1-9]' "$work/bureau.sums" || fail "$own has no stock in $period, the next says nothing: $(cat "$work/bureau.sums")"
    sums $who $period $by
    same "$who: of $period nobody but himself" "$own" "$(jq -r '.items[].unit' "$work/api" | xargs)"
    jq -c '.items[].counters' "$work/api" >"$work/own.sums"
    alike "$who: of $period his own" "$work/bureau.sums" "$work/own.sums"
    sums $who $period all
    jq -c '.items[].counters' "$work/api" >"$work/own.sums"
    alike "$who: all of $period is his own" "$work/bureau.sums" "$work/own.sums"
  done
  sums reviewer 2026-04 $by
  own_rate=$(jq -r --arg u "$own" '.items[] | select(.unit == $u) | .rates.on_time_rate | "\(.num) \(.den)"' "$work/api")
  sums reviewer 2026-03 all
  same "$who: the list of bulletins, his own and the city's" "$own_rate $(jq -r '.items[].rates.on_time_rate | "\(.num) \(.den)"' "$work/api")" \
    "$(command curl -s -m 80 -H "Authorization: Bearer ${tokens[$who]}" "$url/bulletins.json" |
      jq -r '.tables[0].rows[] | select(.[1] == "2026-04" or .[1] == "2026-03") | "\(.[7]) \(.[8])"' | xargs)"
done
# The list says of a frozen period what its bulletin says, whatever came later.
command curl -s -m 80 -H "Authorization: Bearer ${tokens[reviewer]}" "$url/bulletins.json" |
  jq -r '.tables[0].rows[] | select(.[3] | startswith("草稿") | not) | "\(.[1]) \(.[4]) \(.[5]) \(.[7]) \(.[9]) \(.[10])"' | sort >"$work/listed"
cut -d' ' -f1 "$work/listed" | while read -r period; do
  command curl -s -m 80 -H "Authorization: Bearer ${tokens[reviewer]}" "$url/api/v1/bulletins/$period" |
    jq -r --arg p "$period" '.tables[] | select(.id == "overall") | ([.columns[].key] | index("value")) as $v
      | (.rows | map({key: .[0], value: .[$v]}) | from_entries) | "\($p) \(.accepted) \(.completed) \(.on_time) \(.n_red) \(.n_yellow)"'
done >"$work/said"
alike 'the list of bulletins says what they say' "$work/said" "$work/listed"
sql "select count(*) from bulletin where revision > 1" | grep -qx 0 && fail 'nothing was revised, the last says little'
# Two cases come late: the due day of the one is over on a Saturday, of the other on a Friday; both are decided on the Thursday after.
late() { # NUMBER DAYS
  head -n 1 "$work/promised" | jq -c --arg no "$1" --argjson days "$2" '.case_no = $no | .item as $item | .dept as $dept
    | {v: 1, source: "late", case_no: $no, region: "371302", $dept, $item} as $of
    | ($of + {event_id: "a", type: "accepted", occurred_at: "2026-03-02T09:00:00+08:00", data: {kind: "promised", doc_no: "1", promised_days: $days, statutory_days: 20}}),
      ($of + {event_id: "d", type: "decided", occurred_at: "2026-03-12T09:00:00+08:00", data: {outcome: "granted", doc_no: "2"}})'
}
jq -c 'select(.region == "371302" and .type == "accepted" and .data.kind == "promised")' "$work/all.jsonl" >"$work/promised"
{ late LATE-OFF 4; late LATE-ON 3; } >"$work/late.jsonl"
feed "$work/late.jsonl"
await_evaluated $((lines += 4))
evidence() { command curl -s -m 80 -H "Authorization: Bearer ${tokens[reviewer]}" "$url/alerts?no=$1&view=all&rule=102" | sed 's/<[^>]*>//g' | grep -oE '已用 .*到期 [-0-9]*(（已过）)?'; }
same 'a due day that was over on a day off: it is past, though no more days are used' '已用 4 天，时限 4 天，到期 2026-03-06（已过）' "$(evidence LATE-OFF)"
same 'on a working day more are used than there were' '已用 4 天，时限 3 天，到期 2026-03-05' "$(evidence LATE-ON)"
# What is found late has a form of its own on the page of proposals, which says so to who has forms.
two='这里勾选的用它下面的按钮办理，与上面的清单分开'
browser zhao /proposals >"$work/code"
same 'two forms, and which button is of which' '2 1' "$(grep -o 'action="/acts/many"' "$work/zhao.page" | wc -l) $(grep -c "$two" "$work/zhao.page")"
command curl -s -m 80 -o "$work/page" -H "Authorization: Bearer ${tokens[reviewer]}" "$url/proposals"
same 'without forms no word of them' '1 0' "$(grep -c LATE-OFF "$work/page") $(grep -c "$two" "$work/page")"
# Ranks and scores stay as they were frozen; the page says whether what they are made of, which is of now, still adds up to them.
TOKEN=${tokens[reviewer]} python3 -B - "$url" >"$work/why" <<'EOF'
import json, os, sys, urllib.request
opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
opener.addheaders += [("Authorization", "Bearer " + os.environ["TOKEN"])]
get = lambda path: opener.open(sys.argv[1] + path, timeout=80).read().decode()
def rows(path):
    t = json.loads(get(path))["tables"][0]
    return [dict(zip([c["key"] for c in t["columns"]], r)) for r in t["rows"]]
for league in ("county", "zone", "department"):
    for u in rows(f"/rankings.json?month=2026-03&league={league}"):
        if not u["rank"]:
            continue
        at = f"month=2026-03&league={league}&unit={u['unit_code']}"
        whole = u["score"] + sum(r["lost"] or 0 for r in rows(f"/rankings.json?{at}&part=why")) == 100000
        page = get(f"/rankings?{at}")
        print(f"{league}:{u['unit_code']}", "whole" if whole else "later", ("之和即与满分的差" in page) == whole and ("通报定稿时的" in page) == (not whole))
EOF
same 'the parts of a frozen score add up to it, and the page says so' True "$(cut -d' ' -f3 "$work/why" | sort -u)"
grep -q '^county:371302 later' "$work/why" && grep -q whole "$work/why" && ok 'of who got late cases they do not' || fail "$(cat "$work/why")"
same 'published is published' '409 conflict' "$(put -H 'If-Match: *' -d '{"number":"24"}')"
browser zhao $desk >"$work/code"
match=$(hidden zhao match)
same 'revised, with its reason' "303 $desk" "$(form -d do=revise --data-urlencode "match=$match" --data-urlencode 'reason=补录<1>件')"
same 'twice is once' "303 $desk 2" "$(form -d do=revise --data-urlencode "match=$match" --data-urlencode 'reason=补录<1>件') $(sql "select max(revision) from bulletin where period = '2026-Q1'")"
"$jiancha" bulletin show 2026-Q1 | grep -q '更正原因：补录<1>件' && ok 'the reason stands in it' || fail 'no reason'
browser zhao $desk >"$work/code"
same 'the desk tells who did what' '1 1 1' "$(grep -c '更正定稿' "$work/zhao.page") $(grep -c '补录&lt;1&gt;件' "$work/zhao.page" | sed 's/[1-9].*/1/') $(grep -c '<ins>.*经办公会议研究' "$work/zhao.page")"
same 'and what differs' '200 200 404' "$(browser zhao "$desk?against=1") $(ask reviewer GET 'diff?against=1' | cut -c1-3) $(command curl -s -o /dev/null -w '%{http_code}' -H "Authorization: Bearer $token" "$url/api/v1/bulletins/2026-04/diff")"
same 'an audit line each' '2 4 6' "$(sql "select count(*) filter (where what = 'bulletin.freeze') || ' ' || count(*) filter (where what = 'bulletin.edit') || ' ' || count(*) filter (where what = 'bulletin.publish' and about like '% whole %' and about not like '%.%') from audit where about like '2026-Q1 %'")"
"$jiancha" audit verify >"$work/audit"; same 'the audit log is whole' 0 $?

# Whatever is changed is found, and its cell named.
tamper() { sql "alter table $1 disable trigger user; $2; alter table $1 enable trigger user" || give_up "$2"; }
sed -i 's/^\(11371300MB0000019T7000101007000,.*,20,\)5,/\11,/' "$work/config/items.csv"
says 'other items.csv now' 0 'differences 0' verify 2026-03 --revision 1
n=$(sql "select r.completed from bulletin_rank r where period = '2026-03' and revision = 1 and unit = '371302'")
tamper bulletin "create table kept as select tables from bulletin where period = '2026-03' and revision = 1; update bulletin set tables = regexp_replace(tables, '\"(submitted)\",\"([^\"]*)\",[0-9]+,', '\"\\1\",\"\\2\",1,') where period = '2026-03' and revision = 1"
says 'a stored figure' 1 '"table":"overall","row":"submitted","column":"value","stored":1,' verify 2026-03 --revision 1
grep -q 'not those of the hash' "$work/out" && ok 'a stored figure: the hash' || fail 'the hash is not missed'
tamper bulletin "update bulletin set tables = (select tables from kept) where period = '2026-03' and revision = 1"
case=$(sql "select case_no from event where type = 'submitted' and case_no in (select case_no from cases where region = '371302') and body like '%\"occurred_at\":\"2026-03-1%' order by 1 limit 1")
tamper event "update event set body = replace(body, '\"occurred_at\":\"2026-03-1', '\"occurred_at\":\"2026-02-1') where case_no = '$case' and type = 'submitted'"
says 'an event' 1 '"table":"county","row":"371302","column":"submitted"' verify 2026-03 --revision 1
tamper event "update event set body = replace(body, '\"occurred_at\":\"2026-02-1', '\"occurred_at\":\"2026-03-1') where case_no = '$case' and type = 'submitted'"
tamper act "update act set body = replace(body, '\"region\":\"371302\"', '\"region\":\"371311\"') where seq = 1"
says 'an act' 1 '"row":"371302","column":"orders","stored":1,"computed":0' verify 2026-03 --revision 1
tamper act "update act set body = replace(body, '\"region\":\"371311\"', '\"region\":\"371302\"') where seq = 1"
says 'as it was' 0 'differences 0' verify 2026-03 --revision 1

# Another program: said where a cell differs, and only there.
tamper bulletin "update bulletin set program = '0.0.1' where period = '2026-03' and revision = 1"
bulletin verify 2026-03 --revision 1
same 'another program, no difference: status' 0 $?
grep -q 'program' "$work/out" && fail 'another program is blamed for nothing' || ok 'another program, no difference: nothing is said of it'
tamper event "update event set body = replace(body, '\"occurred_at\":\"2026-03-1', '\"occurred_at\":\"2026-02-1') where case_no = '$case' and type = 'submitted'"
says 'another program, a difference' 1 "^it was frozen by program 0.0.1, this is $("$jiancha" version | grep -oE '[0-9]+\.[0-9]+\.[0-9]+' | head -n 1)" verify 2026-03 --revision 1
tamper event "update event set body = replace(body, '\"occurred_at\":\"2026-02-1', '\"occurred_at\":\"2026-03-1') where case_no = '$case' and type = 'submitted'"

# Longer periods: by command only; published without gnuplot, with its tables in the charts' places.
stop_run
set_clock '2027-01-12 10:00+08'
start_run --workers 1
await 120 settled || give_up 'cases stay due in the new year'
mkdir "$work/bin" "$work/long"
printf '#!/bin/sh\nexit 127\n' >"$work/bin/prlimit" # what prlimit does where there is no gnuplot
chmod +x "$work/bin/prlimit"
n=60
for period in 2026-Q2 2026-H1 2026; do
  same "$period: not by itself" 0 "$(sql "select count(*) from bulletin where period = '$period'")"
  says "$period: frozen" 0 '"state":"frozen"' freeze $period --by 张三
  says "$period: verified" 0 'differences 0' verify $period
  for at in a b; do # not published yet: made of what was stored, whenever that is
    PATH=$work/bin:$PATH bulletin export $period --out "$work/$at"
    set_clock '2027-01-12 11:00+08'
  done
  same "$period: the same bytes each time, in six formats" 6 "$(for f in docx pdf xlsx csv json html; do cmp -s "$work/a/$period.$f" "$work/b/$period.$f" && echo $f; done | wc -l)"
  says "$period: edited" 0 '"number"' edit $period --by 李四 --number $((n += 1)) --dated 2026-12-31
  PATH=$work/bin:$PATH says "$period: published" 0 '"state":"published"' publish $period --by 李四
  says "$period: verified" 0 'differences 0' verify $period
  bulletin export $period --out "$work/long"
  same "$period: exported" 0 $?
  same "$period: no charts" 0 "$(sql "select count(*) from bulletin_file where period = '$period' and name ~ '(svg|png)$'")"
  for f in docx pdf xlsx csv json html; do
    sum=$(sha256sum <"$work/long/$period.$f" | cut -d' ' -f1)
    same "$period: its $f" 1 "$(sql "select count(*) from audit where what = 'bulletin.publish' and about = '$period 1 $f whole $sum'")"
  done
  tests/tools/without-charts "$work/long/$period" >"$work/wrong" 2>&1 && ok "$period: the charts' tables stand in their places" || fail "$period: $(head -n 5 "$work/wrong")"
done
says 'a half-year that is not over' 1 'has not ended' freeze 2027-H1 --by 张三
sed -i '/^disclosure/d' "$work/config/bulletin.conf" 2>/dev/null
echo 'disclosure = 不予公开' >>"$work/config/bulletin.conf"
says 'not to be made public' 1 'not made public' export 2026-Q3 --draft --public --out "$work/long"
bulletin export 2026-Q3 --draft --out "$work/long"
same 'but for the office' 0 $?
tamper event "delete from event where case_no = '$case'"
says 'retention' 1 'have left the log' verify 2026-03 --revision 1
exit $bad
