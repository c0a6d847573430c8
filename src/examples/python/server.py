"""A guest book: whoever has the page open sees each entry at once. Run it with python3 server.py."""

import hashlib
import hmac
import json
import os
import time
import urllib.error
import urllib.parse
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pika

PORT = int(os.environ.get("PORT", "8000"))
BROKER = os.environ.get("BROKER", "http://127.0.0.1:8080")
AMQP_URL = os.environ.get("AMQP_URL", "amqp://guest:guest@127.0.0.1:5672/%2F")
KEY = os.environ.get("KEY", "demo")
SECRET = os.environ.get("SECRET", "demo-secret")

CHANNEL = "guest-book"
PAGE = Path(__file__).with_name("index.html").read_text().replace("{{broker}}", BROKER)

entries = []


def open_ticket():
    """Asks the broker for a ticket; the secret stays here."""
    timestamp = str(int(time.time()))
    token = hmac.new(SECRET.encode(), f"{KEY}:{timestamp}".encode(), hashlib.sha256).hexdigest()
    form = {"key": KEY, "timestamp": timestamp, "token": token, "channel": CHANNEL}
    with urllib.request.urlopen(f"{BROKER}/socket", urllib.parse.urlencode(form).encode()) as answer:
        return answer.read()


def publish(entry):
    """Returns once RabbitMQ has the event. A busy server would keep its connection, and use confirms."""
    message = {"channel": CHANNEL, "user": KEY, "id": entry["number"], "data": entry}
    connection = pika.BlockingConnection(pika.URLParameters(AMQP_URL))
    try:
        channel = connection.channel()
        channel.tx_select()
        channel.basic_publish("eventsource.fanout", "", json.dumps(message))
        channel.tx_commit()
    finally:
        connection.close()


class Site(BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path == "/":
            self.answer(200, "text/html; charset=utf-8", PAGE.encode())
        elif self.path == "/entries":
            self.answer(200, "application/json", json.dumps(entries).encode())
        else:
            self.answer(404, "text/plain", b"not here")

    def do_POST(self):
        form = urllib.parse.parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        if self.path == "/eshq/socket":
            self.answer_with_ticket()
        elif self.path == "/entries":
            entry = {"number": len(entries) + 1, "text": form["text"][0]}
            entries.append(entry)
            publish(entry)
            self.answer(204)
        else:
            self.answer(404, "text/plain", b"not here")

    def answer_with_ticket(self):
        try:
            self.answer(200, "application/json", open_ticket())
        except urllib.error.URLError as error:
            self.answer(503, "text/plain", f"no ticket: {error}".encode())

    def answer(self, status, content_type="text/plain", body=b""):
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Cache-Control", "no-store")
        if status != 204:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


print(f"The guest book is at http://127.0.0.1:{PORT}/", flush=True)
ThreadingHTTPServer(("127.0.0.1", PORT), Site).serve_forever()
