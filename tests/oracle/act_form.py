"""Section 12 of the contract: the form of an act, and who may do it."""
import re

from reference import read_day, read_instant
from events import is_control, is_int

UNITS = ("region", "department")
RULES = [101, 102, 103, 104, 111, 112, 113, 114, 115, 116, 117, 118, 201, 202, 203, 204, 205, 206, 207, 208, 301, 302, 303,
         401, 402, 403, 404, 405, 406, 501, 901, 902, 903]


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
