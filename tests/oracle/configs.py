"""A random configuration folder: few units, few items, calendars with years missing."""
import datetime
import os

DAY = datetime.timedelta(days=1)

REGIONS = [("371302", "甲", "county"), ("371311", "乙", "county"), ("371312", "丙", "county"), ("371321", "丁", "county"),
           ("371311001", "镇", ""), ("Z-1", "东区", "zone"), ("Z-2", "西区", "zone"), ("Z-3", "南区", "zone"), ("371300", "市", "")]
DEPTS = [("D1", "局一", "371300", "department"), ("D2", "局二", "371300", "department"),
         ("D3", "局三", "371300", "department"), ("D4", "县局", "371302", ""), ("D5", "镇所", "371311", "")]
LONG = "A" * 30 + "7"  # a 31-character item, for 33-character handling codes
ITEM_CODES = ["it-1", "it-2", "it-3", "it-4", "it-5", "it-6", LONG, "it-8"]
STEPS = ["受理", "审查", "踏勘", "决定"]


def write_csv(path, header, lines):
    with open(path, "w", encoding="utf-8", newline="\n") as f:
        f.write(header + "\n")
        for line in lines:
            f.write(",".join(str(x) for x in line) + "\n")


def make_config(r, out):
    os.makedirs(os.path.join(out, "calendar"), exist_ok=True)
    write_csv(os.path.join(out, "regions.csv"), "code,name,league", REGIONS)
    write_csv(os.path.join(out, "departments.csv"), "code,name,region,league", DEPTS)
    items = []
    for code in ITEM_CODES:
        kind = r.choice(["promised"] * 4 + ["instant"])
        items.append((code, "事项", r.choice(["01"] * 4 + ["05", "07", "09", "10", "20"]), kind,
                      r.choice(["*", "*", "D1"]), r.choice(["*", "*", "371302;Z-1;371311"]),
                      r.choice(["", "0", "1", "5", "10", "20"]), r.choice(["", "0", "1", "2", "5", "8"]),
                      r.choice(["wd", "wd", "d"]), r.choice("01"), "法"))
    write_csv(os.path.join(out, "items.csv"),
              "item,name,type,kind,dept,regions,statutory_days,promised_days,unit,fee,basis", items)
    procedures = []
    for code in ITEM_CODES:
        if r.random() < 0.6:
            for order, step in enumerate(r.sample(STEPS, r.randint(1, 4)), 1):
                procedures.append((code, order, step, r.choice("01"), r.choice(["", "0", "1", "2", "5"])))
    if procedures or r.random() < 0.5:
        write_csv(os.path.join(out, "procedures.csv"), "item,order,step,mandatory,limit_days", procedures)
    for year in (2024, 2025, 2026, 2027):
        if r.random() < 0.75:
            write_csv(os.path.join(out, "calendar", "%d.csv" % year), "date,kind,name", calendar_year(r, year))


def calendar_year(r, year):
    """A block of days off at the new year, one in spring, one in autumn, and some make-up weekends."""
    special = {}
    for month, day, n in ((1, 1, 3), (2, r.randint(1, 20), 8), (5, 1, 5), (10, 1, 7)):
        first = datetime.date(year, month, day)
        for i in range(n):
            d = first + i * DAY
            if d.weekday() < 5:
                special[d] = "holiday"
        for i in (-4, -3, -2, -1, n, n + 1, n + 2):
            d = first + i * DAY
            if d.year == year and d.weekday() >= 5 and r.random() < 0.5:
                special[d] = "workday"
    return [(d.isoformat(), kind, "假") for d, kind in sorted(special.items())]
