"""desk.py URL TOKEN REGION DEPT ROUNDS: orders issued one after the other by the API, as a form does it, and when a subscriber of the stream is told of each.
Prints: acts, median and 99th percentile from asking to committed, the same from committed to told; milliseconds."""
import http.client, json, sys, threading, time
from urllib.parse import urlsplit

url, token, region, dept, rounds = sys.argv[1:6]
auth = {"Authorization": f"Bearer {token}"}
told, begun, stop = {}, threading.Event(), threading.Event()


def connection():
    return http.client.HTTPConnection(urlsplit(url).hostname, urlsplit(url).port, timeout=60)


def listen():
    c = connection()
    c.request("GET", "/api/v1/stream", headers=auth)
    answer = c.getresponse()
    assert answer.status == 200, answer.status
    begun.set()
    for line in answer:
        if line.startswith(b"data:") and b'"order"' in line:
            told.setdefault(json.loads(line[5:])["object"].get("order"), time.monotonic())
        if stop.is_set():
            return


threading.Thread(target=listen, daemon=True).start()
begun.wait(30)
c, took, done = connection(), [], {}
for i in range(int(rounds)):
    act = {"act": "issue", "region": region, "dept": dept, "alerts": [], "reply_days": 5, "text": "bench"}
    t = time.monotonic()
    c.request("POST", "/api/v1/acts", json.dumps(act), auth | {"Content-Type": "application/json"})
    answer = c.getresponse()
    body = json.loads(answer.read())
    if answer.status != 201:
        sys.exit(f"act {i}: {answer.status} {body}")
    now = time.monotonic()
    took.append(now - t)
    done[body["order"]] = now
until = time.monotonic() + 30
while len(told.keys() & done.keys()) < len(done) and time.monotonic() < until:
    time.sleep(0.01)
if len(told.keys() & done.keys()) < len(done):
    sys.exit("not every order was told")
heard = [max(0.0, told[o] - done[o]) for o in done]


def at(v, share):
    return sorted(v)[min(len(v) - 1, int(len(v) * share))] * 1000


print(len(took), *(f"{at(v, q):.1f}" for v in (took, heard) for q in (0.5, 0.99)))
