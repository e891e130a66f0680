#!/usr/bin/env python3
"""A slow, obvious second implementation of the contract's `replay`, used as a test oracle.

    oracle.py [replay] --config DIR --as-of INSTANT --out DIR FILE...

Written from the words of the contract only; the quoted sentences are its sentences. It walks days one at a
time and shares nothing with the program under test. Standard library only.
"""
import csv
import json
import os
import re
import sys
import threading

SECOND = 1_000_000
DAY = 86400 * SECOND
ZONE = 8 * 3600 * SECOND
EPOCH_2000 = 10957  # 2000-01-01 as days since 1970-01-01
MAX_LINE = 256 * 1024

# "lifecycle rank = the order of the names in the table of section 1"
TYPES = """submitted prechecked supplement_requested supplement_received accepted missing_supplied not_accepted
step_started step_finished paused resumed extended decided delivered withdrawn terminated visited fee_charged rated
rating_rectified complained complaint_closed voided monthly_report""".split()
RANK = {name: i for i, name in enumerate(TYPES)}
EXITS = ("not_accepted", "withdrawn", "terminated")
CHANNELS = "window web mobile kiosk post email fax phone sms wechat qr other".split()
STATUTORY = "hearing tender auction inspection testing quarantine appraisal expert_review".split()

COUNTERS = """submitted not_accepted withdrawn terminated delivered accepted submitted_online accepted_instant tolerance
supplement_cases supplement_repeat completed granted denied completed_instant limited on_time early late late_statutory
on_time_by_pause late_exit same_day open_end overdue_open overdue_open_statutory used_days promise_days statutory_days
gross_days paused_cases paused_days extended_cases visits_known zero_visit one_visit once_known done_once full_online
notice_due notice_on_time delivery_due delivery_on_time r1 r2 r3 r4 r5 r_default bad_due bad_on_time steps_due
steps_on_time complaints n_notice n_warning n_yellow n_red c_yellow c_red procedure_bad document_bad orders orders_due
orders_on_time events events_timely""".split()


# ---------------------------------------------------------------- days and instants ("Civil time is UTC+08:00")

def day_number(y, m, d):
    """Days since 1970-01-01 of a proleptic Gregorian date."""
    y -= m <= 2
    era = y // 400
    yoe = y - era * 400
    doy = (153 * (m + (-3 if m > 2 else 9)) + 2) // 5 + d - 1
    return era * 146097 + yoe * 365 + yoe // 4 - yoe // 100 + doy - 719468


def civil(day):
    z = day + 719468
    era = z // 146097
    doe = z - era * 146097
    yoe = (doe - doe // 1460 + doe // 36524 - doe // 146096) // 365
    doy = doe - (365 * yoe + yoe // 4 - yoe // 100)
    mp = (5 * doy + 2) // 153
    m = mp + (3 if mp < 10 else -9)
    return yoe + era * 400 + (m <= 2), m, doy - (153 * mp + 2) // 5 + 1


def valid_date(y, m, d):
    return 1 <= m <= 12 and 1 <= d <= 31 and civil(day_number(y, m, d)) == (y, m, d)


def day_of(instant):
    return (instant + ZONE) // DAY


def midnight(day):
    """00:00 of a civil day, as an instant."""
    return day * DAY - ZONE


def show_day(day):
    return "%04d-%02d-%02d" % civil(day)


def show_month(day):
    return "%04d-%02d" % civil(day)[:2]


def show_instant(t):
    """"instants as 2026-10-13T09:12:45+08:00", "kept to the microsecond, written to the second"."""
    sec = (t + ZONE) // SECOND % 86400
    return "%sT%02d:%02d:%02d+08:00" % (show_day(day_of(t)), sec // 3600, sec // 60 % 60, sec % 60)


INSTANT = re.compile(r"(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(?:\.(\d+))?(?:[Zz]|([+-])(\d\d):(\d\d))", re.ASCII)


def read_instant(text):
    """"Instants are RFC 3339 with an offset". None if unreadable."""
    m = INSTANT.fullmatch(text)
    if not m:
        return None
    y, mo, d, h, mi, s = (int(m.group(i)) for i in range(1, 7))
    oh, om = int(m.group(9) or 0), int(m.group(10) or 0)
    if not valid_date(y, mo, d) or h > 23 or mi > 59 or s > 59 or oh > 23 or om > 59:
        return None
    offset = (oh * 60 + om) * 60 * (-1 if m.group(8) == "-" else 1)
    micro = int((m.group(7) or "0").ljust(6, "0")[:6])
    return (day_number(y, mo, d) * 86400 + h * 3600 + mi * 60 + s - offset) * SECOND + micro


def read_day(text):
    m = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", text, re.ASCII)
    if not m or not valid_date(*(int(x) for x in m.groups())):
        return None
    return day_number(*(int(x) for x in m.groups()))


# ---------------------------------------------------------------- reference data (section 2)

def rows(path):
    if not os.path.exists(path):
        return []
    with open(path, encoding="utf-8-sig", newline="") as f:
        return list(csv.DictReader(f))


def number_or_none(text):
    return int(text) if text else None


class Reference:
    def __init__(self, folder):
        self.regions = {r["code"]: r for r in rows(os.path.join(folder, "regions.csv"))}
        self.departments = {r["code"]: r for r in rows(os.path.join(folder, "departments.csv"))}
        self.items = {r["item"]: r for r in rows(os.path.join(folder, "items.csv"))}
        for r in self.items.values():
            r["statutory_days"] = number_or_none(r["statutory_days"])
            r["promised_days"] = number_or_none(r["promised_days"])
        self.steps = {}
        for r in rows(os.path.join(folder, "procedures.csv")):
            r["order"] = int(r["order"])
            r["limit_days"] = number_or_none(r["limit_days"])
            self.steps.setdefault(r["item"], []).append(r)
        self.special = {}
        calendar = os.path.join(folder, "calendar")
        for name in sorted(os.listdir(calendar)) if os.path.isdir(calendar) else []:
            for r in rows(os.path.join(calendar, name)):
                self.special[read_day(r["date"])] = r["kind"]
        self.known = {}

    def is_workday(self, day):
        """"without a row, Monday to Friday are working days"."""
        if day not in self.known:
            kind = self.special.get(day)
            self.known[day] = kind == "workday" if kind else (day + 3) % 7 < 5
        return self.known[day]

    def after(self, day, n):
        """The first day d >= day with W(d) - W(day) = n."""
        while n > 0:
            day += 1
            n -= self.is_workday(day)
        return day

    def region(self, code):
        """"a code of 9 or 12 digits that is not in it counts as its first 9, else its first 6 digits"."""
        if code in self.regions:
            return code
        if re.fullmatch(r"[0-9]{9}|[0-9]{12}", code):
            for n in (9, 6):
                if code[:n] in self.regions:
                    return code[:n]
        return None

    def item(self, code):
        """"a 33-character handling code that is not in it counts as its first 31 characters, if those are"."""
        if code not in self.items and len(code) == 33 and code[:31] in self.items:
            return code[:31]
        return code


# ---------------------------------------------------------------- section 1: events and rejects

class Reject(Exception):
    pass


class Real:
    """A JSON number written with a fraction or an exponent: not an integer."""

    def __init__(self, text):
        self.text = text


def no_twice(pairs):
    """"An object with a key twice is not_json"."""
    d = dict(pairs)
    if len(d) != len(pairs):
        raise ValueError("key twice")
    return d


def big_int(text):
    return int(text) if len(text) < 100 else (-10**99 if text[0] == "-" else 10**99)


def no_constant(text):
    raise ValueError(text)


DECODER = json.JSONDecoder(object_pairs_hook=no_twice, parse_int=big_int, parse_float=Real, parse_constant=no_constant)
WHITE = " \t\r\n"


def parse(raw):
    if len(raw) > MAX_LINE:
        raise Reject("too_large")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        raise Reject("not_utf8")
    try:
        value, end = DECODER.raw_decode(text.lstrip(WHITE))
        if text.lstrip(WHITE)[end:].strip(WHITE) or not isinstance(value, dict):
            raise ValueError("not one object")
        if re.search(r"\\u[dD][89a-fA-F]", text):
            check_surrogates(value)
    except ValueError:
        raise Reject("not_json")
    return value


def check_surrogates(value):
    """A lone surrogate is no character: such a text is no JSON text in UTF-8."""
    todo = [value]
    while todo:
        v = todo.pop()
        if isinstance(v, str):
            v.encode("utf-8")
        elif isinstance(v, dict):
            todo += list(v) + list(v.values())
        elif isinstance(v, list):
            todo += v


def need(ok):
    if not ok:
        raise Reject("bad_field")


def is_int(v):
    return isinstance(v, int) and not isinstance(v, bool)


def f_bool(v):
    need(isinstance(v, bool))
    return v


def f_str(v):
    need(isinstance(v, str))
    return v


def f_strs(v):
    need(isinstance(v, list) and all(isinstance(x, str) for x in v))
    return v


def f_days(v):
    """"Day counts are integers 0...36500"."""
    need(is_int(v) and 0 <= v <= 36500)
    return v


def f_signed_days(v):
    """"(`extended`: -36500...36500)"."""
    need(is_int(v) and -36500 <= v <= 36500)
    return v


def f_amount(v):
    need(is_int(v) and v >= 0)
    return v


def f_day(v):
    need(isinstance(v, str) and read_day(v) is not None)
    return read_day(v)


def f_instant(v):
    need(isinstance(v, str) and read_instant(v) is not None)
    return read_instant(v)


def f_month(v):
    need(isinstance(v, str) and re.fullmatch(r"[0-9]{4}-(0[1-9]|1[0-2])", v))
    return v


def f_counters(v):
    need(isinstance(v, dict) and all(is_int(x) for x in v.values()) and all(k in COUNTERS for k in v))
    return v


def f_score(v):
    need(is_int(v) and 1 <= v <= 5)
    return v


def f_event_id(v):
    need(isinstance(v, str) and re.fullmatch(r"[A-Za-z0-9._:-]{1,64}", v))
    return v


def one_of(*names):
    def f(v):
        need(isinstance(v, str) and v in names)
        return v
    return f


DATA = {
    "submitted": {"joint": f_bool},
    "prechecked": {"passed": f_bool},
    "supplement_requested": {"doc_no": f_str, "items": f_strs, "due": f_day},
    "accepted": {"kind": one_of("instant", "promised"), "doc_no": f_str, "promised_days": f_days,
                 "statutory_days": f_days, "unit": one_of("wd", "d"), "promise_due": f_instant, "missing": f_strs,
                 "missing_due": f_day},
    "not_accepted": {"doc_no": f_str, "reason": f_str, "basis": f_str},
    "step_started": {"step": f_str, "dept": f_str, "region": f_str, "limit_days": f_days},
    "step_finished": {"step": f_str, "dept": f_str, "result": one_of("agree", "disagree", "done")},
    "paused": {"reason": f_str, "days": f_days, "doc_no": f_str},
    "extended": {"days": f_signed_days, "approver": f_str, "doc_no": f_str},
    "decided": {"outcome": one_of("granted", "denied"), "doc_no": f_str, "reason": f_str, "remedy_notice": f_bool},
    "withdrawn": {"by": one_of("applicant", "authority"), "reason": f_str},
    "terminated": {"reason": f_str},
    "visited": {"purpose": f_str},
    "fee_charged": {"amount_fen": f_amount, "basis": f_str},
    "rated": {"score": f_score, "stage": one_of("accept", "review", "deliver"),
              "origin": one_of("active", "invited", "default"), "labels": f_strs},
    "rating_rectified": {"event_id": f_event_id, "result": one_of("rectified", "invalid")},
    "complained": {"about": f_str},
    "complaint_closed": {"about": f_str},
    "voided": {"event_id": f_event_id},
    "monthly_report": {"month": f_month, "counters": f_counters},
}
# "Required in `data`: outcome, score, step, days of extended, event_id of voided, month and counters."
REQUIRED = {"decided": ["outcome"], "rated": ["score"], "step_started": ["step"], "step_finished": ["step"],
            "extended": ["days"], "voided": ["event_id"], "monthly_report": ["month", "counters"]}


def is_control(c):
    return ord(c) < 32 or 127 <= ord(c) < 160


def missing_fields(obj, kind):
    wanted = ["event_id", "source", "type", "occurred_at", "region"]
    if kind != "monthly_report":
        wanted += ["case_no", "dept", "item"]
    if any(obj.get(name) is None for name in wanted):
        return True
    data = obj.get("data")
    inner = data if isinstance(data, dict) else {}
    return isinstance(kind, str) and any(inner.get(name) is None for name in REQUIRED.get(kind, []))


def envelope(obj, ref):
    """"Codes, the first that applies": each block below is one of them, in their order."""
    if obj.get("v") is None:
        raise Reject("missing_field")
    if not (is_int(obj["v"]) and obj["v"] == 1):
        raise Reject("bad_version")
    kind = obj.get("type")
    if missing_fields(obj, kind):
        raise Reject("missing_field")
    if not isinstance(kind, str) or kind not in RANK:
        raise Reject("unknown_type")
    f_event_id(obj["event_id"])
    need(re.fullmatch(r"[a-z0-9-]{1,32}", f_str(obj["source"])))
    case_no = obj.get("case_no")
    if case_no is not None:
        need(1 <= len(f_str(case_no)) <= 50 and not any(is_control(c) for c in case_no))
    for name in ("region", "dept", "item"):
        if obj.get(name) is not None:
            f_str(obj[name])
    if obj.get("officer") is not None:
        need(1 <= len(f_str(obj["officer"])) <= 32)
    if obj.get("channel") is not None:
        need(f_str(obj["channel"]) in CHANNELS)
    given = obj.get("data")
    need(given is None or isinstance(given, dict))
    data = {name: None for name in DATA.get(kind, {})}
    for name, form in DATA.get(kind, {}).items():
        if given and given.get(name) is not None:
            data[name] = form(given[name])
    occurred, recorded = time_field(obj["occurred_at"]), None
    if obj.get("recorded_at") is not None:
        recorded = time_field(obj["recorded_at"])
    region = ref.region(obj["region"])
    if region is None:
        raise Reject("unknown_region")
    if data.get("region") is not None:
        data["region"] = ref.region(data["region"])
        if data["region"] is None:
            raise Reject("unknown_region")
    for code in (obj.get("dept"), data.get("dept")):
        if code is not None and code not in ref.departments:
            raise Reject("unknown_dept")
    return Event(obj, kind, data, occurred, occurred if recorded is None else recorded, region, ref)


def time_field(v):
    """"bad_time (unreadable, before 2000-01-01 ...)"."""
    t = read_instant(v) if isinstance(v, str) else None
    if t is None or t < midnight(EPOCH_2000):
        raise Reject("bad_time")
    return t


class Event:
    def __init__(self, obj, kind, data, at, recorded, region, ref):
        self.type, self.data, self.at, self.recorded, self.region = kind, data, at, recorded, region
        self.id, self.source, self.case_no = obj["event_id"], obj["source"], obj.get("case_no")
        self.dept, self.officer, self.channel = obj.get("dept"), obj.get("officer"), obj.get("channel")
        self.item = ref.item(obj["item"]) if obj.get("item") is not None else None
        self.day = day_of(at)
        self.pos = None  # place in the fold's order

    def order(self):
        """"in the order (occurred_at, lifecycle rank, event_id, source)"."""
        return self.at, RANK[self.type], self.id, self.source


def read_files(files, ref):
    events, rejects, seen = [], [], set()
    lines = duplicates = 0
    for name in files:
        with open(name, "rb") as f:
            content = f.read()
        for number, raw in enumerate(content.split(b"\n"), 1):
            if not raw.strip(b" \t\r"):
                continue
            lines += 1
            try:
                e = envelope(parse(raw), ref)
            except Reject as why:
                rejects.append({"file": name, "line": number, "code": str(why)})
                continue
            # "A second event with the same source, event_id and case_no is a duplicate"
            key = e.source, e.id, e.case_no
            if key in seen:
                duplicates += 1
            else:
                seen.add(key)
                events.append(e)
    return events, rejects, lines, duplicates


# ---------------------------------------------------------------- section 3: clocks

class Pause:
    """"A pause runs from `paused` at instant P to the next `resumed` at R"; over(t): did it end strictly before t."""

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
    rankings, bottoms, history = [], [], {}
    empty = dict.fromkeys(COUNTERS, 0)
    for month in sorted({key[0] for key in table}):
        for league, by, units in leagues:
            if not any((month, by, u) in table for u in units):
                continue
            rows_ = {u: table.get((month, by, u), empty) for u in units}
            keys = {u: (-score(k), k["c_red"], k["c_yellow"], -k["completed"]) for u, k in rows_.items()
                    if k["completed"] >= 30}
            ranked = sorted(keys, key=lambda u: keys[u] + (units.index(u),))
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
    return rankings, bottoms


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


def replay(config, as_of, out, files):
    ref = Reference(config)
    events, rejects, lines, duplicates = read_files(files, ref)
    tally, case_rows, alert_rows = Tally(), [], []
    for case_no, kept, voided in fold(events, as_of):
        if not kept:
            continue
        c = Case(case_no, kept, voided, ref, as_of)
        alerts = Rules(c).alerts()
        tally.case(c, alerts)
        case_rows.append(c.row(alerts))
        for a in alerts:
            alert_rows.append({"case_no": case_no, "rule": a["rule"], "subject": a["subject"], "level": a["level"],
                               "dimension": a["dimension"], "region": a["region"], "dept": a["dept"],
                               "raised_at": show_instant(a["at"]), "state": a["state"]})
    case_rows.sort(key=lambda r: r["case_no"].encode())
    alert_rows.sort(key=lambda a: (a["case_no"].encode(), a["rule"], a["subject"].encode()))
    table = indicators(tally.cells)
    order = ["region", "dept", "item", "all"]
    rankings, bottoms = rank(ref, table, as_of)
    os.makedirs(out, exist_ok=True)
    write(out, "cases.jsonl", case_rows)
    write(out, "alerts.jsonl", alert_rows)
    write(out, "indicators.jsonl",
          [{"month": m, "by": by, "unit": unit, "counters": table[m, by, unit], "rates": rates(table[m, by, unit])}
           for m, by, unit in sorted(table, key=lambda k: (k[0], order.index(k[1]), k[2].encode()))])
    write(out, "rankings.jsonl", rankings)
    write(out, "bottom.jsonl", bottoms)
    write(out, "rejects.jsonl", rejects)
    print("events %d duplicates %d rejects %d cases %d" % (lines, duplicates, len(rejects), len(case_rows)))


def main(args):
    files, given = [], {}
    args = iter(args[1:] if args and args[0] == "replay" else args)
    for a in args:
        if a in ("--config", "--as-of", "--out"):
            given[a] = next(args, None)
        else:
            files.append(a)
    as_of = read_instant(given.get("--as-of") or "")
    if as_of is None or not given.get("--config") or not given.get("--out") or not files:
        raise ValueError("usage: oracle.py [replay] --config DIR --as-of INSTANT --out DIR FILE...")
    replay(given["--config"], as_of, given["--out"], files)


if __name__ == "__main__":
    # a deeply nested line needs a deep stack; a failure in the thread must not look like success
    sys.setrecursionlimit(400000)
    threading.stack_size(1 << 29)
    done = []
    worker = threading.Thread(target=lambda: done.append(main(sys.argv[1:])))
    worker.start()
    worker.join()
    sys.exit(0 if done else 1)
