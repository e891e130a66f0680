#!/bin/bash
# What an officer has to do this morning: 今日 and the lists. Its figures are as many as its lists; sorted, filtered and exported the rows stay the
# same; what is due is what the API says of each case; an empty page says whether that is good news; names of any length and kind do no harm.
. "$(dirname "$0")/lib.sh"
need_pg
psql -qAtX "$pg dbname=postgres" -c 'create database today' || give_up 'no database'
cp -r config "$work/config"
# an item whose name is a formula, and one whose name has 200 characters; the departments' codes are those of the simulator
python3 - "$work/config/items.csv" <<'END'
import csv, sys
rows = list(csv.reader(open(sys.argv[1], encoding="utf-8-sig")))
name = rows[0].index("name")
rows[1][name], rows[2][name] = "=HYPERLINK(\"http://x\")", "很" * 199 + "长"
csv.writer(open(sys.argv[1], "w", encoding="utf-8", newline="")).writerows(rows)
END
rm -f "$work/config/calendar/$(($(TZ=CST-8 date +%Y) + 1)).csv" # days of the next year are counted by plain weeks
export JIANCHA_DATABASE="$pg dbname=today" JIANCHA_CONFIG=$work/config JIANCHA_BROKERS
"$jiancha" demo-broker --bootstrap-file "$work/bootstrap" 2>"$work/broker.log" &
pids+=($!)
await 20 test -s "$work/bootstrap" || give_up 'no broker'
JIANCHA_BROKERS=$(cat "$work/bootstrap")
start_run --workers 1
get() { curl -fsS "$url$1"; }
says() { get "$1" >"$work/said" && grep -q "$2" "$work/said" && ok "$3" || fail "$3: $(grep -o '<p class="note">[^<]*' "$work/said" | head -n 3)"; }
has_tables() { sql 'select 1 from case_unit limit 1' >/dev/null && curl -fs -o "$work/said" "$url/today"; }
await 120 has_tables || give_up 'no tables'
says /today '还没有收到数据' 'before the first event: nothing yet, not good news'
says '/alerts?month=2001-01' 'id="total">0<' 'a month before the first event is an empty list'
same 'where nothing was found there is nothing to explain' 0 "$(get / | grep -c '“今日发现”')"
today=$(TZ=CST-8 date +%F) now=$(TZ=CST-8 date +%FT%T+08:00)
item=$(sed -n 4p config/items.csv | cut -d, -f1) dept=$(sed -n 2p config/departments.csv | cut -d, -f1)
event() { # ID TYPE DATA
  printf '{"v":1,"event_id":"%s","source":"t","type":"%s","case_no":"DONE-1","occurred_at":"%s","recorded_at":"%s","region":"371300","dept":"%s","item":"%s","data":%s}\n' \
    "$1" "$2" "$now" "$now" "$dept" "$item" "$3"
}
{ event a accepted '{"kind":"instant","doc_no":"1"}'; event d decided '{"outcome":"denied","doc_no":"2","reason":"x","remedy_notice":true}'; } >"$work/done.jsonl"
feed "$work/done.jsonl"
await_evaluated 2
# cases of another county with a step of ours: the first has a day, the step two; the second is late, and was accepted without a number
theirs=$(grep ',371302,' config/departments.csv | head -n 1 | cut -d, -f1) ours=$(grep ',371324,' config/departments.csv | head -n 1 | cut -d, -f1)
shared() { event "$1" "$2" "$3" | sed "s/DONE-1/SHARED-1/; s/\"region\":\"371300\",\"dept\":\"$dept\"/\"region\":\"371302\",\"dept\":\"$theirs\"/"; }
{ shared a accepted '{"kind":"promised","doc_no":"1","promised_days":1,"statutory_days":20}'
  shared s step_started "{\"step\":\"会审\",\"region\":\"371324\",\"dept\":\"$ours\",\"limit_days\":2}"; } >"$work/shared.jsonl"
sed "s/SHARED-1/SHARED-2/; s/\"doc_no\":\"1\",//; s/$now/$(TZ=CST-8 date -d '-20 days' +%FT%T+08:00)/g" "$work/shared.jsonl" >"$work/late-shared.jsonl"
says /today '这是好消息' 'nothing to do is good news'
from=$(date -d "${today%-*}-01 -2 months" +%F)
"$jiancha" simulate --config "$work/config" --seed 5 --from "$from" --to "$today" --until "$now" --cases 2500 >"$work/events.jsonl" 2>>"$work/run.log" || give_up 'simulate'
feed "$work/events.jsonl" "$work/shared.jsonl" "$work/late-shared.jsonl"
await_evaluated $(($(wc -l <"$work/events.jsonl") + 6))

export OFFICER
echo 'Tests-2026 officer' | "$jiancha" user add officer --role region --own 371324 2>>"$work/user.log" && OFFICER=$("$jiancha" user token add officer tests 2>>"$work/user.log") ||
  give_up 'no officer'
python3 - "$url" "$today" <<'END'
import csv, datetime, html, io, json, os, re, sys, urllib.parse, urllib.request, zipfile
import xml.etree.ElementTree as xml
base, today = sys.argv[1:]
opener, bad = urllib.request.build_opener(urllib.request.ProxyHandler({})), False
opener.addheaders += [("Authorization", "Bearer " + os.environ["TOKEN"])]
def raw(path):
    with opener.open(base + path) as r:
        return r.read()
def get(path):
    return raw(path).decode("utf-8-sig")
def check(name, good, more=""):
    global bad
    bad |= not good
    print(f"{'ok  ' if good else 'FAIL'} 90-today: {name}{'' if good else f': {more}'}")
def query(path, **more):
    return path + "?" + urllib.parse.urlencode(more)
def table(path, **more):
    t = json.loads(get(query(path + ".json", **more)))["tables"][0]
    keys = [c["key"] for c in t["columns"]]
    return [dict(zip(keys, r)) for r in t["rows"]]
def total(path, **more):
    return int(re.search(r'id="total">([0-9,]+)', get(query(path, **more)))[1].replace(",", ""))
def cells(text):
    body = text[text.index("<tbody>"):text.index("</tbody>")]
    for row in re.split("<tr[^>]*>", body)[1:]:
        yield {html.unescape(k): html.unescape(re.sub("<[^>]*>", "", v)) for k, v in re.findall(r'data-l="([^"]*)">(.*?)</t[hd]>', row)}

page = get("/today")
tiles = dict((w, int(n.replace(",", ""))) for w, n in re.findall(r'<b><a href="/today\?due=(\w+)">([0-9,]+)</a></b>', page))
whole = table("/today")
check("five tiles", list(tiles) == ["over", "today", "next", "soon", "later"], tiles)
check("and each has cases", min(tiles.values()) > 0, tiles)
check("a tile is as many as its list", all(n == total("/today", due=w) == len(table("/today", due=w)) for w, n in tiles.items()))
check("the tiles add up to the list", sum(tiles.values()) == len(whole) == total("/today"))
check("each case once", len({r["case_no"] for r in whole}) == len(whole))
days = {"over": (-999, 0), "today": (0, 0), "next": (1, 1), "soon": (2, 3), "later": (4, 9999)}
check("the days left are those of the tile", all(days[w][0] <= r["left_days"] <= days[w][1] for w in tiles for r in table("/today", due=w)))
check("the most urgent first", [r["due"] for r in whole] == sorted(r["due"] for r in whole))
kinds = {r["duty"] for r in whole}
check("decisions, answers, deliveries and steps are due", {"作出决定", "五日告知", "送达", "完成环节"} <= kinds, kinds)
late = {c["case_no"] for c in table("/cases", kept="overdue")}
over = {r["case_no"] for r in table("/today", due="over")}
check("every open case that is late is in the list of what is over", late <= over and late, late - over)

def of(r, key):
    v = r[key]
    return v if v is not None else ""
for path, keys in (("/today", "case_no item dept region duty due left level"), ("/cases", "case_no item dept region phase light level duty due left promise kept submitted"),
                   ("/alerts", "case_no level rule item dept region raised seen left more")):
    rows = table(path)
    same = lambda a, b: sorted(r["case_no"] for r in a) == sorted(r["case_no"] for r in b)
    lists = {s: table(path, sort=s) for k in keys.split() for s in (k, "-" + k)}
    check(f"{path}: sorted by any column the rows are the same", all(same(rows, l) for l in lists.values()))
    there = lambda l, k: [r[k] for r in l if r.get(k) is not None]
    good = [k for k in ("case_no", "due", "raised", "seen", "submitted") if k in keys.split()]
    check(f"{path}: and in order", all(there(lists[k], k) == sorted(there(lists[k], k)) and there(lists["-" + k], k) == sorted(there(lists["-" + k], k), reverse=True) for k in good))
    text = get(query(path, sort="case_no"))
    shown = [c["办件编号"] for c in cells(text)]
    check(f"{path}: the page shows the first rows of the file", shown == [r["case_no"] for r in lists["case_no"]][:len(shown)] and shown)
    head = json.loads(get(path + ".json?sort=case_no"))
    keys_of = [c["key"] for c in head["tables"][0]["columns"]]
    plain = [["" if v is None else re.sub(r"^[=+\-@\t\r]", r"'\g<0>", v) if isinstance(v, str) and not re.match(r"\d{4}-\d\d-\d\d", v) else str(v) for v in r] for r in head["tables"][0]["rows"]]
    lines = list(csv.reader(io.StringIO(get(path + ".csv?sort=case_no"))))
    check(f"{path}: CSV has the rows of JSON", lines[0] == keys_of and [l[:4] for l in lines[1:]] == [r[:4] for r in plain], (lines[1:2], plain[:1]))
    book = zipfile.ZipFile(io.BytesIO(raw(path + ".xlsx?sort=case_no")))
    sheet = xml.fromstring(book.read("xl/worksheets/sheet1.xml"))
    ns = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
    texts = ["".join(t.text or "" for t in s.iter(f"{{{ns['m']}}}t")) for s in xml.fromstring(book.read("xl/sharedStrings.xml"))]
    first = [texts[int(c.find("m:v", ns).text)] for c in sheet.iterfind(".//m:row/m:c[1]", ns) if c.get("t") == "s"]
    check(f"{path}: so has XLSX", first[2:] == [r["case_no"] for r in lists["case_no"]], first[:4])
    check(f"{path}: no formula in it", sheet.find(".//m:f", ns) is None)
    if path != "/today":
        folds = lambda text: re.findall(r'<details class="fold"><summary>([^<]*)</summary></details><div class="folded">.*?</div><', text, re.S)
        check(f"{path}: a long filter folds, and says how many are set", folds(text) == ["筛选"] and folds(get(query(path, level="red", dept="", q="1", item="X"))) == ["筛选（2）"])
    check(f"{path}: a card on a phone leaves the region to the case's page", len(re.findall(r'<td class="minor" data-l="地区">', text)) == len(shown))
    check(f"{path}: a page is small", len(raw(path)) <= 100 * 1024, len(raw(path)))
# of itself the list of cases begins with what is to be done, as today does, and ends with what nothing is due of
listed = table("/cases")
due = [r["case_no"] for r in listed if r["due"]]
check("cases: what is due first stands first, as today has it", due == [r["case_no"] for r in table("/today")] == [r["case_no"] for r in listed][:len(due)] and due)
rest = [r["case_no"] for r in listed[len(due):]]
check("cases: behind that by number", rest == sorted(rest) and len(rest) > 50, rest[:3])
def turned(path, narrowed): # page by page; of how many pages
    want, got, n = [r["case_no"] for r in table(path, **narrowed)], [], 1
    while len(got) < len(want) and len(got) == (n - 1) * 50:
        got += [c["办件编号"] for c in cells(get(query(path, page=n, **narrowed)))]
        n += 1
    check(f"{path}: page by page they are the file's rows {narrowed}", got == want and want, (len(got), len(want)))
    return n - 1
for narrowed in ({}, {"region": "371324"}, {"q": listed[0]["case_no"][:4]}, {"q": listed[0]["case_no"][:4], "kept": "kept", "sort": "-promise"}, {"kept": "kept"}, {"sort": "-due"}):
    check(f"cases: of some pages {narrowed}", turned("/cases", narrowed) > 1)
turned("/alerts", {}), turned("/alerts", {"level": "warning"})
digits = listed[0]["case_no"][-3:-1]
with_them = [r for r in listed if digits in r["case_no"]]
check("cases: a part of a number finds all that have it, in the order of the list", table("/cases", q=digits) == with_them and 1 < len(with_them) < len(listed) and total("/cases", q=digits) == len(with_them))
check("cases: and each way they stand", all(table("/cases", q=digits, kept=k) == [r for r in table("/cases", kept=k) if digits in r["case_no"]] and total("/cases", q=digits, kept=k) == len(table("/cases", q=digits, kept=k))
                                            for k in ("kept", "broken", "overdue", "none", "pending")))
check("cases: by a column that only cases have", [r["submitted"] for r in table("/cases", q=digits, sort="submitted")] == sorted(r["submitted"] for r in with_them))
formula = [r for r in table("/cases") if r["item"].startswith("=HYPER")]
lines = [l for l in csv.DictReader(io.StringIO(get("/cases.csv"))) if "HYPER" in l["item"]]
check("a name that is a formula is a text", formula and len(lines) == len(formula) and all(l["item"].startswith("'=") for l in lines))
long = [r for r in table("/cases") if r["item"].startswith("很很")]
check("a name of 200 characters is whole", long and all(len(r["item"]) == 200 for r in long))

# grouped by case: each once, at the highest of what is open
groups, single = table("/alerts"), [a for a in table("/alerts", view="all", state="open")]
rank = ["提示", "预警", "黄牌", "红牌"]
top = {}
for a in single:
    top.setdefault(a["case_no"], []).append(rank.index(a["level"]))
check("by case: the cases with an open alert, each once", sorted(top) == sorted(g["case_no"] for g in groups))
check("by case: at the highest level", all(rank.index(g["level"]) == max(top[g["case_no"]]) for g in groups))
check("by case: the others unfold", all((g["more"] or "另有 0 条") == f"另有 {len(top[g['case_no']]) - 1} 条" for g in groups))
check("by case: a filter of level looks at the highest", all(sum(max(v) == i for v in top.values()) == (total("/alerts", level=w)) for i, w in enumerate(["notice", "warning", "yellow", "red"])))
levels = {r["case_no"]: r["level"] for r in whole}
check("today says the same level", all(levels[c] == rank[max(v)] for c, v in top.items() if c in levels))
seen = max(a["seen"] for a in single)
check("what was found since", total("/alerts", view="all", seen=seen) == sum(a["seen"] >= seen for a in table("/alerts", view="all")))

# what is typed
no = whole[0]["case_no"]
part = no[-9:].lower()
spaced = part[:3] + " " + part[3:]
check("a part of a number, in small letters and with a blank", {no} <= {r["case_no"] for r in table("/cases", q=spaced)} and total("/today", q=spaced) >= 1)
check("a whole number leads to its case", f"<h1>办件 {no}" in get(query("/cases", q=no)))
name = next(r["item"] for r in whole if len(r["item"]) > 4 and r["item"][0] not in "=很")
check("half of an item's name", {r["item"] for r in table("/cases", q=name[:4])} >= {name})
check("a unit's name", all("兰陵" in r["dept"] + r["region"] for r in table("/today", q="兰陵")) and total("/today", q="兰陵") > 0)
miss = get(query("/cases", q="ZZZZZ" + no[-4:]))
check("a miss offers what is near", f"编号里有 {no[-4:]} 的有" in miss)
miss = get(query("/cases", q=name[:2] + "不存在的事"))
check("a name that is nearly one offers it", f">{name}</a>" in miss or name[:2] in re.sub("<[^>]*>", "", miss[miss.index('class="near"'):]))
miss = get(query("/cases", phase="delivered", light="red"))
n = re.search(r"去掉“时限灯”有 ([0-9,]+) 件", miss)
check("a miss says what leaving a filter out would bring", n and int(n[1].replace(",", "")) == total("/cases", phase="delivered"))
region = next(r["region_code"] for r in whole if r["region_code"].startswith("3713") and r["region_code"] != "371300")
options = re.search(r'name="dept">(.*?)</select>', get(query("/cases", region=region)), re.S)[1].count("<option")
check("the departments follow the region", 1 < options < re.search(r'name="dept">(.*?)</select>', get("/cases"), re.S)[1].count("<option"))
text = get(query("/today", region=region, due="over"))
check("a filter is a chip that takes it out", f'href="/today?region={region}">剩余：已超期' in text and 'href="/today?due=over">地区：' in text)
check("a filtered list is bookmarked as it is", f"/today.csv?region={region}&amp;due=over" in text)
for path in ("/today?sort=nothing", "/today?due=never", "/today?page=0", "/cases?sort=--due", "/alerts?view=x", "/alerts?seen=yesterday", "/today?since=x", "/cases?duty=x"):
    try:
        get(path)
        check(f"{path} is refused", False)
    except urllib.error.HTTPError as e:
        check(f"{path} is refused", e.code == 400)
check("a page behind the last is empty and says so", "已经列完" in get("/today?page=400"))

# who asked for what there is not is led on, and may look for a case from there as from every page
for path, status, way in (("/nowhere", 404, "/today"), ("/cases/NO-SUCH", 404, "/cases"), ("/alerts?level=blue", 400, "/alerts"), ("/orders?page=0&state=issued", 400, "/orders")):
    try:
        get(path)
        check(f"{path} is refused", False)
    except urllib.error.HTTPError as e:
        text = e.read().decode()
        check(f"{path} leads on", e.code == status and f'<li><a href="{way}">' in text and '<form class="find" method="get" action="/cases"' in text, (e.code, text[-900:]))
check("a case is looked for from every page", all('<form class="find" method="get" action="/cases"' in get(p) for p in ("/", "/today", "/rules", "/rankings")))
some = whole[0]["case_no"] # its last figures as one types them, with a blank
check("by a part of its number", some in get("/cases?q=" + some[-8:-4] + "+" + some[-4:]) , some)
check("the head says which city it is", '<a class="name" href="/">临沂市 ' in get("/today"))

# what is new leads to as many; then the same morning in a county
def news(text):
    return [(html.unescape(h), int(n)) for h, n in re.findall(r'<a href="(/alerts\?view=all[^"]*)">([0-9]+) [张条]</a>', text)]
def list_of(href):
    path, q = href.split("?", 1)
    return total(path, **dict(urllib.parse.parse_qsl(q)))
found = news(get("/today?since=2001-01-01T00:00:00%2B08:00"))
check("what is new is as many as its list", len(found) == 3 and all(list_of(h) == n for h, n in found), found)
# what the bureau may issue is what the page proposes, which is less than the cards: a few yellow ones fill no group
def proposed(text):
    return [int(n.replace(",", "")) for n in re.findall(r'待签发的督办建议 <a href="/proposals">([0-9,]+) 份</a>', text)]
listed = json.loads(get("/api/v1/proposals"))
check("the orders that are proposed are as many as their list", proposed(get("/today")) == [total("/proposals")] == [listed["total"]] and listed["total"] > 0, (proposed(get("/today")), listed["total"]))
levels = re.findall(r'class="level (red|yellow)"', get("/proposals").split('id="late"')[0])
check("the red ones first", set(levels) == {"red", "yellow"} and levels == sorted(levels), levels)
check("the bureau is led to them from its orders", '<a href="/proposals">' in get("/orders"))
check("on the overview, and of one county's morning, too", proposed(get("/")) == proposed(get("/today?region=371324")) == [listed["total"]])
days = int(re.search(r"propose_days *= *([0-9]+)", open(os.environ["JIANCHA_CONFIG"] + "/rules.conf", encoding="utf-8").read())[1])
first = (datetime.date.fromisoformat(today) - datetime.timedelta(days - 1)).isoformat()
cards = [a for level in ("red", "yellow") for a in table("/alerts", view="all", level=level, state="valid") if a["raised"][:10] >= first]
check("some cards are of none yet", sum(len(p["alerts"]) for p in listed["items"]) < len(cards), len(cards))
found = {w: total("/alerts", view="all", level=w, state="valid", seen=today + "T00:00:00+08:00") for w in ("red", "yellow")}
check("more is found on the day that the past is read than is open, and it is said why", all(n > total("/alerts", level=w) for w, n in found.items()) and get("/").count("“今日发现”") == 1, found)
city = {r["case_no"]: r for r in whole}
reviewer_sees = {path: get(path) for path in ("/today", "/cases", "/alerts", "/orders")}
opener.addheaders[-1] = ("Authorization", "Bearer " + os.environ["OFFICER"])
page, own = get("/today"), table("/today")
tiles = [int(n) for n in re.findall(r'<b><a href="/today\?due=\w+">([0-9]+)</a></b>', page)]
check("a county sees its own morning", "<h1>兰陵县 · 今日" in page and 0 < len(own) < len(whole) and sum(tiles) == len(own) == total("/today"))
check("all of it", {c for c, r in city.items() if r["region_code"] == "371324"} <= {r["case_no"] for r in own})
check("of its own cases the same", all(r == city[r["case_no"]] for r in own if r["region_code"] == "371324"))
check("of a case of another that it works on, its own step", city["SHARED-1"]["duty"] == "作出决定" and "SHARED-1" in {r["case_no"] for r in own} and all(r["duty"] == "完成环节" for r in own if r["region_code"] != "371324"))
choices = lambda text: re.findall(r'<option value="([^"]*)"', (re.search(r'name="dept">(.*?)</select>', text, re.S) or ["", ""])[1])
for path in ("/today", "/cases", "/alerts", "/orders"):
    text = get(path)
    check(f"{path}: it chooses among its own departments, and no county", 'select name="region"' not in text and 1 < len(choices(text)) and set(choices(text)) < set(choices(reviewer_sees[path])), choices(text))
check("only who keeps the calendar is told on every page that it ends", all("日历不全：" in reviewer_sees[path] and "日历不全：" not in get(path) for path in reviewer_sees))
check("no county is led to proposals, which it may not see", 'href="/proposals"' not in get("/orders"))
check("nothing of the bureau's", "市局待处理" not in page and 'select name="region"' not in page)
# of a case of another its alerts, too: in the lists and in what they add up to
mine, groups = table("/alerts", view="all"), table("/alerts")
theirs = {a["state"] for a in mine if a["case_no"] == "SHARED-2"}
check("the alerts of a case that it works on", theirs == {"未消除", "成立"}, theirs)
api = json.loads(get("/api/v1/alerts?limit=500"))
check("each is counted", len(mine) == total("/alerts", view="all") == api["total"] > len({a["case_no"] for a in mine}) and (api["next"] or len(api["items"]) == len(mine)), (len(mine), api["total"]))
check("of each state", all(sum(a["state"] == zh for a in mine) == total("/alerts", view="all", state=w) == json.loads(get(f"/api/v1/alerts?limit=1&state={w}"))["total"]
                           for w, zh in (("open", "未消除"), ("standing", "成立"), ("cleared", "已消除"), ("withdrawn", "已撤回"))))
check("by case those that are open", sorted(g["case_no"] for g in groups) == sorted({a["case_no"] for a in mine if a["state"] == "未消除"}) and len(groups) == total("/alerts") and "SHARED-2" in {g["case_no"] for g in groups})
check("by case: by level", sum(total("/alerts", level=w) for w in ("notice", "warning", "yellow", "red")) == len(groups) and all(len(table("/alerts", level=w)) == total("/alerts", level=w) for w in ("warning", "yellow")))
check("behind the end there is nothing, and it is counted all the same", total("/alerts", view="all", page=99) == len(mine) and "data-l=" not in get("/alerts?view=all&page=99"))
turned("/alerts", {}), turned("/alerts", {"level": "red"}), turned("/cases", {"q": groups[0]["case_no"][:4]}), turned("/cases", {"q": "兰陵"})
found = news(get("/today?since=2001-01-01T00:00:00%2B08:00"))
check("what is new there is as many as its list", found and all(list_of(h) == n for h, n in found), found)
sys.exit(bad)
END
[ $? -eq 0 ] || bad=1

# the calendar's banner is put away for the day, by its own button
away() { curl -fsS -b "$1" "$url/rankings" | grep -c 'action="/banner"'; }
same 'the banner has a button' 1 "$(away a=b)"
said=$(curl -sS -o /dev/null -D - -d day="$today" --data-urlencode 'to=/cases?kept=kept' "$url/banner" | tr -d '\r' | grep -iE '^(HTTP|Location|Set-Cookie)')
same 'which leads back' "303 /cases?kept=kept" "$(sed -n 's/^HTTP[^ ]* \([0-9]*\).*/\1/p' <<<"$said") $(sed -n 's/^[Ll]ocation: //p' <<<"$said")"
same 'and is kept by this browser' "jiancha-away=$today; Path=/; Max-Age=86400; HttpOnly; SameSite=Lax" "$(sed -n 's/^[Ss]et-[Cc]ookie: //p' <<<"$said")"
same 'so it is away today, and no longer, and only there' '0 1 1' "$(away "jiancha-away=$today") $(away "jiancha-away=$(date -d "$today -1 day" +%F)") $(away a=b)"
same 'a day that is none' 400 "$(curl -sS -o /dev/null -w '%{http_code}' -d day=today -d to=/ "$url/banner")"

# an order whose alert is gone stands first, and only that one; a month that waits, a bulletin that is frozen
late() { # ID TYPE CASE DATA
  printf '{"v":1,"event_id":"%s","source":"t","type":"%s","case_no":"%s","occurred_at":"%s","recorded_at":"%s","region":"371300","dept":"%s","item":"%s","data":%s}\n' \
    "$1" "$2" "$3" "$(TZ=CST-8 date -d '-1 day' +%FT%T+08:00)" "$now" "$dept" "$item" "$4"
}
for no in GONE-1 STAYS-1; do late "$no.a" accepted $no "{\"kind\":\"promised\",\"promise_due\":\"$(TZ=CST-8 date -d '-1 hour' +%FT%T+08:00)\"}"; done >"$work/late.jsonl"
feed "$work/late.jsonl"
carded() { [ "$(sql "select count(distinct case_no) from alert where case_no in ('GONE-1', 'STAYS-1') and level in ('yellow', 'red')")" = 2 ]; }
await 60 carded || give_up 'no cards'
order_of() { # CASE: a new order's number
  local rule subject
  IFS='|' read -r rule subject < <(sql "select rule, subject from alert where case_no = '$1' and level in ('yellow', 'red') order by rule limit 1")
  "$jiancha" acts add --act issue --by zhang --role bureau --case "$1" --rule "$rule" --subject "$subject" --region 371300 --dept "$dept" --reply-days 5 --text x 2>>"$work/run.log" | jq -r .order
}
stays=$(order_of STAYS-1) gone=$(order_of GONE-1)
get /today >"$work/today"
same 'no order is without its alerts yet' '0 1' "$(grep -c '已不成立的督办单' "$work/today") $(grep -c "/orders/$gone\"" "$work/today")"
# an order of one card of a case: the unit's other red cards of that case are proposed no more
get /api/v1/proposals >"$work/proposals"
one=$(jq -c '[.items[] | select(.level == "red" and (.alerts | length) > 1)][0] | .alerts[0] + {region, dept}' "$work/proposals")
field() { jq -r ".$1" <<<"$one"; }
"$jiancha" acts add --act issue --by zhang --role bureau --case "$(field case_no)" --rule "$(field rule)" --subject "$(field subject)" --region "$(field region)" --dept "$(field dept)" \
  --reply-days 5 --text x >"$work/one" 2>>"$work/run.log" || fail "no order of one card: $one"
proposed() { get "$1" | grep -o "$2[0-9]*" | grep -o '[0-9]*$'; }
left=$(($(jq .total "$work/proposals") - 1))
same 'orders that were issued are proposed no more, on the list and in the count' "$left $left" "$(proposed /proposals 'id="total">') $(proposed /today '待签发的督办建议 <a href="/proposals">')"
late GONE-1.v voided GONE-1 '{"event_id":"GONE-1.a"}' >"$work/gone.jsonl"
feed "$work/gone.jsonl"
left() { [ "$(sql "select count(*) from alert where case_no = 'GONE-1' and state = 'withdrawn'")" -gt 0 ]; }
await 60 left || give_up 'not withdrawn'
get /today >"$work/today"
same 'the order whose alert is gone stands first' "$gone" "$(sed -n '/id="orders"/,/<\/table>/p' "$work/today" | grep -o '/orders/[^"]*' | head -n 1 | cut -d/ -f3)"
same 'that one alone, and each once' '1 1 1' "$(grep -c '条已不成立，看是否撤销' "$work/today") $(grep -c "/orders/$gone\"" "$work/today") $(grep -c "/orders/$stays\"" "$work/today")"
same 'and is counted' 1 "$(grep -o '已不成立的督办单 <a href="/today#orders">1 份' "$work/today" | wc -l)"
# more orders than a morning's page lists: it says how many more, and where they are
for i in $(seq 25); do
  "$jiancha" acts add --act issue --by zhang --role bureau --region 371324 --dept "$dept" --reply-days 5 --text "第$i份" >/dev/null 2>>"$work/run.log" || give_up "no order $i"
done
listed() { sed -n '/id="orders"/,/id="total"/p' "$1" | grep -o 'href="/orders/\|另有 [0-9]* 份，见<a href="/orders?open=1"' | sort | uniq -c | sed 's/  */ /g'; }
as_officer() { token=$OFFICER get "$1"; }
open=$(sql "select count(*) from orders where state in ('issued', 'signed', 'returned')") own=$(sql "select count(*) from orders where state in ('issued', 'signed', 'returned') and region = '371324'")
as_officer /today >"$work/county" && get /today >"$work/today"
same 'a county is shown twenty of its orders, and told of the others' " 20 href=\"/orders/ 1 另有 $((own - 20)) 份，见<a href=\"/orders?open=1\"" "$(listed "$work/county" | tr -d '\n')"
same 'the bureau as many as its sheet has' " 8 href=\"/orders/ 1 另有 $((open - 8)) 份，见<a href=\"/orders?open=1\"" "$(listed "$work/today" | tr -d '\n')"
# a county that has not reported the month is told until when it should have
month=$(date -d "${today%-*}-01 -1 month" +%Y-%m) owed='<li><strong>每月报送</strong></li><li>[0-9]*年[0-9]*月还没有报，截止 [0-9-]*[^<]* <a href="/reports/new">'
owes() { as_officer /today | grep -c "$owed"; }
sql "delete from monthly_report where region = '371324'"
same 'a county is told of the report that it owes, the bureau is not' '1 0' "$(owes) $(get /today | grep -c "$owed")"
printf 'region,month,counter,value\n371324,%s,completed,5\n' "$month" >"$work/report.csv"
"$jiancha" report "$work/report.csv" >"$work/sent" 2>>"$work/run.log" || fail "not sent: $(cat "$work/sent")"
reported() { [ "$(sql "select count(*) from monthly_report where region = '371324'")" -gt 0 ]; }
await 30 reported || fail 'the report did not come'
same 'and no more once it has come' 0 "$(owes)"
told() { get /today | grep -o "$1 <a href=\"/bulletins\">[0-9]*" | grep -o '[0-9]*$' || echo 0; }
sql "insert into bulletin_wait values ('2001-01', now(), 'test', now())"
same 'months that wait for their freeze are told' "$(sql 'select count(*) from bulletin_wait')" "$(told 待定稿的通报)"
sql "delete from bulletin_wait where period = '2001-01'"
"$jiancha" bulletin freeze "$(date -d "${today%-*}-01 -1 month" +%Y-%m)" --by zhang >"$work/freeze" 2>&1 # or the clerk has
same 'bulletins to publish are told' "$(sql "select count(*) from bulletin where state = 'frozen'")" "$(told 待印发的通报)"
[ "$(told 待印发的通报)" -gt 0 ] || fail "nothing is frozen: $(cat "$work/freeze")"
rows() { sed -n '/id="total"/,/<\/table>/p' "$work/today" | grep -c "$1"; }
[ "$(rows '^<tr class="unprinted"')" -gt 0 ] && same 'what the sheet leaves out it says' "$(rows '^<tr>')" "$(grep -o '只印前 [0-9]* 行' "$work/today" | tr -dc 0-9)" || fail 'all is printed'

# a morning after a storm: what is too many of one level to be counted takes nothing from another
cards() { get '/today?since=2001-01-01T00:00:00%2B08:00' | grep -o '新发现红牌 .*、预警' | sed 's/<[^>]*>//g'; }
before=$(cards)
sql "insert into alert (case_no, rule, subject, level, region, dept, item, raised_at, state, seen_at, told)
  select 'MANY', 101, 's' || n, 'warning', '371300', '$dept', '$item', '2020-01-01', 'cleared', '2020-01-01', 'cleared' from generate_series(1, 6000) n"
sql "update alert set told = told where case_no <> 'MANY'" # their rows now lie behind
same 'cards are counted beside thousands of warnings' "$before" "$(cards)"
same 'which are not all counted, and it says so' 1 "$(get '/today?since=2001-01-01T00:00:00%2B08:00' | grep -c '>至少 1,000 条</a>')"
sql "delete from alert where case_no = 'MANY'"

# what is stored is what evaluation says, of the responsible units and of those that co-handle a case
stop_run
"$jiancha" rebuild --check >"$work/rebuild.out" 2>>"$work/run.log"
same 'rebuild finds no difference' 0 $?
sql "update cases set due_at = due_at + interval '1 day' where due_at is not null"
"$jiancha" rebuild --check >"$work/rebuild.out" 2>>"$work/run.log" && fail 'a due instant that was changed is not noticed' || ok 'a due instant that was changed is noticed'
exit $bad
