"""Random acts and self-reports for a history: mostly what people would do, at instants that are edges, and nonsense."""
import datetime
import json

from act_form import RULES
from acts import INTERVIEW_STATES, NUMBERED, ORDER_STATES, Acts
from cases import Case, after
from configs import DAY, DEPTS, REGIONS
from counters import Tally, indicators, rank
from events import COUNTERS, read_files
from oracle import fold
from reference import Reference, civil, day_number, day_of, midnight
from rules import Rules

US = 1
ZONE = datetime.timezone(datetime.timedelta(hours=8))
FAR = 10 ** 18
LEAGUES = [("county", [x[0] for x in REGIONS if x[2] == "county"]), ("zone", [x[0] for x in REGIONS if x[2] == "zone"]),
           ("department", [d[0] for d in DEPTS if d[3] == "department"])]


def show(t):
    return (datetime.datetime.fromtimestamp(0, ZONE) + datetime.timedelta(microseconds=t)).isoformat()


def micro(when):
    return (when - datetime.datetime.fromtimestamp(0, ZONE)) // datetime.timedelta(microseconds=1)


class City:
    """What the events make, so that acts are about something that there is."""

    def __init__(self, config, events_file, as_of):
        self.ref = Reference(config)
        events, _, _, _ = read_files([events_file], self.ref)
        tally, self.alerts, self.cases = Tally(), [], []
        for case_no, kept, voided in fold(events, as_of):
            if not kept:
                continue
            c = Case(case_no, kept, voided, self.ref, as_of)
            self.cases.append(case_no)
            found = Rules(c).alerts()
            tally.case(c, found)
            for a in found:
                event = None
                if a["rule"] in NUMBERED and a["subject"].startswith("#"):
                    event = c.all(NUMBERED[a["rule"]])[int(a["subject"][1:]) - 1]
                elif c.events:
                    event = c.events[0]
                self.alerts.append((c, a, event))
        self.table = indicators(tally.cells)
        self.bottoms = rank(self.ref, self.table, as_of)[1]
        self.start = min([e.at for e in events if e.at <= as_of] or [as_of])


class Decisions:
    def __init__(self, r, city, as_of, count):
        self.r, self.city, self.as_of = r, city, as_of
        self.acts = Acts(city.ref, FAR)
        self.now = max(city.start, as_of - r.choice([10, 40, 90, 400]) * 86400 * 10 ** 6)
        self.pace = (as_of - self.now) // count + 1  # a few acts lie after the as-of instant
        self.seq, self.lines = 0, []

    # ------------------------------------------------------------ instants

    def later(self):
        """The same instant, a moment, a midnight, or the very end of some order's due day."""
        r, pick = self.r, self.r.random()
        if pick < 0.2:
            return self.now
        if pick < 0.3:
            return self.now + r.choice([US, 10 ** 6, 3600 * 10 ** 6])
        if pick < 0.36 and self.acts.orders:
            o = r.choice(list(self.acts.orders.values()))
            due = o.rounds[-1][0]
            edge = r.choice([after(due), after(self.city.ref.after(due, 3)), midnight(due)]) - r.choice([0, 0, US, 10 ** 6])
            return max(self.now, edge)
        if pick < 0.42:
            return midnight(day_of(self.now) + 1) - r.choice([0, US])
        return self.now + r.randint(0, 2 * self.pace)

    # ------------------------------------------------------------ alerts

    def alert(self):
        r = self.r
        if not self.city.alerts or r.random() < 0.1:
            return {"case_no": r.choice(self.city.cases or ["none"]), "rule": r.choice(RULES), "subject": r.choice(["", "#1", "#2", "x@D1"])}
        c, a, event = r.choice(self.city.alerts)
        serious = [x for x in self.city.alerts if x[1]["level"] in ("yellow", "red")]
        if serious and r.random() < 0.8:
            c, a, event = r.choice(serious)
        out = {"case_no": c.case_no, "rule": a["rule"], "subject": a["subject"]}
        if event and r.random() < 0.4:
            out["event"] = {"source": event.source, "event_id": event.id}
            if r.random() < 0.2:
                out["subject"] = "#9"
        if r.random() < 0.05:
            out["event"] = None
        return out

    def unit_of(self, alert):
        for c, a, _ in self.city.alerts:
            if c.case_no == alert["case_no"] and a["rule"] == alert["rule"] and a["subject"] == alert["subject"]:
                return a["region"], a["dept"]
        return self.r.choice(REGIONS)[0], self.r.choice(DEPTS)[0]

    # ------------------------------------------------------------ who

    def unit(self, region, dept):
        r = self.r
        if r.random() < 0.15:
            region, dept = r.choice(REGIONS)[0], r.choice(DEPTS)[0]
        return {"role": "region", "own": region} if r.random() < 0.5 else {"role": "department", "own": dept}

    def bureau(self, role="bureau"):
        r = self.r
        return dict({"role": role}, **({"own": r.choice(DEPTS)[0]} if r.random() < 0.3 else {}))

    # ------------------------------------------------------------ acts

    def issue(self):
        r = self.r
        alerts = [self.alert() for _ in range(r.choice([0, 1, 1, 1, 2, 3]))]
        region, dept = self.unit_of(alerts[0]) if alerts and r.random() < 0.8 else (r.choice(REGIONS)[0], r.choice(DEPTS)[0])
        o = {"act": "issue", "order": "2026-%d" % r.randint(1, 40), "region": region, "dept": dept, "alerts": alerts,
             "reply_days": r.choice([1, 1, 2, 3, 5, 60]), "text": "请说明"}
        if r.random() < 0.2:
            o.update(title="关于督办的通知", cc="市纪委")
        return dict(self.bureau(r.choice(["bureau", "bureau", "system"])), **o)

    def drop(self):
        alerts = [self.alert() for _ in range(self.r.choice([1, 1, 2]))]
        region, dept = self.unit_of(alerts[0])
        return dict(self.bureau(), act="drop", region=region, dept=dept, alerts=alerts, text="已约谈")

    def about_order(self):
        r = self.r
        if not self.acts.orders:
            return self.issue()
        o = r.choice(list(self.acts.orders.values()))
        fitting = [n for n, (states, _) in ORDER_STATES.items() if o.state in states]
        act = r.choice(fitting or list(ORDER_STATES)) if r.random() < 0.8 else r.choice(list(ORDER_STATES))
        if act == "cancel" and r.random() < 0.6:
            act = "extend"
        out = {"act": act, "order": o.number if r.random() < 0.95 else "2026-99"}
        if act in ("return", "extend"):
            out["reply_days"] = r.choice([1, 2, 3, 5, 10])
        if act != "sign" and not (act == "close" and r.random() < 0.5):
            out["text"] = "意见"
        return dict(self.unit(*o.units) if act in ("sign", "reply") else self.bureau(), **out)

    def appeal(self):
        a = self.alert()
        region, dept = self.unit_of(a)
        return dict(self.unit(region, dept), act="appeal", region=region, dept=dept, text="申诉", **a)

    def judge(self):
        r = self.r
        known = list(self.acts.appeals)
        if not known or r.random() < 0.1:
            a = self.alert()
        else:
            k = r.choice(known)
            a = {"case_no": k[0], "rule": k[1], "subject": k[3] if k[2] == "subject" else "#1"}
            if k[2] == "event":
                a["event"] = {"source": k[3], "event_id": k[4]}
            if r.random() < 0.05:
                a.pop("event", None)
        return dict(self.bureau(), act=r.choice(["uphold", "uphold", "refuse"]), text="复核", **a)

    def interview(self):
        r = self.r
        league, units = r.choice(LEAGUES)
        y, m, _ = civil(day_of(self.now))
        place = {"month": r.choice(["%04d-%02d" % (y, m), "2026-01"]), "league": league, "unit": r.choice(units)}
        if self.city.bottoms and r.random() < 0.6:
            b = r.choice(self.city.bottoms)
            place = {n: b[n] for n in ("month", "league", "unit")}
        if self.acts.interviews and r.random() < 0.6:
            place = dict(zip(("month", "league", "unit"), r.choice(list(self.acts.interviews))))
        state = self.acts.interviews.get(tuple(place.values()))
        state = state.state if state else "proposed"
        fitting = [n for n, (states, _) in INTERVIEW_STATES.items() if state in states]
        act = r.choice(fitting or list(INTERVIEW_STATES)) if r.random() < 0.85 else r.choice(list(INTERVIEW_STATES))
        out = dict(place, act=act, text="意见")
        d = datetime.date(1970, 1, 1) + datetime.timedelta(days=day_of(self.now))
        if act == "hold":
            out.update(held_on=d.isoformat(), person="张三")
        if act in ("hold", "reject"):
            out["due"] = (d + r.choice([-3, 0, 1, 2, 10]) * DAY).isoformat()
        if act in ("confirm", "accept") and r.random() < 0.5:
            del out["text"]
        unit = place["unit"]
        return dict(self.unit(unit, unit) if act == "rectify" and league != "department" else
                    {"role": "department", "own": unit} if act == "rectify" else self.bureau(), **out)

    def note(self):
        r = self.r
        out = {"act": "note", "text": "备注"}
        if r.random() < 0.6:
            out["order"] = r.choice([o for o in self.acts.orders] + ["2026-77"])
        if r.random() < 0.5 or "order" not in out:
            out["case_no"] = r.choice(self.city.cases or ["x"])
        units = self.acts.orders[out["order"]].units if out.get("order") in self.acts.orders else ("371302", "D1")
        return dict(r.choice([self.bureau, lambda: self.unit(*units)])(), **out)

    def ack(self):
        a = self.alert()
        region, dept = self.unit_of(a)
        return dict(self.unit(region, dept), act="ack", region=region, dept=dept, **a)

    def make(self):
        r = self.r
        kind = r.choice([self.issue] * 4 + [self.about_order] * 10 + [self.drop, self.appeal, self.appeal, self.judge, self.judge,
                        self.interview, self.interview, self.note, self.ack])
        o = kind()
        self.now = self.later()
        self.seq += r.choice([1, 1, 1, 1, 2, 7])
        out = {"seq": self.seq, "at": show(self.now), "by": r.choice(["u1", "李四", "system"])}
        if r.random() < 0.05:
            out["role"] = r.choice(["bureau", "region", "department", "system"])
            o.pop("role", None)
        out.update(o)
        if r.random() < 0.1:
            out.update(signer="签发人", doc_no="临审督1号")
        if r.random() < 0.06:
            spoil(r, out)
        return out

    def line(self):
        raw = json.dumps(self.make(), ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
        if self.r.random() < 0.02:
            raw = odd_bytes(self.r, raw)
        self.acts.line(raw)
        self.lines.append(raw)


def spoil(r, o):
    """One fault, or what looks like one."""
    name, value = r.choice([
        ("seq", 0), ("seq", -1), ("seq", "1"), ("seq", True), ("seq", None), ("seq", 1), ("seq", 2 ** 63 - 1) if r.random() < 0.02 else ("seq", 2 ** 63),
        ("at", "2026-01-05 08:00"), ("at", None), ("at", 5), ("at", "2020-01-01T00:00:00Z"), ("at", "2026-02-30T00:00:00Z"),
        ("by", ""), ("by", "x" * 64), ("by", "x" * 65), ("by", "a\u0001"), ("by", "案" * 64), ("by", None),
        ("role", "auditor"), ("role", None), ("role", 1), ("own", "D9"), ("own", "371302"), ("own", None), ("own", "371302001"), ("own", 1),
        ("act", "ISSUE"), ("act", None), ("act", 1), ("order", ""), ("order", "x" * 65), ("order", "案"), ("order", None), ("order", "x" * 64),
        ("region", "999999"), ("region", "371302001002"), ("region", None), ("dept", "D9"), ("dept", None),
        ("alerts", []), ("alerts", None), ("alerts", {}), ("alerts", [1]), ("alerts", [{"case_no": "c", "rule": 102}]),
        ("alerts", [{"case_no": "c", "rule": 102, "subject": ""}] * 2), ("rule", 999), ("rule", "102"), ("rule", None), ("rule", 100),
        ("subject", None), ("subject", 1), ("subject", ""), ("case_no", "c" * 51), ("case_no", ""), ("case_no", None), ("case_no", "a\n"),
        ("event", {}), ("event", {"source": "s1"}), ("event", {"source": "S1", "event_id": "e1"}), ("event", []),
        ("event", {"source": "s1", "event_id": "e1", "x": 1}), ("event", {"source": "s1", "event_id": None}), ("event", "e1"),
        ("reply_days", 0), ("reply_days", 61), ("reply_days", "3"), ("reply_days", 3.0), ("reply_days", None), ("reply_days", 60),
        ("text", ""), ("text", "字" * 4000), ("text", "字" * 4001), ("text", None), ("text", 5), ("text", "a\nb\tc"),
        ("signer", ""), ("signer", "x" * 65), ("signer", None), ("doc_no", "x" * 101), ("doc_no", "x" * 100), ("doc_no", 7),
        ("title", "题" * 401), ("title", ""), ("cc", 5), ("cc", "x" * 400), ("month", "2026-13"), ("month", "2026-1"), ("month", None),
        ("month", "0000-01"), ("month", "9999-12"), ("league", "county"), ("league", ""), ("league", None), ("unit", "371300"), ("unit", None),
        ("held_on", "2026-02-29"), ("held_on", None), ("person", ""), ("person", "x" * 65), ("person", None), ("due", "20260101"), ("due", None),
        ("due", "2026-12-31"), ("extra", {"deep": [[1]]}), ("extra", 10 ** 30)])
    o[name] = value


def odd_bytes(r, raw):
    pick = r.randrange(9)
    if pick == 0:
        return raw[:-1] + b',"seq":1}'
    if pick == 1:
        return raw[:-1] + b',"extra":{"a":1,"a":2}}'
    if pick == 2:
        return raw + b"}"
    if pick == 3:
        return r.choice([b"[]", b"null", b"1", b'"x"', b"{", b"{}", b" ", b"", b"\t\r"])
    if pick == 4:
        return raw[:-1] + b',"extra":"' + r.choice([b"\xff", b"\xed\xa0\x80"]) + b'"}'
    if pick == 5:
        return b"  " + raw + b" \r"
    if pick in (6, 7):
        return raw[:-1] + b" " * (256 * 1024 + (pick == 6) - len(raw)) + b"}"
    return raw[:-1] + b',"extra":"\\ud800"}'


def make_acts(r, config, events_file, as_of):
    """A file of acts, as bytes."""
    count = r.choice([5, 100, 100, 300])
    d = Decisions(r, City(config, events_file, micro(as_of)), micro(as_of), count)
    for _ in range(count):
        d.line()
    end = b"\r\n" if r.random() < 0.1 else b"\n"
    head = b"\xef\xbb\xbf" if r.random() < 0.1 else b""
    return head + end.join(d.lines) + (end if r.random() < 0.8 else b"")


def make_reports(r, config, events_file, as_of):
    """Self-reports about months that there are, near the thresholds, early and late: lines of events."""
    city, lines = City(config, events_file, micro(as_of)), []
    for month in sorted({k[0] for k in city.table}):
        y, m = int(month[:4]), int(month[5:])
        over = after(city.ref.after(day_number(y + m // 12, m % 12 + 1, 1) - 1, 3))
        for region in [x[0] for x in REGIONS]:
            for n in range(r.choice([0, 1, 1, 2])):
                row = city.table.get((month, "region", region), {})
                counters = {name: near(r, row.get(name, 0)) for name in r.sample(COUNTERS, r.choice([0, 1, 3, 8]))}
                at = over + r.choice([-US, 0, US, -3 * 86400 * 10 ** 6, 10 ** 6])
                e = {"v": 1, "event_id": "r%d" % r.randint(0, 3 if n else 10 ** 6), "source": r.choice(["s1", "s2"]), "type": "monthly_report",
                     "occurred_at": show(at), "region": region + r.choice(["", "001"]) if len(region) == 6 else region,
                     "data": {"month": month, "counters": counters}}
                lines.append(json.dumps(e, ensure_ascii=False, separators=(",", ":")).encode())
    return lines


def near(r, s):
    edge = r.choice([0, max(s, 500) // 100, max(s, 500) // 10]) + r.choice([-1, 0, 0, 1])
    return max(0, r.choice([s + edge, s - edge, s, r.choice([0, 2 ** 63 - 1, 499, 500, 501])]))
