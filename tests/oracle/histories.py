#!/usr/bin/env -S python3 -B
"""Random histories dense in edge cases.

    histories.py --seed N --cases M --out DIR

writes config/, events.jsonl, acts.jsonl and as_of. The same seed gives the same bytes. Every 15th seed is a league: many
instant cases over many months, so that rankings, bottom places and streaks happen. Standard library only.
"""
import argparse
import datetime
import json
import os
import random

from configs import DAY, ITEM_CODES, LONG, REGIONS, STEPS, make_config
from decisions import make_acts, make_reports
from faults import broken, raw_line

ZONE = datetime.timezone(datetime.timedelta(hours=8))
US = datetime.timedelta(microseconds=1)

CLOCK = [(0, 0, 0, 0), (0, 0, 0, 0), (0, 0, 0, 1), (9, 0, 0, 0), (12, 30, 15, 250000), (23, 59, 59, 0), (23, 59, 59, 999999)]


# ---------------------------------------------------------------- instants

def at_day(date, clock):
    return datetime.datetime(date.year, date.month, date.day, *clock, tzinfo=ZONE)


def show(r, t):
    """The same instant in one of the spellings of RFC 3339."""
    style = r.random()
    if style < 0.75:
        text = t.isoformat()
    elif style < 0.85:
        text = t.astimezone(datetime.timezone.utc).isoformat().replace("+00:00", "Z")
    elif style < 0.95:
        text = t.astimezone(datetime.timezone(-datetime.timedelta(hours=9, minutes=30))).isoformat()
    else:
        text = t.isoformat(timespec="microseconds").replace("+08:00", "789+08:00")
    return text


class Walk:
    """A case's time: mostly forward by a few days, often the same instant, now and then backwards."""

    def __init__(self, r, start):
        self.r, self.now, self.seen = r, start, [start]

    def step(self):
        r, x = self.r, self.r.random()
        if x < 0.22:
            pass
        elif x < 0.32:
            self.now = r.choice(self.seen)
        elif x < 0.40:
            self.now = at_day((self.now - r.choice([0, 1, 2, 9]) * DAY).date(), r.choice(CLOCK))
        elif x < 0.45:
            self.now += r.choice([-1, 1]) * r.choice([US, DAY, DAY + US, DAY - US])
        else:
            gap = r.choice([0, 1, 1, 2, 3, 4, 5, 6, 7, 7, 8, 9, 10, 12, 14, 15, 20, 31, 45])
            self.now = at_day((self.now + gap * DAY).date(), r.choice(CLOCK))
        self.seen.append(self.now)
        return self.now


    def short_step(self):
        r, x = self.r, self.r.random()
        if x > 0.9:
            return self.step()
        if x > 0.25:
            self.now = at_day((self.now + r.choice([0, 1, 1, 1, 2, 2, 3, 4, 6]) * DAY).date(), r.choice(CLOCK))
        self.seen.append(self.now)
        return self.now


# ---------------------------------------------------------------- events

def maybe(r, p, d, name, value):
    if r.random() < p:
        d[name] = value() if callable(value) else value


def day_near(r, t):
    return (t + r.choice([-3, 0, 0, 1, 2, 5, 9]) * DAY).date().isoformat()


def names(r):
    return r.choice([[], ["a"], ["b"], ["a", "b"], ["c"]])


def data_for(r, kind, t, walk):
    d = {}
    doc = ("doc_no", "文1")
    if kind == "submitted":
        maybe(r, 0.5, d, "joint", lambda: r.random() < 0.5)
    elif kind == "prechecked":
        maybe(r, 0.9, d, "passed", lambda: r.random() < 0.8)
    elif kind == "supplement_requested":
        maybe(r, 0.7, d, *doc)
        maybe(r, 0.8, d, "items", lambda: names(r))
        maybe(r, 0.7, d, "due", lambda: day_near(r, t))
    elif kind == "accepted":
        maybe(r, 0.6, d, "kind", lambda: r.choice(["promised"] * 3 + ["instant"]))
        maybe(r, 0.7, d, *doc)
        maybe(r, 0.5, d, "promised_days", lambda: r.choice([0, 1, 2, 3, 5, 10]))
        maybe(r, 0.5, d, "statutory_days", lambda: r.choice([0, 1, 2, 5, 15]))
        maybe(r, 0.4, d, "unit", lambda: r.choice(["wd", "d"]))
        maybe(r, 0.2, d, "promise_due", lambda: show(r, r.choice(
            walk.seen + [t + 2 * DAY, t + DAY, t + DAY + US, at_day((t + 5 * DAY).date(), (0, 0, 0, 0)), t - 3 * DAY])))
        maybe(r, 0.3, d, "missing", lambda: names(r))
        maybe(r, 0.3, d, "missing_due", lambda: day_near(r, t))
    elif kind == "not_accepted":
        for name in ("doc_no", "reason", "basis"):
            maybe(r, 0.7, d, name, "x")
    elif kind in ("step_started", "step_finished"):
        d["step"] = r.choice(STEPS)
        maybe(r, 0.3, d, "dept", lambda: r.choice(["D1", "D4"]))
        if kind == "step_started":
            maybe(r, 0.25, d, "region", lambda: r.choice(["371302", "371311001", "371311002", "371311001004", "371302999999"]))
            maybe(r, 0.5, d, "limit_days", lambda: r.choice([0, 1, 2, 5]))
        else:
            maybe(r, 0.5, d, "result", lambda: r.choice(["agree", "disagree", "done"]))
    elif kind == "paused":
        maybe(r, 0.9, d, "reason", lambda: r.choice(["hearing", "appraisal", "expert_review", "other", "inspection"]))
        maybe(r, 0.7, d, "days", lambda: r.choice([0, 0, 1, 2, 5, 10]))
        maybe(r, 0.7, d, *doc)
    elif kind == "extended":
        d["days"] = r.choice([-1, 0, 1, 5, 10, 10, 11, 15, 16])
        maybe(r, 0.85, d, "approver", "长")
        maybe(r, 0.85, d, *doc)
    elif kind == "decided":
        d["outcome"] = r.choice(["granted", "granted", "denied"])
        maybe(r, 0.7, d, *doc)
        maybe(r, 0.7, d, "reason", "由")
        maybe(r, 0.7, d, "remedy_notice", lambda: r.random() < 0.7)
    elif kind == "withdrawn":
        maybe(r, 0.5, d, "by", lambda: r.choice(["applicant", "authority"]))
    elif kind == "fee_charged":
        maybe(r, 0.8, d, "amount_fen", lambda: r.choice([0, 100]))
    elif kind == "rated":
        d["score"] = r.choice([1, 2, 3, 4, 4, 5, 5])
        maybe(r, 0.6, d, "origin", lambda: r.choice(["active", "invited", "default"]))
        maybe(r, 0.3, d, "stage", lambda: r.choice(["accept", "review", "deliver"]))
    return d


WEIGHTED = ("submitted prechecked visited supplement_requested supplement_requested supplement_received accepted accepted "
            "missing_supplied not_accepted step_started step_started step_finished step_finished paused paused paused "
            "resumed resumed extended decided delivered withdrawn terminated visited fee_charged rated rated "
            "rating_rectified rating_rectified complained complaint_closed").split()


class Maker:
    def __init__(self, r):
        self.r, self.lines, self.instants = r, [], []

    def event(self, case_no, kind, t, data, who, number, source="s1"):
        r = self.r
        e = {"v": 1, "event_id": "e%s" % number, "source": source, "type": kind, "case_no": case_no,
             "occurred_at": show(r, t), "region": who[0], "dept": who[1], "item": who[2]}
        if r.random() < 0.4:
            e["recorded_at"] = show(r, t + r.choice([-DAY, 0 * US, US, DAY - US, DAY, DAY + US, 3 * DAY]))
        if r.random() < 0.7:
            e["channel"] = r.choice(["window", "web", "web", "mobile", "kiosk", "post", "other"])
        if r.random() < 0.6:
            e["officer"] = r.choice(["o1", "o2"])
        if data or r.random() < 0.3:
            e["data"] = data
        self.instants.append(t)
        return e

    def history(self, case_no, start):
        r = self.r
        walk, made = Walk(r, start), []
        size = r.randint(6, 14) if r.random() < 0.93 else r.randint(15, 40)
        who = self.who()
        orderly = r.random() < 0.5
        kinds = self.orderly() if orderly else self.plan(size)
        for number, kind in enumerate(kinds, 1):
            t = walk.short_step() if orderly else walk.step()
            data = data_for(r, kind, t, walk)
            if orderly:
                self.tidy(kind, data, made)
            if kind == "rating_rectified":
                rated = [e["event_id"] for e in made if e["type"] == "rated"] + ["e%d" % (number + 1), "nix"]
                maybe(r, 0.7, data, "event_id", lambda: r.choice(rated))
                maybe(r, 0.8, data, "result", lambda: r.choice(["rectified", "invalid"]))
            # ids that sort against the order of arrival, so that ties are told by the id
            name = r.choice([number, 100 - number])
            sources = ["s1"] if orderly else ["s1", "s1", "s1", "s2"]
            made.append(self.event(case_no, kind, t, data, who if r.random() < 0.85 else self.who(), name, r.choice(sources)))
        made += self.voids(case_no, made, walk, who)
        for e in list(made):
            if r.random() < 0.03:
                made.append(dict(e, type="visited") if r.random() < 0.3 else e)
        if r.random() < 0.6:
            r.shuffle(made)
        return made

    def plan(self, size):
        r = self.r
        if r.random() < 0.04:
            return ["rated"] * r.randint(1, 3)
        kinds = [r.choice(WEIGHTED) for _ in range(size)]
        if r.random() < 0.7:
            kinds[0] = "submitted"
        if r.random() < 0.5:
            kinds = [k for k in kinds if k not in ("not_accepted", "withdrawn", "terminated")] or ["visited"]
        if r.random() < 0.5:
            kinds[-1] = r.choice(["decided", "delivered"])
        if r.random() < 0.4:
            kinds = [k for k in kinds[:-1] if k != "decided"] + kinds[-1:]
        return kinds

    def orderly(self):
        """A case's usual life, each part of it there or not, with now and then a part twice or out of place."""
        r = self.r
        kinds = []
        for part, p in ((["submitted"], 0.95), (["prechecked", "visited"], 0.3), (["supplement_requested", "supplement_received"], 0.3),
                        (["supplement_requested", "supplement_received"], 0.2), (["accepted"], 0.85), (["missing_supplied"], 0.2),
                        (["step_started", "step_finished"], 0.5), (["paused", "resumed"], 0.45), (["extended"], 0.3),
                        (["paused"], 0.2), (["resumed"], 0.3), (["step_started", "step_finished"], 0.4), (["decided"], 0.8),
                        (["delivered"], 0.7), (["rated", "rating_rectified"], 0.4), (["complained", "complaint_closed"], 0.3),
                        (["withdrawn"], 0.05)):
            if r.random() < p:
                kinds += part if r.random() < 0.85 else part[:1]
        for _ in range(r.choice([0, 0, 0, 1, 2])):
            kinds.insert(r.randint(0, len(kinds)), r.choice(WEIGHTED))
        return kinds or ["rated"]

    def tidy(self, kind, data, made):
        """Makes most finishes fit their starts, and most extensions valid."""
        r = self.r
        if r.random() < 0.2:
            return
        if kind == "step_finished":
            for e in reversed(made):
                if e["type"] == "step_started":
                    data["step"] = e["data"]["step"]
                    data["dept"] = e["data"].get("dept", e["dept"])
                    break
        elif kind == "extended":
            data.update(days=r.choice([1, 3, 10]), approver="长", doc_no="文2")
        elif kind == "rating_rectified":
            data.clear()
        elif kind == "accepted":
            data.setdefault("promised_days", 5)
            data.setdefault("statutory_days", 15)

    def who(self):
        r = self.r
        region = r.choice(["371302", "371302", "371311", "371312", "Z-1", "Z-2", "371311001", "371311002", "371311001001",
                           "371321555777", "371300"])
        item = r.choice(ITEM_CODES * 3 + ["it-none", LONG + "XX", LONG[:-1] + "8XX"])
        return region, r.choice(["D1", "D1", "D2", "D4", "D5"]), item

    def voids(self, case_no, made, walk, who):
        r, out = self.r, []
        for n in range(r.choice([0, 0, 0, 1, 1, 2, 3])):
            target = r.choice(made)
            t = walk.step()
            if r.random() < 0.4:
                when = datetime.datetime.fromisoformat(target["occurred_at"].replace("Z", "+00:00")[:19] + "+08:00")
                t = when + r.choice([-DAY, 0 * US, DAY, DAY + US, 2 * DAY])
            aim = r.choice([target["event_id"]] * 6 + ["nix", "v%d" % n, "v0"])
            out.append(self.event(case_no, "voided", t, {"event_id": aim}, who, "v%d" % n if r.random() < 0.9 else aim,
                                  r.choice([target["source"]] * 3 + ["s2"])))
            out[-1]["event_id"] = out[-1]["event_id"].lstrip("e") if r.random() < 0.7 else out[-1]["event_id"]
        return out


# ---------------------------------------------------------------- a seed

def small(r, cases):
    m = Maker(r)
    lines = []
    base = datetime.date(2025, 11, 20) + r.choice([0, 20, 35, 60, 250]) * DAY
    spread = r.choice([5, 12, 40])
    for n in range(cases):
        start = at_day(base + r.randint(0, spread) * DAY, r.choice(CLOCK))
        made = m.history("C%d-%d" % (n % 3, n), start)
        lines += [json.dumps(e, ensure_ascii=False, separators=(",", ":")).encode() for e in made]
        # faults go to cases of their own too, so that a good line in disguise shows
        e = dict(r.choice(made), case_no="X%d" % r.randint(0, 5), event_id="x%d" % n)
        if r.random() < 0.5:
            lines.append(broken(r, e))
        if r.random() < 0.2:
            lines.append(raw_line(r, dict(e, event_id="y%d" % n)))
    if r.random() < 0.5:
        r.shuffle(lines)
    return lines, choose_as_of(r, sorted(m.instants))


def choose_as_of(r, instants):
    t = r.choice(instants[len(instants) // 4:])
    pick = r.random()
    if pick < 0.3:
        return t
    if pick < 0.55:  # an instant at which some day is over
        return at_day((t + r.randint(1, 12) * DAY).date(), (0, 0, 0, 0)) - r.choice([0, 0, 1]) * US
    if pick < 0.8:  # a month's end
        d = (t.date().replace(day=1) + r.choice([0, 31, 62]) * DAY).replace(day=1)
        return at_day(d, (0, 0, 0, 0)) - r.choice([0, 0, 1]) * US
    return instants[-1] + r.choice([0, 1, 30, 400]) * DAY


def league(r):
    """Instant cases over 16 months; few kinds of case, so that equal scores happen."""
    lines, first = [], datetime.date(2025, 1, 1)
    places = [(x[0], "D4") for x in REGIONS if x[2] == "county"] + [(x[0], "D5") for x in REGIONS if x[2] == "zone"]
    places += [("371300", d) for d in ("D1", "D2", "D3")]
    worst = {}
    for month in range(16):
        d = first.replace(year=2025 + month // 12, month=month % 12 + 1)
        for league_ in (places[:4], places[4:7], places[7:]):
            if month == 0 or r.random() < 0.4:
                worst[id(league_[0]), len(league_)] = r.choice(league_)
            bad = worst[id(league_[0]), len(league_)]
            for place in league_:
                count = r.choice([30, 30, 30, 31, 29])
                flaws = r.choice([0, 0, 1, 2]) + (6 if place == bad else 0)
                for i in range(count):
                    lines += instant_case(place, d, month, i, i < flaws, r.random() < 0.02)
    for n in range(8):
        lines += Maker(r).history("C%d" % n, at_day(first + r.randint(0, 400) * DAY, r.choice(CLOCK)))
    as_of = at_day(datetime.date(2026, 5, 1), (0, 0, 0, 0)) - r.choice([0, 1]) * US
    return [json.dumps(e, ensure_ascii=False, separators=(",", ":")).encode() for e in lines], as_of


def instant_case(place, d, month, i, flawed, delivered_late):
    case_no = "%s-%s-%02d-%02d" % (place[0], place[1], month, i)
    t = at_day(d + (i % 25) * DAY, (9, 0, 0, 0))
    kinds = [("submitted", {}), ("accepted", {"kind": "instant", "doc_no": "1"}), ("decided", {"outcome": "granted", "doc_no": "2"}),
             ("delivered", {})]
    out = []
    for k, (kind, data) in enumerate(kinds):
        if kind == "decided" and flawed:
            data = {"outcome": "denied"}  # rule 403
        when = t + k * datetime.timedelta(hours=1) + (20 * DAY if kind == "delivered" and delivered_late else 0 * DAY)
        out.append({"v": 1, "event_id": "e%d" % k, "source": "s1", "type": kind, "case_no": case_no, "occurred_at": when.isoformat(),
                    "region": place[0], "dept": place[1], "item": "it-%d" % (i % 3 + 1), "channel": "window", "data": data})
    return out


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--seed", type=int, required=True)
    p.add_argument("--cases", type=int, default=40)
    p.add_argument("--out", required=True)
    a = p.parse_args()
    r = random.Random(a.seed)
    make_config(r, os.path.join(a.out, "config"))
    lines, as_of = league(r) if a.seed % 15 == 0 else small(r, a.cases)
    config, file = os.path.join(a.out, "config"), os.path.join(a.out, "events.jsonl")

    def write_events():
        with open(file, "wb") as f:
            f.write((b"\r\n" if r.random() < 0.1 else b"\n").join(lines) + (b"\n" if r.random() < 0.8 else b""))

    write_events()
    lines += make_reports(r, config, file, as_of)
    write_events()
    with open(os.path.join(a.out, "acts.jsonl"), "wb") as f:
        f.write(make_acts(r, config, file, as_of))
    with open(os.path.join(a.out, "as_of"), "w") as f:
        f.write(as_of.isoformat() + "\n")


if __name__ == "__main__":
    main()
