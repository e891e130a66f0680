#!/bin/bash
# The rules for Prometheus and the board for Grafana: promtool takes the rules, they call when they should and not else, and every metric that they name is
# one that /metrics has; lines of each partition only on request.
. "$(dirname "$0")/lib.sh"
rules=packaging/prometheus/jiancha.rules.yml
promtool=$(tests/tools/promtool 2>"$work/promtool.err")
if [ $? -eq 0 ]; then
  "$promtool" check rules "$rules" >"$work/check" 2>&1 && ok 'promtool takes the rules' || fail "$(cat "$work/check")"
  (cd packaging/prometheus && "$promtool" test rules jiancha.test.yml) >"$work/test" 2>&1 && ok 'they call when they should' || fail "$(cat "$work/test")"
elif [ "${CI:-}" = true ]; then
  fail "no promtool: $(cat "$work/promtool.err")"
else
  echo "skip $name: no promtool"
fi

need_pg
need_kafka
city packaging "$PWD/config"
cp -r config "$work/config" && chmod -R u+w "$work/config"
printf '[receiver a]\nkind = webhook\nurl = http://127.0.0.1:1/\n[rule all]\nto = a\n' >"$work/config/notify.conf"
start_run --config "$work/config" --workers 1
"$jiancha" simulate --seed 3 --cases 20 --from 2026-08-01 --to 2026-08-31 >"$work/all.jsonl"
feed "$work/all.jsonl"
await_evaluated "$(wc -l <"$work/all.jsonl")"
sql "insert into sender values ('gone', '', '', now() - interval '3 days', now() - interval '2 days', now())"
metrics() { curl -s "$url/metrics$1"; }
told() { metrics '' | grep -q '^jiancha_notices_total{rule="all"}' && metrics '' | grep -q '^jiancha_clerk_silence_seconds' && metrics '' | grep -q '^jiancha_topic_compacted'; }
await 60 told || give_up 'no metrics of the clerk'
metrics '' >"$work/metrics"
metrics '?partitions=1' >"$work/metrics.parts"
same 'no line of a partition' 0 "$(grep -c 'partition="' "$work/metrics")"
same 'but on request' 27 "$(grep -c 'partition="' "$work/metrics.parts")"
same 'the sums are those of the lines' "$(awk '/^jiancha_partition_unread/ {n += $2; k++} END {print k, n + 0}' "$work/metrics.parts")" \
  "$(sed -n 's/^jiancha_partitions{state="all"} //p; s/^jiancha_unread //p' "$work/metrics" | sort -rn | paste -sd' ')"
same 'open alerts by region' "$(sql "select count(*) from alert where state = 'open'")" "$(awk '/^jiancha_alerts_open/ {n += $2} END {print n + 0}' "$work/metrics")"
same 'who is silent' 1 "$(grep -c '^jiancha_sender_silence_seconds{source="gone",region="",dept=""} 1728' "$work/metrics")"
same 'and how many, by readyz' 1 "$(curl -s "$url/readyz" | jq .senders_silent)"
curl -s "$url/system" >"$work/system.html"
same 'the page: who is silent, and which rules there are' '1 1' "$(grep -c '<tr><th[^>]*>gone' "$work/system.html") $(grep -c '<tr><th[^>]*>all' "$work/system.html")"
same 'its tables leave as files' 0 "$(tests/tools/tables-check "$url" '/system?part=silent' '/system?part=told' '/system?part=workers' >"$work/tables" 2>&1; echo $?)"
grep -v compared "$work/tables" >&2
fact() { sed -n "s|<dt>$1</dt><dd>\(.*\)</dd>|\1|p" "$work/system.html"; }
same 'how far the log is read, of how many partitions' "0 共 9 个，无人读取或停住的 0 个" "$(fact 未读消息) $(fact 数据分区)"
same 'with which program and reference data' "$("$jiancha" version) $("$jiancha" check 2>/dev/null | sed -n 's/.* version //p')，自" "$(fact 程序版本) $(fact 参考数据版本 | sed 's/自.*/自/')"
year=$(TZ=CST-8 date +%Y)
fact 工作日历 | grep -q "$year 已录入" && ok 'which years have a calendar' || fail "$(fact 工作日历)"
same 'who works' "$(sql 'select count(*) from worker')" "$(grep -o '>在运行<' "$work/system.html" | wc -l)"
same 'who is signed in, by role' "$(sql 'select count(distinct role) from account')" "$(grep -c '^jiancha_sessions{role="' "$work/metrics")"
same 'and by no name' 0 "$(grep -c 'login=' "$work/metrics")"
# what a rule or the board names is exported, with the labels that it asks for or shows; what is exported is named by one of them
python3 - "$work/metrics" "$rules" packaging/grafana/jiancha.json <<'END'
import json, re, sys
bad = False
def check(what, wrong):
    global bad
    bad |= bool(wrong)
    print(f"{'FAIL' if wrong else 'ok  '} 87-packaging: {what}{': ' + str(sorted(wrong)) if wrong else ''}")
def expressions(path):
    """Each expression, with the labels that its legend, or what it tells, names."""
    text = open(path).read()
    if path.endswith(".json"):
        board = json.loads(text)
        check("the board's panels have numbers of their own", len({p["id"] for p in board["panels"]}) < len(board["panels"]) and ["twice"])
        return [(t["expr"], re.findall(r"\{\{(\w+)\}\}", t["legendFormat"] or "")) for p in board["panels"] for t in p["targets"]]
    parts = text.split("- alert: ")[1:]
    return [(re.search(r"expr: (.*)", p)[1], re.findall(r"\$labels\.(\w+)", p)) for p in parts]
text = open(sys.argv[1]).read()
check("the metrics end as they should", not text.endswith("# EOF\n") and ["no # EOF"])
there = {}
for name, labels in re.findall(r"^(jiancha_\w+?)(?:\{([^}]*)\})? \S+$", text, re.M):
    there.setdefault(name, set()).update(re.findall(r'(\w+)="', labels))
typed = {f"{n}_total" if kind == "counter" else n for n, kind in re.findall(r"^# TYPE (\w+) (\w+)$", text, re.M)}
check("each metric has its type, and each type its metric", typed ^ set(there))
named, scraped = set(), {"instance", "job"}
for path in sys.argv[2:]:
    missing, unlabelled = set(), set()
    for expr, shown in expressions(path):
        used = set()
        for name, selector in re.findall(r"\b(jiancha_\w+)(?:\{([^}]*)\})?", expr):
            named.add(name)
            if name not in there:
                missing.add(name)
                continue
            used |= there[name]
            unlabelled |= {f"{name}{{{l}}}" for l in re.findall(r'(\w+)\s*(?:=|!=|=~|!~)"', selector) if l not in there[name] | scraped}
        grouped = [l.strip() for g in re.findall(r"\bby \(([^)]*)\)", expr) for l in g.split(",")]
        unlabelled |= {f"{expr}: {l}" for l in grouped + shown if used and l not in used | scraped}
    check(f"{path}: every metric is there", missing)
    check(f"{path}: with the labels that it asks for, groups by and shows", unlabelled)
check("every metric is on the board or in a rule", set(there) - named)
sys.exit(bad)
END
[ $? -eq 0 ] || bad=1
if [ -n "$promtool" ]; then # it reads the older form, in which a counter's type has the name of its line
  sed -E '/^# EOF/d; s/^# (TYPE|HELP) (jiancha_(collected|notices|http_requests|pages_made|page_seconds)) /# \1 \2_total /' "$work/metrics" | "$promtool" check metrics >"$work/check" 2>&1 &&
    ok 'promtool takes the metrics' || fail "$(cat "$work/check")"
fi
stop_run
exit $bad
