#!/usr/bin/env python3
"""Asks a running monitor for every page that it has, and says how long each takes.

Usage: pages.py URL NOW [--times N] [--limit MILLISECONDS]

NOW is the time by the monitor's clock, up to which its history goes. Exit code 1 if the 99th percentile of a page is over
the limit. An analysis is asked for until it has been made; how long that took is told apart.
"""
import argparse
import datetime
import http.client
import json
import math
import re
import sys
import time
import urllib.parse

SORTS = ["placed", "updated", "ended", "lead-time", "total", "reference", "buyer", "outcome", "due"]


def text(moment):
    return moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def lists(now):
    """Lists of orders, as the pages' own links and fields ask for them."""
    hour, day = datetime.timedelta(hours=1), datetime.timedelta(days=1)
    month = {"endedFrom": text(now - 30 * day), "endedTo": text(now)}
    queries = [{"sort": direction + sort} for sort in SORTS for direction in ("", "-")]
    queries += [{"state": state} for state in ("running", "ended")]
    queries += [{"outcome": outcome} for outcome in ("Completed", "Rejected", "Expired")]
    queries += [{"text": words} for words in ("po-12345", "cassia", "cassia po-10", "bolt", "zeppelin", "500.50",
                                              "018f0000-0000-7022-8000-000000000004")]
    queries += [{"buyer": "Atelier Nord"}, {"sku": "BOLT-M8"}, {"sku": "GEAR-1"}, {"min": "500", "max": "501"},
                {"from": "2026-07-01", "to": "2026-07-02"}, {"element": "Task_VerifyOrder"}, {"overdue": "1", "sort": "due"},
                {"soon": "1"}, {"incident": "1"}, {"element": "Task_VerifyOrder", "overdue": "1"},
                {"placedWithin": "3600"}, {"endedWithin": "3600"}]
    queries += [{"finding": finding} for finding in ("unreceived", "received-twice", "disordered", "late", "negative-hop",
                                                     "quarantined", "altered", "disputed")]
    queries += [{"finding": "late", "message": name} for name in ("OrderPlaced", "QuoteIssued", "ReceiptConfirmed")]
    queries += [{**month, **more} for more in (
        {}, {"through": "Task_ConfirmQuote"}, {"flow": "Flow_Task_VerifyOrder"}, {"again": "Task_ReviewQuote"}, {"once": "1"},
        {"party": "Supplier", "worker": "sam"}, {"party": "Supplier", "worker": "sam", "then": "kim"},
        {"party": "Supplier", "group": "sales"}, {"late": "1"}, {"late": "Task_VerifyOrder"},
        {"leadFrom": "3600", "leadTo": "90000"}, {"outcome": "Rejected"})]
    queries += [{"endedFrom": text(now - 230 * day), "endedTo": text(now - 200 * day), "sort": sort}
                for sort in ("-placed", "placed", "-ended", "-total", "-lead-time")]
    queries += [{"placedFrom": text(now - 230 * day), "placedTo": text(now - 200 * day), "sort": sort}
                for sort in ("-placed", "-ended", "ended")]
    queries += [{"through": "Task_RejectOrder"}, {"late": "1"}, {"leadTo": "20000"}, {"once": "1"}]
    for ago in (hour, 3 * day, 200 * day):
        past = text(now - ago)
        queries += [{"open": past}, {"open": past, "element": "Task_VerifyOrder"}, {"open": past, "finding": "unreceived"}]
    return ["/ui/orders?" + urllib.parse.urlencode(query) for query in queries]


def addresses(now, order):
    hour, day = datetime.timedelta(hours=1), datetime.timedelta(days=1)
    past = [f"/ui/at?span={span}&time={text(now - ago)}" for span in ("hour", "day", "all") for ago in (hour, 100 * day)]
    return ["/ui/live", "/ui/live.json", "/ui/orders", *lists(now), "/ui/orders.csv", "/ui/orders.jsonl?sort=-total",
            f"/ui/orders/{order}", "/ui/attention", "/ui/conformance", "/ui/at", *past, "/ui/keys", "/metrics"]


ANALYSES = ["/ui/analysis", "/ui/analysis?period=24h&target=24&bias=1", "/ui/analysis?period=30d&versus=previous",
            "/ui/analysis?period=365d"]


def ask(connection, path):
    """The answer, and the milliseconds until all of it was there."""
    started = time.perf_counter()
    connection.request("GET", path)
    answer = connection.getresponse()
    body = answer.read()
    if answer.status != 200:
        raise SystemExit(f"{path}: HTTP {answer.status}: {body.decode(errors='replace')[:300]}")
    return answer, body, (time.perf_counter() - started) * 1000


def percentile(times, share):
    return sorted(times)[max(0, math.ceil(share * len(times)) - 1)]


def prepare(connection, path):
    """Seconds until an analysis has been made, and the slowest answer meanwhile."""
    started, slowest = time.perf_counter(), 0.0
    while True:
        answer, _, took = ask(connection, path)
        slowest = max(slowest, took)
        if answer.getheader("Refresh") is None:
            return time.perf_counter() - started, slowest
        if time.perf_counter() - started > 600:
            raise SystemExit(f"{path}: no analysis after ten minutes")
        time.sleep(0.2)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("url")
    parser.add_argument("now", type=lambda told: datetime.datetime.fromisoformat(told.replace("Z", "+00:00")))
    parser.add_argument("--times", type=int, default=100)
    parser.add_argument("--limit", type=float, default=200)
    options = parser.parse_args()
    place = urllib.parse.urlsplit(options.url)
    connection = http.client.HTTPConnection(place.hostname, place.port, timeout=120)
    _, body, _ = ask(connection, "/ui/orders?state=ended")
    found = re.search(rb'class="row-link" href="/ui/orders/([0-9a-f-]{36})"', body)
    pages = addresses(options.now, found.group(1).decode() if found else "")
    made = {path: prepare(connection, path) for path in ANALYSES}
    slow = [f"{path}: {slowest:.0f} ms while it was made" for path, (_, slowest) in made.items() if slowest > options.limit]
    print(f"{'PAGE':<100} {'p50 ms':>8} {'p99 ms':>8} {'bytes':>9}")
    results = {}
    for path in pages + ANALYSES:
        times, size = [], 0
        for _ in range(options.times):
            _, body, took = ask(connection, path)
            times.append(took)
            size = len(body)
        p50, p99 = percentile(times, 0.5), percentile(times, 0.99)
        results[path] = p99
        print(f"{path[:100]:<100} {p50:>8.1f} {p99:>8.1f} {size:>9}", flush=True)
        if p99 > options.limit:
            slow.append(f"{path}: {p99:.0f} ms")
    for path, (seconds, _) in made.items():
        print(f"{path}: made in {seconds:.1f} s")
    print(json.dumps({"pages": len(results), "slowest_p99_ms": round(max(results.values()), 1), "limit_ms": options.limit,
                      "analysis_s": {path: round(seconds, 1) for path, (seconds, _) in made.items()}}))
    if slow:
        print("over the limit:\n  " + "\n  ".join(slow), file=sys.stderr)
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
