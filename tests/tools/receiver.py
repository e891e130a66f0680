#!/usr/bin/env python3
"""receiver.py DIR [HTTP-PORT [HTTPS-PORT SMTP-PORT]]: receivers of notices for tests/it, on loopback: HTTP, HTTPS with a certificate that nobody knows, and SMTP.

Writes their ports to DIR/port.http, port.https and port.smtp. What comes to /NAME (or by mail: NAME is "mail") is a line of JSON in
DIR/got.NAME; DIR/mode.NAME says how it is answered: nothing or "ok", an HTTP status ("500", "429 2": with Retry-After), "hang" (it says
nothing), "errcode N" (as a robot does); mail: "later" or "refuse", to all addresses or to the one that follows. A mode that hangs ends when the file changes."""
import email, email.header, json, os, socketserver, ssl, subprocess, sys, threading, time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

where = sys.argv[1]
lock = threading.Lock()


def mode(name):
    try:
        with open(f'{where}/mode.{name}') as f:
            return f.read().split() or ['ok']
    except FileNotFoundError:
        return ['ok']


def got(name, **what):
    with lock, open(f'{where}/got.{name}', 'a') as f:
        f.write(json.dumps(what, ensure_ascii=False) + '\n')


def hang(name):
    until = time.monotonic() + 120
    while mode(name)[0] == 'hang' and time.monotonic() < until:
        time.sleep(0.05)


class Http(BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'

    def answer(self):
        path, _, query = self.path.partition('?')
        name = path.strip('/').split('/')[0]
        body = self.rfile.read(int(self.headers.get('Content-Length', 0))).decode()
        how = mode(name)
        if how[0] == 'hang':
            hang(name)
            self.close_connection = True
            return
        status = int(how[0]) if how[0].isdigit() else 200
        errcode = int(how[1]) if how[0] == 'errcode' else 0
        got(name if status == 200 and not errcode else name + '.refused', path=path, query=query, body=body,
            type=self.headers.get('Content-Type'), id=self.headers.get('X-Jiancha-Id'), token=self.headers.get('Authorization'))
        reply = json.dumps({'errcode': errcode, 'errmsg': 'token=leak' if errcode else 'ok'}).encode()
        self.send_response(status)
        if status == 429 and len(how) > 1:
            self.send_header('Retry-After', how[1])
        self.send_header('Content-Length', str(len(reply)))
        self.end_headers()
        self.wfile.write(reply)

    do_GET = do_POST = answer

    def log_message(self, *args):
        pass


class Smtp(socketserver.StreamRequestHandler):
    def say(self, line):
        self.wfile.write(line.encode() + b'\r\n')

    def handle(self):
        sender, to = '', []
        self.say('220 test')
        for raw in self.rfile:
            line = raw.decode().strip()
            word = line.upper()
            if word.startswith('EHLO') or word.startswith('HELO'):
                self.say('250 test')
            elif word.startswith('MAIL FROM:'):
                sender, to = line[10:].strip(), []
                self.say('250 ok')
            elif word.startswith('RCPT TO:'):
                how, address = mode('mail'), line[8:].strip()
                if how[0] == 'ok' or (len(how) > 1 and how[1] not in address):
                    to.append(address)
                    self.say('250 ok')
                else:
                    self.say('451 later' if how[0] == 'later' else '550 nobody of this name')
            elif word == 'DATA':
                self.say('354 go on')
                text = b''
                for part in self.rfile:
                    if part == b'.\r\n':
                        break
                    text += part
                m = email.message_from_bytes(text)
                subject = ''.join(s.decode(c or 'ascii') if isinstance(s, bytes) else s for s, c in email.header.decode_header(m['Subject']))
                got('mail', sender=sender, to=to, subject=subject, id=m['Message-ID'], text=m.get_payload(decode=True).decode(),
                    longest=max(len(x) for x in text.split(b'\r\n')), date=m['Date'])
                self.say('250 taken')
            elif word == 'QUIT':
                self.say('221 bye')
                return
            else:
                self.say('250 ok')


class SmtpServer(socketserver.ThreadingTCPServer):
    allow_reuse_address = daemon_threads = True


subprocess.run(['openssl', 'req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=localhost', '-addext',
                'subjectAltName=DNS:localhost,IP:127.0.0.1', '-keyout', f'{where}/key.pem', '-out', f'{where}/cert.pem'],
               check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
ports = [int(x) for x in sys.argv[2:]] + [0, 0, 0]
plain = ThreadingHTTPServer(('127.0.0.1', ports[0]), Http)
secure = ThreadingHTTPServer(('127.0.0.1', ports[1]), Http)
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(f'{where}/cert.pem', f'{where}/key.pem')
secure.socket = context.wrap_socket(secure.socket, server_side=True)
mail = SmtpServer(('127.0.0.1', ports[2]), Smtp)
for server in (plain, secure, mail):
    threading.Thread(target=server.serve_forever, daemon=True).start()
for name, server in (('smtp', mail), ('https', secure), ('http', plain)):
    with open(f'{where}/port.{name}.part', 'w') as f:
        f.write(str(server.server_address[1]))
    os.replace(f'{where}/port.{name}.part', f'{where}/port.{name}')
end = time.monotonic() + 900
while time.monotonic() < end and os.path.isdir(where):
    time.sleep(0.5)
