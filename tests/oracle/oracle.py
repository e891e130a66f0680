#!/usr/bin/env -S python3 -B
"""A slow, obvious second implementation of the contract's `replay`, used as a test oracle.

    oracle.py [replay] --config DIR --as-of INSTANT --out DIR [--acts FILE] FILE...

Written from the words of the contract only; the quoted sentences are its sentences. It walks days one at a
time and shares nothing with the program under test. Standard library only.
"""
import json
import os
import sys
import threading

from reference import Reference, read_instant, show_instant
from events import COUNTERS, read_files
from acts import Acts
from self_reports import self_reports
from cases import Case
from rules import Rules
from counters import Tally, indicators, periods, rank, rates


# ---------------------------------------------------------------- section 9: replay

def fold(events, as_of):
    """The fold of each case: "events with occurred_at after the as-of instant are not yet there"; a voided event
    "counts as never sent, whenever the void comes; a void cannot be voided and belongs to no fold"."""
    cases = {}
    for e in events:
        if e.at <= as_of and e.type != "monthly_report":
            cases.setdefault(e.case_no, []).append(e)
    for case_no, history in cases.items():
        voids = [e for e in history if e.type == "voided"]
        kept, voided = [], []
        for e in history:
            if e.type == "voided":
                continue
            hits = [v for v in voids if v.data["event_id"] == e.id and v.source == e.source]
            voided += [(e, v) for v in hits]
            if not hits:
                kept.append(e)
        yield case_no, kept, voided


def write(folder, name, objects):
    with open(os.path.join(folder, name), "w", encoding="utf-8", newline="\n") as f:
        for o in objects:
            f.write(json.dumps(o, ensure_ascii=False, separators=(",", ":")) + "\n")


def replay(config, as_of, out, files, acts_file):
    ref = Reference(config)
    events, rejects, lines, duplicates = read_files(files, ref)
    tally, case_rows, alert_rows, free = Tally(), [], [], []
    acts = Acts(ref, as_of)
    if acts_file:
        acts.read(acts_file)
    for case_no, kept, voided in fold(events, as_of):
        if not kept:
            continue
        c = Case(case_no, kept, voided, ref, as_of)
        alerts = Rules(c).alerts()
        acts.revoke(c, alerts)
        free += acts.free(c, alerts)
        # "it keeps its row and light, but leaves n_*, c_*, procedure_bad and document_bad"
        tally.case(c, [a for a in alerts if a["state"] != "revoked"])
        case_rows.append(c.row(alerts))
        for a in alerts:
            alert_rows.append({"case_no": case_no, "rule": a["rule"], "subject": a["subject"], "level": a["level"],
                               "dimension": a["dimension"], "region": a["region"], "dept": a["dept"],
                               "raised_at": show_instant(a["at"]), "state": a["state"]})
    case_rows.sort(key=lambda r: r["case_no"].encode())
    alert_rows.sort(key=lambda a: (a["case_no"].encode(), a["rule"], a["subject"].encode()))
    for o in acts.orders.values():
        for day, name in o.counters(as_of):
            tally.add(day, o.units + (None,), name)  # "under no item"
    table = indicators(tally.cells)
    order = ["region", "dept", "item", "all"]
    rankings, bottoms, scores = rank(ref, table, as_of)
    os.makedirs(out, exist_ok=True)
    write(out, "cases.jsonl", case_rows)
    write(out, "alerts.jsonl", alert_rows)
    write(out, "indicators.jsonl",
          [{"month": m, "by": by, "unit": unit, "counters": table[m, by, unit], "rates": rates(table[m, by, unit])}
           for m, by, unit in sorted(table, key=lambda k: (k[0], order.index(k[1]), k[2].encode()))])
    write(out, "rankings.jsonl", rankings)
    write(out, "bottom.jsonl", bottoms)
    write(out, "rankings_periods.jsonl", periods(ref, table, scores, as_of))
    write(out, "reports.jsonl", self_reports(ref, events, table, COUNTERS, as_of))
    write(out, "rejects.jsonl", rejects)
    if acts_file:
        write(out, "orders.jsonl", [acts.orders[n].row(as_of) for n in sorted(acts.orders, key=str.encode)])
        write(out, "proposals.jsonl", acts.proposals(free))
        write(out, "interviews.jsonl", acts.interview_rows(bottoms))
        write(out, "refused.jsonl", acts.refused)
    print("events %d duplicates %d rejects %d cases %d" % (lines, duplicates, len(rejects), len(case_rows)))
    if acts_file:
        print("acts %d refused %d orders %d" % (acts.lines, len(acts.refused), len(acts.orders)))


def main(args):
    files, given = [], {}
    args = iter(args[1:] if args and args[0] == "replay" else args)
    for a in args:
        if a in ("--config", "--as-of", "--out", "--acts"):
            given[a] = next(args, None)
        else:
            files.append(a)
    as_of = read_instant(given.get("--as-of") or "")
    if as_of is None or not given.get("--config") or not given.get("--out") or not files:
        raise ValueError("usage: oracle.py [replay] --config DIR --as-of INSTANT --out DIR [--acts FILE] FILE...")
    replay(given["--config"], as_of, given["--out"], files, given.get("--acts"))


if __name__ == "__main__":
    # a deeply nested line needs a deep stack; a failure in the thread must not look like success
    sys.setrecursionlimit(400000)
    threading.stack_size(1 << 29)
    done = []
    worker = threading.Thread(target=lambda: done.append(main(sys.argv[1:])))
    worker.start()
    worker.join()
    sys.exit(0 if done else 1)
