"""Every page, for everybody: readable without scripts, on a phone, in French, in the dark, and by assistive technology."""

import re
from urllib.request import urlopen

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

LINES = {"BRG-6204-2RS": 40, "SEAL-30X52X7": 20}
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 360, "height": 740}


@pytest.fixture(scope="module")
def order(world) -> str:
    """An order with a revised quote, some history, and a comment."""
    order = world.quoted("PAGE-1", LINES, note="Gate <3> & \"bell\"", needed="2027-01-15")
    world.client.decide(
        order, "Task_ReviewQuote", "ben", decision="revise", comment="Fewer, please",
        lines=[{"sku": "BRG-6204-2RS", "quantity": 30}, {"sku": "SEAL-30X52X7", "quantity": 20}],
    )
    task = world.client.task(order, "Task_ReviewQuote")
    body = {"text": "Ask for the drawing first", "link": {"url": "https://example.org/d", "title": "Drawing"}}
    world.client.ask("POST", f"/tasks/{task}/comments", body, user="ben")
    world.place("PAGE-2", LINES)
    return order


def pages(world, order: str, company: str) -> list[str]:
    if company == "client":
        task = world.client.task(order, "Task_ReviewQuote")
        return [
            "/ui/inbox?view=groups", "/ui/inbox?view=mine", "/ui/inbox?view=done", f"/ui/tasks/{task}", "/ui/orders",
            f"/ui/orders/{order}", f"/ui/orders/{order}/cancel", "/ui/orders/new", "/ui/keys", "/ui/nothing", "/ui/users",
            "/ui/audit",
        ]
    return ["/ui/inbox?view=all", "/ui/orders", f"/ui/orders/{order}", "/ui/prices", "/ui/prices/import", "/ui/users", "/ui/audit"]


# An operator sees every page but those that only buyers have.
@pytest.mark.parametrize(
    ("scheme", "size", "locale"), [("light", WIDE, "en-GB"), ("dark", WIDE, "fr-FR"), ("light", NARROW, "fr-FR"), ("dark", NARROW, "en-GB")]
)
@pytest.mark.parametrize(("company", "users"), [("client", ("anna", "olga")), ("supplier", ("sven", "otto"))])
def test_no_page_has_a_barrier_or_is_wider_than_the_screen(person, world, order, company, users, scheme, size, locale):
    axe = Axe()
    for user in users:
        visitor = person(company, user, color_scheme=scheme, viewport=size, locale=locale)
        for path in pages(world, order, company):
            visitor.page.goto(path)
            result = axe.run(visitor.page)
            assert result.violations_count == 0, f"{path} as {user}\n{result.generate_report()}"
            width = visitor.page.evaluate("document.documentElement.scrollWidth")
            assert width <= size["width"], f"{path} is {width} wide"


def test_the_sign_in_page_has_no_barrier(browser, world):
    for scheme in ("light", "dark"):
        context = browser.new_context(base_url=world.client.url, color_scheme=scheme)
        page = context.new_page()
        page.goto("/ui/sign-in")
        result = Axe().run(page)
        assert result.violations_count == 0, result.generate_report()
        page.fill("#user", "anna")
        page.fill("#password", "wrong")
        page.keyboard.press("Enter")
        expect(page.locator(".note.bad")).to_be_visible()
        assert Axe().run(page).violations_count == 0
        context.close()


def test_everything_works_without_scripts(person, world):
    anna = person("client", "anna", java_script_enabled=False)
    anna.page.click("text=New order")
    anna.page.fill('[name="reference"]', "PLAIN-1")
    anna.page.fill('[name="buyer.id"]', "C-1007")
    anna.page.fill('[name="buyer.name"]', "Nordwerk Maschinenbau")
    anna.page.click('[data-submit]')
    expect(anna.page.locator("[data-summary]")).to_contain_text("at least one line")
    expect(anna.page.locator('[name="reference"]')).to_have_value("PLAIN-1")
    anna.page.click('[name="more"]')
    anna.page.fill('[name="lines.5.sku"]', "BRG-6204-2RS")
    anna.page.fill('[name="lines.5.quantity"]', "4")
    anna.page.click('[data-submit]')
    anna.page.wait_for_url("**placed=1")
    order = anna.page.url.split("/ui/orders/")[1].split("?")[0]
    world.supplier.decide(order, "Task_VerifyOrder", "sven", decision="accept")
    world.client.task(order, "Task_ReviewQuote")
    anna.page.goto("/ui/inbox?view=groups&text=PLAIN-1")
    anna.page.click("text=Claim")
    anna.page.goto("/ui/inbox?view=mine&text=PLAIN-1")
    anna.page.click(".row-link")
    anna.page.check('input[value="accept"]')
    anna.page.click("[data-submit]")
    expect(anna.page.locator(".undo")).to_contain_text("PLAIN-1")
    anna.page.click(".undo button")
    expect(anna.page.locator(".feed")).to_contain_text("took the decision back")


def test_the_language_follows_the_browser_and_the_switch(person):
    anna = person("client", "anna", locale="fr-FR")
    expect(anna.page.locator("h1")).to_have_text("À traiter")
    assert anna.page.evaluate("document.documentElement.lang") == "fr"
    anna.page.click("button[lang=en]")
    expect(anna.page.locator("h1")).to_have_text("Inbox")
    anna.page.reload()
    expect(anna.page.locator("h1")).to_have_text("Inbox")


def test_a_list_of_orders_is_taken_along_as_it_is_on_the_screen(person, world, order):
    anna = person("client", "anna")
    anna.page.goto("/ui/orders?text=PAGE")
    expect(anna.page.locator("tbody tr")).to_have_count(2)
    with anna.page.expect_download() as download:
        anna.page.click("text=CSV")
    rows = download.value.path().read_text().splitlines()
    assert len(rows) == 3 and rows[0].startswith("id,reference,buyer,state")
    anna.page.click("th >> text=Reference")
    anna.page.click("th >> text=Reference")
    expect(anna.page.locator("tbody .row-link").first).to_have_text("PAGE-1")


def test_a_price_list_is_looked_at_before_it_is_imported(person, tmp_path):
    petra = person("supplier", "petra")
    petra.page.goto("/ui/prices?text=pillow")
    expect(petra.page.locator("tbody tr")).to_have_count(1)
    petra.page.goto("/ui/prices/import")
    wrong = tmp_path / "wrong.csv"
    wrong.write_text("sku,description\nX,Y\n")
    petra.page.set_input_files("#file", wrong)
    petra.page.click("button.main")
    expect(petra.page.locator("[data-summary]")).to_contain_text("missing columns")


def test_an_operator_adds_a_user_who_signs_in(person, browser, world):
    olga = person("client", "olga")
    olga.page.goto("/ui/users")
    olga.page.fill("#user", "nina")
    olga.page.fill("#name", "Nina Berg")
    olga.page.fill("#password", "a door between two houses")
    olga.page.check('input[value="auditor"]')
    olga.page.click(".submit button")
    expect(olga.page.locator(".note.good")).to_contain_text("nina")
    nina = person("client", "nina")
    nina.page.goto("/ui/orders/new")
    expect(nina.page.locator(".problem .status")).to_have_text("403")
    nina.page.click("text=Sign out")
    nina.page.wait_for_url("**/ui/sign-in*")


def test_pages_forbid_everything_from_elsewhere(world):
    with urlopen(f"{world.client.url}/ui/sign-in") as answer:
        policy = answer.headers["Content-Security-Policy"]
        page = answer.read().decode()
    assert "default-src 'none'" in policy and "unsafe-inline" not in policy
    assert not re.search(r"<script(?![^>]* src=)|<style|\son\w+=|\sstyle=|https?://(?!www\.w3\.org)", page)
