"""Measures how long lists, searches, single orders and pages take when 100,000 orders are stored.

./dev bench --lists calls this file several times: with `--place` for orders that the services finish or leave alone,
and at last to multiply those in both databases and to ask for everything.
"""
import argparse
import asyncio
import csv
import http.client
import json
import math
import os
import random
import sys
import time
import urllib.parse

import asyncpg

from exchange import Exchange
from fill import fill
from meter import machine
from report import progress

# An item that every order has.
COMMON_SKU = "BRG-6204-2RS"
LINES = 8
# How many orders are placed, and what their waiting for is over: when so many tasks are open at the party.
STAGES = {"finished": (400, None), "offered": (150, "client"), "new": (150, "supplier")}
CANCELLED = 40
BUYERS = ["Nordwind GmbH", "Südwind AG", "Atelier Lumière", "Harbour & Sons Ltd", "Kjellberg AB", "Officina Rossi",
          "Brightwater Pumps", "Van den Berg BV"]
NOTES = ["urgent, for the repair of the main line", "please deliver to gate 4", "urgent", "as agreed by telephone",
         "replaces our order of last week", "spare parts for the yearly service of all pumps and gear boxes"]

ORDERS = [
    "", "?status=running", "?status=ended", "?status=ended&sort=updated", "?sort=-updated", "?sort=total",
    "?outcome=Completed&sort=total", "?outcome=Cancelled", "?outcome=Completed&sort=-reference", "?reference=PO-2025",
    "?reference=PO-2025&sort=-total", "?reference=nowhere", "?partner=Nordwind%20GmbH%203",
    "?partner=Nordwind%20GmbH%203&sort=total", "?minimumTotal=100&maximumTotal=500&currency=EUR",
    "?placedFrom=2026-01-01T00:00:00Z&placedTo=2026-02-01T00:00:00Z", "?element=Task_VerifyOrder",
    "?element=Task_ReviewQuote&sort=total",
]
# Words and items that all orders have, that half of them have, that few have, and that none has.
SEARCHES = [f"sku={COMMON_SKU}", "text=brg", "text=urgent", "text=PO-2025", "text=brg%20urgent", "text=PO-2026-0512",
            "text=zeppelin", "sku=nothing", f"status=running&sku={COMMON_SKU}", "text=urgent&outcome=Cancelled",
            "text=urgent&minimumTotal=100&maximumTotal=200", "text=PO-2025&limit=500"]
SORTS = ["", "&sort=placed", "&sort=-updated", "&sort=total", "&sort=-total", "&sort=reference"]
TASKS = ["", "&overdue=true", "&sort=priority", "&sort=-created", "&priority=60", "&reference=PO-2025", "&reference=nowhere",
         f"&sku={COMMON_SKU}", "&text=urgent", "&text=PO-2025", "&text=PO-2026-0512", "&text=zeppelin"]
VIEWS = ["mine", "groups", "all", "done"]
PAGES = ["/ui/inbox", "/ui/inbox?view=done", "/ui/inbox?view=all&text=urgent", "/ui/orders", "/ui/orders?text=urgent",
         f"/ui/orders?text={COMMON_SKU}&sort=total", "/ui/orders?text=PO-2025", "/ui/orders?text=zeppelin"]
PEOPLE = {"client": "buyers,receiving", "supplier": "sales,pricing,warehouse"}


def addresses(order):
    """Everything that is asked for; `order` is the id of some order."""
    return ([f"/orders{query}" for query in ORDERS]
            + [f"/orders?{search}{sort}" for search in SEARCHES for sort in SORTS]
            # Completed tasks are sorted by when they were closed, and by nothing else.
            + [f"/tasks?view={view}{query}" for view in VIEWS for query in TASKS
               if view != "done" or not query.startswith("&sort")]
            + [f"/orders/{order}", f"/orders/{order}/history", *PAGES, f"/ui/orders/{order}"])


def bodies(first):
    """Orders of different buyers, items and notes, the first with this number."""
    chance = random.Random(first)
    with open(os.environ["DUET_BENCH_CATALOGUE"], encoding="utf-8") as file:
        skus = [row["sku"] for row in csv.DictReader(file) if row["sku"] != COMMON_SKU]
    number = first
    while True:
        buyer = chance.randrange(len(BUYERS))
        lines = [{"sku": sku, "quantity": chance.randint(1, 9)} for sku in [COMMON_SKU, *chance.sample(skus, LINES - 1)]]
        yield json.dumps({"reference": f"PO-2026-{number:04}", "buyer": {"id": f"B-{buyer}", "name": BUYERS[buyer]},
                          "currency": "EUR", "note": chance.choice(NOTES), "lines": lines}).encode()
        number += 1


async def place(stage):
    """Places the orders of a stage, and waits until they are as far as they come without people."""
    count, party = STAGES[stage]
    async with Exchange.open(os.environ, 1) as exchange:
        connection = exchange.connections[0]
        if party is None:
            await exchange.import_catalogue()
        exchange.bodies = bodies(1 + list(STAGES).index(stage) * 1000)
        for _ in range(count):
            await exchange.place(connection)
        if party is None:
            await exchange.wait_for_end()
            return
        await wait_for(exchange.books[party], "select count(*) from task where state = 'open'", count)
        if stage == "new":
            ids = [await exchange.place(connection) for _ in range(CANCELLED)]
            for order in ids:
                await connection.send("POST", f"/orders/{order}/cancel", "application/json",
                                      b'{"reason": "no longer needed"}', "Duet-User: bench\r\nDuet-Groups: buyers\r\n")
            for book in (exchange.books["client"], exchange.books["supplier"]):
                await wait_for(book, "select count(*) from listing where outcome is not null",
                               STAGES["finished"][0] + CANCELLED)


async def wait_for(book, query, count, limit=60):
    """Waits until a count is there."""
    started = time.time()
    while await book.fetchval(query) < count:
        if time.time() - started > limit:
            raise RuntimeError(f"after {limit} s there were fewer than {count}: {query}")
        await asyncio.sleep(0.05)


def ask(connection, path, headers):
    """The milliseconds until the whole answer was there."""
    started = time.perf_counter()
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    body = answer.read()
    if answer.status != 200:
        raise RuntimeError(f"{path}: HTTP {answer.status}: {body.decode(errors='replace')[:300]}")
    return (time.perf_counter() - started) * 1000, body


def rank(times, part):
    """The time that this part of all does not exceed."""
    return times[math.ceil(len(times) * part) - 1]


def measure_party(party, options):
    address = urllib.parse.urlsplit(os.environ[f"{party.upper()}_URL"])
    connection = http.client.HTTPConnection(address.hostname, address.port)
    headers = {"Duet-User": "anna", "Duet-Groups": PEOPLE[party]}
    order = json.loads(ask(connection, "/orders?status=ended&limit=1&sort=placed", headers)[1])["items"][0]["id"]
    results = []
    for path in addresses(order):
        if options.only not in path:
            continue
        for _ in range(3):
            ask(connection, path, headers)
        times = sorted(ask(connection, path, headers)[0] for _ in range(options.requests))
        results.append({"party": party, "path": path.replace(order, "{order}"),
                        **{name: round(rank(times, part), 1)
                           for name, part in (("p50_ms", .5), ("p99_ms", .99), ("max_ms", 1))}})
        progress(row(results[-1], options.limit))
    connection.close()
    return results


async def measure(options):
    for party in PEOPLE:
        stored = await fill(argparse.Namespace(
            database=os.environ[f"{party.upper()}_DATABASE_URL"], orders=options.orders, running=8))
        progress(f"the {party} has {stored}")
    before = os.getloadavg()[0]
    progress(f"load average {before:.1f}; milliseconds, {options.requests} requests each\n"
             f"{'p50':>8}{'p99':>8}{'max':>8}")
    results = []
    for party in PEOPLE:
        results += await asyncio.to_thread(measure_party, party, options)
    return {"benchmark": "lists", "machine": machine(), "orders": options.orders, "requests": options.requests,
            "load_before": round(before, 2), "load_after": round(os.getloadavg()[0], 2), "results": results}


def row(result, limit):
    mark = "  <-- too slow" if result["p99_ms"] > limit else ""
    return (f"{result['p50_ms']:8}{result['p99_ms']:8}{result['max_ms']:8}  "
            f"{result['party']:9}{result['path']}{mark}")


def summary(measured, limit):
    """Prints the last line, and gives how many addresses were too slow."""
    worst = max(measured["results"], key=lambda result: result["p99_ms"])
    slow = sum(result["p99_ms"] > limit for result in measured["results"])
    progress(f"\n{len(measured['results'])} addresses, {slow} slower than {limit:g} ms at the 99th percentile; the slowest "
             f"{worst['p99_ms']} ms: {worst['party']} {worst['path']}; load average {measured['load_before']} before, "
             f"{measured['load_after']} after\n")
    return slow


def arguments():
    parser = argparse.ArgumentParser(prog="./dev bench --lists", description=__doc__.splitlines()[0])
    parser.add_argument("--orders", type=int, default=100_000, help="orders stored by each party (default %(default)s)")
    parser.add_argument("--requests", type=int, default=100, help="requests to each address (default %(default)s)")
    parser.add_argument("--limit", type=float, default=50, metavar="MS",
                        help="what no address may exceed at the 99th percentile (default %(default)s)")
    parser.add_argument("--only", default="", metavar="TEXT", help="only addresses with this in them")
    parser.add_argument("--place", choices=STAGES, help=argparse.SUPPRESS)
    return parser.parse_args()


def main():
    options = arguments()
    try:
        if options.place:
            asyncio.run(place(options.place))
            return
        measured = asyncio.run(measure(options))
    except (OSError, RuntimeError, asyncio.TimeoutError, asyncpg.PostgresError, http.client.HTTPException) as error:
        sys.exit(f"error: {error or type(error).__name__}")
    slow = summary(measured, options.limit)
    print(json.dumps(measured))
    sys.exit(1 if slow else 0)


if __name__ == "__main__":
    main()
