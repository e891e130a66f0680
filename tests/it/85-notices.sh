#!/bin/bash
# Notices: every kind of receiver is told, each notice once and in order; one that stands still, refuses or is away delays nobody else and loses
# nothing; no storm after it; a clerk that is killed; TLS that nobody vouches for; secrets in no log.
. "$(dirname "$0")/lib.sh"
need_pg
psql -qAtX "$pg dbname=postgres" -c 'create database notices' || give_up 'no database'
export JIANCHA_DATABASE="$pg dbname=notices" JIANCHA_CONFIG=$work/config RECEIVER_SECRET=SECs3cretofthetest
cp -r config "$work/config" && chmod -R u+w "$work/config" && echo 'topic_alerts =' >"$work/config/jiancha.conf" || give_up 'no configuration'
python3 tests/tools/receiver.py "$work" >"$work/receiver.err" 2>&1 &
receiver=$!
pids+=($receiver)
await 30 test -s "$work/port.http" || give_up 'no receivers'
http=http://127.0.0.1:$(cat "$work/port.http") https=https://localhost:$(cat "$work/port.https") smtp=smtp://127.0.0.1:$(cat "$work/port.smtp")
echo 'k3y-of-the-test' >"$work/token"

cat >"$work/config/notify.conf" <<END
link = https://jiancha.example
[receiver hook]
kind = webhook
url = $http/hook
token = file:$work/token
[receiver wecom]
kind = wecom
url = $http/wecom
token = file:$work/token
per_minute = 600
[receiver ding]
kind = dingtalk
url = $http/ding
token = file:$work/token
secret = env:RECEIVER_SECRET
[receiver post]
kind = mail
url = $smtp
starttls = 0
from = jiancha@example.cn
to = a@example.cn, b@example.cn
[receiver sms]
kind = http
url = $http/sms?to={to}
to = 13800000000
body = {"text":"{text}","id":"{id}","key":"{token}","case":"{case}"}
token = file:$work/token
[receiver safe]
kind = webhook
url = $https/safe
ca = $work/cert.pem
[rule hook-red]
to = hook
kinds = alert.raised, source.*
levels = red
[rule hook-rest]
to = hook
[rule wecom]
to = wecom
kinds = alert.raised
regions = 371302
[rule ding]
to = ding
kinds = alert.raised
[rule post]
to = post
kinds = alert.*, order.*
[rule sms]
to = sms
kinds = alert.raised
levels = red
[rule safe]
to = safe
kinds = order.*
END
"$jiancha" check >"$work/check.out" 2>"$work/check.err" || fail "check: $(cat "$work/check.err")"

start_clerk() {
  "$jiancha" clerk >>"$work/clerk.log" 2>&1 &
  clerk=$!
  pids+=($clerk)
}
start_clerk
readers() { [ "$(sql "select count(*) from outbox_reader where name like 'notify/%'")" = 7 ]; }
await 60 readers || give_up 'the rules are not there'

# tell KIND LEVEL RULE FROM TO [REGION]: a transaction with notices about the cases C-FROM … C-TO.
tell() {
  sql "insert into outbox (at, kind, key, region, dept, body)
    select t, '$1', no, '${6:-371302}', '11371302MB28572071', json_build_object('v', 1, 'id', md5('$1' || no), 'kind', '$1', 'at', to_char(t at time zone 'Asia/Shanghai', 'YYYY-MM-DD\"T\"HH24:MI:SS+08:00'),
      'region', '${6:-371302}', 'dept', '11371302MB28572071', 'object', json_build_object('case_no', no, 'rule', $3, 'subject', '', 'level', '$2', 'state', 'open'))
    from (select 'C-' || lpad(i::text, 6, '0') no, now() t from generate_series($4, $5) i) x order by no" || fail "tell $*"
}
got() { cat "$work/got.$1" 2>/dev/null; }
n_got() { got "$1" | wc -l; }
has_got() { [ "$(n_got "$1")" -ge "$2" ]; }
await_got() { await 60 has_got "$1" "$2" || give_up "$1 got $(n_got "$1") messages of $2"; }
# The ids of all notices that a webhook has got, in the order in which they came.
ids() { got "$1" | jq -r '.body | fromjson | .alerts[].annotations.id'; }
taken() { # RULE: nothing lies behind its place
  [ "$(sql "select count(*) from outbox o join outbox_reader r on r.name = 'notify/$1' where (o.xid, o.n) > (r.xid, r.n)")" = 0 ]
}

# What was there before a rule is not told; a red alert is told to all that ask for it.
tell alert.raised red 103 1 1
for r in hook wecom ding sms mail; do await_got $r 1; done
same 'webhook: its form' '4 firing hook 1' "$(got hook | jq -r '.body | fromjson | "\(.version) \(.status) \(.receiver) \(.alerts | length)"')"
same 'webhook: its labels' 'alert 103 red 371302 11371302MB28572071 C-000001' \
  "$(got hook | jq -r '.body | fromjson.alerts[0].labels | "\(.alertname) \(.rule) \(.severity) \(.region) \(.dept) \(.case_no)"')"
same 'webhook: link, id and bearer token' "https://jiancha.example/cases/C-000001 $(printf alert.raisedC-000001 | md5sum | cut -d' ' -f1) Bearer k3y-of-the-test" \
  "$(got hook | jq -r '(.body | fromjson.alerts[0] | "\(.generatorURL) \(.annotations.id)") + " " + .token')"
same '企业微信: key and form' 'key=k3y-of-the-test markdown true' "$(got wecom | jq -r '.query + " " + (.body | fromjson | "\(.msgtype) \(.markdown.content | contains("红牌"))")')"
python3 - "$work/got.ding" <<'END' && ok '钉钉: signed' || fail '钉钉: its signature'
import base64, hashlib, hmac, json, sys, urllib.parse
q = dict(urllib.parse.parse_qsl(json.loads(open(sys.argv[1]).readline())['query']))
want = base64.b64encode(hmac.new(b'SECs3cretofthetest', f"{q['timestamp']}\nSECs3cretofthetest".encode(), hashlib.sha256).digest()).decode()
assert q['access_token'] == 'k3y-of-the-test' and q['sign'] == want
END
same 'mail: to all, as text' '["<a@example.cn>","<b@example.cn>"] 监察：红牌 true true' \
  "$(got mail | jq -r '"\(.to | tojson) \(.subject | split(" ")[0]) \(.text | contains("C-000001")) \(.longest <= 78)"')"
same 'http: the template' '/sms to=13800000000 k3y-of-the-test C-000001 true' \
  "$(got sms | jq -r '"\(.path) \(.query) " + (.body | fromjson | "\(.key) \(.case) \(.text | contains("C-000001"))")')"

# What ends has the labels and fingerprint of what began.
tell alert.cleared red 103 1 1
await_got hook 2
same 'resolved, of the same fingerprint' 'firing resolved 1' "$(got hook | jq -rs '[.[].body | fromjson.alerts[0]] | "\(.[0].status) \(.[1].status) \([.[].fingerprint] | unique | length)"')"
# A real change, by a command.
"$jiancha" acts add --by zhang --role bureau --act issue --region 371302 --dept 11371302MB28572071 --reply-days 5 --text '只有单位能看的话' >"$work/act.out" 2>&1 ||
  "$jiancha" acts add --by zhang --role bureau --act issue --region 371302 --dept "$(awk -F, '$3 == 371302 {print $1; exit}' config/departments.csv)" --reply-days 5 --text '只有单位能看的话' >"$work/act.out" 2>&1 || fail "issue: $(cat "$work/act.out")"
await_got safe 1
await_got mail 3
same 'an order, by TLS' 'order order.issued' "$(got safe | jq -r '.body | fromjson.alerts[0] | "\(.labels.alertname) \(.annotations.kind)"')"
same 'nothing that a person wrote is told' 0 "$(cat "$work"/got.* | grep -c '只有单位能看的话\|zhang')"

# Each once, in order, while one receiver stands still, two refuse and one asks to wait.
echo hang >"$work/mode.ding"
echo 500 >"$work/mode.sms"
echo later >"$work/mode.mail" # 451 to each address
echo '429 1' >"$work/mode.wecom"
before=$(n_got hook)
for i in $(seq 11 30); do tell alert.raised red 103 "$i" "$i"; done
all_there() { [ "$(ids hook | grep -c .)" = 23 ]; }
await 60 all_there || give_up "hook got $(ids hook | wc -l) of 23"
same 'each once' 23 "$(ids hook | sort -u | wc -l)"
same 'in the order of the outbox' "$(for i in $(seq 11 30); do printf 'C-%06d\n' "$i"; done | paste -sd' ')" \
  "$(got hook | jq -r '.body | fromjson.alerts[] | select(.annotations.kind == "alert.raised") | .labels.case_no' | tail -n 20 | paste -sd' ')"
same '… though another stands still' 1 "$(n_got ding)"
told_off() { [ "$(n_got "$1.refused")" -ge 2 ]; }
await 60 told_off sms || fail 'sms was not tried again'
await 60 told_off wecom || fail 'wecom was not tried again'
failing() { [ "$(sql "select count(*) from outbox_reader where failing is not null and why in ('HTTP status 500', 'HTTP status 429')")" = 2 ]; }
await 30 failing && ok 'the table says who takes nothing, and why' || fail "$(sql 'select name, why from outbox_reader')"
unmailed() { [ "$(sql "select count(*) from outbox_reader where name = 'notify/post' and failing is not null and why <> ''")" = 1 ]; }
await 30 unmailed && ok 'nor does the mailbox' || fail "$(sql 'select name, why from outbox_reader')"
mails=$(n_got mail)

# The clerk is killed while they wait; 5,000 more come; then the receivers are back: nothing lost, a digest and no storm.
kill -9 $clerk
wait $clerk 2>/dev/null
tell alert.raised red 103 1001 6000
start_clerk
await 60 taken hook-red || give_up 'hook does not take the rest'
same 'and has got none' "$mails" "$(n_got mail)"
rm "$work/mode.ding" "$work/mode.sms" "$work/mode.wecom" "$work/mode.mail"
for rule in ding sms wecom post; do await 120 taken $rule || give_up "$rule does not take what waited"; done
same 'no storm' '1' "$([ $(($(n_got ding) + $(n_got sms) + $(n_got wecom))) -le 12 ] && [ $(($(n_got mail) - mails)) -le 4 ] && echo 1 || echo "$(n_got ding) $(n_got sms) $(n_got wecom) $(n_got mail)")"
same 'what waited is told in numbers' 5000 "$(got hook | jq -r '.body | fromjson | select(.truncatedAlerts > 0) | .truncatedAlerts' | awk '{n += $1} END {print n}')"
same 'in Chinese' true "$(got wecom | tail -n 1 | jq -r '.body | fromjson.markdown.content | contains("监察汇总") and contains("红牌")')"
same 'a robot gets no more than it takes' 1 "$(got wecom | jq -r '.body | fromjson.markdown.content | utf8bytelength' | awk '$1 > 4096 {bad = 1} END {print !bad}')"
same 'what was told is not told again' '' "$(ids hook | sort | uniq -d)"

# All receivers are away for a day: nobody listens where they were. What waits stays in the outbox longer than what all have read; back again each kind is
# told all of it in one message, and then what is new, alone.
kill $receiver
wait $receiver 2>/dev/null
tell alert.raised red 103 10001 10300
away() { [ "$(sql "select count(*) from outbox_reader where name in ('notify/hook-red', 'notify/wecom', 'notify/ding', 'notify/post', 'notify/sms') and failing is not null and why ~* 'connect'")" = 5 ]; }
await 60 away && ok 'that nobody is there is known of each' || fail "$(sql 'select name, why from outbox_reader')"
kill $clerk
wait $clerk
same 'an orderly end, though all wait' 0 $?
sql "update outbox set at = at - interval '30 hours', written = written - interval '30 hours'; update outbox_reader set failing = failing - interval '30 hours'"
export JIANCHA_OUTBOX_DAYS=1
start_clerk
tidied() { [ "$(sql "select count(*) from outbox where key < 'C-010001'")" = 0 ]; }
await 60 tidied && ok 'what all have read leaves the outbox' || fail "$(sql 'select count(*) from outbox') notices stay"
same 'what waits does not' 300 "$(sql 'select count(*) from outbox')"
tries() { [ "$(sql "select count(*) from outbox_reader where failing < now() - interval '29 hours'")" = 5 ]; }
await 30 tries && ok 'since when is known for a day' || fail "$(sql 'select name, failing from outbox_reader')"
for r in hook wecom ding sms mail; do cp "$work/got.$r" "$work/before.$r"; done
rm "$work"/port.*
python3 tests/tools/receiver.py "$work" "${http##*:}" "${https##*:}" "${smtp##*:}" >>"$work/receiver.err" 2>&1 &
receiver=$!
pids+=($receiver)
await 30 test -s "$work/port.http" || give_up 'no receivers again'
for rule in hook-red wecom ding post sms; do await 120 taken $rule || give_up "$rule does not take what waited for a day"; done
new() { comm -13 <(sort "$work/before.$1") <(sort "$work/got.$1"); }
said() { new "$1" | jq -r '.text // .body' | grep -o '监察汇总 [0-9]*条'; }
for r in wecom ding sms mail; do same "$r, away for a day: all of it, in one message" '1 监察汇总 300条' "$(new $r | wc -l) $(said $r | sort -u)"; done
same 'hook, away for a day: all of it, in one message' '1 300' "$(new hook | wc -l) $(new hook | jq -r '.body | fromjson | .truncatedAlerts')"
tell alert.raised red 103 10301 10301
for rule in hook-red wecom ding post sms; do await 60 taken $rule || give_up "$rule does not take what is new"; done
for r in hook wecom ding sms mail; do same "$r: then what is new, alone" '2 1 1' "$(new $r | wc -l) $(new $r | grep -c C-010301) $(new $r | grep -c '汇总\|truncatedAlerts[^0-9]*300')"; done
same 'and nobody is failing' 0 "$(sql 'select count(*) from outbox_reader where failing is not null')"

# One address of a mail is refused: the others get each once, and who watches is told which by its place. All are: it waits. One is put off: all wait.
mails=$(n_got mail)
to_mail() { tell alert.cleared yellow 102 "$1" "$1"; } # the robots are told nothing of it
mail_waits() { [ "$(sql "select count(*) from outbox_reader where name = 'notify/post' and failing is not null and why $1")" = 1 ]; }
got_of() { got mail | tail -n "+$((mails + 1))" | jq -r '"\(.to | map(.[1:2]) | join("+")) \(.text | [scan("C-00710[0-9]")] | unique | join("+"))"' | paste -sd,; }
refused='1 of 2 addresses are refused, the first is number 2'
echo 'refuse b@example.cn' >"$work/mode.mail"
for i in 7101 7102; do
  to_mail $i
  await 60 taken post || give_up 'a mail is held up by one address'
done
same 'one address is refused: the other gets each mail once' 'a C-007101,a C-007102' "$(got_of)"
same 'and the table says so of its rule' "$refused" "$(sql "select why from outbox_reader where name = 'notify/post' and failing is null")"
same '… as does a test' "1 post: taken, but $refused" "$("$jiancha" notify test post >"$work/test.out"; echo "$? $(cat "$work/test.out")")"
mails=$((mails + 3))
echo refuse >"$work/mode.mail"
to_mail 7103
await 60 mail_waits "!~ 'wait|addresses'" && ok 'all addresses are refused: it waits' || fail "$(sql 'select name, why from outbox_reader')"
echo 'later b@example.cn' >"$work/mode.mail"
await 60 mail_waits "= 'the mail server asks to wait'" && ok 'one is put off: it waits' || fail "$(sql 'select name, why from outbox_reader')"
same '… to all' '' "$(got_of)"
rm "$work/mode.mail"
await 60 taken post || give_up 'the mail is not taken'
same '… and nobody gets it twice' 'a+b C-007103' "$(got_of)"
same 'the log says once that an address is refused and is not any more, and names none' '1 1 0' \
  "$(grep -c "the receiver post: $refused" "$work/clerk.log") $(grep -c 'the receiver post takes mail at all addresses again' "$work/clerk.log") $(grep -c 'example.cn' "$work/clerk.log")"
# A robot that answers 200 and has not taken it; a certificate that nobody vouches for.
echo 'errcode 45009' >"$work/mode.wecom"
tell alert.raised yellow 102 7001 7001
await_got wecom.refused 1
sed -i "s|^ca = .*|ca = /etc/ssl/certs/ca-certificates.crt|" "$work/config/notify.conf"
[ -e /etc/ssl/certs/ca-certificates.crt ] || sed -i '/^ca = /d' "$work/config/notify.conf"
kill -HUP $clerk
told() { grep -q "$1" "$work/clerk.log"; }
await 30 told 'notices: 6 receivers, 7 rules' || fail 'notify.conf was not read again'
n=$(n_got safe)
tell order.overdue none 0 1 1
await 60 told 'wait for the receiver safe: .*[Pp]eer certificate' && ok 'TLS is verified' || fail "$(tail -n 3 "$work/clerk.log")"
same 'and nothing was sent' "$n" "$(n_got safe)"
# A file with faults changes nothing.
echo 'nonsense' >>"$work/config/notify.conf"
kill -HUP $clerk
await 30 told 'notices go on as before: .*notify.conf:.*without =' && ok 'with faults the old stays in use' || fail 'faults of notify.conf are not told'
"$jiancha" clerk >"$work/refused.out" 2>&1
same 'the clerk refuses it' 2 $?
"$jiancha" check >/dev/null 2>&1
same 'and so does check' 1 $?
sed -i '$d' "$work/config/notify.conf"

# A test message; a second clerk tells nothing while the first lives, and takes over.
"$jiancha" notify test hook >"$work/test.out"
same 'notify test' 'hook: taken' "$(cat "$work/test.out")"
"$jiancha" notify test >"$work/test.out" 2>&1
same 'notify test of all: one is missing' 1 $?
same 'which, and why' 1 "$(grep -c '^safe: .*certificate' "$work/test.out")"
echo hang >"$work/mode.hook"
sed -i 's|^kind = webhook|&\ntimeout = 1|' "$work/config/notify.conf"
"$jiancha" notify test hook >"$work/test.out" 2>&1
same 'notify test: one that says nothing' 'hook: Timeout was reached' "$(cat "$work/test.out")"
rm "$work/mode.hook"
"$jiancha" notify test nobody >/dev/null 2>&1
same 'a receiver that is none' 2 $?
first=$clerk
start_clerk
tell alert.raised red 103 8001 8001
id=$(printf alert.raisedC-008001 | md5sum | cut -d' ' -f1)
await 60 taken hook-red || give_up 'not told'
kill -9 "$first"
wait "$first" 2>/dev/null
tell alert.raised red 103 8002 8002
taken_over() { ids hook | grep -q "$(printf alert.raisedC-008002 | md5sum | cut -d' ' -f1)"; }
await 60 taken_over && ok 'another clerk takes over' || fail 'nobody took over'
same 'once though two clerks live' 1 "$(ids hook | grep -c "$id")"

# A rule that is no more holds up nothing.
sed -i '/^\[rule ding\]/,/^kinds/d' "$work/config/notify.conf"
kill -HUP $clerk
gone() { [ "$(sql "select count(*) from outbox_reader where name = 'notify/ding'")" = 0 ]; }
await 30 gone && ok 'a rule that is gone is forgotten' || fail 'the rule stays'
kill $clerk
wait $clerk
same 'an orderly end' 0 $?
same 'secrets are in no log' 0 "$(cat "$work"/clerk.log "$work"/test.out "$work"/check.* "$work"/refused.out | grep -c 'k3y-of-the-test\|s3cret\|leak')"
same 'nor in the database' 0 "$(sql "select count(*) from outbox_reader where why ~ 'k3y|s3cret|leak'")"
exit $bad
