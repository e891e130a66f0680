"""Sections 6 and 7 of the contract: counters, rates, scores, ranks and bottom places."""
from reference import DAY, civil, day_number, day_of, midnight, show_month
from events import COUNTERS
from cases import after
from rules import ratings, step_limits


# ---------------------------------------------------------------- section 6: counters

class Tally:
    """Counters per (month, region, dept, item)."""

    def __init__(self):
        self.cells = {}

    def add(self, day, unit, name, n=1):
        if n:
            cell = self.cells.setdefault((show_month(day),) + unit, dict.fromkeys(COUNTERS, 0))
            cell[name] += n

    def case(self, c, alerts):
        unit = c.region, c.dept, c.item

        def count(day, *names):
            for name in names:
                self.add(day, unit, name)

        for kind in ("submitted", "not_accepted", "withdrawn", "terminated", "delivered"):
            e = c.first(kind)
            if e:
                count(e.day, kind)
        self.online = bool(c.submitted) and c.submitted.channel in ("web", "mobile", "kiosk")
        if self.online:
            count(c.submitted.day, "submitted_online")
        if c.start is not None:
            count(c.start, "accepted")
            count(c.start, *(["accepted_instant"] if c.kind == "instant" else []))
            count(c.start, *(["tolerance"] if c.missing else []))
            self.stocks(c, unit)
        for e, name in zip(c.all("supplement_requested"), ("supplement_cases", "supplement_repeat")):
            count(e.day, name)
        if c.completed:
            self.completed(c, unit, alerts)
        if c.exited and c.kept is False:
            count(c.exited.day, "late_exit")
        self.windows(c, unit)
        for e in c.all("complained"):
            count(e.day, "complaints")
        for e in c.events:
            count(e.day, "events")
            if e.recorded - e.at <= DAY:
                count(e.day, "events_timely")
        self.alerts(c, alerts)

    def stocks(self, c, unit):
        """"cases with a start day, not ended at the month's end (24:00 of its last day)"; "For an open month, the
        month's end is the as-of instant"."""
        y, m, _ = civil(c.start)
        while midnight(day_number(y, m, 1)) <= c.as_of:
            first = day_number(y, m, 1)
            y, m = (y + 1, 1) if m == 12 else (y, m + 1)
            month_end = min(midnight(day_number(y, m, 1)), c.as_of)
            if c.ended_before(month_end):
                break
            self.add(first, unit, "open_end")
            # "of these, limit broken at or before it"
            if c.kept is False and c.broken_at <= month_end:
                self.add(first, unit, "overdue_open")
            if c.law_kept is False and c.law_broken_at <= month_end:
                self.add(first, unit, "overdue_open_statutory")

    def completed(self, c, unit, alerts):
        day, visits = c.completed.day, c.visits()

        def when(ok, name, n=1):
            if ok:
                self.add(day, unit, name, n)

        when(True, "completed")
        when(True, c.outcome)
        when(c.kind == "instant", "completed_instant")
        when(c.start is not None and (c.n is not None or c.promise_due is not None), "limited")
        when(c.kept is True, "on_time")
        when(c.kept is True and c.n is not None and c.used < c.n, "early")
        when(c.kept is False, "late")
        when(c.law_kept is False, "late_statutory")
        # "of `on_time` with n: broken if the promise ran on the legal clock"
        when(c.kept is True and c.n is not None and day > c.law.due(c.n), "on_time_by_pause")
        when(c.start == day, "same_day")
        if c.start is not None and c.n is not None and c.law_n is not None:
            when(True, "used_days", c.used)
            when(True, "promise_days", c.n)
            when(True, "statutory_days", c.law_n)
        when(c.submitted_at is not None, "gross_days", day - day_of(c.submitted_at or 0))
        when(c.pauses, "paused_cases")
        when(True, "paused_days", c.paused_days)
        when(c.extension, "extended_cases")
        known = visits is not None
        when(known, "visits_known")
        when(known and visits == 0, "zero_visit")
        when(known and visits <= 1, "one_visit")
        granted = c.outcome == "granted"
        when(known and granted, "once_known")
        when(known and granted and c.delivered and visits <= 1 and len(c.all("supplement_requested")) <= 1, "done_once")
        when(known and visits == 0 and c.delivered and self.online, "full_online")
        serious = {a["rule"] // 100 for a in alerts if a["level"] in ("yellow", "red")}
        when(2 in serious, "procedure_bad")
        when(4 in serious, "document_bad")

    def windows(self, c, unit):
        for w in c.windows:
            if w.subject == "" and w.over <= c.as_of:
                self.add(w.last, unit, "notice_due")
                self.add(w.last, unit, "notice_on_time", int(w.answered))
        if c.outcome == "granted":
            last = c.ref.after(c.completed.day, 10)
            if after(last) <= c.as_of:
                self.add(last, unit, "delivery_due")
                self.add(last, unit, "delivery_on_time", int(bool(c.delivered and c.delivered.at < after(last))))
        for r in ratings(c):
            if r.invalid:
                continue  # "those with an `invalid` rectification count nowhere"
            self.add(r.event.day, unit, "r_default" if r.default else "r%d" % r.score)
            if r.bad and r.over <= c.as_of:
                self.add(r.last, unit, "bad_due")
                self.add(r.last, unit, "bad_on_time", int(any(x.at < r.over for x in r.since)))
        for s in step_limits(c):
            t = after(s.due)
            finished_by_end = s.finish is not None and not c.stands_after_end(s.finish)
            # "(not if unfinished when the case ended before that)"
            if t <= c.as_of and not (c.ended_before(t) and not finished_by_end):
                place = s.region, s.dept, c.item
                self.add(s.due, place, "steps_due")
                self.add(s.due, place, "steps_on_time", int(s.finish is not None and s.finish.at < t))

    def alerts(self, c, alerts):
        highest = {}
        for a in alerts:
            day, unit = day_of(a["at"]), (a["region"], a["dept"], c.item)
            self.add(day, unit, "n_" + a["level"])
            # "each case, dimension, month and responsible unit once, at its highest level"
            key = a["dimension"], show_month(day), unit
            if a["level"] in ("yellow", "red") and highest.get(key, (0, ""))[1] != "red":
                highest[key] = day, a["level"]
        for (_, _, unit), (day, level) in highest.items():
            self.add(day, unit, "c_" + level)


def rates(k):
    good = k["r1"] + k["r2"] + k["r3"]
    rated = good + k["r4"] + k["r5"]
    pairs = {
        "on_time_rate": (k["on_time"], k["limited"] + k["late_exit"] + k["overdue_open"]),
        "early_rate": (k["early"], k["limited"]),
        "notice_rate": (k["notice_on_time"], k["notice_due"]),
        "delivery_rate": (k["delivery_on_time"], k["delivery_due"]),
        "procedure_rate": (k["completed"] - k["procedure_bad"], k["completed"]),
        "document_rate": (k["completed"] - k["document_bad"], k["completed"]),
        "instant_rate": (k["completed_instant"], k["completed"]),
        "same_day_rate": (k["same_day"], k["completed"]),
        "online_rate": (k["submitted_online"], k["submitted"]),
        "full_online_rate": (k["full_online"], k["completed"]),
        "done_once_rate": (k["done_once"], k["once_known"]),
        "one_visit_rate": (k["one_visit"], k["visits_known"]),
        "zero_visit_rate": (k["zero_visit"], k["visits_known"]),
        "satisfaction_rate": (good, rated),
        "rating_rate": (rated, k["completed"]),
        "rectify_rate": (k["bad_on_time"], k["bad_due"]),
        "step_rate": (k["steps_on_time"], k["steps_due"]),
        "order_rate": (k["orders_on_time"], k["orders_due"]),
        "speedup_rate": (k["statutory_days"] - k["used_days"], k["statutory_days"]),
        "compression_rate": (k["statutory_days"] - k["promise_days"], k["statutory_days"]),
        "timely_rate": (k["events_timely"], k["events"]),
    }
    return {name: {"num": a, "den": b, "bp": (20000 * a + b) // (2 * b) if b else None} for name, (a, b) in pairs.items()}


def indicators(cells):
    """Sums of the cells by region, dept, item and all; "only rows with a counter other than 0"."""
    table = {}
    for (month, region, dept, item), cell in cells.items():
        for by, unit in (("region", region), ("dept", dept), ("item", item), ("all", "*")):
            if unit is None:
                continue
            row = table.setdefault((month, by, unit), dict.fromkeys(COUNTERS, 0))
            for name in COUNTERS:
                row[name] += cell[name]
    return {key: row for key, row in table.items() if any(row.values())}


# ---------------------------------------------------------------- section 7: score, ranking, bottom place

WEIGHTS = {"on_time": 25, "notice": 5, "delivery": 5, "procedure": 10, "document": 10, "done_once": 10, "online": 5,
           "instant": 5, "satisfaction": 5, "rectify": 5, "order": 5, "timely": 10}


def score(k):
    bp = {name: r["bp"] for name, r in rates(k).items()}
    if 2 * k["once_known"] < k["granted"]:
        bp["done_once_rate"] = 0
    used = [(w, bp[name + "_rate"]) for name, w in WEIGHTS.items() if bp[name + "_rate"] is not None]
    total = sum(w for w, _ in used)
    base = (20 * sum(w * b for w, b in used) + total) // (2 * total) if total else 0
    return max(0, base - min(10000, 10000 * (k["c_yellow"] + 3 * k["c_red"]) // max(k["completed"], 1)))


def rank(ref, table, as_of):
    leagues = [(name, "region", [c for c, r in ref.regions.items() if r["league"] == name]) for name in ("county", "zone")]
    leagues.append(("department", "dept", [c for c, r in ref.departments.items() if r["league"] == "department"]))
    rankings, bottoms, history, scores = [], [], {}, {}
    empty = dict.fromkeys(COUNTERS, 0)
    for month in sorted({key[0] for key in table}):
        for league, by, units in leagues:
            if not any((month, by, u) in table for u in units):
                continue
            rows_ = {u: table.get((month, by, u), empty) for u in units}
            keys = {u: (-score(k), k["c_red"], k["c_yellow"], -k["completed"]) for u, k in rows_.items()
                    if k["completed"] >= 30}
            ranked = sorted(keys, key=lambda u: keys[u] + (units.index(u),))
            scores.update({(month, league, u): -keys[u][0] for u in ranked})
            for i, u in enumerate(ranked, 1):
                rankings.append({"month": month, "league": league, "rank": i, "unit": u, "score": -keys[u][0],
                                 "completed": rows_[u]["completed"]})
            for u in units:
                if u not in keys:
                    rankings.append({"month": month, "league": league, "rank": None, "unit": u, "score": None,
                                     "completed": rows_[u]["completed"]})
            y, m = int(month[:4]), int(month[5:])
            ended = midnight(day_number(y + m // 12, m % 12 + 1, 1)) <= as_of
            if ended:
                bottoms += bottom(month, league, ranked, keys, history)
    return rankings, bottoms, scores


def periods(ref, table, scores, as_of):
    """"A unit's score of a quarter, half-year or year is the mean, floor((2 S + n) / (2n)), of its scores in the n months
    of the period in which it was ranked. It is ranked if 2n is at least the number of the period's months that have begun
    by the as-of instant"."""
    rows = []
    years = sorted({key[0][:4] for key in table})
    parts = [("", range(1, 13)), ("-H1", range(1, 7)), ("-H2", range(7, 13))]
    parts += [("-Q%d" % q, range(3 * q - 2, 3 * q + 1)) for q in (1, 2, 3, 4)]
    leagues = [(name, "region", [c for c, r in ref.regions.items() if r["league"] == name]) for name in ("county", "zone")]
    leagues.append(("department", "dept", [c for c, r in ref.departments.items() if r["league"] == "department"]))
    for period, months in sorted((y + name, ["%s-%02d" % (y, m) for m in span]) for y in years for name, span in parts):
        begun = sum(midnight(day_number(int(m[:4]), int(m[5:]), 1)) <= as_of for m in months)
        for league, by, units in leagues:
            if not any((m, by, u) in table for m in months for u in units):
                continue
            found = []
            for place, u in enumerate(units):
                own = [scores[m, league, u] for m in months if (m, league, u) in scores]
                n = len(own)
                k = {name: sum(table[m, by, u][name] for m in months if (m, by, u) in table)
                     for name in ("c_red", "c_yellow", "completed")}
                ranked = n > 0 and 2 * n >= begun
                mean = (2 * sum(own) + n) // (2 * n) if ranked else None
                merit = (0, -mean, k["c_red"], k["c_yellow"], -k["completed"]) if ranked else (1, 0, 0, 0, 0)
                found.append((merit, place, u, mean, n, k["completed"]))
            for i, (merit, _, u, mean, n, completed) in enumerate(sorted(found), 1):
                rows.append({"period": period, "league": league, "rank": None if mean is None else i, "unit": u,
                             "score": mean, "months": n, "completed": completed})
    return rows


def bottom(month, league, ranked, keys, history):
    """"the last of a league with at least 3 ranked units, unless its score is >= 95000 or only the canonical order
    puts it behind the one before it"."""
    place = None
    if len(ranked) >= 3 and -keys[ranked[-1]][0] < 95000 and keys[ranked[-1]] != keys[ranked[-2]]:
        place = ranked[-1]
    for u in ranked:
        history.setdefault((league, u), []).append(u == place)
    if place is None:
        return []
    past = history[league, place]
    streak = 0
    while streak < len(past) and past[-1 - streak]:
        streak += 1
    head = streak >= 3 or sum(past[-12:]) >= 4
    action = "interview_head" if head else "interview_deputy" if streak == 2 else "remind"
    return [{"month": month, "league": league, "unit": place, "streak": streak, "action": action}]
