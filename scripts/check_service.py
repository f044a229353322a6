#!/usr/bin/env python3
"""Holds a running service against its OpenAPI document.

Usage: check_service.py URL --user NAME [--examples N] [--malformed N] [--without PATH]...

NAME is a user with all roles; the password is in the environment's DUET_CHECK_PASSWORD. `schemathesis` asks for everything
that the document describes, with data that fit it and data that do not, with and without a token, and checks each answer.
Streams are left out, because they do not end, and PATHs, which the other party serves. Then come malformed requests of our
own making, byte by byte: whatever they get, it is no 5xx, and the service still answers.

The service has to trust the address that the requests come from as a proxy's (DUET_TRUSTED_PROXIES): each says that it comes
from somewhere else, so that failed sign-ins lock nobody out.

Exit code 1 when anything is wrong.
"""

import argparse
import os
import random
import re
import socket
import subprocess
import sys
import tempfile
import urllib.parse
import urllib.request
from pathlib import Path

from service_access import Entrance

CONFIGURATION = Path(__file__).resolve().with_name("schemathesis.toml")
HOOKS = CONFIGURATION.with_name("schemathesis_hooks.py")
DOCUMENT = Path(__file__).resolve().parent.parent / "docs" / "openapi.json"
STREAMS = r"/events$"

PATHS = ["/", "/orders", "/orders/PO-1", "/tasks", "/tasks/PO-1.7", "/tasks/PO-1.7/complete", "/tasks/bulk", "/catalog",
         "/incidents/a.1/retry", "/quarantine", "/problems/x", "/openapi.json", "/health", "/docs/start.js", "/session",
         "/users", "/audit", "/ui/inbox", "/ui/sign-in"]
METHODS = ["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE", "QUERY", "get", "", "G\0T", "X" * 300]
NASTY = ["%00", "%zz", "%", "%ff%fe", "..%2f..%2fetc%2fpasswd", "'; drop table orders; --", "${jndi:x}", "<script>", "\x7f",
         "9" * 400, "-1", "1e999", "NaN", "\u202e", "\ud83d\ude00", "%F0%9F%98%80", "null", "true", "[]", "{}", "*", " ", "+",
         "01997e6a-0000-7000-8000-00000000a001", "01997e6a-0000-7000-8000-00000000a001.99999999999999999999", "a" * 5000]
NAMES = ["status", "text", "cursor", "limit", "sort", "view", "due", "overdue", "priority", "order", "placedFrom",
         "minimumTotal", "after", "wait", "format", "sku", "reference", "x"]
BODIES = ["", "{", "}", "[]", "null", "0", '"', "{}", '{"data":null}', '{"data":{"\\u0000":1}}', '{"a":1,"a":2}', "\x00",
          '{"x":' * 100 + "1" + "}" * 100, '{"reason":"' + "x" * 600 + '"}', '{"lines":[{"sku":"A","quantity":1e400}]}',
          '{"buyer":{"id":"\\ud800"}}', '{"action":"claim","filter":{"limit":0}}', "\ufeff{}", "sku,description\n=1,2\n",
          '{"data":{"decision":{"$ref":"#"}}}', '{"due":"9999-99-99T99:99:99Z"}', '{"due":"99999-01-01T00:00:00Z"}',
          '{"effectiveAfter":-1,"data":{}}', '{"to":["a"]}', '{"text":"x","link":{"url":"javascript:alert(1)"}}']
HEADERS = ["If-Match", "If-None-Match", "Prefer", "Idempotency-Key", "Last-Event-ID", "traceparent", "Accept", "Cookie",
           "Accept-Language", "Authorization", "Duet-User", "Duet-Groups", "Content-Type", "X-CSRF-Token", "Expect", "X-Forwarded-For", "X-Forwarded-Proto", "Forwarded"]


def conforms(url, user, examples, without):
    """Whether schemathesis finds nothing wrong."""
    tool = Path(sys.executable).with_name("st")
    command = [tool, "--config-file", CONFIGURATION, "run", DOCUMENT, "--url", url, "--max-examples", str(examples),
               "--phases", "examples,coverage,fuzzing", "--suppress-health-check", "all", "--request-timeout", "60",
               "--generation-deterministic", "--no-color",
               "--exclude-path-regex", "|".join([STREAMS, *(f"^{re.escape(path)}" for path in without)])]
    settings = {"DUET_CHECK_URL": url, "DUET_CHECK_USER": user, "SCHEMATHESIS_HOOKS": str(HOOKS)}
    # It leaves files of its own where it runs.
    with tempfile.TemporaryDirectory() as folder:
        return subprocess.run(
            list(map(str, command)), check=False, cwd=folder, env={**os.environ, **settings}).returncode == 0


def malformed(chance, host, headers):
    """The bytes of one request that is wrong in some way, or in several."""
    path = chance.choice(PATHS)
    if chance.random() < 0.5:
        path += "/" + urllib.parse.quote(chance.choice(NASTY), safe="%", errors="surrogatepass") * chance.randint(1, 2)
    if chance.random() < 0.5:
        pairs = (f"{chance.choice(NAMES)}={chance.choice(NASTY)}" for _ in range(chance.randint(1, 4)))
        path += "?" + "&".join(pairs).replace(" ", "%20")
    body = chance.choice(BODIES).encode("utf-8", "surrogatepass")
    if chance.random() < 0.2:
        body = bytes(chance.randrange(256) for _ in range(chance.randint(1, 200)))
    fields = [f"Host: {host}", *headers, "Connection: close"]
    if chance.random() < 0.8:
        fields.append(f"Content-Type: {chance.choice(['application/json', 'text/csv', 'text/plain', 'x', ''])}")
    if chance.random() < 0.4:
        fields.append(f"{chance.choice(HEADERS)}: {chance.choice(NASTY)}")
    if chance.random() < 0.9:
        wrong = chance.random() < 0.05
        fields.append(f"Content-Length: {chance.choice(['-1', 'x', str(len(body) - 1)]) if wrong else len(body)}")
    head = f"{chance.choice(METHODS) if chance.random() < 0.3 else 'POST'} {path} HTTP/1.1\r\n"
    request = (head + "\r\n".join(fields) + "\r\n\r\n").encode("utf-8", "surrogatepass") + body
    if chance.random() < 0.05:
        place = chance.randrange(len(request))
        request = request[:place] + bytes([chance.randrange(256)]) + request[place + 1:]
    return request


def status_of(address, request):
    """The status of the answer; None when the service closed the connection without one."""
    with socket.create_connection(address, timeout=10) as connection:
        try:
            connection.sendall(request)
            connection.shutdown(socket.SHUT_WR)
            answer = connection.recv(4096)
        except (ConnectionError, TimeoutError):
            return None
    match = re.match(rb"HTTP/1\.1 (\d{3})", answer)
    return int(match[1]) if match else None


def survives(url, entrance, count):
    """Whether malformed requests get no 5xx; prints those that do."""
    parts = urllib.parse.urlsplit(url)
    address = (parts.hostname, parts.port)
    counts = {}
    failures = 0
    for seed in range(count):
        headers = [f"{name}: {value}" for name, value in entrance.headers().items()]
        request = malformed(random.Random(seed), parts.netloc, headers)
        status = status_of(address, request)
        counts[status] = counts.get(status, 0) + 1
        if status == 401:
            # It may have ended its own session: the next ones are to be answered again.
            entrance.sign_in()
        if status is not None and status >= 500:
            failures += 1
            print(f"request {seed} got {status}: {request[:500]!r}")
    print(f"{count} malformed requests:", ", ".join(f"{key} {counts[key]}×" for key in sorted(counts, key=str)))
    with urllib.request.urlopen(f"{url}/health/ready", timeout=10) as answer:
        return failures == 0 and answer.status == 200


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("url")
    parser.add_argument("--examples", type=int, default=20)
    parser.add_argument("--malformed", type=int, default=10_000)
    parser.add_argument("--user", required=True)
    parser.add_argument("--without", action="append", default=[])
    options = parser.parse_args()
    entrance = Entrance(options.url, options.user, os.environ["DUET_CHECK_PASSWORD"])
    results = [
        conforms(options.url, options.user, options.examples, options.without),
        survives(options.url, entrance, options.malformed),
    ]
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
