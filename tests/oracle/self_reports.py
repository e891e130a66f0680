"""Section 8 of the contract: self-reports beside the system's counters."""
from reference import day_number, midnight
from cases import after


def months_between(first, as_of):
    """The months from the first on that have ended by the as-of instant, each with the first day of the next."""
    y, m = int(first[:4]), int(first[5:])
    while True:
        ny, nm = (y + 1, 1) if m == 12 else (y, m + 1)
        following = day_number(ny, nm, 1)
        if midnight(following) > as_of:
            return
        yield "%04d-%02d" % (y, m), following
        y, m = ny, nm


def self_reports(ref, events, table, counters, as_of):
    rows = []
    if not table:
        return rows
    given = {}
    for e in events:
        if e.type == "monthly_report" and e.at <= as_of:
            given.setdefault((e.region, e.data["month"]), []).append(e)
    for month, following in months_between(min(k[0] for k in table), as_of):
        over = after(ref.after(following - 1, 3))  # "due on the 3rd working day after the month"
        for region, entry in ref.regions.items():
            if not entry["league"]:
                continue
            reports = given.get((region, month))
            if not reports:
                if over <= as_of:
                    rows.append({"month": month, "region": region, "counter": None, "reported": None, "system": None,
                                 "verdict": "missing", "late": True})
                continue
            last = max(reports, key=lambda e: (e.at, e.id, e.source))
            late = not any(e.at < over for e in reports)
            system = table.get((month, "region", region), {})
            for name in counters:
                if name in last.data["counters"]:
                    r, s = last.data["counters"][name], system.get(name, 0)
                    verdict = "agree" if 100 * abs(r - s) <= max(s, 500) else \
                        "conflict" if 10 * abs(r - s) > max(s, 500) else "explain"
                    rows.append({"month": month, "region": region, "counter": name, "reported": r, "system": s,
                                 "verdict": verdict, "late": late})
    return rows
