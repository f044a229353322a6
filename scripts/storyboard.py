"""One order by people of both companies, as the README tells it: a picture of both browser windows for each step."""

from __future__ import annotations

import base64
import html
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from parties import PASSWORD, Company, World

WINDOW = {"width": 1200, "height": 880}
REFERENCE = "PO-2026-0201"
LINES = (("BRG-6204-2RS", 40), ("SEAL-30X52X7", 20))

# Two windows as any desktop shows them; what they say comes from the pages.
DESK = """<!doctype html><meta charset="utf-8"><style>
body { margin: 0; padding: 20px; background: #e9e9f1; font: 500 15px "DejaVu Sans", sans-serif; color: #33333f;
  display: grid; grid-template-columns: 1fr 1fr; gap: 20px; width: 1480px; }
section { border-radius: 10px; overflow: hidden; background: #fff; box-shadow: 0 3px 14px rgb(30 30 60 / 22%); }
header { display: flex; align-items: center; gap: 8px; height: 36px; padding: 0 14px; background: #f6f6fa;
  border-bottom: 1px solid #d9d9e3; }
i { width: 11px; height: 11px; border-radius: 50%; background: #c9c9d6; }
span { margin-left: 8px; } img { display: block; width: 100%; }
</style>"""


class Window:
    """One company's browser window, with whoever sits before it."""

    def __init__(self, browser: Browser, company: Company):
        self.browser = browser
        self.company = company
        self.page: Page
        self.title = ""

    def sign_in(self, user: str, title: str) -> None:
        context = self.browser.new_context(
            base_url=self.company.url, viewport=WINDOW, locale="en-GB", reduced_motion="reduce", device_scale_factor=1.5
        )
        self.page = context.new_page()
        self.title = title
        self.page.goto("/ui/inbox?view=groups")
        self.page.fill("#user", user)
        self.page.fill("#password", PASSWORD)
        self.page.keyboard.press("Enter")
        self.page.wait_for_url("**/ui/inbox*")

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def open_task(self) -> None:
        self.page.goto(f"/ui/inbox?view=groups&text={REFERENCE}")
        self.page.wait_for_selector(".row-link")
        self.press("j", "Enter")
        self.page.wait_for_url("**/ui/tasks/**")

    @property
    def html(self) -> str:
        picture = base64.b64encode(self.page.screenshot()).decode()
        return (
            f"<section><header><i></i><i></i><i></i><span>{html.escape(self.title)}</span></header>"
            f'<img src="data:image/png;base64,{picture}"></section>'
        )


class Storyboard:
    def __init__(self, browser: Browser, world: World, folder: Path):
        self.world = world
        self.folder = folder
        self.client = Window(browser, world.client)
        self.supplier = Window(browser, world.supplier)
        self.desk = browser.new_page(viewport={"width": 1520, "height": 640})
        self.steps = 0

    def shoot(self) -> None:
        """Both windows as they are now, side by side."""
        self.steps += 1
        self.desk.set_content(DESK + self.client.html + self.supplier.html)
        self.desk.screenshot(path=self.folder / f"order-step-{self.steps}.jpg", type="jpeg", quality=80, full_page=True)

    def play(self) -> None:
        """From the first line to both companies' last task."""
        client, supplier = self.client, self.supplier
        client.sign_in("anna", "Client: Anna Keller, buyer")
        supplier.sign_in("sven", "Supplier: Sven Lund, sales")

        # 1. The order is written.
        client.page.goto("/ui/orders/new")
        fields = {"buyer.id": "C-1007", "buyer.name": "Nordwerk Maschinenbau", "reference": REFERENCE}
        for number, (sku, quantity) in enumerate(LINES):
            fields |= {f"lines.{number}.sku": sku, f"lines.{number}.quantity": str(quantity)}
        for name, text in fields.items():
            client.page.fill(f'[name="{name}"]', text)
        supplier.page.goto(f"/ui/inbox?view=groups&text={REFERENCE}")
        self.shoot()

        # 2. It is at the supplier, who verifies it.
        client.page.focus('[name="reference"]')
        client.press("Enter")
        client.page.wait_for_url("**/ui/orders/*placed=1")
        order = client.page.url.split("/ui/orders/")[1].split("?")[0]
        supplier.page.wait_for_selector(".row-link")
        supplier.open_task()
        supplier.press("a")
        self.shoot()

        # 3. When it cannot be undone any more, the quote is with the buyer.
        supplier.press("Enter")
        supplier.page.wait_for_url("**done=**")
        expect(supplier.page.locator(".undo")).to_be_visible()
        self.world.client.task(order, "Task_ReviewQuote")
        client.open_task()
        client.press("c")
        expect(client.page.locator(".sub")).to_contain_text("with you")
        client.press("a")
        self.shoot()

        # 4. The buyer accepts; the warehouse ships.
        client.press("Enter")
        client.page.wait_for_url("**done=**")
        self.world.supplier.task(order, "Task_ConfirmFulfilment")
        supplier.sign_in("willi", "Supplier: Willi Stark, warehouse")
        supplier.open_task()
        supplier.press("a")
        supplier.page.fill('[name="tracking"]', "DHL 00340434")
        client.page.goto(f"/ui/orders/{order}")
        self.shoot()

        # 5. The goods arrive: both companies are at the end.
        supplier.press("Enter")
        supplier.page.wait_for_url("**done=**")
        self.world.client.task(order, "Task_ConfirmReceipt")
        client.open_task()
        client.press("a", "Enter")
        client.page.wait_for_url("**done=**")
        for window, company in ((client, self.world.client), (supplier, self.world.supplier)):
            company.outcome(order)
            window.page.goto(f"/ui/orders/{order}")
            expect(window.page.locator("[data-live=state] .chip")).to_have_text("Completed")
        self.shoot()
