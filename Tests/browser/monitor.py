"""A monitor that really runs beside the two parties."""

from __future__ import annotations

import os
import secrets
import subprocess
import urllib.request

from parties import ROOT, World, environment, eventually, executables, free_port, make_database


class Monitor:
    """Hears both companies; its pages need nobody to sign in."""

    name = "monitor"

    def __init__(self, world: World):
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.process: subprocess.Popen | None = None
        self.environment = {
            **os.environ,
            "DUET_DATABASE_URL": make_database(f"pages_{secrets.token_hex(4)}_monitor"),
            "DUET_AMQP_URL": environment("DUET_TEST_MONITOR_AMQP"),
            "DUET_HTTP_PORT": str(self.port),
            "DUET_BPMN": str(ROOT / "bpmn/order.bpmn"),
            "DUET_MIGRATIONS": str(ROOT / "migrations"),
            "DUET_LOG_LEVEL": "warning",
            "DUET_CLIENT_URL": world.client.url,
            "DUET_SUPPLIER_URL": world.supplier.url,
        }

    def __enter__(self) -> Monitor:
        log = open(f"/tmp/duet-pages-monitor-{self.port}.log", "wb")
        self.process = subprocess.Popen(
            [executables() / "monitor", "run"], env=self.environment, stdout=log, stderr=log
        )
        eventually("the monitor answers", self.is_ready)
        return self

    def __exit__(self, *_) -> None:
        if self.process and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(timeout=20)

    def is_ready(self) -> bool:
        assert self.process and self.process.poll() is None, "the monitor has ended"
        try:
            with urllib.request.urlopen(f"{self.url}/health/ready", timeout=2) as answer:
                return answer.status == 200
        except OSError:
            return False

    def hears_of(self, order: str) -> None:
        """Waits until the monitor knows an order."""

        def known() -> bool:
            try:
                with urllib.request.urlopen(f"{self.url}/ui/orders/{order}", timeout=5) as answer:
                    return answer.status == 200
            except OSError:
                return False

        eventually(f"the monitor has heard of {order}", known)
