"""A client and a supplier that really run, each with a database of its own, and people who work for them.

Needs the servers that `./dev test` starts: DUET_TEST_POSTGRES, DUET_TEST_CLIENT_AMQP, DUET_TEST_SUPPLIER_AMQP.
"""

from __future__ import annotations

import asyncio
import importlib.util
import json
import os
import secrets
import socket
import subprocess
import time
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import asyncpg
import pika

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "a door between two houses"

# Who works where, with which roles. Each company has an operator, who adds the others.
PEOPLE = {
    "client": {
        "olga": ("Olga Orlova", ["operator"]),
        "anna": ("Anna Keller", ["buyer"]),
        "ben": ("Ben Olsen", ["buyer"]),
        "ada": ("Ada Reyes", ["auditor"]),
    },
    "supplier": {
        "otto": ("Otto Frank", ["operator"]),
        "sven": ("Sven Lund", ["sales"]),
        "petra": ("Petra Blum", ["pricing"]),
        "willi": ("Willi Stark", ["warehouse"]),
        "arne": ("Arne Holm", ["auditor"]),
    },
}


def environment(name: str) -> str:
    value = os.environ.get(name)
    if not value:
        raise RuntimeError(f"{name} is not set: run ./dev test")
    return value


def executables() -> Path:
    return Path(os.environ.get("DUET_TEST_EXECUTABLES") or ROOT / ".build/debug")


def swagger_ui() -> str:
    """The files that the package from PyPI carries."""
    package = importlib.util.find_spec("swagger_ui")
    assert package and package.origin
    return str(Path(package.origin).parent / "static")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def make_database(name: str) -> str:
    """A new, empty database, by URL."""
    url = environment("DUET_TEST_POSTGRES")

    async def create() -> None:
        connection = await asyncpg.connect(url)
        await connection.execute(f'create database "{name}"')
        await connection.close()

    # Playwright has a loop of its own in this thread.
    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, create()).result()
    return url.rsplit("/", 1)[0] + "/" + name


def empty_broker() -> None:
    """Takes away what an earlier pair of parties has left."""
    connection = pika.BlockingConnection(pika.URLParameters(environment("DUET_TEST_AMQP")))
    for queue in ["order.client.inbox", "order.supplier.inbox", "order.events.stream"]:
        connection.channel().queue_delete(queue)
    connection.close()


def eventually(what: str, condition, seconds: float = 60):
    """Asks again and again until there is an answer."""
    end = time.monotonic() + seconds
    while True:
        answer = condition()
        if answer:
            return answer
        if time.monotonic() > end:
            raise AssertionError(f"waited in vain until {what}")
        time.sleep(0.1)


class Answer(Exception):
    """An answer that is no success."""

    def __init__(self, status: int, body: str):
        super().__init__(f"{status}: {body}")
        self.status = status
        self.body = body


class Company:
    """One party: its service, its people, and its HTTP interface."""

    def __init__(self, name: str, grace: str, settings: dict[str, str]):
        self.name = name
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.tokens: dict[str, str] = {}
        self.process: subprocess.Popen | None = None
        self.environment = {
            **os.environ,
            "DUET_DATABASE_URL": make_database(f"pages_{secrets.token_hex(4)}_{name}"),
            "DUET_AMQP_URL": environment(f"DUET_TEST_{name.upper()}_AMQP"),
            "DUET_HTTP_PORT": str(self.port),
            "DUET_URL": self.url,
            "DUET_BPMN": str(ROOT / "bpmn/order.bpmn"),
            "DUET_MIGRATIONS": str(ROOT / "migrations"),
            "DUET_ACCESS": "local",
            "DUET_DECISION_GRACE": grace,
            "DUET_RATE_LIMIT": "0",
            "DUET_LOG_LEVEL": "warning",
            "DUET_OPENAPI": str(ROOT / "docs/openapi.json"),
            "DUET_SWAGGER_UI": swagger_ui(),
            **settings,
        }

    @property
    def operator(self) -> str:
        return next(iter(PEOPLE[self.name]))

    def start(self) -> None:
        log = open(f"/tmp/duet-pages-{self.name}-{self.port}.log", "wb")
        self.process = subprocess.Popen(
            [executables() / self.name, "run"], env=self.environment, stdout=log, stderr=log
        )
        eventually(f"the {self.name} answers", self.is_ready)
        if self.tokens:
            return
        full_name = PEOPLE[self.name][self.operator][0]
        added = self.run(
            "user", "add", self.operator, "--role", "operator", "--first", "--name", full_name, "--password-stdin",
            given=PASSWORD + "\n",
        )
        assert added.returncode == 0, added.stderr + added.stdout
        for user, (full_name, roles) in PEOPLE[self.name].items():
            if user != self.operator:
                body = {"user": user, "name": full_name, "roles": roles, "password": PASSWORD}
                self.ask("POST", "/users", body, user=self.operator)

    def run(self, *arguments: str, given: str = "", **settings: str) -> subprocess.CompletedProcess[str]:
        """The party's command line, with what it is given as standard input."""
        return subprocess.run(
            [executables() / self.name, *arguments],
            env={**self.environment, **settings}, input=given, text=True, capture_output=True,
        )

    def is_ready(self) -> bool:
        assert self.process and self.process.poll() is None, f"the {self.name} has ended"
        try:
            with urllib.request.urlopen(f"{self.url}/health/ready", timeout=2) as answer:
                return answer.status == 200
        except OSError:
            return False

    def stop(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(timeout=20)

    # What programs do, to bring orders where a test needs them.

    def token(self, user: str) -> str:
        if user not in self.tokens:
            self.tokens[user] = self.ask("POST", "/session", {"user": user, "password": PASSWORD})["token"]
        return self.tokens[user]

    def ask(self, method: str, path: str, body=None, user: str | None = None, kind="application/json"):
        headers = {"Content-Type": kind} if body is not None else {}
        if user:
            headers["Authorization"] = f"Bearer {self.token(user)}"
        data = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.url + path, data=data, headers=headers, method=method)
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:
                return json.loads(answer.read() or b"null")
        except urllib.error.HTTPError as error:
            raise Answer(error.code, error.read().decode()) from error

    def task(self, order: str, element: str) -> str:
        """The open task of an order at a flow node, as soon as there is one."""

        def find():
            tasks = self.ask("GET", f"/tasks?element={element}&limit=200", user=self.operator)["items"]
            return next((task["id"] for task in tasks if task["orderId"] == order), None)

        return eventually(f"{element} of {order} is open", find)

    def decide(self, order: str, element: str, user: str, **data) -> None:
        path = f"/tasks/{self.task(order, element)}/complete"
        self.ask("POST", path, {"data": data, "effectiveAfter": 0}, user=user)

    def outcome(self, order: str) -> str:
        return eventually(
            f"{order} has ended", lambda: self.ask("GET", f"/orders/{order}", user=self.operator).get("outcome")
        )


class World:
    """Both companies."""

    def __init__(self, grace: str = "PT0S", **settings: str):
        self.client = Company("client", grace, settings)
        self.supplier = Company("supplier", grace, settings)

    def __enter__(self) -> World:
        empty_broker()
        self.supplier.start()
        self.client.start()
        catalogue = (ROOT / "demo/catalogue.csv").read_bytes()
        self.supplier.ask("PUT", "/catalog", catalogue, user="petra", kind="text/csv")
        return self

    def __exit__(self, *_) -> None:
        self.client.stop()
        self.supplier.stop()

    def place(self, reference: str, lines: dict[str, int], note: str | None = None, needed: str | None = None) -> str:
        body = {
            "reference": reference,
            "buyer": {"id": "C-1007", "name": "Nordwerk Maschinenbau"},
            "lines": [{"sku": sku, "quantity": quantity} for sku, quantity in lines.items()],
        }
        if note:
            body["note"] = note
        if needed:
            body["neededBy"] = needed
        return self.client.ask("POST", "/orders", body, user="anna")["id"]

    def quoted(self, reference: str, lines: dict[str, int], **more) -> str:
        """An order whose quote lies with the buyer."""
        order = self.place(reference, lines, **more)
        self.supplier.decide(order, "Task_VerifyOrder", "sven", decision="accept")
        self.client.task(order, "Task_ReviewQuote")
        return order

    def ship(self, order: str) -> list[dict]:
        """From the quote until the goods are on their way; the lines that were shipped."""
        self.client.decide(order, "Task_ReviewQuote", "anna", decision="accept")
        task = self.supplier.task(order, "Task_ConfirmFulfilment")
        lines = self.supplier.ask("GET", f"/tasks/{task}", user="willi")["defaults"]["lines"]
        self.supplier.decide(
            order, "Task_ConfirmFulfilment", "willi", decision="fulfilled", tracking="DHL 00340434", lines=lines
        )
        return lines

    def finish(self, order: str) -> None:
        """From the quote to the end, all as it should be."""
        lines = self.ship(order)
        self.client.decide(order, "Task_ConfirmReceipt", "ben", decision="received", lines=lines)
        self.client.outcome(order)
