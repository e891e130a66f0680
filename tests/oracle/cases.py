"""Sections 3 and 4 of the contract: clocks and the fold of a case."""
from reference import day_of, midnight, show_day, show_instant
from events import EXITS, Event, STATUTORY


# ---------------------------------------------------------------- section 3: clocks

class Pause:
    """"A pause runs from `paused` at instant P to the next `resumed` at R"."""

    def __init__(self, k, event):
        self.k, self.event, self.start, self.end, self.open = k, event, event.at, None, True
        self.statutory = event.data["reason"] in STATUTORY


class Clock:
    """A start day, the unit, and the pauses that stop it."""

    def __init__(self, ref, start, unit, pauses):
        self.ref, self.start, self.unit = ref, start, unit
        self.spans = [(day_of(p.start), day_of(p.end)) for p in pauses]

    def counts(self, day):
        """"A case with unit `d` counts every day as a working day"."""
        return self.unit == "d" or self.ref.is_workday(day)

    def paused(self, day):
        """"Its paused days are the half-open day interval (day P, day R]"; "Overlaps count once"."""
        return any(p < day <= r for p, r in self.spans)

    def used(self, day):
        """"used(d) = W(d) - W(s) - working days among the clock's paused days in (s, d]"."""
        if day < self.start:
            return -sum(self.counts(d) for d in range(day + 1, self.start + 1))
        return sum(self.counts(d) and not self.paused(d) for d in range(self.start + 1, day + 1))

    def paused_days(self, day):
        return sum(self.counts(d) and self.paused(d) for d in range(self.start + 1, day + 1))

    def due(self, n):
        """"the first working day d >= s with used(d) >= n and no pause of that clock with day P <= d < day R"."""
        d, used = self.start, 0
        while True:
            if d > self.start:
                used += self.counts(d) and not self.paused(d)
            if self.counts(d) and used >= n and not any(p <= d < r for p, r in self.spans):
                return d
            d += 1

    def warning_day(self, n, last):
        """"the first day d with used(d) >= 1 and (n - used(d) <= 1 or 5 used(d) >= 4 n), d <= due day"."""
        used = 0
        for d in range(self.start + 1, last + 1):
            used += self.counts(d) and not self.paused(d)
            if used >= 1 and (n - used <= 1 or 5 * used >= 4 * n):
                return d
        return None


class Window:
    """An answer window: the opening event, its last day, and the answers that stand after the opening."""

    def __init__(self, subject, event, ref, answers):
        self.subject, self.event = subject, event
        self.last = ref.after(event.day, 5)
        self.over = midnight(self.last + 1)
        self.answers = [a for a in answers if a.pos > event.pos]
        self.answered = any(a.at < self.over for a in self.answers)


# ---------------------------------------------------------------- sections 3 to 5: a case

class Case:
    def __init__(self, case_no, events, voids, ref, as_of):
        self.case_no, self.ref, self.as_of = case_no, ref, as_of
        self.events, self.voids = sorted(events, key=Event.order), voids
        for i, e in enumerate(self.events):
            e.pos = i
        self.place()
        self.find_end()
        self.find_pauses()
        self.find_windows()
        self.find_start()
        self.find_limits()

    def all(self, kind):
        return [e for e in self.events if e.type == kind]

    def first(self, kind):
        return next(iter(self.all(kind)), None)

    def place(self):
        """"Region, department and item are those of that `accepted` event, else of the case's first event"."""
        self.accepted, self.submitted = self.first("accepted"), self.first("submitted")
        self.delivered = self.first("delivered")
        at = self.accepted or self.events[0]
        self.region, self.dept, self.item = at.region, at.dept, at.item
        self.entry = self.ref.items.get(self.item)
        self.steps = self.ref.steps.get(self.item, []) if self.entry else []
        acc = self.accepted.data if self.accepted else {}
        entry = self.entry or {}
        self.kind = acc.get("kind") or entry.get("kind") or "promised"
        self.unit = acc.get("unit") or entry.get("unit") or "wd"
        self.licence = bool(self.entry) and self.entry["type"] == "01"
        # "submitted_at of a case without submitted = accepted_at"
        opened = self.submitted or self.accepted
        self.submitted_at = opened.at if opened else None
        self.missing = bool(self.accepted and self.accepted.data["missing"])

    def find_end(self):
        """"Case end: decided (completed), or an earlier not_accepted, withdrawn or terminated (exited), else the
        as-of instant (open)"; "Completed = decided and not exited at an earlier instant"."""
        self.decided = self.first("decided")
        leaving = next((e for e in self.events if e.type in EXITS), None)
        self.completed = self.decided if self.decided and not (leaving and leaving.at < self.decided.at) else None
        self.exited = leaving if leaving and not self.completed else None
        self.last = self.completed or self.exited  # the ending event
        self.end = self.last.at if self.last else self.as_of
        self.outcome = self.completed.data["outcome"] if self.completed else None

    def stands_after_end(self, e):
        return self.last is not None and e.pos > self.last.pos

    def ended_before(self, t):
        """"a case had not ended at an instant if it did not end strictly before it"."""
        return self.last is not None and self.end < t

    def find_pauses(self):
        self.pauses = []
        for e in self.events:
            if self.last is not None and e is self.last:
                break  # "one that starts after the end in the order of section 4 is no pause"
            if e.type == "paused":
                self.pauses.append(Pause(len(self.pauses) + 1, e))
            elif e.type == "resumed":  # "which ends all open pauses"
                for p in self.pauses:
                    if p.open:
                        p.end, p.open = e.at, False
        self.open_at_end = any(p.open for p in self.pauses)
        for p in self.pauses:
            if p.open:  # "at the latest to the case's end"; "while open, up to the as-of day"
                p.end, p.open = self.end, self.last is None

    def find_windows(self):
        """"Answer window: 5 working days from `submitted` ..."."""
        def is_answer(e):
            if e.type in ("accepted", "not_accepted", "decided", "withdrawn", "terminated"):
                return True
            if e.type == "supplement_requested":
                return bool(e.data["items"])
            return e.type == "prechecked" and e.data["passed"] is True

        answers = [e for e in self.events if is_answer(e)]

        def opens(e):
            """"No window opens after `accepted` or the case's end in that order"."""
            return not (self.accepted and e.pos > self.accepted.pos) and not self.stands_after_end(e)

        self.windows, self.deeming = [], None
        if self.submitted and opens(self.submitted):
            w = Window("", self.submitted, self.ref, answers)
            self.windows.append(w)
            # "item type 01, `submitted` present, first window over without an answer"
            if self.licence and not w.answered and w.over <= self.as_of:
                self.deeming = w.over
        further = [("#%d" % k, e) for k, e in enumerate(self.all("supplement_received"), 1)]
        checked = next((e for e in self.all("prechecked") if e.data["passed"] is True), None)
        if checked:
            visit = next((e for e in self.all("visited") if e.pos > checked.pos), None)
            further += [("precheck", visit)] if visit else []
        for subject, e in further:
            # "no further one once the case is deemed accepted"
            if opens(e) and not (self.deeming is not None and e.at >= self.deeming):
                self.windows.append(Window(subject, e, self.ref, answers))

    def find_start(self):
        """"Start day: the day of `accepted`; for kind `instant` completed without `accepted`, the day of
        `submitted`"; deemed acceptance: "s = the submission day"."""
        if self.deeming is not None:
            self.start = self.submitted.day
        elif self.accepted:
            self.start = self.accepted.day
        elif self.kind == "instant" and self.completed and self.submitted:
            self.start = self.submitted.day
        else:
            self.start = None

    def find_limits(self):
        acc = self.accepted.data if self.accepted else {}
        entry = self.entry or {}
        self.promise_due = acc.get("promise_due")
        n = acc.get("promised_days")
        n = entry.get("promised_days") if n is None else n
        n = 0 if n is None and self.kind == "instant" else n
        self.n = None if self.promise_due is not None else n
        n = acc.get("statutory_days")
        self.law_n = entry.get("statutory_days") if n is None else n
        self.book = self.law = None
        if self.start is not None:
            self.book = Clock(self.ref, self.start, self.unit, self.pauses)
            self.law = Clock(self.ref, self.start, self.unit, [p for p in self.pauses if p.statutory])
        self.find_extension()
        self.due = self.book.due(self.n) if self.book and self.n is not None else None
        self.law_due = self.law.due(self.law_n) if self.law and self.law_n is not None else None
        # the instants at which the limits break if the case has not ended by then
        self.broken_at = self.promise_due if self.promise_due is not None else after(self.due)
        self.law_broken_at = after(self.law_due)
        self.kept = self.is_kept(self.due, self.promise_due)
        self.law_kept = self.is_kept(self.law_due, None)
        self.end_day = day_of(self.end)
        self.used = self.book.used(self.end_day) if self.book else None
        self.law_used = self.law.used(self.end_day) if self.book else None
        self.paused_days = self.book.paused_days(self.end_day) if self.book else 0

    def find_extension(self):
        """"An extension is valid if ..."."""
        self.extension = None
        e = self.first("extended")
        if e is None or self.start is None:
            return
        limit = self.law.due(self.law_n) if self.law_n is not None else \
            self.book.due(self.n) if self.n is not None else None
        most = 15 if self.submitted and self.submitted.data["joint"] else 10
        if (limit is not None and e.data["approver"] and e.data["doc_no"] and 1 <= e.data["days"] <= most
                and not self.stands_after_end(e) and e.day <= limit):
            self.extension = e
            if self.n is not None:
                self.n += e.data["days"]
            if self.law_n is not None:
                self.law_n += e.data["days"]

    def broken(self, due, instant):
        """102: "the due day is over (promise_due: at that instant) and the case had not ended by then
        (promise_due: at or before it)"."""
        if instant is not None:
            return instant <= self.as_of and not (self.last is not None and self.end <= instant)
        return due is not None and midnight(due + 1) <= self.as_of and not self.ended_before(midnight(due + 1))

    def is_kept(self, due, instant):
        """"`kept` true (completed in time), false (broken before the end or as-of, also of an open or exited case) or
        null"."""
        if due is None and instant is None:
            return None
        if self.broken(due, instant):
            return False
        return True if self.completed else None

    def visits(self):
        """"Visits = number of days with a `visited`, or with a ... whose channel is `window`; known if ..."."""
        known = self.submitted and self.submitted.channel and (not self.delivered or self.delivered.channel)
        days = {e.day for e in self.events if e.type == "visited" or e.channel == "window" and e.type in
                ("submitted", "supplement_received", "missing_supplied", "delivered")}
        return len(days) if known else None

    def phase(self):
        if self.exited:
            return self.exited.type
        if self.completed:
            return "delivered" if self.delivered else "decided"
        if any(p.open for p in self.pauses):
            return "paused"
        if self.accepted or self.deeming is not None:
            return "accepted"
        supplements = [e for e in self.events if e.type in ("supplement_requested", "supplement_received")]
        return "supplementing" if supplements and supplements[-1].type == "supplement_requested" else "submitted"

    def light(self, raised):
        """"Light of an open case with a start day, the first that holds"."""
        if self.last is not None or self.start is None:
            return None
        if self.n is None and self.promise_due is None and self.law_n is None:
            return "none"
        if any(p.open for p in self.pauses):
            return "paused"
        rules = {a["rule"] for a in raised}
        return "red" if rules & {103, 104} else "yellow" if 102 in rules else "warning" if 101 in rules else "normal"

    def row(self, raised):
        def at(e):
            return show_instant(e.at) if e else None

        def due_day(d):
            return show_day(d) if d is not None else None

        due = show_instant(self.promise_due) if self.promise_due is not None else due_day(self.due)
        return {"case_no": self.case_no, "item": self.item, "region": self.region, "dept": self.dept,
                "kind": self.kind, "phase": self.phase(), "light": self.light(raised),
                "submitted_at": show_instant(self.submitted_at) if self.submitted_at is not None else None,
                "accepted_at": at(self.accepted), "decided_at": at(self.decided), "delivered_at": at(self.delivered),
                "deemed": self.deeming is not None,
                "promise": {"n": self.n, "due": due, "used": self.used, "kept": self.kept},
                "statutory": {"n": self.law_n, "due": due_day(self.law_due), "used": self.law_used,
                              "kept": self.law_kept},
                "visits": self.visits(), "paused_days": self.paused_days}


def after(day):
    """"Over" = at 00:00 after that day."""
    return midnight(day + 1) if day is not None else None
