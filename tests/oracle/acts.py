"""Section 12 of the contract: acts, refusals, orders, appeals, interviews, proposals."""
import re

from reference import day_number, day_of, midnight, read_day, read_instant, show_day, show_instant, show_month
from events import MAX_LINE, Reject, is_control, is_int, parse
from cases import after

UNITS = ("region", "department")
RULES = [101, 102, 103, 104, 111, 112, 113, 114, 115, 116, 117, 118, 201, 202, 203, 204, 205, 206, 207, 208, 301, 302, 303,
         401, 402, 403, 404, 405, 406, 501, 901, 902, 903]
# "per-event subjects being #k = the k-th event of that type in the fold"
NUMBERED = {201: "supplement_requested", 202: "supplement_requested", 404: "supplement_requested", 114: "paused",
            207: "paused", 405: "paused", 206: "extended", 116: "rated", 118: "complained", 501: "fee_charged",
            111: "supplement_received"}


# ---------------------------------------------------------------- the form

class Form(Exception):
    """bad_form"""


def need(ok):
    if not ok:
        raise Form()


def string(v, most=None):
    need(isinstance(v, str) and "\0" not in v and (most is None or 1 <= len(v) <= most))
    return v


def pattern(v, regex):
    need(isinstance(v, str) and re.fullmatch(regex, v))
    return v


def text(o, name, most, required=True):
    """"lengths count characters"; null counts as missing."""
    v = o.get(name)
    need(not (required and v is None))
    return None if v is None else string(v, most)


def number(v, low, high):
    need(is_int(v) and low <= v <= high)
    return v


def code(v, table):
    """"codes stand exactly as in the files"."""
    need(isinstance(v, str) and v in table)
    return v


def a_day(v):
    need(isinstance(v, str))
    d = read_day(v)
    need(d is not None)
    return d


def case_number(v):
    need(isinstance(v, str) and 1 <= len(v) <= 50 and not any(is_control(c) for c in v))
    return v


def an_alert(o):
    """How it is known: by case_no, rule and event alone, else by its subject."""
    need(isinstance(o, dict))
    case_no = case_number(o.get("case_no"))
    need(is_int(o.get("rule")) and o["rule"] in RULES)
    subject = string(o.get("subject"))
    event = o.get("event")
    if event is None:
        return case_no, o["rule"], "subject", subject
    need(isinstance(event, dict))
    return (case_no, o["rule"], "event", pattern(event.get("source"), r"[a-z0-9-]{1,32}"),
            pattern(event.get("event_id"), r"[A-Za-z0-9._:-]{1,64}"))


class Act:
    def __init__(self, o, ref):
        """Raises Form."""
        need(isinstance(o, dict))
        self.seq = number(o.get("seq"), 1, 2**63 - 1)
        need(isinstance(o.get("at"), str))
        self.at = read_instant(o["at"])
        need(self.at is not None)
        self.by = string(o.get("by"), 64)
        need(not any(is_control(c) for c in self.by))
        self.role = o.get("role")
        need(isinstance(self.role, str) and self.role in ("bureau", "region", "department", "system"))
        self.own = o.get("own")
        need(self.own is not None or self.role not in UNITS)
        if self.own is not None:
            code(self.own, ref.regions if self.role == "region" else ref.departments)
        self.act = o.get("act")
        need(isinstance(self.act, str) and self.act in READ)
        self.order = self.case_no = self.alert = self.place = None
        self.alerts, self.units = [], ()
        text(o, "signer", 64, False)
        text(o, "doc_no", 100, False)
        READ[self.act](self, o, ref)

    # the fields of each act
    def take_order(self, o):
        self.order = pattern(o.get("order"), r"[A-Za-z0-9._:-]{1,64}")

    def take_unit(self, o, ref):
        self.units = code(o.get("region"), ref.regions), code(o.get("dept"), ref.departments)

    def take_alerts(self, o):
        need(isinstance(o.get("alerts"), list))
        self.alerts = [an_alert(a) for a in o["alerts"]]

    def take_reply_days(self, o):
        self.reply_days = number(o.get("reply_days"), 1, 60)

    def take_place(self, o, ref):
        month, league = pattern(o.get("month"), r"[0-9]{4}-(0[1-9]|1[0-2])"), o.get("league")
        need(month[:4] != "0000")
        need(isinstance(league, str) and league in ("county", "zone", "department"))
        table = ref.departments if league == "department" else ref.regions
        unit = code(o.get("unit"), table)
        need(table[unit]["league"] == league)
        self.place, self.units = (month, league, unit), (unit,)

    def issue(self, o, ref):
        self.take_order(o)
        self.take_unit(o, ref)
        self.take_alerts(o)
        self.take_reply_days(o)
        text(o, "text", 4000)
        text(o, "title", 400, False)
        text(o, "cc", 400, False)

    def drop(self, o, ref):
        self.take_unit(o, ref)
        self.take_alerts(o)
        need(self.alerts)
        text(o, "text", 4000)

    def sign(self, o, ref):
        self.take_order(o)

    def with_text(self, o, ref):
        self.take_order(o)
        text(o, "text", 4000)

    def with_days(self, o, ref):
        self.with_text(o, ref)
        self.take_reply_days(o)

    def close(self, o, ref):
        self.take_order(o)
        text(o, "text", 4000, False)

    def appeal(self, o, ref):
        self.alert = an_alert(o)
        self.take_unit(o, ref)
        text(o, "text", 4000)

    def judge(self, o, ref):
        self.alert = an_alert(o)
        text(o, "text", 4000)

    def confirm(self, o, ref):
        self.take_place(o, ref)
        text(o, "text", 4000, False)

    def waive(self, o, ref):
        self.take_place(o, ref)
        text(o, "text", 4000)

    def hold(self, o, ref):
        self.waive(o, ref)
        self.held_on, self.due = a_day(o.get("held_on")), a_day(o.get("due"))
        text(o, "person", 64)

    def reject(self, o, ref):
        self.waive(o, ref)
        self.due = a_day(o.get("due"))

    def ack(self, o, ref):
        self.alert = an_alert(o)
        self.take_unit(o, ref)

    def note(self, o, ref):
        need(o.get("case_no") is not None or o.get("order") is not None)
        if o.get("case_no") is not None:
            case_number(o["case_no"])
        if o.get("order") is not None:
            self.take_order(o)
        text(o, "text", 4000)


READ = {"issue": Act.issue, "drop": Act.drop, "sign": Act.sign, "reply": Act.with_text, "return": Act.with_days,
        "extend": Act.with_days, "close": Act.close, "cancel": Act.with_text, "appeal": Act.appeal, "uphold": Act.judge,
        "refuse": Act.judge, "confirm": Act.confirm, "waive": Act.waive, "hold": Act.hold, "rectify": Act.waive,
        "accept": Act.confirm, "reject": Act.reject, "ack": Act.ack, "note": Act.note}
BUREAU_ONLY = "drop return extend close cancel uphold refuse confirm waive hold accept reject".split()
UNIT_ONLY = "sign reply appeal rectify ack".split()


def may(act, role):
    if act in BUREAU_ONLY:
        return role == "bureau"
    if act in UNIT_ONLY:
        return role in UNITS
    return role in ("bureau", "system") if act == "issue" else role in ("bureau",) + UNITS


# ---------------------------------------------------------------- what acts are about

class Order:
    """Its rounds: [due day, instant at which a reply or cancel ended it]."""

    def __init__(self, a, ref):
        self.number, self.units, self.alerts, self.ref = a.order, a.units, a.alerts, ref
        self.state, self.issued_at = "issued", a.at
        self.signed_at = self.closed_at = None
        self.replies, self.rounds = [], []
        self.begin(a)

    def due(self, a):
        return self.ref.after(day_of(a.at), a.reply_days)

    def begin(self, a):
        self.rounds.append([self.due(a), None])

    def end_round(self, at):
        if self.rounds[-1][1] is None:
            self.rounds[-1][1] = at

    def color(self, as_of):
        """"for each round one when its due day is over before the reply (or cancel) that ends it, one more when the 3rd
        working day after the due day is over likewise (an unended round: by the as-of instant)"; who answers at the
        00:00 at which the day is over answers late."""
        steps = 0
        for due, end in self.rounds:
            end = as_of if end is None else end
            steps += (after(due) <= end) + (after(self.ref.after(due, 3)) <= end)
        return ("blue", "orange", "red")[min(steps, 2)]

    def on_time(self, as_of):
        over = after(self.rounds[0][0])
        if self.replies and self.replies[0] < over:
            return True
        cancelled_before = self.state == "cancelled" and self.closed_at < over
        return False if over <= as_of and not cancelled_before else None

    def counters(self, as_of):
        if self.state == "cancelled":
            return
        yield day_of(self.issued_at), "orders"
        due = self.rounds[0][0]
        if after(due) <= as_of:
            yield due, "orders_due"
            if self.replies and self.replies[0] < after(due):
                yield due, "orders_on_time"

    def row(self, as_of):
        def at(t):
            return None if t is None else show_instant(t)

        return {"order": self.number, "region": self.units[0], "dept": self.units[1], "alerts": len(self.alerts),
                "state": self.state, "color": self.color(as_of), "issued_at": at(self.issued_at),
                "reply_due": show_day(self.rounds[-1][0]), "signed_at": at(self.signed_at),
                "replied_at": at(self.replies[0] if self.replies else None), "closed_at": at(self.closed_at),
                "rounds": len(self.rounds), "on_time": self.on_time(as_of)}


class Interview:
    def __init__(self):
        self.state, self.confirmed_at, self.held_on, self.due = "proposed", None, None, None

    def row(self, place, action, as_of):
        overdue = self.state in ("held", "rejected") and after(self.due) <= as_of
        return {"month": place[0], "league": place[1], "unit": place[2], "action": action, "state": self.state,
                "confirmed_at": None if self.confirmed_at is None else show_instant(self.confirmed_at),
                "held_on": None if self.held_on is None else show_day(self.held_on),
                "due": None if self.due is None else show_day(self.due), "overdue": overdue}


# from -> to
ORDER_STATES = {"sign": (("issued",), "signed"), "reply": (("issued", "signed", "returned"), "replied"),
                "return": (("replied",), "returned"), "extend": (("issued", "signed", "returned"), None),
                "close": (("replied",), "closed"), "cancel": (("issued", "signed", "replied", "returned"), "cancelled")}
INTERVIEW_STATES = {"confirm": (("proposed",), "confirmed"), "waive": (("proposed",), "waived"),
                    "hold": (("confirmed",), "held"), "rectify": (("held", "rejected"), "reported"),
                    "accept": (("reported",), "accepted"), "reject": (("reported",), "rejected")}


class Acts:
    def __init__(self, ref, as_of):
        self.ref, self.as_of = ref, as_of
        self.orders, self.appeals, self.interviews = {}, {}, {}
        self.named = set()  # by an issue or drop that was not refused
        self.refused, self.lines, self.top, self.last = [], 0, 0, None

    def read(self, name):
        with open(name, "rb") as f:
            content = f.read()
        if content.startswith(b"\xef\xbb\xbf"):
            content = content[3:]
        for n, raw in enumerate(content.split(b"\n"), 1):
            if not raw.strip(b" \t\r\v\f"):
                continue
            self.lines += 1
            why = self.line(raw[:-1] if raw.endswith(b"\r") else raw)
            if why:
                self.refused.append({"line": n, "code": why})

    def line(self, raw):
        try:
            need(len(raw) <= MAX_LINE)
            a = Act(parse(raw), self.ref)
        except (Form, Reject):
            return "bad_form"
        seq_is_bad, self.top = a.seq <= self.top, max(a.seq, self.top)
        if a.at > self.as_of:
            return None  # "not yet there: neither refused nor in effect"
        if seq_is_bad:
            return "bad_seq"
        if self.last is not None and a.at < self.last:
            return "bad_time"
        why = self.judge(a)
        if not why:
            self.last = a.at
            self.apply(a)
        return why

    def concerned(self, a):
        if a.order is not None and a.act != "issue":
            return self.orders[a.order].units
        if a.act in ("uphold", "refuse"):
            return self.appeals[a.alert]["units"]
        return a.units

    def judge(self, a):
        """"the first that applies"."""
        if not may(a.act, a.role):
            return "not_allowed"
        if a.order is not None and a.act != "issue" and a.order not in self.orders:
            return "unknown_order"
        if a.act in ("uphold", "refuse") and a.alert not in self.appeals:
            return "unknown_appeal"
        whose = self.concerned(a)
        if a.role in UNITS and not (a.act == "note" and a.order is None) and a.own not in whose:
            return "not_yours"
        if a.role == "bureau" and a.act != "note" and a.own in whose:
            return "own_unit"
        return None if self.state_allows(a) else "bad_state"

    def state_allows(self, a):
        if a.act == "issue":
            return a.order not in self.orders
        if a.act in ORDER_STATES:
            o = self.orders[a.order]
            if a.act == "extend" and (a.at >= after(o.rounds[-1][0]) or o.due(a) <= o.rounds[-1][0]):
                return False
            return o.state in ORDER_STATES[a.act][0]
        if a.act == "appeal":
            return a.alert not in self.appeals
        if a.act in ("uphold", "refuse"):
            return self.appeals[a.alert]["state"] == "open"
        if a.act in INTERVIEW_STATES:
            return self.interviews.get(a.place, Interview()).state in INTERVIEW_STATES[a.act][0]
        return True

    def apply(self, a):
        if a.act == "issue":
            self.orders[a.order] = Order(a, self.ref)
        if a.act in ("issue", "drop"):
            self.named |= set(a.alerts)
        if a.act in ORDER_STATES:
            o = self.orders[a.order]
            o.state = ORDER_STATES[a.act][1] or o.state
            if a.act == "sign":
                o.signed_at = a.at
            elif a.act == "reply":
                o.replies.append(a.at)
                o.end_round(a.at)
            elif a.act == "return":
                o.begin(a)
            elif a.act == "extend":
                o.rounds[-1][0] = o.due(a)
            else:
                o.closed_at = a.at
                o.end_round(a.at)
        if a.act == "appeal":
            self.appeals[a.alert] = {"state": "open", "units": a.units}
        if a.act in ("uphold", "refuse"):
            self.appeals[a.alert]["state"] = "upheld" if a.act == "uphold" else "refused"
        if a.act in INTERVIEW_STATES:
            i = self.interviews.setdefault(a.place, Interview())
            i.state = INTERVIEW_STATES[a.act][1]
            if a.act == "confirm":
                i.confirmed_at = a.at
            if a.act == "hold":
                i.held_on = a.held_on
            if a.act in ("hold", "reject"):
                i.due = a.due

    # ------------------------------------------------------------ what the alerts of a case have to do with it

    def known_as(self, c, a):
        """The ways in which an alert of the case can be named: by its subject, and by the event that its `#k` means now."""
        yield c.case_no, a["rule"], "subject", a["subject"]
        m = re.fullmatch("#([1-9][0-9]*)", a["subject"])
        if m and a["rule"] in NUMBERED:
            e = c.all(NUMBERED[a["rule"]])[int(m.group(1)) - 1]
            yield c.case_no, a["rule"], "event", e.source, e.id

    def revoke(self, c, alerts):
        """"it is revoked if either is upheld"."""
        for a in alerts:
            if any(self.appeals.get(k, {}).get("state") == "upheld" for k in self.known_as(c, a)):
                a["state"] = "revoked"

    def free(self, c, alerts):
        """Of the case's alerts those that may propose an order."""
        for a in alerts:
            if (a["level"] in ("yellow", "red") and a["state"] != "revoked" and day_of(a["at"]) > day_of(self.as_of) - 30
                    and not any(k in self.named for k in self.known_as(c, a))):
                yield dict(a, case_no=c.case_no)

    def pursued(self, case_no, unit):
        """An order of that unit that is neither closed nor cancelled names something of the case."""
        return any(o.units == unit and o.state not in ("closed", "cancelled") and any(n[0] == case_no for n in o.alerts)
                   for o in self.orders.values())

    def proposals(self, free):
        """"the red ones of one case and unit together propose one order, unless ...; of the yellow ones of a unit and
        month, in the order (raised_at, case_no, rule, subject), each full three propose one"."""
        def identity(a):
            return a["case_no"].encode(), a["rule"], a["subject"].encode()

        red, yellow, found = {}, {}, []
        for a in free:
            unit, month = (a["region"], a["dept"]), show_month(day_of(a["at"]))
            (red if a["level"] == "red" else yellow).setdefault((unit, a["case_no"] if a["level"] == "red" else month), []).append(a)
        for (unit, case_no), group in red.items():
            if not self.pursued(case_no, unit):
                found.append((unit, "red", sorted(group, key=identity)))
        for (unit, _), group in yellow.items():
            group.sort(key=lambda a: (a["at"],) + identity(a))
            found += [(unit, "yellow", group[i:i + 3]) for i in range(0, len(group) - 2, 3)]
        rows = [(unit[0].encode(), unit[1].encode(), level != "red", show_month(day_of(group[0]["at"])), identity(group[0]), group)
                for unit, level, group in found]
        rows.sort(key=lambda r: r[:5])
        return [{"level": "yellow" if r[2] else "red", "month": r[3], "region": r[0].decode(), "dept": r[1].decode(),
                 "alerts": [{n: a[n] for n in ("case_no", "rule", "subject")} for a in r[5]]} for r in rows]

    def interview_rows(self, bottoms):
        places = {(b["month"], b["league"], b["unit"]): b["action"] for b in bottoms}
        leagues = ["county", "zone", "department"]
        order = sorted(set(places) | set(self.interviews), key=lambda p: (p[0], leagues.index(p[1]), p[2].encode()))
        return [self.interviews.get(p, Interview()).row(p, places.get(p), self.as_of) for p in order]


# ---------------------------------------------------------------- section 8: self-reports

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
