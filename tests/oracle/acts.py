"""Section 12 of the contract: refusals, orders, appeals, interviews, proposals."""
import re

from reference import day_of, show_day, show_instant, show_month
from events import MAX_LINE, Reject, parse
from cases import after
from act_form import UNITS, Act, Form, may, need

# "per-event subjects being #k = the k-th event of that type in the fold"
NUMBERED = {201: "supplement_requested", 202: "supplement_requested", 404: "supplement_requested", 114: "paused",
            207: "paused", 405: "paused", 206: "extended", 116: "rated", 118: "complained", 501: "fee_charged",
            111: "supplement_received"}


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
