"""Section 1 of the contract: lines to events or rejects."""
import json
import re

from reference import EPOCH_2000, day_of, midnight, read_day, read_instant

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
    need(isinstance(v, dict) and all(is_int(x) and x >= 0 for x in v.values()) and all(k in COUNTERS for k in v))
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
        if content.startswith(b"\xef\xbb\xbf"):
            content = content[3:]
        for number, raw in enumerate(content.split(b"\n"), 1):
            if not raw.strip(b" \t\r"):
                continue
            raw = raw[:-1] if raw.endswith(b"\r") else raw  # a line ends with LF or CR LF
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
