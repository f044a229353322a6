#!/usr/bin/env python3
"""Make the README's pictures: both companies run, people sign in with a browser, and every page is photographed.

    screenshots.py docs/images

Needs what the tests in Tests/browser need; `./dev screenshots` provides it.
"""

import argparse
import shutil
import sys
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "Tests/browser"))
from monitor import Monitor  # noqa: E402
from parties import PASSWORD, Company, World, executables  # noqa: E402
from storyboard import Storyboard  # noqa: E402
from terminal import Terminal  # noqa: E402

SIZES = {"": {"width": 1280, "height": 860}, "-phone": {"width": 390, "height": 844}}


def furnish(world: World) -> dict[str, str]:
    """Orders in every state, and what the pictures are about."""
    ended = world.quoted("PO-2026-0101", {"BRG-6204-2RS": 40, "SEAL-30X52X7": 20})
    world.finish(ended)
    revised = world.quoted(
        "PO-2026-0102", {"BRG-UCP205": 12, "BLT-M8X30-8.8": 500}, note="Deliver to gate 3, please.", needed="2027-01-15"
    )
    world.client.decide(
        revised, "Task_ReviewQuote", "ben", decision="revise", comment="Twenty pillow blocks, and fewer bolts, please.",
        lines=[{"sku": "BRG-UCP205", "quantity": 20}, {"sku": "BLT-M8X30-8.8", "quantity": 300}],
    )
    task = world.client.task(revised, "Task_ReviewQuote")
    world.client.ask("POST", f"/tasks/{task}/comments", {"text": "The volume discount is in it now."}, user="ben")
    world.place("PO-2026-0103", {"CHAIN-08B-5M": 6, "VBELT-SPZ-1250": 10}, needed="2026-12-18")
    world.place("PO-2026-0104", {"ORING-20X2": 1000})
    # Enough of them for an analysis.
    for number in range(24):
        world.finish(world.quoted(f"PO-2026-{number:04}", {"BRG-6204-2RS": 10 + number, "ORING-20X2": 100}))
    for number, lines in (("0105", {"TBELT-HTD-5M-600": 8}), ("0106", {"WSH-M8-A2": 5000})):
        world.quoted(f"PO-2026-{number}", lines)
    return {"task": task, "order": revised, "ended": ended}


class Camera:
    def __init__(self, browser: Browser, folder: Path):
        self.browser = browser
        self.folder = folder

    def shoot(self, company: Company, user: str, pages: dict[str, str], **options) -> None:
        for suffix, scheme, size in (("", "light", ""), ("-dark", "dark", ""), ("-phone", "light", "-phone")):
            context = self.browser.new_context(
                base_url=company.url, color_scheme=scheme, viewport=SIZES[size], locale="en-GB", device_scale_factor=1.5, **options
            )
            page = context.new_page()
            page.goto("/ui/inbox")
            page.fill("#user", user)
            page.fill("#password", PASSWORD)
            page.keyboard.press("Enter")
            page.wait_for_url("**/ui/inbox*")
            for name, path in pages.items():
                page.goto(path, wait_until="load")
                page.wait_for_timeout(1500 if name == "docs" else 300)
                page.screenshot(path=self.folder / f"page-{company.name}-{name}{suffix}.png")
            context.close()

    def watch(self, monitor: Monitor, pages: dict[str, str]) -> None:
        """The monitor's pages, to their end: nobody signs in there."""
        for size, width in (("", 1440), ("-phone", 390)):
            for look in ("light", "dark"):
                context = self.browser.new_context(
                    base_url=monitor.url, color_scheme=look, viewport={"width": width, "height": 900}, locale="en-GB"
                )
                page = context.new_page()
                for name, path in pages.items():
                    page.goto(path)
                    if name == "analysis":
                        # It comes by itself once it has been made.
                        page.wait_for_selector(".tiles")
                    suffix = size + ("-dark" if look == "dark" else "")
                    page.screenshot(path=self.folder / f"page-monitor-{name}{suffix}.png", full_page=True)
                context.close()

    def watch_terminal(self, monitor: Monitor, order: str) -> None:
        """The monitor's screen, as small as it is made for, and larger."""
        program = [str(executables() / "monitor"), "live"]
        for suffix, columns, rows in (("-80x24", 80, 24), ("", 118, 34)):
            with Terminal(program, monitor.environment, columns, rows) as terminal:
                for name, keys, text in (
                    ("process", [], "q quits"), ("orders", ["2"], "ORDER"), ("alerts", ["3"], "1 Process"),
                    ("order", ["/", f"ref:{order}", "Enter", "Enter"], "BROKER"), ("help", ["?"], "Everywhere"),
                ):
                    if keys:
                        terminal.press(*keys)
                    terminal.shows(text)
                    terminal.shoot(self.browser, self.folder / f"terminal-{name}{suffix}.png")

    def portray(self, monitor: Monitor, order: str) -> None:
        """What the README shows of the monitor: as much as fits on a screen."""
        context = self.browser.new_context(
            base_url=monitor.url, color_scheme="light", viewport={"width": 1440, "height": 960}, locale="en-GB"
        )
        page = context.new_page()
        for name, path in (("live", "/ui/live"), ("analysis", "/ui/analysis?period=1h&target=0.01")):
            page.goto(path)
            page.wait_for_selector(".tiles")
            page.screenshot(path=self.folder / f"monitor-{name}.png")
        page.goto(f"/ui/orders/{order}")
        page.locator("section:has(.plot.lanes)").screenshot(path=self.folder / "monitor-order.png")
        context.close()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    with World(grace="PT10S") as world, Monitor(world) as monitor, sync_playwright() as playwright:
        found = furnish(world)
        monitor.hears_of(found["order"])
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        camera = Camera(chromium, folder)
        camera.shoot(world.client, "anna", {
            "inbox": "/ui/inbox?view=groups", "task": f"/ui/tasks/{found['task']}?back=/ui/inbox%3Fview%3Dgroups",
            "orders": "/ui/orders", "order": f"/ui/orders/{found['order']}", "new": "/ui/orders/new",
        })
        camera.shoot(world.supplier, "otto", {
            "inbox": "/ui/inbox?view=all", "prices": "/ui/prices", "users": "/ui/users", "user": "/ui/users/petra",
            "audit": "/ui/audit", "docs": "/docs",
        })
        Storyboard(chromium, world, folder).play()
        camera.watch(monitor, {
            "live": "/ui/live", "orders": "/ui/orders", "order": f"/ui/orders/{found['order']}",
            "ended": f"/ui/orders/{found['ended']}", "attention": "/ui/attention",
            "conformance": "/ui/conformance", "past": "/ui/at", "analysis": "/ui/analysis?period=1h&target=0.01",
        })
        camera.watch_terminal(monitor, "PO-2026-0102")
        camera.portray(monitor, found["ended"])
        chromium.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
