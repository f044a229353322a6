"""The two parties as the benchmark uses them: orders in over HTTP, everything else out of their databases."""
import asyncio
import contextlib
import csv
import json
import random
import time
import urllib.parse

import asyncpg

from freshness import Freshness

POLL_SECONDS = 0.02
# Lines of an order, as many as an order of the references has.
LINES = 8


class Connection:
    """One HTTP/1.1 connection that is kept open. As little code as will do: it runs beside what it measures."""

    def __init__(self, address):
        self.host, self.port = address.hostname, address.port
        self.reader = self.writer = None

    async def send(self, method, path, content_type, body, headers=""):
        if self.writer is None:
            self.reader, self.writer = await asyncio.open_connection(self.host, self.port)
        self.writer.write(
            f"{method} {path} HTTP/1.1\r\nHost: {self.host}\r\nContent-Type: {content_type}\r\n"
            f"{headers}Content-Length: {len(body)}\r\n\r\n".encode() + body)
        head = await self.reader.readuntil(b"\r\n\r\n")
        lower = head.lower()
        start = lower.index(b"content-length:") + 15
        answer = await self.reader.readexactly(int(head[start:lower.index(b"\r\n", start)]))
        status = int(head[9:12])
        if status >= 300:
            raise RuntimeError(f"{method} {path}: HTTP {status}: {answer.decode(errors='replace')[:300]}")
        return answer

    def close(self):
        if self.writer:
            self.writer.close()


class Exchange:
    """Places orders at the client and sees how far both parties are."""

    def __init__(self, environment, connections):
        self.addresses = {party: urllib.parse.urlsplit(environment[f"{party.upper()}_URL"])
                          for party in ("client", "supplier")}
        self.databases = {party: environment[f"{party.upper()}_DATABASE_URL"]
                          for party in ("client", "supplier", "monitor")}
        self.catalogue = open(environment["DUET_BENCH_CATALOGUE"], encoding="utf-8").read()
        self.connections = [Connection(self.addresses["client"]) for _ in range(connections)]
        self.books = {}
        self.bodies = self._bodies()
        self.placed = 0
        self.freshness = Freshness(environment["MONITOR_URL"])

    @classmethod
    @contextlib.asynccontextmanager
    async def open(cls, environment, connections):
        exchange = cls(environment, connections)
        try:
            for party, address in exchange.databases.items():
                exchange.books[party] = await asyncpg.connect(address)
            yield exchange
        finally:
            for connection in exchange.connections:
                connection.close()
            for book in exchange.books.values():
                await book.close()

    async def import_catalogue(self):
        connection = Connection(self.addresses["supplier"])
        await connection.send("PUT", "/catalog", "text/csv", self.catalogue.encode(),
                              "Duet-User: bench\r\nDuet-Groups: catalog\r\n")
        connection.close()

    def _bodies(self):
        """Orders of cheap articles, so that none needs a second person: each has the same steps as the others."""
        chance = random.Random(1)
        cheap = [row for row in csv.DictReader(self.catalogue.splitlines()) if float(row["unit_price"]) < 15]
        number = 0
        while True:
            number += 1
            lines = [{"sku": row["sku"], "quantity": chance.randint(1, 6)} for row in chance.sample(cheap, LINES)]
            yield json.dumps({
                "reference": f"BENCH-{number}", "buyer": {"id": "B-1", "name": "Benchmark"},
                "currency": "EUR", "note": "x" * 100, "lines": lines}).encode()

    async def place(self, connection):
        """Places one order and gives its id."""
        answer = await connection.send("POST", "/orders", "application/json", next(self.bodies))
        self.placed += 1
        return json.loads(answer)["id"]

    async def running(self):
        """Orders that have not ended, at the side that has more of them."""
        query = "select count(*) from instance where outcome is null"
        return max([await self.books[party].fetchval(query) for party in ("client", "supplier")])

    async def wait_for_end(self, sample=lambda: None, stall=60):
        """Waits until every order that was placed has ended at both; gives up when nothing moves for `stall` seconds."""
        last, moved, sampled = None, time.time(), 0.0
        while True:
            if time.time() - sampled > 1:
                sample()
                sampled = time.time()
            running = await self.running()
            if running == 0 and await self.arrived() == self.placed:
                return
            if running != last:
                last, moved = running, time.time()
            if time.time() - moved > stall:
                raise RuntimeError(f"{running} orders have not moved for {stall} s")
            await asyncio.sleep(POLL_SECONDS)

    async def arrived(self):
        """Orders that both have."""
        return min([await self.books[party].fetchval("select count(*) from instance")
                    for party in ("client", "supplier")])

    async def wait_for_monitor(self, limit=120):
        """Waits until the monitor has heard the end of all, and gives the seconds that took."""
        started = time.time()
        while time.time() - started < limit:
            heard = await self.books["monitor"].fetchval(
                "select count(*) from order_side where outcome is not null")
            if heard == 2 * self.placed:
                return time.time() - started
            await asyncio.sleep(POLL_SECONDS)
        raise RuntimeError(f"the monitor has heard of {heard} ends, not of {2 * self.placed}")

    async def monitor_lag(self):
        """Ends of orders that the parties have recorded and the monitor does not show yet."""
        ended = sum([await self.books[party].fetchval("select count(*) from instance where outcome is not null")
                     for party in ("client", "supplier")])
        return ended - await self.books["monitor"].fetchval(
            "select count(*) from order_side where outcome is not null")

    async def server_processes(self, party):
        """The server's processes that work for a party."""
        rows = await self.books[party].fetch(
            "select pid from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()")
        return [row[0] for row in rows]

    async def outcomes(self):
        rows = await self.books["client"].fetch("select outcome, count(*) from instance group by outcome")
        return {row[0]: row[1] for row in rows}

    async def messages(self):
        return sum([await self.books[party].fetchval("select coalesce(sum(sent), 0)::bigint from instance")
                    for party in ("client", "supplier")])

    async def ends(self, party):
        """When each order ended, in seconds since 1970, by id."""
        rows = await self.books[party].fetch(
            "select order_id::text, extract(epoch from updated_at)::float8 from listing where outcome is not null")
        return {row[0]: row[1] for row in rows}
