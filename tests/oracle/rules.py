"""Section 5 of the contract: the rules and their alerts."""
from reference import DAY, day_of, midnight, show_day
from events import STATUTORY
from cases import Clock, after


# ---------------------------------------------------------------- section 5: rules

DIMENSIONS = {1: "时限", 2: "程序", 3: "权限", 4: "文书", 5: "收费", 9: "数据"}


class Rules:
    def __init__(self, case):
        self.c, self.found = case, {}
        for rule in (self.limits, self.answers, self.delivery, self.steps, self.pauses, self.tolerance, self.ratings,
                     self.idle, self.complaints, self.supplements, self.decision, self.procedure, self.extensions,
                     self.authority, self.documents, self.late_entries, self.corrections):
            rule()

    def alerts(self):
        return list(self.found.values())

    def fire(self, rule, at, level, state="standing", subject="", unit=None):
        c = self.c
        if at > c.as_of:
            return  # "An alert counts once raised_at <= as-of"
        if c.exited and 101 <= rule <= 117 and rule != 116 and at > c.exited.at:
            return  # "After an exit no rule 101-117 is raised any more, except 116"
        old = self.found.get((rule, subject))
        if old and old["at"] <= at:
            return  # "An alert's identity is (case_no, rule, subject)": the first
        region, dept = unit or (c.region, c.dept)
        self.found[rule, subject] = {"rule": rule, "subject": subject, "level": level, "region": region, "dept": dept,
                                     "at": at, "state": state, "dimension": DIMENSIONS[rule // 100]}

    def by_type(self):
        """"yellow for type 01, else notice"; "111, 112 and 206 of an unknown item are notices"."""
        return "yellow" if self.c.licence else "notice"

    def limits(self):
        """101 to 104."""
        c = self.c
        if c.start is None:
            return
        state = "cleared" if c.last is not None else "open"

        def raised(t):
            """"Alerts 101-104 of such a case have a raised_at not before the deeming instant"."""
            return max(t, c.deeming) if c.deeming is not None else t

        if c.promise_due is not None:
            early = c.promise_due - DAY
            if early > c.accepted.at and not c.ended_before(early):
                self.fire(101, raised(early), "warning", state)
        elif c.due is not None:
            d = c.book.warning_day(c.n, c.due)
            if d is not None and not c.ended_before(midnight(d)):
                self.fire(101, raised(midnight(d)), "warning", state)
        if c.kept is False:
            self.fire(102, raised(c.broken_at), "yellow", state)
        if c.law_kept is False:
            self.fire(103, raised(c.law_broken_at), "red", state)
        due = day_of(c.promise_due) if c.promise_due is not None else c.due
        if due is not None:
            t = after(c.ref.after(due, 5))
            if not c.ended_before(t):
                self.fire(104, raised(t), "red", state)

    def answers(self):
        """111."""
        for w in self.c.windows:
            if not w.answered:
                self.fire(111, w.over, self.by_type(), "cleared" if w.answers or self.c.last else "open", w.subject)

    def delivery(self):
        """112: "granted, 10 working days after the decision day over, not delivered by then"."""
        c = self.c
        if c.outcome == "granted":
            t = after(c.ref.after(c.completed.day, 10))
            if not (c.delivered and c.delivered.at < t):
                self.fire(112, t, self.by_type(), "cleared" if c.delivered else "open")

    def steps(self):
        """113, "the first breach"."""
        for s in step_limits(self.c):
            t = after(s.due)
            if not (s.finish and s.finish.at < t) and not self.c.ended_before(t):
                self.fire(113, t, "yellow", "cleared" if s.finish or self.c.last else "open",
                          "%s@%s" % (s.step, s.dept), (s.region, s.dept))

    def pauses(self):
        """114: "pause k still open when its declared `days` working days after day P are over"; 207, 405."""
        c = self.c
        for p in c.pauses:
            if p.event.data["days"] is not None:
                t = after(c.ref.after(p.event.day, p.event.data["days"]))
                if p.open or p.end >= t:
                    self.fire(114, t, "yellow", "open" if p.open else "cleared", "#%d" % p.k)
        for k, e in enumerate(c.all("paused"), 1):
            statutory = e.data["reason"] in STATUTORY
            if not statutory:
                self.fire(207, e.at, "notice", subject="#%d" % k)
            if not e.data["doc_no"] or e.data["days"] is None:
                self.fire(405, e.at, "yellow" if statutory else "notice", subject="#%d" % k)

    def tolerance(self):
        """115: "`missing` announced, `missing_due` over, no `missing_supplied` by then, case not ended"."""
        c = self.c
        if c.missing and c.accepted.data["missing_due"] is not None:
            # "00:00 of the first day on which it holds", also where the acceptance came later (as 102 with a promise_due in the past)
            t = after(c.accepted.data["missing_due"])
            supplied = c.first("missing_supplied")
            if not (supplied and supplied.at < t) and not c.ended_before(t):
                self.fire(115, t, "warning", "cleared" if supplied or c.last else "open")

    def ratings(self):
        """116."""
        for r in ratings(self.c):
            if r.bad and not r.invalid and not any(x.at < r.over for x in r.since):
                self.fire(116, r.over, "yellow", "cleared" if r.since else "open", "#%d" % r.k)

    def idle(self):
        """117: "open case with `accepted`: 5 working days after the day of an event (acceptance or later) over
        without a further event, no pause open then"."""
        c = self.c
        if not c.accepted:
            return
        for e in c.events[c.accepted.pos:]:
            t = after(c.ref.after(e.day, 5))
            later = c.events[e.pos + 1:]
            if any(x.at < t for x in later) or c.ended_before(t):
                continue
            if not any(p.start < t and (p.open or p.end >= t) for p in c.pauses):
                self.fire(117, t, "notice", "cleared" if later else "open", show_day(e.day))

    def complaints(self):
        """118: "5 working days after its day over without a later `complaint_closed`"."""
        for k, e in enumerate(self.c.all("complained"), 1):
            t = after(self.c.ref.after(e.day, 5))
            later = [x for x in self.c.all("complaint_closed") if x.pos > e.pos]
            if not any(x.at < t for x in later):
                self.fire(118, t, "yellow", "cleared" if later else "open", "#%d" % k)

    def supplements(self):
        """201, 202, 404."""
        named = set()
        for k, e in enumerate(self.c.all("supplement_requested"), 1):
            subject, items = "#%d" % k, e.data["items"] or []
            if k >= 2:
                self.fire(201, e.at, "yellow" if not items or set(items) - named else "notice", subject=subject)
            named |= set(items)
            if self.c.accepted and e.at > self.c.accepted.at:
                self.fire(202, e.at, "yellow", subject=subject)
            if not e.data["doc_no"] or not items or e.data["due"] is None:
                self.fire(404, e.at, "yellow", subject=subject)

    def decision(self):
        """203, 204, 208, 303, 902: rules about a completed case, "before the decision in the order of section 4"."""
        c, end = self.c, self.c.completed
        if not end:
            return
        accepted_before = c.accepted and c.accepted.pos < end.pos
        if c.outcome == "granted" and c.missing and accepted_before and \
                not any(e.pos < end.pos for e in c.all("missing_supplied")):
            self.fire(203, end.at, "red")
        if not accepted_before and c.kind != "instant" and c.deeming is None:
            self.fire(204, end.at, "yellow")
        if c.open_at_end:
            self.fire(208, end.at, "yellow")
        if c.kind == "promised" and c.accepted:
            if end.officer is not None and end.officer == c.accepted.officer:
                self.fire(303, end.at, "notice")
            if end.at == c.accepted.at:
                self.fire(902, end.at, "notice")

    def procedure(self):
        """205."""
        c, end = self.c, self.c.completed
        if not end:
            return
        before = c.events[:end.pos]
        finished = {e.data["step"] for e in before if e.type == "step_finished"}
        started = {}
        for e in before:
            if e.type == "step_started":
                started.setdefault(e.data["step"], e.at)
        for s in c.steps:
            too_early = s["step"] in started and any(
                low["order"] < s["order"] and low["step"] in started and started[s["step"]] < started[low["step"]]
                for low in c.steps)
            if too_early or s["mandatory"] == "1" and s["step"] not in finished:
                self.fire(205, end.at, "yellow", subject=s["step"])

    def extensions(self):
        """206: "an extension that is not valid; per extension"."""
        for k, e in enumerate(self.c.all("extended"), 1):
            if e is not self.c.extension:
                self.fire(206, e.at, self.by_type(), subject="#%d" % k)

    def authority(self):
        """301, 302, 501."""
        c, entry = self.c, self.c.entry
        if not entry:
            self.fire(301, c.events[0].at, "notice")
            return
        for e in (c.accepted, c.decided):
            if e and (entry["dept"] not in ("*", e.dept) or
                      entry["regions"] != "*" and e.region not in entry["regions"].split(";")):
                self.fire(302, e.at, "red", subject=e.type)
        for k, e in enumerate(c.all("fee_charged"), 1):
            if entry["fee"] == "0":
                self.fire(501, e.at, "yellow", subject="#%d" % k)

    def documents(self):
        """401, 402, 403, 406."""
        c, end = self.c, self.c.completed
        if c.accepted and c.kind == "promised" and not c.accepted.data["doc_no"]:
            self.fire(401, c.accepted.at, "yellow")
        refused = c.first("not_accepted")
        if refused and not all(refused.data[x] for x in ("doc_no", "reason", "basis")):
            self.fire(402, refused.at, "yellow")
        if c.outcome == "denied" and not all(end.data[x] for x in ("doc_no", "reason", "remedy_notice")):
            self.fire(403, end.at, "yellow")
        if c.outcome == "granted" and c.kind == "promised" and not end.data["doc_no"]:
            self.fire(406, end.at, "notice")

    def late_entries(self):
        """901: "`accepted` or `decided` recorded more than 24 h after it occurred; raised when recorded"."""
        for e in (self.c.accepted, self.c.decided):
            if e and e.recorded - e.at > DAY:
                self.fire(901, e.recorded, "notice", subject=e.type)

    def corrections(self):
        """903: "an event of the case was voided more than 24 h after it occurred; raised at the first such
        `voided`; subject = the voided `event_id`"."""
        for target, void in self.c.voids:
            if void.at - target.at > DAY:
                self.fire(903, void.at, "notice", subject=target.id)


class Step:
    pass


def step_limits(c):
    """Each `step_started` with a limit: "start = day of `step_started`, limit = event's `limit_days`, else the
    procedure's; book pauses; due day as in section 3", in real working days."""
    out = []
    for e in c.all("step_started"):
        limit = e.data["limit_days"]
        if limit is None:
            limit = next((s["limit_days"] for s in c.steps if s["step"] == e.data["step"]), None)
        if limit is None:
            continue
        s = Step()
        s.step, s.dept, s.region = e.data["step"], e.data["dept"] or e.dept, e.data["region"] or c.region
        s.due = Clock(c.ref, e.day, "wd", c.pauses).due(limit)
        s.finish = next((x for x in c.all("step_finished") if x.pos > e.pos and x.data["step"] == s.step
                         and (x.data["dept"] or x.dept) == s.dept), None)
        out.append(s)
    return out


class Rating:
    pass


def ratings(c):
    out = []
    for k, e in enumerate(c.all("rated"), 1):
        r = Rating()
        r.k, r.event, r.score = k, e, e.data["score"]
        r.default = e.data["origin"] == "default"
        r.bad = r.score in (4, 5) and not r.default
        r.last = c.ref.after(e.day, 5)
        r.over = after(r.last)
        # "`event_id` of a rating of the same source and case (without it: every rating before it)"
        for_it = [x for x in c.all("rating_rectified") if (x.pos > e.pos if x.data["event_id"] is None else
                                                           x.data["event_id"] == e.id and x.source == e.source)]
        r.since = [x for x in for_it if x.pos > e.pos]
        r.invalid = any(x.data["result"] == "invalid" for x in for_it)
        out.append(r)
    return out
