"""desk.py URL TOKEN REGION DEPT ROUNDS HOOK WAIT: orders issued one after the other by the API, as a form does it; when a subscriber of the stream is told of
each, and when the receiver of notices at the port HOOK. WAIT is 1: the next one follows when both have been told of the last.
Prints milliseconds, median and 99th percentile: from asking to committed, from committed to the stream, from committed to the receiver."""
import http.client, http.server, json, re, sys, threading, time
from urllib.parse import urlsplit

url, token, region, dept, rounds, hook, wait = sys.argv[1:8]
auth = {"Authorization": f"Bearer {token}"}
streamed, received, begun, news = {}, {}, threading.Event(), threading.Condition()


def connection():
    return http.client.HTTPConnection(urlsplit(url).hostname, urlsplit(url).port, timeout=60)


def note(where, text):
    with news:
        for order in re.findall(rb'"order":\s*"([^"]+)"', text):
            where.setdefault(order.decode(), time.monotonic())
        news.notify()


class Receiver(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()
        note(received, body)

    def log_message(self, *_):
        pass


def listen():
    c = connection()
    c.request("GET", "/api/v1/stream", headers=auth)
    answer = c.getresponse()
    assert answer.status == 200, answer.status
    begun.set()
    for line in answer:
        if line.startswith(b"data:"):
            note(streamed, line)


def at(v, share):
    return sorted(v)[min(len(v) - 1, int(len(v) * share))] * 1000


receiver = http.server.ThreadingHTTPServer(("127.0.0.1", int(hook)), Receiver)
threading.Thread(target=receiver.serve_forever, daemon=True).start()
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
    now, order = time.monotonic(), body["order"]
    took.append(now - t)
    done[order] = now
    with news:
        if wait == "1" and not news.wait_for(lambda: order in streamed and order in received, 60):
            sys.exit(f"{order} was not told")
with news:
    if not news.wait_for(lambda: streamed.keys() >= done.keys(), 120):
        sys.exit("not every order was told")
# many notices at one time are one digest, so without WAIT not each is named to the receiver
late = [[max(0.0, told[o] - done[o]) for o in done if o in told] or [0.0] for told in (streamed, received)]
print(*(f"{at(v, q):.1f}" for v in (took, *late) for q in (0.5, 0.99)))
