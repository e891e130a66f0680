"""Civil days, instants and the reference data: the conventions and section 2 of the contract."""
import csv
import os
import re

SECOND = 1_000_000
DAY = 86400 * SECOND
ZONE = 8 * 3600 * SECOND
EPOCH_2000 = 10957  # 2000-01-01 as days since 1970-01-01


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
