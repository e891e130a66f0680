#!/bin/bash
# What a visitor may write into an address, and what names may hold: numbers out of range, case numbers that look like paths, markup and control
# characters in every text that is shown. Nothing breaks a page, a chart or JSON, and every case can be reached.
. "$(dirname "$0")/lib.sh"
need_pg
psql -qAtX "$pg dbname=postgres" -c 'create database addresses' || give_up 'no database'
export JIANCHA_DATABASE="$pg dbname=addresses" JIANCHA_CONFIG=$work/config
cp -r config "$work/config"
nasty="]]>'\"<script>alert(1)</script>&amp;\`\$(x)\\\\"
python3 - "$work/config" "$nasty" <<'END' || give_up 'no configuration'
import csv, sys
folder, nasty = sys.argv[1:]
for name, column in (("regions", "name"), ("departments", "name"), ("items", "name"), ("procedures", "step")):
    path = f"{folder}/{name}.csv"
    with open(path, newline="") as f:
        rows = list(csv.DictReader(f))
    for n, row in enumerate(rows):
        row[column] = ("", "=", "@", "-", "+", "＝")[n % 6] + row[column] + nasty
    with open(path, "w", newline="") as f:
        out = csv.DictWriter(f, rows[0].keys())
        out.writeheader()
        out.writerows(rows)
END

python3 tests/tools/receiver.py "$work" >"$work/receiver.err" 2>&1 &
pids+=($!)
await 30 test -s "$work/port.http" || give_up 'no receivers'
cat >"$work/config/notify.conf" <<END
[receiver hook]
kind = webhook
url = http://127.0.0.1:$(cat "$work/port.http")/hook
[receiver post]
kind = mail
url = smtp://127.0.0.1:$(cat "$work/port.smtp")
starttls = 0
from = jiancha@example.cn
to = a@example.cn
[rule hook]
to = hook
kinds = order.*
[rule post]
to = post
kinds = order.*
END
"$jiancha" demo-broker --bootstrap-file "$work/bootstrap" 2>"$work/broker.log" &
pids+=($!)
await 20 test -s "$work/bootstrap" || give_up 'no broker'
export JIANCHA_BROKERS
JIANCHA_BROKERS=$(cat "$work/bootstrap")
start_run --workers 1
"$jiancha" simulate --seed 7 --from "$(date -d '-40 days' +%F)" --to "$(date +%F)" --until "$(TZ=CST-8 date +%FT%T+08:00)" --cases 300 >"$work/events.jsonl" 2>>"$work/run.log" || give_up 'simulate'
IFS=, read -r item _ < <(sed -n 2p config/items.csv)
IFS=, read -r dept _ region _ < <(grep ',371302,' config/departments.csv | head -n 1)
python3 - "$nasty" "$item" "$dept" "$region" >"$work/odd.jsonl" <<'END' || give_up 'no events'
import datetime, json, sys
nasty, item, dept, region = sys.argv[1:]
nasty += "\x01\x1b[2J\x7f\u009b\u202e\ufffe"
then = (datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(days=3)).strftime("%Y-%m-%dT%H:%M:%SZ")
numbers = [".", "..", "...", "../..", "a/b", "/", "//", "%2e%2e", "%2F", "?a=1", "#x", "\\", "a\\b", " ", " a ", "\u00a0", "\u3000", "\u200b", "\u202eab", "+", "a+b",
           "&amp;", "<b>", "'\"", "]]>", "~", ";", ":", "@", "*", "中文", "😀", "e\u0301", nasty[:38]]
for n, number in enumerate(numbers):
    e = {"v": 1, "source": "odd", "case_no": number, "region": region, "dept": dept, "item": item, "occurred_at": then}
    for k, (kind, data) in enumerate([
            ("submitted", {}), ("supplement_requested", {"doc_no": nasty, "items": [nasty, ""]}), ("accepted", {"kind": "promised", "missing": [nasty]}),
            ("step_started", {"step": nasty, "limit_days": 0}), ("paused", {"reason": nasty}), ("voided", {"event_id": f"{n}.9"}),
            ("complained", {"about": nasty}), ("rated", {"score": 5, "labels": [nasty]})]):
        print(json.dumps(e | {"event_id": f"{n}.{k}", "type": kind, "data": data, "officer": nasty[:32], "channel": "window"}))
END
feed "$work/events.jsonl"
feed "$work/odd.jsonl"
await_stored "$(cat "$work"/*.jsonl | wc -l)"
same 'nothing was rejected' 0 "$(sql 'select count(*) from reject')"
await 60 settled || give_up 'not evaluated'

# every address that pages link to, the charts and the API among them
tests/tools/crawl "$url" 400 >"$work/crawl.out" 2>"$work/crawl.log"
same 'all pages, charts and JSON are well-formed' 0 $?
grep -v ' addresses, ' "$work/crawl.out" | head -n 20 >&2

# what people write, and what names hold, in every output and every notice
/usr/bin/python3 tests/tools/hostile-check "$url" "$region" "$dept" . "$work" >"$work/hostile.out" 2>"$work/hostile.err"
[ $? -eq 0 ] && [ ! -s "$work/hostile.err" ] && ok 'in every output text is text' || { fail 'text that acts'; head -n 20 "$work/hostile.out" "$work/hostile.err" | cut -c1-300 >&2; }

python3 - "$url" <<'END'
# every case by the link that the list gives, by its page and by the API
import html, json, os, re, sys, urllib.parse, urllib.request
base, bad = sys.argv[1], False
opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
opener.addheaders += [("Authorization", "Bearer " + os.environ["TOKEN"])]
def get(path):
    with opener.open(base + path) as r:
        return r.read().decode()
def check(name, good):
    global bad
    bad |= not good
    print(f"{'ok  ' if good else 'FAIL'} 72-addresses: {name}")
linked, page = {}, "/cases"
while page:
    text = get(page)
    for href, shown in re.findall(r'<th scope="row" class="code"[^>]*><a href="([^"]*)">(.*?)</a>', text):
        linked[html.unescape(href)] = html.unescape(shown)
    more = re.search(r'<a href="([^"]*)">下一页', text)
    page = html.unescape(more[1]) if more else None
numbers, cursor = [], None
while True:
    part = json.loads(get("/api/v1/cases?limit=200" + (f"&cursor={urllib.parse.quote(cursor)}" if cursor else "")))
    numbers += [c["case_no"] for c in part["items"]]
    cursor = part["next"]
    if not cursor:
        break
check(f"{len(numbers)} cases are listed and counted", len(numbers) == part["total"] == len(linked))
check("no link has an invisible name", all(t.strip().strip("\u00a0\u3000\u200b\u202e") for t in linked.values()))
lost = []
for href in linked:
    clean = urllib.parse.urljoin("/x/", href)  # as a browser would
    u = urllib.parse.urlsplit(clean)
    no = urllib.parse.parse_qs(u.query)["no"][0] if u.query else urllib.parse.unquote(u.path[len("/cases/"):])
    if no not in numbers or "<h1>办件 " not in get(clean) or json.loads(get("/api/v1" + clean))["case"]["case_no"] != no:
        lost.append(href)
check(f"every link leads to its case, on the page and in the API {lost}", not lost)
sys.exit(bad)
END
[ $? -eq 0 ] || bad=1
for no in . .. %2E%2E a%2Fb; do # and as they are
  same "cases/$no" 200 "$(curl -s --path-as-is -o "$work/out" -w '%{http_code}' "$url/cases/$no")"
  same "api/v1/cases/$no" 200 "$(curl -s --path-as-is -o "$work/out" -w '%{http_code}' "$url/api/v1/cases/$no")"
done

# what is wrong with an address is said, in JSON to a program, and is no fault of ours
x2000=$(printf 'x%.0s' {1..2000}) e600=$(printf '%%E4%%B8%%9A%.0s' {1..600})
while read -r address; do
  code=$(curl -s -g -o "$work/out" -w '%{http_code}' "$url/api/v1/$address")
  said=$(jq -e -r '.error | select(.code == "bad_request") | .message' "$work/out" 2>>"$work/jq.log") && iconv -f UTF-8 -t UTF-8 "$work/out" >"$work/same" &&
    cmp -s "$work/out" "$work/same" || said=
  if [ "$code" = 400 ] && [ -n "$said" ]; then ok "${address:0:60}: $said"; else fail "${address:0:60}: $code $(head -c 300 "$work/out")"; fi
  same "the page of ${address:0:50}" 400 "$(curl -s -g -o "$work/out" -w '%{http_code}' "$url/${address/indicators/rankings}")"
done <<LIST
alerts?month=9999-12
alerts?month=0001-01
alerts?month=2026-13
alerts?month=99999-01
alerts?cursor=9223372036854775807.1
alerts?cursor=1.99999999999999999999
alerts?cursor=-9223372036854775808.0
alerts?cursor=x
alerts?rule=99999999999
alerts?rule=-1
alerts?level=purple
alerts?region=$e600
alerts?dept=x$e600
alerts?$x2000=1&$x2000=2
alerts?$e600=1&$e600=2
alerts?a=1&a=2
alerts?a=%FF
alerts?a=%00
cases?phase=none
cases?kept=1
cases?month=2026-10
cases?day=2026-10-13
cases?missed=1
indicators?month=9999-12
indicators?month=2026-Q9
rankings?month=9999-12
rankings?league=none
LIST
for address in 'alerts?limit=0' 'alerts?limit=99999999999999999999' 'indicators?month=9999' 'indicators?by=none' 'bottom?month=9999-12'; do
  same "$address" 400 "$(curl -s -o "$work/out" -w '%{http_code}' "$url/api/v1/$address")"
done
for address in bulletins/9999-12 bulletins/0000-00 api/v1/bulletins/9999-12 charts/9999-12/trend.svg charts/x charts/.svg cases/none api/v1/cases/none; do
  same "$address" 404 "$(curl -s -o "$work/out" -w '%{http_code}' "$url/$address")"
done
same 'nothing of this is a fault in the log' 0 "$(grep -c 'error: ' "$work/run.log")"
stop_run
exit $bad
