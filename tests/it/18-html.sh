#!/bin/bash
# Bulletins as they are served: periods of all kinds with their state, one as a page, its files and charts; a frozen one from the store, with what has
# changed since; a published one byte for byte; names that are markup come out as text.
. "$(dirname "$0")/lib.sh"
need_pg
psql -qAtX "$pg dbname=postgres" -c 'create database html' || give_up 'no database'
cp -r config "$work/config"
sed -i 's|,兰陵县,|,"兰陵<b>县""\&</b>",|' "$work/config/regions.csv"
export JIANCHA_DATABASE="$pg dbname=html" JIANCHA_CONFIG=$work/config JIANCHA_BROKERS
"$jiancha" demo-broker --bootstrap-file "$work/bootstrap" 2>"$work/broker.log" &
pids+=($!)
await 20 test -s "$work/bootstrap" || give_up 'no broker'
JIANCHA_BROKERS=$(cat "$work/bootstrap")
# Every session of this database goes by a clock that can be set.
sql 'create schema clocks; grant usage on schema clocks to public; create table clocks.ahead (by interval); grant select on clocks.ahead to public;
  insert into clocks.ahead values (interval $$0$$);
  create function clocks.clock_timestamp() returns timestamptz language sql as $$select pg_catalog.clock_timestamp() + (select by from clocks.ahead)$$;
  create function clocks.now() returns timestamptz language sql as $$select pg_catalog.now() + (select by from clocks.ahead)$$;' || give_up 'no clock of our own'
sql 'alter database html set search_path = public, clocks, pg_catalog' || give_up 'no search path'
set_clock() { sql "update clocks.ahead set by = '$1'::timestamptz - pg_catalog.now()" || give_up 'the clock cannot be set'; }

set_clock '2026-03-27 12:00+08'
start_run --workers 1
"$jiancha" simulate --config config --seed 18 --cases 1500 --from 2026-02-01 --to 2026-03-27 >"$work/all.jsonl" || give_up simulate
tail -n 40 "$work/all.jsonl" >"$work/late.jsonl"
head -n -40 "$work/all.jsonl" >"$work/events.jsonl"
feed "$work/events.jsonl"
await_evaluated "$(wc -l <"$work/events.jsonl")"
get() { curl -fsS "$url$1"; }
code() { curl -s -o "$work/body" -w '%{http_code}' "$url$1"; }

same 'kinds of periods' 'half month month quarter year' "$(get /api/v1/bulletins | jq -r '.items[].kind' | sort | xargs)"
for period in 2026-02 2026-03 2026-Q1 2026-H1 2026; do
  same "$period: a draft" "draft $period" "$(get "/api/v1/bulletins/$period" | jq -r '.state + " " + .period')"
  get "/bulletins/$period" >"$work/page.$period" && grep -q '<span>草稿</span>' "$work/page.$period" && ok "$period: the page says so" || fail "$period: no mark of a draft"
  grep -q "href=\"/bulletins/$period\"" <(get /bulletins) && ok "$period: in the list" || fail "$period: not in the list"
done
for form in html docx pdf xlsx csv json; do same "2026-Q1.$form" 200 "$(code "/bulletins/2026-Q1.$form")"; done
same 'one table' county "$(get '/bulletins/2026-02.csv?table=county' >"$work/county.csv" && head -c 60 "$work/county.csv" | grep -q unit && echo county)"
for path in '/bulletins/2026-02.csv?table=x' /bulletins/2026-02.doc /bulletins/2025-12 /bulletins/2026-13 '/bulletins/2026-02?revision=3' /charts/2026-02/x.svg /charts/2026-02/trend.gif /api/v1/bulletins/2031; do
  same "$path" 404 "$(code "$path")"
done
for path in '/bulletins/2026-02?x=1' '/bulletins?x=1' '/bulletins/2026-02.docx?table=county' '/charts/2026-02/trend.svg?theme=pink' '/charts/2026-02/trend.png?theme=dark' '/metrics?partitions=2' '/api/v1/bulletins?x=1'; do same "$path" 400 "$(code "$path")"; done
for theme in light dark print; do same "chart, $theme" 200 "$(code "/charts/2026-02/trend.svg?theme=$theme")"; done
get /charts/2026-02/trend.png >"$work/trend.png"; head -c 8 "$work/trend.png" | cmp -s - <(printf '\x89PNG\r\n\x1a\n') && ok 'a chart as PNG' || fail 'no PNG'
grep -q '<b>县' "$work/page.2026-02" && fail 'a name became markup' || ok 'no name became markup'
grep -q '兰陵&lt;b&gt;县&quot;&amp;' "$work/page.2026-02" && ok 'it stands there as text' || fail 'the name is not there'
curl -sI "$url/bulletins/2026-02.html" | tr -d '\r' | grep -i '^content-security-policy' >"$work/policy"
style=$(get /bulletins/2026-02.html | python3 -c 'import base64, hashlib, re, sys
print("sha256-" + base64.b64encode(hashlib.sha256(re.search(r"<style>(.*?)</style>", sys.stdin.read(), re.S)[1].encode()).digest()).decode())')
grep -qF "$style" "$work/policy" && ok 'the file may use its own style, and no other' || fail "the policy does not know $style"
# The paper stands within a page: a class that both style sheets know would wear the page's colours.
python3 -B - >"$work/classes" <<'EOF'
import re
def classes(path):
    return set(re.findall(r"\.([a-z][\w-]*)", re.sub(r"/\*.*?\*/|\d\.\d", "", open(path).read(), flags=re.S)))
print(*sorted(classes("reports/web/style.css") & classes("reports/doc_html.css")))
EOF
same 'classes that page and paper share' 'n none note paper scroll w' "$(cat "$work/classes")"
# A unit: of a draft its own rows, without prose, ranks and files.
echo 'Tests-2026 county' | "$jiancha" user add county --role region --own 371302 2>>"$work/user.log" || give_up 'no account of a county'
county=$("$jiancha" user token add county tests 2>>"$work/user.log")
theirs() { command curl -sS -H "Authorization: Bearer $county" -o "$work/theirs" -w '%{http_code}' "$url$1"; }
same 'a unit: its draft' 200 "$(theirs /api/v1/bulletins/2026-02)"
same 'its own rows' '371302 0 true' "$(jq -r '[([.tables[] | ([.columns[].key] | index("unit")) as $u | .rows[][$u]] | unique | join(",")), ([.sections[].paragraphs[]] | length), ([.tables[] | select(.id == "county") | ([.columns[].key] | index("rank")) as $r | .rows[][$r]] | all(. == null))] | map(tostring) | join(" ")' "$work/theirs")"
own=$(jq -c '.tables[] | select(.id == "county") | ([.columns[].key] | index("completed")) as $c | [.rows[][$c]]' "$work/theirs")
same 'with its figures' "$own" "$(get /api/v1/bulletins/2026-02 | jq -c '.tables[] | select(.id == "county") | ([.columns[].key] | index("unit")) as $u | ([.columns[].key] | index("completed")) as $c | [.rows[] | select(.[$u] == "371302") | .[$c]]')"
for path in /bulletins/2026-02.docx /bulletins/2026-02.json /charts/2026-02/trend.svg; do same "a unit: $path" 404 "$(theirs $path)"; done
same 'a unit: the page' 200 "$(theirs /bulletins/2026-02)"
grep -qE 'class="(to|signed|disclosure|copies)"' "$work/theirs" && fail 'its rows of a draft look like a letter' || ok 'its rows of a draft are no letter'
grep -q '名次和得分在通报印发后可见' "$work/theirs" && ok 'why no rank is told' || fail 'a rank that is not told is called none'
grep -q '一、总体情况' "$work/theirs" && fail 'a unit reads the prose of a draft' || ok 'a unit reads no prose of a draft'
stop_run

# Frozen: from the store, whatever comes later.
set_clock '2026-04-20 10:00+08'
start_run --workers 1
frozen() { [ "$(sql "select count(*) from bulletin where period = '2026-03'")" = 1 ]; }
await 120 frozen || give_up 'March is not frozen'
get /bulletins/2026-03.json >"$work/frozen.json"
same 'state and hash' "frozen 1 $(sql 'select hash from bulletin')" "$(jq -r '.state + " " + (.revision | tostring) + " " + .annex.hash' "$work/frozen.json")"
get /bulletins/2026-03 >"$work/page"
grep -q '<span>草稿</span>' "$work/page" && fail 'a frozen one says that it is a draft' || ok 'a frozen one is no draft'
grep -q '已定稿' "$work/page" && grep -q '定稿后变动（0 处）' "$work/page" && ok 'nothing has changed since' || fail "the page: $(grep -o '定稿后变动[^<]*' "$work/page")"
grep -q '已定稿' <(get /bulletins) && ok 'the list says it' || fail 'the list does not say it'
same 'a unit sees no frozen one before it is published' "200 draft" "$(theirs /api/v1/bulletins/2026-03) $(jq -r .state "$work/theirs")"
feed "$work/late.jsonl"
await_stored "$(wc -l <"$work/all.jsonl")"
later() { get '/bulletins/2026-03?revision=0' >"$work/draft.page" && get /bulletins/2026-03 | grep -q '定稿后变动（[1-9]'; }
await 60 later && ok 'what came later stands beside it' || fail 'late events change nothing beside it'
get /bulletins/2026-03.json | cmp -s - "$work/frozen.json" && ok 'and it is what it was' || fail 'a frozen bulletin changed'
same 'revision 0 is the draft of now' draft "$(get '/bulletins/2026-03.json?revision=0' | jq -r .state)"
# Published: the stored bytes.
sql "update bulletin set state = 'published', number = '临审服通〔2026〕9号', number_year = 2026, number_n = 9, signatory = '局', dated = '2026-04-21', published_at = clock_timestamp(), published_by = 'x';
  insert into bulletin_file select period, revision, v.name, false, 'x', convert_to('stored ' || v.name, 'UTF8') from bulletin, (values ('docx'), ('county.csv'), ('trend.svg'), ('json')) v(name)" || give_up 'not published'
same 'DOCX' 'stored docx' "$(get /bulletins/2026-03.docx)"
same 'a table' 'stored county.csv' "$(get '/bulletins/2026-03.csv?table=county')"
same 'a chart' 'stored trend.svg' "$(get /charts/2026-03/trend.svg)"
same 'the API' 'stored json' "$(get /api/v1/bulletins/2026-03)"
same 'a unit has the published one' '200 stored docx' "$(theirs /bulletins/2026-03.docx) $(cat "$work/theirs")"
grep -q '已印发 临审服通〔2026〕9号' <(get /bulletins) && ok 'the list has its number' || fail 'no number in the list'
stop_run
exit $bad
