"""Lines that break the form of section 1, or nearly: single and several faults at once, and bytes json.dumps would not write."""
import json


def broken(r, base):
    """A list of (fault applied to a copy of a good event): some are good lines in disguise."""
    e = json.loads(json.dumps(base))
    for _ in range(r.choice([1, 1, 1, 2, 3])):
        fault(r, e)
    if e.get("type") == "monthly_report":
        # what these two would mean in it is left open
        for name in ("dept", "item"):
            e.pop(name, None)
    return json.dumps(e, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def fault(r, e):
    name, value = r.choice([
        ("v", 2), ("v", "1"), ("v", True), ("v", None), ("event_id", ""), ("event_id", "a b"), ("event_id", "x" * 65),
        ("event_id", "x" * 64), ("event_id", 5), ("event_id", "é"), ("source", "S1"), ("source", None), ("source", "a" * 33),
        ("source", "a" * 32), ("type", "nope"), ("type", None), ("case_no", "c" * 51), ("case_no", "案" * 50), ("case_no", "案" * 51),
        ("case_no", ""), ("case_no", "a\u0001"), ("case_no", "a\u007f"), ("case_no", "q\"\\/"), ("case_no", None), ("case_no", 7),
        ("occurred_at", "2026-02-30T00:00:00+08:00"), ("occurred_at", "1999-12-31T23:59:59.999999+08:00"),
        ("occurred_at", "1999-12-31T16:00:00Z"), ("occurred_at", "2026-01-05T08:00:00"), ("occurred_at", "2026-01-05 08:00"),
        ("occurred_at", None), ("occurred_at", "2026-01-05T24:00:00+08:00"), ("occurred_at", "2024-02-29T08:00:00.5+08:00"),
        ("occurred_at", "2026-01-05T08:00:00.+08:00"), ("occurred_at", "2026-01-05T08:00:00+0800"),
        ("occurred_at", "2026-01-05T08:00:00.123456789-23:59"), ("recorded_at", "yesterday"), ("recorded_at", None),
        ("recorded_at", "1999-01-01T00:00:00Z"), ("recorded_at", "2099-01-01T00:00:00Z"), ("region", "999999"), ("region", "37130"),
        ("region", "371302x"), ("region", "3713029"), ("region", None), ("region", "371302001002"), ("region", "999999001"),
        ("dept", "D9"), ("dept", None), ("dept", 4), ("item", None), ("item", "新"), ("item", 3), ("officer", ""), ("officer", "o" * 33),
        ("officer", "o" * 32), ("officer", None), ("officer", 1), ("channel", "pigeon"), ("channel", None), ("channel", 1),
        ("data", None), ("data", {}), ("data", {"joint": 1}), ("data", {"unknown": [1, {"a": None}]}), ("data", []), ("data", "x"),
        ("extra", {"deep": [[[]]]}), ("extra", 10**30), ("type", "monthly_report"), ("type", "decided"), ("type", "extended"),
        ("type", "rated"), ("type", "step_started"), ("type", "voided")])
    e[name] = value
    if r.random() < 0.5:
        kind, data = r.choice([
            ("decided", {"outcome": "maybe"}), ("decided", {"outcome": None}), ("decided", {"outcome": "granted", "doc_no": 5}),
            ("rated", {"score": 0}), ("rated", {"score": 6}), ("rated", {"score": "5"}), ("rated", {"score": True}),
            ("rated", {"score": 3, "stage": "x"}), ("extended", {"days": 36501}), ("extended", {"days": -36501}),
            ("extended", {"days": -36500}), ("extended", {}), ("paused", {"days": -1}), ("paused", {"days": 36501}),
            ("paused", {"days": 36500}), ("paused", {"days": 1.5}), ("paused", {"days": None}), ("paused", {"reason": 5}),
            ("accepted", {"kind": "slow"}), ("accepted", {"unit": "h"}), ("accepted", {"promise_due": "soon"}),
            ("accepted", {"missing": "a"}), ("accepted", {"missing": [1]}), ("accepted", {"missing_due": "2026-02-29"}),
            ("accepted", {"promised_days": True}), ("accepted", {"promised_days": 10**30}), ("accepted", {"doc_no": None}),
            ("accepted", {"missing": ["a", None]}), ("supplement_requested", {"items": {}}), ("supplement_requested", {"due": "20260101"}),
            ("step_started", {"step": None}), ("step_started", {"step": "a", "dept": "D9"}), ("step_started", {"step": "a", "region": "x"}),
            ("step_finished", {"step": "a", "result": "ok"}), ("fee_charged", {"amount_fen": -1}), ("fee_charged", {"amount_fen": 0}),
            ("voided", {}), ("voided", {"event_id": 5}), ("rating_rectified", {"result": "gone"}), ("withdrawn", {"by": "me"}),
            ("submitted", {"joint": None}), ("submitted", {"joint": "true"}), ("decided", []),
            ("monthly_report", {"month": "2026-13", "counters": {}}), ("monthly_report", {"month": "2026-01", "counters": {"completed": 3}}),
            ("monthly_report", {"month": "2026-01"}), ("monthly_report", {"month": "2026-01", "counters": {"events": -1}}), ("monthly_report", {"month": "2026-01", "counters": {"completed": "3"}})])
        e["type"], e["data"] = kind, data


def raw_line(r, base):
    """Bytes that are not what json.dumps would write."""
    good = json.dumps(base, ensure_ascii=False, separators=(",", ":"))
    pick = r.randrange(14)
    if pick == 0:
        return good[:-1].encode() + b',"v":1}'
    if pick == 1:
        return good[:-1].encode() + b',"extra":{"a":1,"a":2}}'
    if pick == 2:
        return good.encode() + b"}"
    if pick == 3:
        return r.choice([b"[]", b"null", b"1", b'"x"', b"{", b"{}", b"nul", b"{'v':1}", b'{"v":1,}', b"{} {}"])
    if pick == 4:
        return good[:-1].encode() + b',"extra":"' + r.choice([b"\xff", b"\xc0\x80", b"\xed\xa0\x80", b"\xf4\x90\x80\x80"]) + b'"}'
    if pick == 5:
        return b"  \t" + good.encode() + b" \r"
    if pick == 6:
        return good.replace('"type":"', '"type":"\\u0073', 1).encode() if '"type":"s' not in good \
            else good.replace('"type":"s', '"type":"\\u0073', 1).encode()
    if pick == 7:
        return b"\xef\xbb\xbf" + good.encode()
    if pick in (8, 9):
        size = 256 * 1024 + (1 if pick == 8 else 0)
        return good[:-1].encode() + b" " * (size - len(good.encode())) + b"}"
    if pick == 10:
        return r.choice([b" ", b"\t", b"\r", b""])
    if pick == 11:
        return good[:-1].encode() + b',"extra":NaN}'
    if pick == 12:
        return good[:-1].encode() + b',"extra":"tab\there"}'
    return good[:-1].encode() + b',"extra":' + b"[" * 50 + b"]" * 50 + b"}"
