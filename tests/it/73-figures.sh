#!/bin/bash
# Figures that agree: every figure of a page that counts rows links to a list of as many rows; the pages, the API, the commands and `replay` say the
# same of the same month; a month to date is compared with the month before as it was then.
. "$(dirname "$0")/lib.sh"
need_pg
psql -qAtX "$pg dbname=postgres" -c 'create database figures' || give_up 'no database'
export JIANCHA_DATABASE="$pg dbname=figures" JIANCHA_CONFIG=$PWD/config JIANCHA_BROKERS
"$jiancha" demo-broker --bootstrap-file "$work/bootstrap" 2>"$work/broker.log" &
pids+=($!)
await 20 test -s "$work/bootstrap" || give_up 'no broker'
JIANCHA_BROKERS=$(cat "$work/bootstrap")
start_run --workers 1
today=$(TZ=CST-8 date +%F)
from=$(date -d "${today%-*}-01 -3 months" +%F) last=$(date -d "${today%-*}-01 -1 month" +%Y-%m) running=${today%-*}
"$jiancha" simulate --seed 11 --from "$from" --to "$today" --until "$(TZ=CST-8 date +%FT%T+08:00)" --cases 3000 >"$work/events.jsonl" 2>>"$work/run.log" || give_up 'simulate'
feed "$work/events.jsonl"
await_evaluated "$(wc -l <"$work/events.jsonl")"

tests/tools/crawl "$url" 500 >"$work/crawl.out" 2>"$work/crawl.log"
same 'every figure with a link leads to as many rows' 0 $?
grep -v ' addresses, ' "$work/crawl.out" | head -n 20 >&2
[ "$(sed -n 's/.*, \([0-9]*\) figures.*/\1/p' "$work/crawl.out")" -gt 200 ] && ok 'there are some hundred of them' || fail "few figures: $(tail -n 1 "$work/crawl.out")"

get() { curl -fsS "$url$1"; }
count() { get "/api/v1/alerts?limit=1&$1" | jq .total; }
# the cards that count once: the ranking's column, the list's length, and what the database holds of that counter
for by in region dept; do get "/api/v1/indicators?month=$last&by=$by" | jq -c '.items[]'; done >"$work/units"
bad_cards=0 cards=0
while read -r row; do
  unit=$(jq -r .unit <<<"$row") by=$(jq -r .by <<<"$row")
  for level in red yellow; do
    n=$(jq ".counters.c_$level" <<<"$row")
    cards=$((cards + n))
    [ "$(count "$by=$unit&month=$last&level=$level&once=1")" = "$n" ] || bad_cards=$((bad_cards + 1))
    [ "$(count "$by=$unit&month=$last&level=$level&state=valid")" = "$(jq ".counters.n_$level" <<<"$row")" ] || bad_cards=$((bad_cards + 1))
  done
done <"$work/units"
[ "$(grep -c '"by":"dept"' "$work/units")" -gt 5 ] || fail 'few departments have figures'
same 'cards of every region and department, by case and by piece, are as many as their lists' 0 $bad_cards
[ $cards -gt 0 ] && ok "cards were there: $cards" || fail 'there were no cards'
same 'in pieces or at once: the same alerts' "$("$jiancha" alerts --month "$last" --once 1 | jq -r '[.case_no, .rule, .subject] | @tsv' | sort | sha256sum)" \
  "$(c=
    while :; do
      get "/api/v1/alerts?month=$last&once=1&limit=7${c:+&cursor=$c}" >"$work/piece"
      jq -r '.items[] | [.case_no, .rule, .subject] | @tsv' "$work/piece"
      c=$(jq -r '.next // empty' "$work/piece")
      [ -n "$c" ] || break
    done | sort | sha256sum)"

# the bulletin's table by rule and level: it adds up to the counters, and rules with two levels have both
get "/api/v1/bulletins/$last" >"$work/bulletin"
rows_of() { jq -c --arg t "$2" '.tables[] | select(.id == $t) | [.columns[].key] as $k | [.rows[] | [$k, .] | transpose | map({(.[0]): .[1]}) | add]' "$1"; }
rows_of "$work/bulletin" alerts >"$work/alerts"
same 'rules and levels add up' "$(rows_of "$work/bulletin" overall | jq -c '[("n_notice", "n_warning", "n_yellow", "n_red") as $n | .[] | select(.key == $n) | .value]')" \
  "$(jq -c '[("notice", "warning", "yellow", "red") as $l | [.[] | select(.level == $l) | .n] | add // 0]' "$work/alerts")"
same 'each rule and level once' "$(jq length "$work/alerts")" "$(jq '[.[] | [.rule, .level]] | unique | length' "$work/alerts")"
[ "$(jq '[.[] | select(.rule == 111 or .rule == 112) | .level] | unique | length' "$work/alerts")" = 2 ] && ok 'a rule with two levels has both' ||
  fail "rules 111 and 112 have one level: $(cat "$work/alerts")"
same 'and on the page' "$(jq length "$work/alerts")" "$(get "/bulletins/$last" | sed -n '/id="t-alerts"/,/<\/table>/p' | grep -c '^<tr><td')"

# one month, five ways
"$jiancha" replay --as-of "$(sql "select to_char(max(high) at time zone 'Asia/Shanghai', 'YYYY-MM-DD\"T\"HH24:MI:SS') || '+08:00' from clock")" \
  --out "$work/replay" "$work/events.jsonl" >"$work/replay.out" 2>>"$work/run.log"
for by in region dept item all; do
  get "/api/v1/indicators?month=$last&by=$by" | jq -c "$plain .items[] | plain" >"$work/api.$by"
  "$jiancha" indicators --month "$last" --by $by >"$work/command.$by"
  grep "^{\"month\":\"$last\",\"by\":\"$by\"" "$work/replay/indicators.jsonl" >"$work/replay.$by"
  alike "indicators by $by: API and command" "$work/api.$by" "$work/command.$by"
  sort -o "$work/api.$by" "$work/api.$by" && sort -o "$work/replay.$by" "$work/replay.$by"
  alike "indicators by $by: API and replay" "$work/api.$by" "$work/replay.$by"
done

# a month to date beside the month before as it was then
get "/api/v1/bulletins/$running" >"$work/running"
then=$(python3 - "$(jq -r .as_of "$work/running")" <<'END'
import datetime, sys
now = datetime.datetime.fromisoformat(sys.argv[1])
begin = now.replace(day=1, hour=0, minute=0, second=0)
before = (begin - datetime.timedelta(days=1)).replace(day=1)
hour = datetime.timedelta(hours=1)
print(min(before + (now - begin) // hour * hour, begin).isoformat())
END
)
"$jiancha" replay --as-of "$then" --out "$work/then" "$work/events.jsonl" >"$work/then.out" 2>>"$work/run.log"
rows_of "$work/running" same_period | jq -c '[.[] | {(.key): .previous}] | add' >"$work/same"
grep "^{\"month\":\"$last\",\"by\":\"all\"" "$work/then/indicators.jsonl" |
  jq -c '(.counters | del(.orders, .orders_due, .orders_on_time)) + (.rates | del(.order_rate) | map_values(.bp))' >"$work/same.replay"
alike 'the same period of last month is what replay says of it' "$work/same" "$work/same.replay"
for page in / "/bulletins/$running"; do
  get "$page" >"$work/page"
  grep -q '上月同期' "$work/page" && ok "$page says what it compares with" || fail "$page does not say what it compares with"
done
get "/bulletins/$last" | grep -q '上月同期' && fail 'a month that is over is compared with a part' || ok 'a month that is over is compared with a whole one'

# each table of the overview against the API, cell by cell; the city's own departments are no city
python3 - "$url" "$running" <<'END'
import csv, html, io, json, os, re, sys, urllib.error, urllib.parse, urllib.request
base, month = sys.argv[1:]
opener, bad = urllib.request.build_opener(urllib.request.ProxyHandler({})), False
opener.addheaders += [("Authorization", "Bearer " + os.environ["TOKEN"])]
def get(path):
    with opener.open(base + path) as r:
        return r.read().decode()
def check(name, good, more=""):
    global bad
    bad |= not good
    print(f"{'ok  ' if good else 'FAIL'} 73-figures: {name}{'' if good else f': {more}'}")
def rows(text, caption):
    table = text[text.index(caption):]
    for row in re.findall(r"<tr[^>]*>(.*?)(?=<tr|</tbody>)", table[table.index("<tbody>"):table.index("</table>")], re.S):
        yield [html.unescape(re.sub(r"<small>.*?</small>|<[^>]*>", "", c)) for c in re.findall(r"<t[hd][^>]*>(.*?)(?:</t[hd]>|$)", row, re.S)]
page = get("/")
regions = {c["code"]: c for c in [dict(zip(("code", "name"), l.split(",")[:2])) for l in open("config/regions.csv", encoding="utf-8").read().splitlines()[1:]]}
api = {i["unit"]: i for i in json.loads(get(f"/api/v1/indicators?month={month}&by=region"))["items"]}
city = json.loads(get(f"/api/v1/indicators?month={month}&by=all"))["items"][0]
n = lambda s: int(s.replace(",", ""))
percent = lambda bp: "—" if bp is None else f"{bp // 100}.{bp % 100:02}%"
wrong, seen = [], set()
for name, on_time, _, accepted, completed, overdue, warning, yellow, red in rows(page, "<caption>各县区、开发区本月至今"):
    code = "371300" if name == "市直" else next(c for c, r in regions.items() if r["name"] == name)
    seen.add(code)
    c = api.get(code, {"counters": dict.fromkeys(city["counters"], 0), "rates": {"on_time_rate": {"bp": None}}})
    want = [c["counters"][k] for k in ("accepted", "completed", "overdue_open", "n_warning", "n_yellow", "n_red")]
    if [n(x) for x in (accepted, completed, overdue, warning, yellow, red)] != want or on_time != percent(c["rates"]["on_time_rate"]["bp"]):
        wrong.append(name)
check(f"the overview's regions are those of the API {wrong}", not wrong and set(api) <= seen)
check("no row is called as the city", "临沂市" not in [r[0] for r in rows(page, "<caption>各县区、开发区本月至今")])
names = {"收件": "submitted", "受理": "accepted", "办结": "completed", "在办": "open_end", "超承诺时限在办": "overdue_open", "黄牌（张）": "n_yellow", "红牌（张）": "n_red"}
table = {r[0]: r[1] for r in rows(page, "<caption>全市主要指标")}
check("the overview's sums are those of the API", all(n(table[zh]) == city["counters"][k] for zh, k in names.items()))
check("the overview's rates are those of the API", table["按时办结率"] == percent(city["rates"]["on_time_rate"]["bp"]) and table["一次办好率"] == percent(city["rates"]["done_once_rate"]["bp"]))
gravest, rank, cursor = {}, ["notice", "warning", "yellow", "red"], ""
while cursor is not None:  # each case once, at the gravest of what is open
    piece = json.loads(get("/api/v1/alerts?state=open&limit=500" + (cursor and f"&cursor={cursor}")))
    for a in piece["items"]:
        gravest[a["case_no"]] = max(gravest.get(a["case_no"], 0), rank.index(a["level"]))
    cursor = piece["next"]
tiles = dict(re.findall(r'<li class="(\w+)"><span class="level.*?<b><a [^>]*>([0-9,]+)</a>', page))
check("the tiles are as many as the cases with open alerts, by the gravest", {k: n(v) for k, v in tiles.items()} == {k: sum(g == i for g in gravest.values()) for i, k in enumerate(rank)})
trend = {k: (v, h) for k, h, v in re.findall(r'<li class="\w*">(\w+)<b>(?:<a href="([^"]*)">)?([^< ]+)', page)}
check("the city's tiles are the API's", [trend[k][0] for k in ("收件", "按时办结率", "超期在办", "红牌")] == [f"{city['counters']['submitted']:,}", percent(city["rates"]["on_time_rate"]["bp"]), f"{city['counters']['overdue_open']:,}", f"{city['counters']['c_red']:,}"], trend)
check("each has a line of thirteen months in words", page.count('<svg class="spark"') == 6 == page.count("，近13个月最低"))
months = [m for m, *_ in rows(page, "<caption>逐月")]
check("the months one by one, with the running one first", months[0] == month and len(months) == 13)
for m in months[:4]:
    c = json.loads(get(f"/api/v1/indicators?month={m}&by=all"))["items"][0]
    got = next(r for r in rows(page, "<caption>逐月") if r[0] == m)
    check(f"{m}: as the API has it", [n(got[1]), got[2], n(got[5]), n(got[6])] == [c["counters"]["submitted"], percent(c["rates"]["on_time_rate"]["bp"]), c["counters"]["overdue_open"], c["counters"]["c_red"]], got)
order = json.loads(get(f"/api/v1/rankings?month={month}&league=county"))["items"]
places = list(rows(page, "<caption>按得分排列"))
check("counties stand by rank, with their rate", [(r[2], r[5]) for r in places] == [(regions[o["unit"]]["name"], percent(api[o["unit"]]["rates"]["on_time_rate"]["bp"])) for o in order])
heat = {r[0]: r[-1] for r in rows(page, "<caption>按时办结率，百分比")}
tenths = lambda bp: f"{(bp + 5) // 10 // 10}.{(bp + 5) // 10 % 10}"
check("the months by region end with this one", all(heat[regions[o["unit"]]["name"]] == tenths(api[o["unit"]]["rates"]["on_time_rate"]["bp"]) for o in order))
check("regions lie on the map", all(f">{r['name']}</a><span>" in page for r in regions.values() if r["name"] != "临沂市"))
# the calendar: each of its figures is a list, and the days of the month are the month
cells = re.findall(r'<td class="day[^>]*>(.*?)</td>', page[page.index('<table class="days">'):], re.S)
days = [dict(re.findall(r'<a href="/cases\?counted=(\w+)&amp;day=([0-9-]+)">', c)) and {w: (d, n(v)) for w, d, v in re.findall(r'<a href="/cases\?counted=(\w+)&amp;day=([0-9-]+)">([0-9,]+)</a>', c)} for c in cells]
for what in ("accepted", "completed"):
    there = {c[what][0]: c[what][1] for c in days if what in c}
    check(f"the days of the calendar add up to the month: {what}", sum(v for d, v in there.items() if d.startswith(month)) == city["counters"][what])
    for d in sorted(there)[::7]:
        listed = json.loads(get(f"/api/v1/cases?counted={what}&day={d}"))
        check(f"{d}: as many cases as are behind it, {what}", listed["total"] == there[d] == listed["cases"] and n(re.search(r'id="total">([0-9,]+)', get(f"/cases?counted={what}&day={d}"))[1]) == there[d], (listed["total"], there[d]))
    lines = list(csv.reader(io.StringIO(get(f"/cases.csv?counted={what}&day={d}"))))
    check(f"they leave as a file: {what}", len(lines) - 1 == there[d])
for wrong in ("counted=accepted&day=2026-02-30", "counted=on_time_rate&day=2026-10-13", "counted=submitted&day=2026-10-13", "counted=accepted&month=2026-10&day=2026-10-13", "counted=late&missed=1", "missed=1"):
    try:
        status = len(get("/api/v1/cases?" + wrong)) and 200
    except urllib.error.HTTPError as e:
        status = e.code
    check(f"{wrong}: refused", status == 400, status)
# a case's two limits as bars: the words beside them are the API's figures, and who cannot see them hears the same
for wanted in ("light=red", "light=normal", "light=paused", "kept=kept"):
    of = json.loads(get(f"/api/v1/cases?limit=1&{wanted}"))["items"]
    case = json.loads(get("/api/v1/cases/" + urllib.parse.quote(of[0]["case_no"])))["case"] if of else {}
    text = get("/cases/" + urllib.parse.quote(of[0]["case_no"])) if of else ""
    for name, limit in (("承诺时限", case.get("promise")), ("法定时限", case.get("statutory"))):
        if limit and limit["due"] and limit["n"] is not None:
            words = f"{name}：已用 {limit['used']} 天，时限 {limit['n']} 天，到期 {limit['due']}"
            label = re.search(r'<svg class="clock"[^>]*aria-label="(' + words + '[^"]*)"', text)
            check(f"{wanted}: the bar says {words}", label and f"<p>{label[1]}</p>" in re.sub("</?time>", "", text), words)
# below each picture stand the ways to its figures: those that are drawn, and no others
def figures(part):
    table = json.loads(get(f"/overview.json?part={part}"))["tables"][0]
    links = [f'href="/overview.{form}?part={part}"' in page for form in ("csv", "xlsx", "json")]
    check(f"{part}: its figures leave as files", all(links) and table["rows"])
    return [dict(zip([c["key"] for c in table["columns"]], r)) for r in table["rows"]]
score = lambda v: "—" if v is None else f"{v // 1000}.{v % 1000:03}"
drawn = figures("places")
check("the dots: rank, movement, name, score, rate", [[str(p["rank"] or "不参与"), p["movement"] if p["rank"] else "—", p["region"], score(p["score"]), percent(p["on_time_rate"])] for p in drawn[:-1]] ==
      [[r[0], r[1] if r[0] != "不参与" else "—", r[2], r[3], r[5]] for r in places], (drawn[:2], places[:2]))
before = {i["unit"]: i["rates"]["on_time_rate"] for i in json.loads(get(f"/api/v1/indicators?month={months[1]}&by=region"))["items"]}
check("and the month before", [(p["on_time_rate_before"], p["on_time_of_before"]) for p in drawn[:-1]] == [(before[p["region_code"]]["bp"], before[p["region_code"]]["den"]) for p in drawn[:-1]])
check("the line among them is the city", (drawn[-1]["region"], drawn[-1]["on_time_rate"], drawn[-1]["on_time_of"]) == ("全市", city["rates"]["on_time_rate"]["bp"], city["rates"]["on_time_rate"]["den"]))
lines = [re.findall(r"<td[^>]*>(.*?)</td>", r, re.S) for r in page[page.index('<table class="map">'):].split("</table>")[0].split("<tr>")[1:]]
fields = [(y, x, *re.findall(r">([^<]+)<", c)[:2], n((re.findall(r"■ ([0-9,]+) 张", c) or ["0"])[0])) for y, r in enumerate(lines, 1) for x, c in enumerate(r, 1) if c]
check("the map: what stands where", [(p["row"], p["column"], p["region"], percent(p["on_time_rate"]), p["n_red"]) for p in figures("map")] == fields, fields[:3])
strip = {}
for p in figures("heat"):
    strip.setdefault(p["region"], []).append("—" if p["on_time_rate"] is None else tenths(p["on_time_rate"]))
check("the months by region, field by field", strip == {r[0]: r[1:] for r in rows(page, "<caption>按时办结率，百分比")})
last_day = {w: {c[w][0]: c[w][1] for c in days if w in c} for w in ("accepted", "completed")}
drawn = figures("days")
check("the calendar, day by day", len(drawn) == len(cells) and all(p[w] == last_day[w].get(p["day"], 0) for p in drawn for w in ("accepted", "completed")))
check("with the days off", [p["works"] for p in drawn] == ["否" if "休</small>" in c else "是" for c in cells])
check("the page is small", len(page.encode()) <= 100 * 1024, len(page.encode()))

# why: what a unit's score lacks, part by part, with the cases behind each
league = json.loads(get(f"/rankings.json?month={months[1]}"))["tables"][0]
league = [dict(zip([c["key"] for c in league["columns"]], r)) for r in league["rows"]]
ranked = [u for u in league if u["rank"]]
sums, order = [], []
for u in ranked:
    why = json.loads(get(f"/rankings.json?month={months[1]}&unit={u['unit_code']}&part=why"))["tables"][0]
    why = [dict(zip([c["key"] for c in why["columns"]], r)) for r in why["rows"]]
    cost = [w["lost"] or 0 for w in why]
    sums.append(u["score"] + sum(cost))
    order.append(cost[:-1] == sorted(cost[:-1], reverse=True) and all(w["missed"] == w["den"] - w["num"] for w in why[:-1]))
check("what is lost and the score make a hundred", ranked and set(sums) == {100000}, sums)
check("what costs most stands first", all(order))
worst = get(f"/rankings?month={months[1]}&unit={ranked[-1]['unit_code']}")
worst = worst[worst.index('id="why"'):]
links = [(html.unescape(h), n(t)) for h, t in re.findall(r'<a href="(/(?:cases|alerts)[^"]*)">([0-9,]+)</a>', worst)]
seen = [(w, n(re.search(r'id="total">([0-9,]+)', get(h))[1])) for h, w in links]
check("each figure leads to as many", links and all(w == t for w, t in seen), list(zip(links, seen)))
try:
    get(f"/rankings?month={months[1]}&unit=nobody")
except urllib.error.HTTPError as refused:
    check("a unit without a rank is not found", refused.code == 404, refused.code)
else:
    check("a unit without a rank is not found", False)

# down: the city by regions, a region by departments, a department by items, an item by cases; each adds up to what it is a part of
def parts(**scope):
    table = json.loads(get("/figures.json?" + urllib.parse.urlencode(scope)))["tables"][0]
    keys = [c["key"] for c in table["columns"]]
    return [dict(zip(keys, r)) for r in table["rows"]]
sums = lambda part, whole: all(sum(p[k] for p in part) == whole[k] for k in ("accepted", "completed", "open_end", "overdue_open", "on_time_of", "missed", "n_yellow", "n_red"))
top = parts()
check("the city's regions add up to it", sum(p["completed"] for p in top) == city["counters"]["completed"] and sum(p["n_red"] for p in top) == city["counters"]["n_red"])
check("and stand as the overview has them", {p["code"]: p["completed"] for p in top} == {u: i["counters"]["completed"] for u, i in api.items()})
region = top[0]
depts = parts(region=region["code"])
check("a region's departments add up to it", depts and sums(depts, region), (depts, region))
dept = depts[0]
items = parts(region=region["code"], dept=dept["code"])
check("a department's items add up to it", items and sums(items, dept), (items, dept))
worst = json.loads(get("/api/v1/cases?" + urllib.parse.urlencode(dict(region=region["code"], dept=dept["code"], item=items[0]["code"], counted="on_time_rate", missed=1, month=month))))
check("an item's figure is the cases behind it", worst["total"] == items[0]["missed"])
late = "counted=overdue_open&month=" + month
lines = list(csv.reader(io.StringIO(get("/cases.csv?" + late).lstrip("\ufeff"))))
check("they leave as a file, too: all of them", len(lines) - 1 == json.loads(get("/api/v1/cases?" + late))["cases"] > 0, lines[:2])
down = lambda *names: "/figures?" + "&amp;".join(f"{k}={v['code']}" for k, v in names)
check("the way down is links", down(("region", region)) in page and down(("region", region), ("dept", dept)) in get(f"/figures?region={region['code']}"))
check("the worst first, or as the head is clicked", [p["missed"] for p in top] == sorted((p["missed"] for p in top), reverse=True) and [p["completed"] for p in parts(sort="completed")] == sorted(p["completed"] for p in top))
cases = get("/cases")
parts = [n(x) for x in re.findall(r"([0-9,]+) 件</a></span>", cases)]
total = n(re.search(r'id="total">([0-9,]+)<', cases)[1])
check("cases by promise add up, and the list says that it goes on", sum(parts) == total == json.loads(get("/api/v1/cases?limit=1"))["total"] and "显示前 50 件" in cases)
some = json.loads(get("/api/v1/cases?limit=1&kept=kept"))
check("the API's total is that of the filter", some["total"] == some["verdicts"]["kept"] > 0 and some["next"])
bulletin = get(f"/bulletins/{month}")
at = bulletin.index('<table id="t-intake">')
days = re.findall(r'<td class="n">([0-9,]+)</td><td class="n">([0-9,]+)</td>', bulletin[at:bulletin.index("</table>", at)])
check("the days of the chart add up to the month", [sum(map(n, c)) for c in zip(*days)] == [city["counters"]["accepted"], city["counters"]["completed"]])
rank = json.loads(get(f"/api/v1/rankings?month={month}&league=county"))["items"]
shown = [r[0] for r in rows(get(f"/rankings?month={month}&league=county"), "<caption>名次、得分")]
check("the ranking's order is that of the API", shown == [regions[r["unit"]]["name"] for r in rank])
sys.exit(bad)
END
[ $? -eq 0 ] || bad=1
stop_run
exit $bad
